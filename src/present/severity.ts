import type { ChalkInstance } from 'chalk';
import type { Finding, Severity } from '../model/finding.js';
import { riskRank } from './risk.js';

const RANK: Readonly<Record<Severity, number>> = { error: 0, warning: 1, note: 2 };

/** Riskiest first: by severity, by what would happen (`riskOf`), then by file, line, column and code. */
export function riskiestFirst(findings: readonly Finding[]): readonly Finding[] {
  return [...findings].sort(
    (a, b) =>
      RANK[a.severity] - RANK[b.severity] ||
      riskRank(a.code) - riskRank(b.code) ||
      ordinal(a.place?.file ?? '', b.place?.file ?? '') ||
      (a.place?.line ?? 0) - (b.place?.line ?? 0) ||
      (a.place?.column ?? 0) - (b.place?.column ?? 0) ||
      ordinal(a.code, b.code),
  );
}

/** `2 errors, 1 warning`; '' for no findings. */
export function countFindings(findings: readonly Finding[]): string {
  return (Object.keys(RANK) as Severity[])
    .map(
      (severity) => [severity, findings.filter((finding) => finding.severity === severity).length] as const,
    )
    .filter(([, count]) => count > 0)
    .map(([severity, count]) => `${count} ${severity}${count === 1 ? '' : 's'}`)
    .join(', ');
}

/** The colour in which a severity is told. */
export function severityColour(severity: Severity, chalk: ChalkInstance): ChalkInstance {
  if (severity === 'error') return chalk.red;
  return severity === 'warning' ? chalk.yellow : chalk.blue;
}

function ordinal(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
