import type { Finding } from '../../model/finding.js';
import type { Split } from '../split.js';
import { split as splitOrigin } from './import-effects.js';
import type { ImportState } from './import-state.js';
import type { Origin } from './origins.js';
import { finding, type ProofContext } from './proof.js';
import { homeOf } from './split-state.js';

/** Statements that take the next value of a counter or iterator while the module is imported: who comes first gets another one. */
export function findHandedOut(context: ProofContext, split: Split, state: ImportState): Finding[] {
  const takers = new Map<Origin, number[]>();
  for (const [unit, effect] of state.effects.entries())
    for (const { origin, isStep } of effect?.changes ?? [])
      if (isStep) takers.set(origin, [...(takers.get(origin) ?? []), unit]);
  return [...takers].flatMap(([origin, units]) => {
    for (const [index, second] of units.entries()) {
      const first = units.slice(0, index).find((unit) => state.losesOrder(unit, second));
      if (first !== undefined) return [describe(context, split, origin, first, second)];
    }
    return [];
  });
}

function describe(
  { before, after }: ProofContext,
  split: Split,
  origin: Origin,
  first: number,
  second: number,
): Finding {
  const { file } = split;
  const place = (unit: number) => {
    const { start, end } = file.units[unit]!;
    const line = file.text.slice(start, end).split(/[\r\n]/, 1)[0]!;
    return before.place(file.path, start, start + line.length);
  };
  const [, name] = splitOrigin(origin);
  const [one, other] = [first, second].map((unit) => after.nameOf(homeOf(split, unit)));
  return finding(
    'RW314',
    'error',
    place(second),
    `\`${name}\` counts on here while the module is imported; in \`${other}\` that would come before what \`${one}\` takes from it.`,
    `Claim both statements for one destination, or give the values explicitly before the wave.`,
    [{ place: place(first), message: 'takes its turn first, today' }],
  );
}
