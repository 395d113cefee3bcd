import { cyclesOf } from '../prove/strongly-connected.js';
import type { Bond } from './bonds.js';
import { isOrdering, type ModuleParts } from './module-parts.js';
import type { OutsideCircles } from './outside-circles.js';

/** Needs between parts that decide imports between modules: a part must not stand below one that it needs. */
export interface PartOrder {
  /** By part: the parts that it needs, itself left out. */
  readonly needs: readonly ReadonlySet<number>[];
}

/** Parts that need each other in a circle, directly or through other modules: no split can take them apart. */
export function circleBonds(parts: ModuleParts, outside: OutsideCircles | undefined): Bond[] {
  const edges = edgesOf(parts, outside);
  return cyclesOf(edges.keys(), (node) => edges.get(node) ?? []).flatMap((members) => {
    const own = members.filter(isPart);
    const other = members.find((member) => !isPart(member));
    const why = other === undefined ? 'they need each other' : `they and \`${other}\` need each other`;
    return own.length < 2
      ? []
      : [{ units: own.flatMap((member) => parts.parts[Number(member)]!.units), why }];
  });
}

/** Which part needs which, directly or through modules that import the source. */
export function orderOf(parts: ModuleParts, outside: OutsideCircles | undefined): PartOrder {
  const edges = edgesOf(parts, outside);
  const needs = parts.parts.map(({ index }) => {
    const found = new Set<number>();
    const seen = new Set<string>();
    const queue = [...(edges.get(String(index)) ?? [])];
    for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
      if (seen.has(node)) continue;
      seen.add(node);
      if (isPart(node)) found.add(Number(node));
      else queue.push(...(edges.get(node) ?? []));
    }
    found.delete(index);
    return found;
  });
  return { needs };
}

function isPart(node: string): boolean {
  return /^\d+$/.test(node);
}

/** Parts are numbers, other modules paths. */
function edgesOf(parts: ModuleParts, outside: OutsideCircles | undefined): Map<string, Set<string>> {
  const edges = new Map<string, Set<string>>();
  const add = (from: string, to: string) => edges.set(from, (edges.get(from) ?? new Set()).add(to));
  for (const need of parts.needs) if (isOrdering(need)) add(String(need.from), String(need.to));
  if (!outside) return edges;
  for (const { index } of parts.parts)
    for (const module of outside.neededBy(parts, index)) add(String(index), module);
  for (const module of outside.modules) {
    for (const target of outside.imports(module)) add(module, target);
    for (const name of outside.takes(module)) {
      const taken = name === '*' ? parts.parts.map(({ index }) => index) : [parts.named(name)];
      for (const part of taken) if (part !== undefined) add(module, String(part));
    }
  }
  return edges;
}
