import { isEvaluated } from '../../python/annotation-evaluation.js';
import { type NameUse, resolve } from '../../python/scope.js';
import type { Split } from '../split.js';
import { isMovable } from './movable-unit.js';
import type { Origins } from './origins.js';
import type { ProofContext } from './proof.js';

/** Statements of a split module that can only move together. */
export interface SymbolGroup {
  readonly split: Split;
  readonly units: readonly number[];
  readonly names: readonly string[];
  /** The destination that the wave gives it; the source itself where it stays. */
  readonly home: string;
}

/** One group needs another while the program runs. */
export interface SymbolNeed {
  readonly from: SymbolGroup;
  readonly to: SymbolGroup;
  readonly use: NameUse;
}

/** Which destination each group stands in. */
export type Homes = (group: SymbolGroup) => string;

/** Which symbols of the split modules need which, before the wave: what decides the imports between destinations. */
export class SymbolGraph {
  readonly groups: readonly SymbolGroup[];
  readonly needs: readonly SymbolNeed[];
  private readonly owner = new Map<string, SymbolGroup>();

  constructor(context: ProofContext, origins: Origins) {
    this.groups = context.splits.flatMap(groupsOf);
    for (const group of this.groups)
      for (const name of group.names) this.owner.set(`${group.split.file.path}:${name}`, group);
    this.needs = context.splits.flatMap((split) => this.needsIn(split, origins));
  }

  /** Edges between destinations, given where the groups stand, for the needs that count. */
  imports(homes: Homes, counts: (need: SymbolNeed) => boolean = () => true): Map<string, Set<string>> {
    const edges = new Map<string, Set<string>>();
    for (const need of this.needs) {
      if (!counts(need)) continue;
      const { from, to } = need;
      const [a, b] = [homes(from), homes(to)];
      if (a === b) continue;
      const targets = edges.get(a) ?? new Set();
      edges.set(a, targets.add(b));
    }
    return edges;
  }

  private needsIn(split: Split, origins: Origins): SymbolNeed[] {
    const { file } = split;
    const groupAt = new Map(
      this.groups
        .filter((group) => group.split === split)
        .flatMap((group) => group.units.map((unit) => [unit, group] as const)),
    );
    const targets = new Map<string, SymbolGroup[]>();
    return file.scopes.uses.flatMap((use): SymbolNeed[] => {
      const from = groupAt.get(use.unit);
      if (!from || file.units[use.unit]!.guard) return [];
      const binding = resolve(use.name, use.scope);
      if (binding?.scope !== file.scopes.module) return [];
      let groups = targets.get(use.name);
      if (!groups) {
        const meant = [...origins.ofBinding(file.path, binding)];
        groups = meant.flatMap((origin) => this.owner.get(origin) ?? []);
        targets.set(use.name, groups);
      }
      if (groups.every((group) => group === from) || !isEvaluated(use, file.scopes, file.module)) return [];
      return groups.filter((group) => group !== from).map((to) => ({ from, to, use }));
    });
  }
}

/** Statements that bind or change one name form one group. */
function groupsOf(split: Split): SymbolGroup[] {
  const { facts, home, file } = split;
  const first = new Map<string, number>();
  const groups = new Map<number, { units: number[]; names: Set<string> }>();
  for (const [unit, fact] of facts.entries()) {
    if (!isMovable(fact)) continue;
    const names = [...fact.binds, ...fact.mutates];
    const joined = names.map((name) => first.get(name)).find((index) => index !== undefined) ?? unit;
    const group = groups.get(joined) ?? { units: [], names: new Set<string>() };
    groups.set(joined, group);
    group.units.push(unit);
    for (const name of fact.binds) {
      group.names.add(name);
      if (!first.has(name)) first.set(name, joined);
    }
  }
  return [...groups].map(([unit, { units, names }]) => ({
    split,
    units,
    names: [...names],
    home: home[unit]?.path ?? file.path,
  }));
}
