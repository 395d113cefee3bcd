import type { Affinity } from './affinity.js';
import type { PartOrder } from './circles.js';
import type { Levels } from './partition.js';

/** A module with fewer lines than this is not worth a file of its own, when nobody has asked for it. */
const SMALL = 80;

/** What decides whether small modules are joined, and with which. */
export interface MergeProblem {
  readonly sizes: readonly number[];
  readonly order: PartOrder;
  readonly affinity: Affinity;
  /** Parts that each keep a module of their own. */
  readonly anchors: readonly number[];
}

/** Joins modules that are too small with the one they belong to most, where that makes no circle. */
export function mergeSmall(levels: Levels, problem: MergeProblem): Levels {
  let groups = [...levels];
  for (;;) {
    const sizes = sizesOf(groups, problem.sizes);
    const small = [...sizes].filter(([, size]) => size < SMALL).sort((a, b) => a[1] - b[1]);
    const joined = small.flatMap(([group]) => bestJoin(group, groups, problem) ?? [])[0];
    if (!joined) return sorted(groups, problem.order);
    groups = groups.map((group) => (group === joined.from ? joined.to : group));
  }
}

function sizesOf(groups: Levels, lines: readonly number[]): Map<number, number> {
  const sizes = new Map<number, number>();
  for (const [part, group] of groups.entries()) sizes.set(group, (sizes.get(group) ?? 0) + lines[part]!);
  return sizes;
}

function bestJoin(from: number, groups: Levels, { affinity, order, anchors }: MergeProblem) {
  const weights = new Map<number, number>();
  for (const [part, row] of affinity.entries())
    if (groups[part] === from)
      for (const [other, weight] of row)
        if (groups[other] !== from) weights.set(groups[other]!, (weights.get(groups[other]!) ?? 0) + weight);
  const anchored = new Set(anchors.map((part) => groups[part]!));
  const edges = edgesBetween(groups, order);
  const candidates = [...weights]
    .filter(([to]) => !(anchored.has(from) && anchored.has(to)))
    .sort((a, b) => b[1] - a[1]);
  const to = candidates.find(([each]) => !goesRound(edges, from, each) && !goesRound(edges, each, from))?.[0];
  return to === undefined ? undefined : { from, to };
}

function edgesBetween(groups: Levels, { needs }: PartOrder): Map<number, Set<number>> {
  const edges = new Map<number, Set<number>>();
  for (const [part, needed] of needs.entries())
    for (const other of needed) {
      const [a, b] = [groups[part]!, groups[other]!];
      if (a !== b) edges.set(a, (edges.get(a) ?? new Set()).add(b));
    }
  return edges;
}

/** Whether one group needs another one through a third. */
function goesRound(edges: ReadonlyMap<number, ReadonlySet<number>>, from: number, to: number): boolean {
  const queue = [...(edges.get(from) ?? [])].filter((group) => group !== to);
  const seen = new Set(queue);
  for (let group = queue.pop(); group !== undefined; group = queue.pop())
    for (const next of edges.get(group) ?? []) {
      if (next === to) return true;
      if (!seen.has(next)) queue.push(next);
      seen.add(next);
    }
  return false;
}

/** The groups numbered so that each needs only those below it. */
function sorted(groups: Levels, order: PartOrder): Levels {
  const edges = edgesBetween(groups, order);
  const numbers = new Map<number, number>();
  const number = (group: number): void => {
    if (numbers.has(group)) return;
    for (const below of [...(edges.get(group) ?? [])].sort((a, b) => a - b)) number(below);
    if (!numbers.has(group)) numbers.set(group, numbers.size);
  };
  for (const group of [...new Set(groups)].sort((a, b) => a - b)) number(group);
  return groups.map((group) => numbers.get(group)!);
}
