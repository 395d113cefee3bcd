import type { CaseResult } from '../model/case.js';
import type { Finding } from '../model/finding.js';
import { renderPatch } from './diff.js';
import { riskiestFirst } from './severity.js';

/** The line by which a snapshot of a case is known as one. */
export const SNAPSHOT_MARKER = '<!-- Written by `rewrite test -u`: review it, never edit it. -->';

/** The snapshot of a case: findings, files that come and go, and the diff, as Markdown for a reviewer. */
export function caseSnapshot({ folder, title, plan, refusal }: CaseResult): string {
  const { findings, changes } = plan;
  const sections = [`# ${folder.owner}: ${title}`, SNAPSHOT_MARKER];
  if (refusal !== undefined) sections.push(`**Refused.** ${refusal} Nothing is written.`);
  if (findings.length > 0) sections.push('## Findings', riskiestFirst(findings).map(findingItem).join('\n'));
  if (refusal !== undefined) return document(sections);
  if (changes.length === 0) return document([...sections, 'Nothing changes.']);
  const files = fileItems(plan);
  if (files.length > 0) sections.push('## Files', files.join('\n'));
  const patch = renderPatch(plan).replace(/^index [0-9a-f]+\.\.[0-9a-f]+\n/gm, '');
  const fence = fenceFor(patch);
  sections.push('## Diff', `${fence}diff\n${patch}${fence}`);
  return document(sections);
}

function document(sections: readonly string[]): string {
  return `${sections.join('\n\n')}\n`;
}

function findingItem({ code, severity, place, message, hint, related = [] }: Finding): string {
  const at = place === undefined ? '' : ` \`${place.file}:${place.line}:${place.column}\``;
  const planned = place?.planned ? ' (as planned)' : '';
  const lines = [`- ${severity} **${code}**${at}${planned}  `, `  ${message}`];
  for (const each of related)
    lines.push(`  - \`${each.place.file}:${each.place.line}:${each.place.column}\` ${each.message}`);
  if (hint !== undefined) lines.push(`  - *${hint}*`);
  return lines.join('\n');
}

function fileItems({ changes }: CaseResult['plan']): string[] {
  const moves = new Map(
    changes.flatMap((change) =>
      change.kind === 'create' && change.moved ? [[change.moved.from, change.path] as const] : [],
    ),
  );
  const arrived = new Set(moves.values());
  return changes.flatMap(({ kind, path }) => {
    if (kind === 'modify' || arrived.has(path)) return [];
    const to = moves.get(path);
    if (to !== undefined) return [`- moved: \`${path}\` → \`${to}\``];
    return [`- ${kind === 'create' ? 'created' : 'deleted'}: \`${path}\``];
  });
}

function fenceFor(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/^[ +-]?(`{3,})/gm)].map((match) => match[1]!.length));
  return '`'.repeat(longest + 1);
}
