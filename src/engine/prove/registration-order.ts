import type { Finding } from '../../model/finding.js';
import type { Split } from '../split.js';
import type { Order } from './body-effects.js';
import { split as splitOrigin } from './import-effects.js';
import type { ImportState } from './import-state.js';
import { runOrder } from './load-graph.js';
import type { Origin } from './origins.js';
import { finding, listed, type ProofContext } from './proof.js';
import { modulesOf } from './registrations.js';
import { homeOf } from './split-state.js';

/** Two statements, the first one above, that put something into one list from two of the new modules. */
interface Pair {
  readonly origin: Origin;
  readonly order: Order;
  readonly above: number;
  readonly below: number;
}

/**
 * Statements that put something into a list while the module is imported: they did in the order in which they stand.
 * After the split it is the order in which somebody imports their modules.
 */
export function findRegistrationOrder(context: ProofContext, split: Split, state: ImportState): Finding[] {
  const pairs = pairsOf(split, state);
  if (pairs.length === 0) return [];
  const orders = ordersOf(context, split);
  return pairs.flatMap((pair) => {
    const [first, second] = [homeOf(split, pair.above), homeOf(split, pair.below)];
    const entry = orders.find(({ order }) => {
      const [at, later] = [order.indexOf(first), order.indexOf(second)];
      return at >= 0 && later >= 0 && later < at;
    });
    return entry ? [describe(context, split, pair, entry.path)] : [];
  });
}

/** For each list and pair of new modules whose order is not certain, the first two statements in them. */
function pairsOf(split: Split, state: ImportState): Pair[] {
  const changes = new Map<Origin, { readonly unit: number; readonly order: Order }[]>();
  for (const [unit, effect] of state.effects.entries())
    for (const { origin, order } of effect?.changes ?? [])
      if (order) changes.set(origin, [...(changes.get(origin) ?? []), { unit, order }]);
  const pairs: Pair[] = [];
  const seen = new Set<string>();
  for (const [origin, all] of changes)
    for (const [index, { unit: below, order }] of all.entries())
      for (const { unit: above } of all.slice(0, index)) {
        const key = `${origin} ${homeOf(split, above)} ${homeOf(split, below)}`;
        if (!seen.has(key) && state.losesOrder(above, below)) pairs.push({ origin, order, above, below });
        seen.add(key);
      }
  return pairs;
}

/** For each file that ran the module: the order in which it runs the modules of the planned tree. */
function ordersOf(context: ProofContext, split: Split): { path: string; order: readonly string[] }[] {
  const { after } = context.graphs;
  const written = new Set(context.written);
  return [...context.loads.before.importersOf(split.file.path), ...written].flatMap((path) => {
    if (!context.before.index.has(path) || !context.after.index.has(path)) return [];
    // What a function imports comes later, in whatever order it is called.
    const inFunctions = written.has(path) ? modulesOf(context.after, path) : [];
    return [{ path, order: runOrder(after, [path, ...inFunctions]) }];
  });
}

function describe(
  { before, after }: ProofContext,
  split: Split,
  { origin, order, above, below }: Pair,
  entry: string,
): Finding {
  const { file, facts } = split;
  const lineOf = (unit: number) => {
    const { start, end } = file.units[unit]!;
    return file.text.slice(start, end).split(/[\r\n]/, 1)[0]!;
  };
  const place = (unit: number) => {
    const { start } = file.units[unit]!;
    return before.place(file.path, start, start + lineOf(unit).length);
  };
  const said = (unit: number) => listed(facts[unit]!.binds) || `\`${lineOf(unit)}\``;
  const [, name] = splitOrigin(origin);
  const [first, second] = [above, below].map((unit) => after.nameOf(homeOf(split, unit)));
  const related = [{ place: place(above), message: 'comes first, today' }];
  const message = `${said(below)} changes \`${name}\` while the module is imported, and comes after ${said(above)}; for \`${entry}\` \`${second}\` would come before \`${first}\`.`;
  return order === 'kept'
    ? finding(
        'RW332',
        'error',
        place(below),
        message,
        `Claim both for one destination; or waive this when the order in \`${name}\` does not matter.`,
        related,
      )
    : finding(
        'RW333',
        'warning',
        place(below),
        message,
        `Look whether \`${name}\` keeps an order that matters: routes, for instance, are tried one after the other.`,
        related,
      );
}
