import { cyclesOf } from './strongly-connected.js';
import type { SymbolGraph, SymbolGroup } from './symbol-graph.js';

/** Symbols that would have to stand in another destination for a circle to disappear. */
export interface Move {
  readonly groups: readonly SymbolGroup[];
  readonly to: string;
}

/** Above this many modules not every order of them is tried. */
const MOST_ORDERED = 6;

/**
 * The fewest symbols, and of as many those with the least code, to move for destinations to be out of every circle, as
 * one move for each place that they go to.
 * Found by trying: the imports that would be left are worked out anew for each candidate.
 *
 * @param edges what a module of the planned tree imports of the destinations.
 */
export function smallestMove(
  graph: SymbolGraph,
  circle: readonly string[],
  edges: (path: string) => readonly string[],
): readonly Move[] | undefined {
  const others = otherImports(graph, circle, edges);
  const candidates = [...singleMoves(graph, circle), ...orderedMoves(graph, circle)];
  return candidates
    .filter((moves) => moves.length > 0 && moves.every(isPossible))
    .sort((a, b) => sizeOf(a) - sizeOf(b) || a.length - b.length || codeOf(a) - codeOf(b))
    .find((moves) => breaks(graph, circle, moves, others));
}

/** How much code moves, in characters. */
function codeOf(moves: readonly Move[]): number {
  const units = moves.flatMap(({ groups }) =>
    groups.flatMap(({ split, units: own }) => own.map((unit) => split.file.units[unit]!)),
  );
  return units.reduce((sum, { start, end }) => sum + end - start, 0);
}

/** How many symbols move, counting those that can only move together as one. */
export function sizeOf(moves: readonly Move[]): number {
  return moves.reduce((sum, { groups }) => sum + groups.length, 0);
}

/** A symbol can go to the destinations of its own rule only. */
function isPossible({ groups, to }: Move): boolean {
  return groups.every(({ split }) => split.destinations.some(({ path }) => path === to));
}

/** One group that carries a need across the border, to each of the other modules. */
function singleMoves(graph: SymbolGraph, circle: readonly string[]): Move[][] {
  const inside = new Set(circle);
  const crossing = graph.needs.filter(
    ({ from, to }) => from.home !== to.home && inside.has(from.home) && inside.has(to.home),
  );
  const carriers = [...new Set(crossing.flatMap(({ from, to }) => [from, to]))];
  return carriers.flatMap((group) =>
    circle.filter((to) => to !== group.home).map((to) => [{ groups: [group], to }]),
  );
}

/** For each order of the modules, bottom first: what has to sink, or to rise, for nothing to need what is above it. */
function orderedMoves(graph: SymbolGraph, circle: readonly string[]): Move[][] {
  const inside = new Set(circle);
  const needs = graph.needs.filter(({ from, to }) => inside.has(from.home) && inside.has(to.home));
  return ordersOf(circle).flatMap((order) => {
    const level = new Map(order.map((path, index) => [path, index]));
    return (['sink', 'rise'] as const).map((direction) => {
      const places = new Map<SymbolGroup, number>();
      const place = (group: SymbolGroup) => places.get(group) ?? level.get(group.home)!;
      for (let changed = true; changed; ) {
        changed = false;
        for (const { from, to } of needs) {
          if (place(to) <= place(from)) continue;
          if (direction === 'sink') places.set(to, place(from));
          else places.set(from, place(to));
          changed = true;
        }
      }
      return movesTo(places, order);
    });
  });
}

function movesTo(places: ReadonlyMap<SymbolGroup, number>, order: readonly string[]): Move[] {
  return order.flatMap((to, index) => {
    const groups = [...places].flatMap(([group, place]) =>
      place === index && group.home !== to ? [group] : [],
    );
    return groups.length === 0 ? [] : [{ groups, to }];
  });
}

/** Every order of a few modules; each of many once at the bottom. */
function ordersOf(modules: readonly string[]): string[][] {
  if (modules.length > MOST_ORDERED)
    return modules.map((_, at) => [...modules.slice(at), ...modules.slice(0, at)]);
  if (modules.length <= 1) return [[...modules]];
  return modules.flatMap((first) =>
    ordersOf(modules.filter((each) => each !== first)).map((rest) => [first, ...rest]),
  );
}

/** Whether none of the destinations is in a circle once the moves are made. */
function breaks(
  graph: SymbolGraph,
  circle: readonly string[],
  moves: readonly Move[],
  others: ReadonlyMap<string, readonly string[]>,
): boolean {
  const homes = new Map(moves.flatMap(({ groups, to }) => groups.map((group) => [group, to] as const)));
  const edges = graph.imports((group) => homes.get(group) ?? group.home);
  return !isCircular(circle, edges, others);
}

/** Whether some destination would be in a circle, by what its symbols import and by imports that stay. */
export function isCircular(
  circle: readonly string[],
  edges: ReadonlyMap<string, ReadonlySet<string>>,
  others: ReadonlyMap<string, readonly string[]>,
): boolean {
  const next = (node: string) => [...(edges.get(node) ?? []), ...(others.get(node) ?? [])];
  return cyclesOf(new Set([...edges.keys(), ...others.keys()]), next).some((members) =>
    members.some((member) => circle.includes(member)),
  );
}

/** Imports within a circle that no symbol of the wave accounts for, those of destinations that exist: they stay. */
export function otherImports(
  graph: SymbolGraph,
  circle: readonly string[],
  edges: (path: string) => readonly string[],
): ReadonlyMap<string, readonly string[]> {
  const known = graph.imports(({ home }) => home);
  return new Map(circle.map((path) => [path, edges(path).filter((to) => !known.get(path)?.has(to))]));
}
