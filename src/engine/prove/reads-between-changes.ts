import { isEvaluated } from '../../python/annotation-evaluation.js';
import { type NameUse, resolve } from '../../python/scope.js';
import type { UnitFacts } from '../../python/unit-facts.js';
import type { SourceFile } from '../source-file.js';
import { isMovable } from './movable-unit.js';

/** A use that runs with the module body, between the first and the last statement that change what it reads. */
export interface EarlyRead {
  readonly use: NameUse;
  /** The statements that bind or change the name, in source order. */
  readonly changes: readonly number[];
  /** The first of them below the use. */
  readonly later: number;
}

/** Statements that bind or change a name while the module is imported, where there are several. */
function changesByName(facts: readonly UnitFacts[]): Map<string, number[]> {
  const changes = new Map<string, number[]>();
  for (const [unit, fact] of facts.entries()) {
    if (!isMovable(fact)) continue;
    for (const name of [...fact.binds, ...fact.mutates])
      changes.set(name, [...(changes.get(name) ?? []), unit]);
  }
  return new Map([...changes].filter(([, units]) => units.length > 1));
}

/** Reads whose value depends on where in the order of the statements they stand; one for each name and statement. */
export function readsBetweenChanges(file: SourceFile, facts: readonly UnitFacts[]): EarlyRead[] {
  const changes = changesByName(facts);
  const seen = new Set<string>();
  return file.scopes.uses.flatMap((use): EarlyRead[] => {
    const units = changes.get(use.name);
    if (!units || use.unit < 0 || use.timing !== 'import' || use.ctx !== 'Load') return [];
    const later = units.includes(use.unit) ? undefined : units.find((unit) => unit > use.unit);
    if (later === undefined || use.unit < units[0]! || !isMovable(facts[use.unit]!)) return [];
    // An annotation keeps the object, whatever becomes of what is in it.
    const isSameObject = units.every((unit) => unit < use.unit || !facts[unit]!.binds.includes(use.name));
    if (seen.has(`${use.name} ${use.unit}`) || (use.mode !== 'value' && isSameObject)) return [];
    if (resolve(use.name, use.scope)?.scope !== file.scopes.module || isOverload(file, use.name)) return [];
    if (!isEvaluated(use, file.scopes, file.module)) return [];
    seen.add(`${use.name} ${use.unit}`);
    return [{ use, changes: units, later }];
  });
}

/** Functions that are declared several times for type checkers have one value. */
export function isOverload({ units }: SourceFile, name: string): boolean {
  return units.some(
    ({ stmt }) =>
      (stmt.kind === 'FunctionDef' || stmt.kind === 'AsyncFunctionDef') &&
      stmt.name === name &&
      stmt.decorators.length > 0,
  );
}
