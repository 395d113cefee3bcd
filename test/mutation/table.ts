import type { VariantResult } from './mutation-run.js';

const OUTCOMES = ['refused', 'unclear', 'green', 'planned', 'same', 'broken', 'crashed'] as const;

/** How many variants of each mutation ended how, and the first finding of each refusal counted by code. */
export function mutationTable(results: readonly VariantResult[]): string {
  const mutations = [...new Set(results.map(({ mutation }) => mutation))].sort();
  const width = Math.max(5, ...mutations.map((name) => name.length));
  const row = (title: string, some: readonly VariantResult[]) =>
    [
      title.padEnd(width),
      ...OUTCOMES.map((outcome) => {
        const count = some.filter((result) => result.outcome === outcome).length;
        return String(count || '·').padStart(8);
      }),
    ].join(' ');
  const codes = new Map<string, number>();
  for (const { judgement } of results)
    if (judgement) codes.set(judgement.code, (codes.get(judgement.code) ?? 0) + 1);
  const byCode = [...codes].sort((a, b) => b[1] - a[1]).map(([code, count]) => `${code} ${count}`);
  return [
    `${' '.repeat(width)} ${OUTCOMES.map((outcome) => outcome.padStart(8)).join(' ')}`,
    ...mutations.map((name) =>
      row(
        name,
        results.filter(({ mutation }) => mutation === name),
      ),
    ),
    row('all', results),
    '',
    `first finding of the refusals: ${byCode.join(', ')}`,
  ].join('\n');
}

/** One variant as a line, with what went wrong below it. */
export function variantLine({
  index,
  mutation,
  did,
  outcome,
  judgement,
  problems,
  warnings,
  seconds,
}: VariantResult): string {
  const marks = {
    refused: '●',
    unclear: '?',
    green: '✓',
    planned: '○',
    same: '=',
    broken: '✗',
    crashed: '✗',
  };
  const about = judgement
    ? `\n      ${judgement.names === 'symbol' ? judgement.symbols.slice(0, 3).join(', ') : judgement.names}; put back: ${judgement.putBack}; ${judgement.errors} errors, ${judgement.strays} stray\n      ${judgement.code} ${judgement.text}`
    : '';
  const worse = problems.map((problem) => `\n      ${problem.replaceAll('\n', '\n      ')}`).join('');
  const warned = warnings.length > 0 ? ` (warnings: ${[...new Set(warnings)].join(', ')})` : '';
  return `${marks[outcome]} ${String(index).padStart(3)} ${outcome} ${mutation}: ${did}${warned} (${seconds.toFixed(1)} s)${about}${worse}`;
}
