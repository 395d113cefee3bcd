import { isEvaluated } from '../../python/annotation-evaluation.js';
import { type NameUse, resolve } from '../../python/scope.js';
import type { UnitFacts } from '../../python/unit-facts.js';
import { isMovable } from '../prove/movable-unit.js';
import { pickledGlobals } from '../prove/pickled-names.js';
import { readsBetweenChanges } from '../prove/reads-between-changes.js';
import type { SourceFile } from '../source-file.js';
import { registrars } from './registrars.js';

/** Statements that have to stand in one module, and why. */
export interface Bond {
  readonly units: readonly number[];
  readonly why: string;
}

/** A module to be split: its statements and what they are. */
export interface SuggestSource {
  readonly file: SourceFile;
  readonly facts: readonly UnitFacts[];
}

/** What Python's rules keep together, circles apart: names bound more than once, state, order, effects, pickles. */
export function bondsOf(source: SuggestSource): Bond[] {
  const { file, facts } = source;
  const uses = usesByName(source);
  const definers = definersOf(facts);
  return [
    ...sharedNames(facts, definers),
    ...rebound(source, uses, definers),
    ...ordered(source),
    ...guardedDefinitions(source, definers),
    ...pickled(file, definers),
    ...namelessEffects(source, definers),
    ...registrations(source, definers),
  ];
}

/** Units that define a name, by the name. */
export function definersOf(facts: readonly UnitFacts[]): Map<string, number[]> {
  const definers = new Map<string, number[]>();
  for (const [unit, fact] of facts.entries()) {
    if (!isMovable(fact)) continue;
    for (const name of fact.binds) definers.set(name, [...(definers.get(name) ?? []), unit]);
  }
  return definers;
}

/** Uses of module-level names by statements that move. */
function usesByName({ file, facts }: SuggestSource): Map<string, NameUse[]> {
  const uses = new Map<string, NameUse[]>();
  for (const use of file.scopes.uses) {
    if (use.unit < 0 || !isMovable(facts[use.unit]!)) continue;
    if (resolve(use.name, use.scope)?.scope !== file.scopes.module) continue;
    const known = uses.get(use.name);
    if (known) known.push(use);
    else uses.set(use.name, [use]);
  }
  return uses;
}

/** Statements that bind or change one name are one group: a claim on one is a claim on all. */
function sharedNames(facts: readonly UnitFacts[], definers: ReadonlyMap<string, readonly number[]>): Bond[] {
  const bonds: Bond[] = [];
  for (const [name, units] of definers)
    if (units.length > 1) bonds.push({ units, why: `\`${name}\` is bound more than once` });
  for (const [unit, fact] of facts.entries()) {
    if (!isMovable(fact)) continue;
    for (const name of fact.mutates) {
      const first = definers.get(name)?.[0];
      if (first !== undefined) bonds.push({ units: [first, unit], why: `\`${name}\` is changed` });
    }
  }
  return bonds;
}

/** Names that functions rebind stay with their writers, and with everybody who reads them. */
function rebound(
  { file, facts }: SuggestSource,
  uses: ReadonlyMap<string, readonly NameUse[]>,
  definers: ReadonlyMap<string, readonly number[]>,
): Bond[] {
  const names = new Set(facts.flatMap((fact) => (isMovable(fact) ? fact.rebinds : [])));
  return [...names].map((name) => {
    const writers = [...facts.keys()].filter((unit) => facts[unit]!.rebinds.includes(name));
    const readers = (uses.get(name) ?? [])
      .filter((use) => isEvaluated(use, file.scopes, file.module) && !file.units[use.unit]!.guard)
      .map(({ unit }) => unit);
    const units = [...new Set([...(definers.get(name) ?? []), ...writers, ...readers])];
    return { units, why: `\`${name}\` is rebound by functions` };
  });
}

/** What reads a name at import time between two changes of it. */
function ordered({ file, facts }: SuggestSource): Bond[] {
  return readsBetweenChanges(file, facts).map(({ use, changes }) => ({
    units: [changes[0]!, use.unit],
    why: `\`${use.name}\` is read between two changes`,
  }));
}

/** What exists for type checkers only cannot be imported by code that needs it at run time. */
function guardedDefinitions(
  { file, facts }: SuggestSource,
  definers: ReadonlyMap<string, readonly number[]>,
): Bond[] {
  return file.scopes.uses.flatMap((use): Bond[] => {
    const units = definers.get(use.name) ?? [];
    if (use.unit < 0 || !isMovable(facts[use.unit]!) || !units.some((unit) => file.units[unit]!.guard))
      return [];
    if (!isEvaluated(use, file.scopes, file.module)) return [];
    return [{ units: [...units, use.unit], why: `\`${use.name}\` exists for type checkers only` }];
  });
}

/** Singletons that are pickled by the name of a global of their class's module. */
function pickled(file: SourceFile, definers: ReadonlyMap<string, readonly number[]>): Bond[] {
  return pickledGlobals(file).flatMap(({ unit, name }) => {
    const global = definers.get(name)?.[0];
    return global === undefined ? [] : [{ units: [unit, global], why: `a class pickles as \`${name}\`` }];
  });
}

/**
 * A statement that binds nothing is found by nobody's import: it goes with the definition that it calls, and
 * otherwise with those that it mentions.
 */
function namelessEffects(
  { file, facts }: SuggestSource,
  definers: ReadonlyMap<string, readonly number[]>,
): Bond[] {
  return file.units.flatMap(({ stmt, index: unit }): Bond[] => {
    const fact = facts[unit]!;
    if (fact.kind !== 'effect' || fact.mutates.some((name) => definers.has(name))) return [];
    const own = file.scopes.uses.filter(
      (use) => use.unit === unit && use.timing === 'import' && definers.has(use.name),
    );
    const called =
      stmt.kind === 'Expr' && stmt.value.kind === 'Call'
        ? own.filter(({ start }) => start === stmt.value.start)
        : [];
    const names = [...new Set((called.length > 0 ? called : own).map(({ name }) => name))];
    if (names.length === 0) return [];
    return [
      {
        units: [unit, ...names.flatMap((name) => definers.get(name)!)],
        why: 'a statement that binds nothing',
      },
    ];
  });
}

/** What enters itself into a table of the module while it is imported: whoever reads the table expects it there. */
function registrations(
  { file, facts }: SuggestSource,
  definers: ReadonlyMap<string, readonly number[]>,
): Bond[] {
  const tables = registrars(file, facts, definers);
  if (tables.size === 0) return [];
  return file.scopes.uses.flatMap((use): Bond[] => {
    const table = tables.get(use.name);
    if (table === undefined || use.unit < 0 || use.timing !== 'import' || use.mode !== 'value') return [];
    if (!isMovable(facts[use.unit]!) || resolve(use.name, use.scope)?.scope !== file.scopes.module) return [];
    return [
      {
        units: [use.unit, ...definers.get(use.name)!, ...definers.get(table)!],
        why: `\`${use.name}\` enters it into \`${table}\``,
      },
    ];
  });
}
