import { cyclesOf } from './strongly-connected.js';
import type { SymbolGraph, SymbolGroup } from './symbol-graph.js';

/** Symbols that would have to stand in another destination for a circle to disappear. */
export interface Move {
  readonly groups: readonly SymbolGroup[];
  readonly to: string;
}

/** The smallest move that takes destinations out of every circle; checked by planning the imports anew. */
export function smallestMove(graph: SymbolGraph, circle: readonly string[]): Move | undefined {
  const inside = new Set(circle);
  const crossing = graph.needs.filter(
    ({ from, to }) => from.home !== to.home && inside.has(from.home) && inside.has(to.home),
  );
  const carriers = [...new Set(crossing.flatMap(({ from, to }) => [from, to]))];
  for (const group of carriers) {
    for (const to of circle) {
      if (to === group.home || !group.split.destinations.some(({ path }) => path === to)) continue;
      const move = { groups: [group], to };
      if (breaks(graph, circle, move)) return move;
    }
  }
  const larger = crossing.flatMap(({ from, to }) => [
    { groups: closure(graph, to, 'needs'), to: from.home },
    { groups: closure(graph, from, 'needed'), to: to.home },
  ]);
  for (const [a, b] of pairs(circle)) {
    const between = crossing.filter(({ from, to }) => from.home === a && to.home === b);
    if (between.length === 0) continue;
    larger.push({ groups: union(between.map(({ to }) => closure(graph, to, 'needs'))), to: a });
    larger.push({ groups: union(between.map(({ from }) => closure(graph, from, 'needed'))), to: b });
  }
  return larger
    .filter(({ groups, to }) =>
      groups.every(({ split }) => split.destinations.some(({ path }) => path === to)),
    )
    .sort((a, b) => a.groups.length - b.groups.length)
    .find((move) => breaks(graph, circle, move));
}

/** Whether none of the destinations is in a circle once the move is made. */
function breaks(graph: SymbolGraph, circle: readonly string[], { groups, to }: Move): boolean {
  const moved = new Set(groups);
  const edges = graph.imports((group) => (moved.has(group) ? to : group.home));
  const left = cyclesOf(edges.keys(), (node) => edges.get(node) ?? []);
  return !left.some((members) => members.some((member) => circle.includes(member)));
}

/** A group with everything at its destination that it needs, or that needs it. */
function closure(graph: SymbolGraph, start: SymbolGroup, direction: 'needs' | 'needed'): SymbolGroup[] {
  const found = new Set([start]);
  for (const group of found) {
    for (const { from, to } of graph.needs) {
      const [here, there] = direction === 'needs' ? [from, to] : [to, from];
      if (here === group && there.home === start.home) found.add(there);
    }
  }
  return [...found];
}

function union(sets: readonly (readonly SymbolGroup[])[]): SymbolGroup[] {
  return [...new Set(sets.flat())];
}

function pairs(circle: readonly string[]): [string, string][] {
  return circle.flatMap((a) => circle.filter((b) => b !== a).map((b): [string, string] => [a, b]));
}
