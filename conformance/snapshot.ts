import { structuredPatch } from 'diff';
import type { Finding, Place } from '../src/model/finding.js';
import { decodeSource } from '../src/python/encoding.js';
import type { CellResult } from './check.js';

/** What the wave makes of the importers of some cells, for review: a diff for each cell, or its findings. */
export function cellsSnapshot(title: string, results: readonly CellResult[]): string {
  const parts = [`# ${title}\n`];
  for (const result of results) {
    const id = result.cell.id.replace(/^(?:\d+|[^/\d][^/]*)\//, '');
    parts.push(`## ${id}\n`, `\`\`\`diff\n${body(result)}\n\`\`\`\n`);
  }
  return parts.join('\n');
}

function body({ cell, before, after, errors }: CellResult): string {
  if (errors.length > 0) return [...shown(cell.shown, before, before), ...errors.map(refusal)].join('\n');
  return shown(cell.shown, before, after).join('\n') || ' (unchanged)';
}

function refusal({ code, place, message, hint, related = [] }: Finding): string {
  const lines = [
    `${code} ${at(place)}`,
    message,
    ...related.map((each) => `${at(each.place)} ${each.message}`),
    ...(hint === undefined ? [] : [hint]),
  ];
  return lines.map((text) => `! ${text}`).join('\n');
}

function at(place: Place | undefined): string {
  return place ? `${place.file}:${place.line}:${place.column}` : '';
}

function shown(paths: readonly string[], before: CellResult['before'], after: CellResult['after']): string[] {
  return paths.flatMap((path) => {
    const old = textOf(before.get(path));
    const now = after.has(path) ? textOf(after.get(path)) : undefined;
    const title = paths.length > 1 ? [`  ${path}`] : [];
    if (now === undefined) return [...title, '  (deleted)'];
    const { hunks } = structuredPatch('', '', old, now, '', '', { context: old === now ? 99 : 1 });
    if (before === after) return [...title, ...old.split('\n').map((line) => ` ${visible(line)}`)];
    return [
      ...title,
      ...hunks.flatMap(({ lines }, index) => [...(index > 0 ? ['@@'] : []), ...lines.map(visible)]),
    ];
  });
}

function textOf(bytes: Uint8Array | undefined): string {
  return bytes === undefined ? '' : (decodeSource(bytes)?.text ?? '(undecodable)');
}

/** Characters that a reader would miss. */
function visible(line: string): string {
  return line
    .replaceAll('\r', '␍')
    .replaceAll('\t', '⇥')
    .replaceAll('\f', '␌')
    .replaceAll('\ufeff', '[BOM]')
    .trimEnd();
}
