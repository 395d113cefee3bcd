import type { Finding } from '../../model/finding.js';
import { isLeft } from '../mentions.js';
import type { Legacy } from '../relocation-table.js';
import { textRanges } from '../string-contexts.js';
import type { TreeNames } from './import-targets.js';
import { finding, type ProofContext } from './proof.js';

/** Names of modules that stay, in strings and documents: what was there before is there still. */
export function findLostNames(context: ProofContext, before: TreeNames, after: TreeNames): Finding[] {
  const { finder } = context.input;
  const kept = new Set(
    context.splits.filter(({ rule }) => rule.legacy === 'keep').map(({ module }) => module),
  );
  if (kept.size === 0) return [];
  const findings: Finding[] = [];
  for (const path of context.after.holding(finder.words)) {
    const file = context.after.file(path);
    if (!file) continue;
    const python = path.endsWith('.py') ? context.after.python(path) : undefined;
    let isText: ((offset: number) => boolean) | undefined;
    for (const { legacy, symbol, start, end } of finder.all(file.text, path)) {
      const { split } = legacy;
      if (symbol === undefined || !kept.has(split.module) || isDecided(context, legacy, symbol, path))
        continue;
      if (before.names.offers(split.file.path, symbol) !== 'yes') continue;
      if (after.names.offers(split.keptPath ?? split.file.path, symbol) !== 'no') continue;
      isText ??= python ? textRanges(python) : () => true;
      if (!isText(start)) continue;
      findings.push(
        finding(
          'RW525',
          'error',
          context.after.place(path, start, end),
          `\`${split.module}\` would have no \`${symbol}\` any more, which is named here.`,
          'Name the module that defines it, before the wave.',
        ),
      );
    }
  }
  return findings;
}

/** Mentions that the wave leaves as they are, or, of a symbol that is removed on purpose, that the planner has reported. */
function isDecided({ input }: ProofContext, legacy: Legacy, symbol: string, path: string): boolean {
  if (isLeft(legacy, path)) return true;
  return (
    legacy.target(symbol).kind === 'gone' &&
    input.reported?.some(({ code, place }) => code === 'RW601' && place?.file === path) === true
  );
}
