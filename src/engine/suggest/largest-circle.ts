import { cyclesOf, shortestCycle } from '../prove/strongly-connected.js';
import { isOrdering, type ModuleParts, type PartNeed } from './module-parts.js';

/** The largest circle of parts that need each other, and the need whose end would do most to loosen it. */
export interface LargestCircle {
  readonly names: readonly string[];
  readonly lines: number;
  /** A short way round: names of definitions, the first one again at the end. */
  readonly example: readonly string[];
  readonly loosening: Loosening | undefined;
}

/** One need that could be ended. */
interface Loosening {
  readonly from: string;
  readonly to: string;
  /** Lines of the largest circle that would be left. */
  readonly lines: number;
}

/** More needs than this are not tried one by one. */
const MOST_TRIED = 400;

/** The largest circle among the parts of a module; `undefined` when there is none. */
export function largestCircle(parts: ModuleParts): LargestCircle | undefined {
  const edges = edgesOf(parts.needs.filter(isOrdering));
  const members = largest(parts, edges);
  if (members.length === 0) return undefined;
  const inside = new Set(members);
  const start = [...members].sort((a, b) => linesOf(parts, [b]) - linesOf(parts, [a]))[0]!;
  const way = shortestCycle(start, inside, (node) => edges.get(node) ?? []);
  return {
    names: members.flatMap((member) => parts.parts[Number(member)]!.names),
    lines: linesOf(parts, members),
    example: way.map((node) => nameOf(parts, node)),
    loosening: loosening(parts, edges, inside),
  };
}

/** By part, as text: the parts that it needs. */
export function edgesOf(needs: readonly PartNeed[]): Map<string, Set<string>> {
  const edges = new Map<string, Set<string>>();
  for (const { from, to } of needs)
    edges.set(String(from), (edges.get(String(from)) ?? new Set()).add(String(to)));
  return edges;
}

/** The members of the circle with the most lines. */
export function largest(parts: ModuleParts, edges: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  const circles = cyclesOf(edges.keys(), (node) => edges.get(node) ?? []);
  return circles.sort((a, b) => linesOf(parts, b) - linesOf(parts, a))[0] ?? [];
}

/** Lines of some parts. */
export function linesOf({ parts }: ModuleParts, members: readonly string[]): number {
  return members.reduce((sum, member) => sum + parts[Number(member)]!.lines, 0);
}

function nameOf({ parts }: ModuleParts, node: string): string {
  return parts[Number(node)]!.names[0] ?? 'a statement';
}

function loosening(
  parts: ModuleParts,
  edges: Map<string, Set<string>>,
  inside: ReadonlySet<string>,
): Loosening | undefined {
  const before = linesOf(parts, [...inside]);
  const pairs = [...inside].flatMap((from) =>
    [...(edges.get(from) ?? [])].filter((to) => inside.has(to)).map((to) => [from, to] as const),
  );
  if (pairs.length > MOST_TRIED) return undefined;
  const tried = pairs.map(([from, to]) => {
    edges.get(from)!.delete(to);
    const lines = linesOf(parts, largest(parts, edges));
    edges.get(from)!.add(to);
    return { from, to, lines };
  });
  const best = tried.sort((a, b) => a.lines - b.lines)[0];
  if (!best || best.lines > before * 0.85) return undefined;
  return { from: nameOf(parts, best.from), to: nameOf(parts, best.to), lines: best.lines };
}
