import type { Finding, Place } from '../model/finding.js';
import { riskiestFirst } from './severity.js';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/** Findings as a SARIF 2.1.0 log, for code scanning. */
export function renderSarif(findings: readonly Finding[], tool: { readonly version: string }): string {
  const sorted = riskiestFirst(findings);
  const codes = [...new Set(sorted.map(({ code }) => code))].sort();
  const log = {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'rewrite', version: tool.version, rules: codes.map((id) => ruleOf(id)) } },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { ROOT: { description: { text: 'The root of the repository.' } } },
        results: sorted.map((finding) => resultOf(finding, codes.indexOf(finding.code))),
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

function ruleOf(id: string) {
  return { id, help: { text: `rewrite explain ${id}` } };
}

function resultOf(finding: Finding, ruleIndex: number) {
  const text = finding.hint === undefined ? finding.message : `${finding.message}\n${finding.hint}`;
  const related = finding.related ?? [];
  return {
    ruleId: finding.code,
    ruleIndex,
    level: finding.severity,
    message: { text },
    ...(finding.place === undefined ? {} : { locations: [locationOf(finding.place)] }),
    ...(related.length === 0
      ? {}
      : {
          relatedLocations: related.map(({ place, message }, id) => ({
            id,
            ...locationOf(place),
            message: { text: message },
          })),
        }),
  };
}

function locationOf(place: Place) {
  const region = {
    startLine: place.line,
    startColumn: place.column,
    ...(place.endLine === undefined ? {} : { endLine: place.endLine }),
    ...(place.endColumn === undefined ? {} : { endColumn: place.endColumn }),
  };
  return { physicalLocation: { artifactLocation: artifactOf(place.file), region } };
}

/** A path is a relative URI, so that its odd characters are escaped; one outside the repository stands for itself. */
function artifactOf(file: string) {
  const uri = file.split('/').map(encodeURIComponent).join('/');
  return file.startsWith('/') ? { uri: `file://${uri}` } : { uri, uriBaseId: 'ROOT' };
}
