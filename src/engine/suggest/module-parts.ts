import { isEvaluated } from '../../python/annotation-evaluation.js';
import { type NameUse, resolveUse } from '../../python/scope.js';
import { isMovable } from '../prove/movable-unit.js';
import { type Bond, definersOf, type SuggestSource } from './bonds.js';
import { DisjointSets } from './disjoint-sets.js';

/** The smallest part of a module that can move by itself. */
export interface ModulePart {
  readonly index: number;
  /** Its statements, in source order. */
  readonly units: readonly number[];
  /** What they define, in source order. */
  readonly names: readonly string[];
  /** Physical lines that they take. */
  readonly lines: number;
}

/** When one part needs a name of another one. */
export type NeedTiming = 'import' | 'call' | 'types';

/** One part needs a name that another one defines. */
export interface PartNeed {
  readonly from: number;
  readonly to: number;
  readonly name: string;
  readonly timing: NeedTiming;
  /** Its import waits in the functions that use it. */
  readonly waits: boolean;
}

/** Whether a need becomes an import that runs with its module, so that the two modules have an order. */
export function isOrdering({ timing, waits }: PartNeed): boolean {
  return timing !== 'types' && !waits;
}

const STRENGTH: Readonly<Record<NeedTiming, number>> = { types: 0, call: 1, import: 2 };

/** The parts of one module, and which of them needs which. */
export class ModuleParts {
  readonly parts: readonly ModulePart[];
  /** One for each pair of parts and name, at its strictest timing. */
  readonly needs: readonly PartNeed[];
  /** Imported names that each part needs at run time. */
  readonly imported: readonly ReadonlySet<string>[];
  private readonly partAt: (number | undefined)[];
  private readonly partNamed = new Map<string, number>();

  constructor(
    readonly source: SuggestSource,
    bonds: readonly Bond[],
    /** Names whose imports wait in the functions that use them. */
    readonly deferred: ReadonlySet<string> = new Set(),
  ) {
    this.parts = partsOf(source, bonds);
    this.partAt = source.facts.map(() => undefined);
    for (const part of this.parts) {
      for (const unit of part.units) this.partAt[unit] = part.index;
      for (const name of part.names) this.partNamed.set(name, part.index);
    }
    const { needs, imported } = this.readUses();
    this.needs = needs;
    this.imported = imported;
  }

  /** The part that a statement belongs to; `undefined` for what does not move: imports, loggers, the docstring. */
  ofUnit(unit: number): number | undefined {
    return this.partAt[unit];
  }

  /** The part that defines a name. */
  named(name: string): number | undefined {
    return this.partNamed.get(name);
  }

  private readUses(): { needs: PartNeed[]; imported: ReadonlySet<string>[] } {
    const { file, facts } = this.source;
    const needs = new Map<string, PartNeed>();
    const imported = this.parts.map(() => new Set<string>());
    const repeated = new Map<string, NameUse[]>();
    const resolved = file.scopes.uses.filter(
      (use) => use.unit >= 0 && (resolveUse(use)?.scope ?? file.scopes.module) === file.scopes.module,
    );
    for (const use of resolved) {
      const fact = facts[use.unit]!;
      if (fact.kind !== 'module-bound' && fact.kind !== 'import-fallback') continue;
      for (const name of fact.binds) repeated.set(name, [...(repeated.get(name) ?? []), use]);
    }
    const add = (from: number, use: NameUse, seen: ReadonlySet<string>): void => {
      const to = this.partNamed.get(use.name);
      const timing = this.timingOf(use);
      if (to === undefined) {
        if (timing !== 'types') imported[from]!.add(use.name);
        if (seen.has(use.name)) return;
        for (const inner of repeated.get(use.name) ?? []) add(from, inner, new Set([...seen, use.name]));
      } else if (to !== from) {
        const key = `${from} ${to} ${use.name}`;
        const known = needs.get(key);
        if (!known || STRENGTH[known.timing] < STRENGTH[timing])
          needs.set(key, { from, to, name: use.name, timing, waits: this.deferred.has(use.name) });
      }
    };
    for (const use of resolved) {
      const from = this.partAt[use.unit];
      if (from !== undefined) add(from, use, new Set());
    }
    return { needs: [...needs.values()], imported };
  }

  /** When a use needs its name. */
  timingOf(use: NameUse): NeedTiming {
    const { file } = this.source;
    if (file.units[use.unit]!.guard || !isEvaluated(use, file.scopes, file.module)) return 'types';
    return use.timing;
  }
}

function partsOf({ file, facts }: SuggestSource, bonds: readonly Bond[]): ModulePart[] {
  const sets = new DisjointSets(facts.length);
  for (const { units } of bonds) for (const unit of units.slice(1)) sets.join(units[0]!, unit);
  const groups = new Map<number, number[]>();
  for (const [unit, fact] of facts.entries()) {
    if (!isMovable(fact)) continue;
    const root = sets.find(unit);
    const group = groups.get(root);
    if (group) group.push(unit);
    else groups.set(root, [unit]);
  }
  const definers = definersOf(facts);
  const bound = (unit: number) => facts[unit]!.binds.filter((name) => definers.has(name));
  return [...groups.values()].map((units, index) => ({
    index,
    units,
    names: [...new Set(units.flatMap(bound))],
    lines: units.reduce((sum, unit) => {
      const { start, end } = file.units[unit]!;
      return sum + file.position(end).line - file.position(start).line + 1;
    }, 0),
  }));
}
