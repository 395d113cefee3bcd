import type { UnitFacts } from '../python/unit-facts.js';

/** Indices of movable units, grouped by the names they bind or change. Each group ascends, groups by first unit. */
export function groupUnits(facts: readonly UnitFacts[]): number[][] {
  const parent = facts.map((_, index) => index);
  const find = (index: number): number => {
    let at = index;
    while (parent[at] !== at) at = parent[at]!;
    return at;
  };
  const binder = new Map<string, number>();
  const movable = facts.map(({ kind }) => kind === 'definition' || kind === 'effect');
  for (const [index, { binds }] of facts.entries()) {
    if (!movable[index]) continue;
    for (const name of binds) {
      const first = binder.get(name);
      if (first === undefined) binder.set(name, index);
      else parent[find(index)] = find(first);
    }
  }
  for (const [index, { mutates }] of facts.entries()) {
    const state = movable[index]
      ? mutates.map((name) => binder.get(name)).find((unit) => unit !== undefined)
      : undefined;
    if (state !== undefined) parent[find(index)] = find(state);
  }
  const groups = new Map<number, number[]>();
  for (const index of facts.keys()) {
    if (!movable[index]) continue;
    const root = find(index);
    groups.set(root, [...(groups.get(root) ?? []), index]);
  }
  return [...groups.values()].sort((a, b) => a[0]! - b[0]!);
}
