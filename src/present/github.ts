import type { Finding, Place, Severity } from '../model/finding.js';
import { riskiestFirst } from './severity.js';

const COMMAND: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', note: 'notice' };

/** Findings as workflow commands: GitHub Actions shows them at their lines. */
export function renderAnnotations(findings: readonly Finding[]): string {
  return riskiestFirst(findings)
    .map((finding) => `${annotationOf(finding)}\n`)
    .join('');
}

function annotationOf(finding: Finding): string {
  const properties = [
    ...(finding.place === undefined ? [] : placeOf(finding.place)),
    ['title', finding.code] as const,
  ];
  const listed = properties.map(([key, value]) => `${key}=${escapedProperty(value)}`).join(',');
  const text = finding.hint === undefined ? finding.message : `${finding.message}\n${finding.hint}`;
  return `::${COMMAND[finding.severity]} ${listed}::${escapedData(text)}`;
}

function placeOf(place: Place): readonly (readonly [string, string])[] {
  const { file, line, column, endLine, endColumn } = place;
  return [
    ['file', file],
    ['line', String(line)],
    ...(endLine === undefined ? [] : [['endLine', String(endLine)] as const]),
    ['col', String(column)],
    ...(endColumn === undefined ? [] : [['endColumn', String(endColumn)] as const]),
  ];
}

function escapedData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapedProperty(text: string): string {
  return escapedData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
