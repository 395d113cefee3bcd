import type { Finding } from '../../model/finding.js';
import { isEvaluated } from '../../python/annotation-evaluation.js';
import type { ClassDef } from '../../python/ast.js';
import { resolve } from '../../python/scope.js';
import type { Split } from '../split.js';
import type { ImportState } from './import-state.js';
import { isMovable } from './movable-unit.js';
import { finding, listed, type ProofContext } from './proof.js';
import { isOverload } from './reads-between-changes.js';
import { homeOf } from './split-state.js';

/** Reads at import time between two changes of a value: from another module they would see the last one. */
export function findOrderDependence(context: ProofContext, split: Split, state: ImportState): Finding[] {
  const changes = changesOf(split, state);
  const { facts, file } = split;
  const seen = new Set<string>();
  const check = (name: string, unit: number, at: Span, isBase: boolean): Finding[] => {
    const units = changes.get(state.valueOf(name));
    const other = units && changeOutOfOrder(split, state, units, unit);
    if (other === undefined || !isMovable(facts[unit]!) || seen.has(`${name} ${unit}`)) return [];
    seen.add(`${name} ${unit}`);
    return [describeRead(context, split, name, unit, at, other, isBase ? 'warning' : 'error')];
  };
  const direct = file.scopes.uses.flatMap((use): Finding[] => {
    if (use.unit < 0 || use.timing !== 'import' || use.ctx !== 'Load') return [];
    const units = changes.get(state.valueOf(use.name));
    if (!units || seen.has(`${use.name} ${use.unit}`)) return [];
    // An annotation keeps the object, whatever becomes of what is in it.
    const isSameObject = units.every((unit) => unit < use.unit || !facts[unit]!.binds.includes(use.name));
    if (use.mode !== 'value' && isSameObject) return [];
    if (resolve(use.name, use.scope)?.scope !== file.scopes.module || isOverload(file, use.name)) return [];
    if (!isEvaluated(use, file.scopes, file.module)) return [];
    // A base class is looked at whenever an attribute is asked for: it may well change later.
    const { stmt } = file.units[use.unit]!;
    const isBase =
      stmt.kind === 'ClassDef' && stmt.bases.some(({ start, end }) => start <= use.start && use.end <= end);
    return check(use.name, use.unit, use, isBase);
  });
  const throughCalls = state.effects.flatMap((effect, unit) =>
    [...(effect?.reads ?? [])].flatMap((origin): Finding[] => {
      const name = state.ownName(origin);
      if (name === undefined || isOverload(file, name) || isDefinition(split, name)) return [];
      return check(name, unit, headOf(split, unit), false);
    }),
  );
  return [...direct, ...throughCalls, ...classesMadeTooLate(context, split, changes)];
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** Statements that bind or change a value while the module is imported, where there are several. */
function changesOf({ facts }: Split, state: ImportState): Map<string, number[]> {
  const changes = new Map<string, Set<number>>();
  const add = (name: string, unit: number) => {
    const value = state.valueOf(name);
    changes.set(value, (changes.get(value) ?? new Set()).add(unit));
  };
  for (const [unit, fact] of facts.entries()) {
    if (!isMovable(fact)) continue;
    for (const name of fact.mutates) add(name, unit);
    for (const name of fact.binds) {
      // A second name for a value does not change it.
      const isAlias = changes.has(state.valueOf(name)) && state.valueOf(name) !== name;
      if (!isAlias) add(name, unit);
    }
    for (const { origin } of state.effects[unit]?.changes ?? []) {
      const name = state.ownName(origin);
      if (name !== undefined && !fact.binds.includes(name)) add(name, unit);
    }
  }
  return new Map(
    [...changes]
      .filter(([, units]) => units.size > 1)
      .map(([name, units]) => [name, [...units].sort((a, b) => a - b)]),
  );
}

/** The first change above or below a statement that would be on its other side after the wave. */
function changeOutOfOrder(
  split: Split,
  state: ImportState,
  units: readonly number[],
  reader: number,
): number | undefined {
  const later = laterChange(split, units, reader);
  if (later !== undefined && state.losesOrder(reader, later)) return later;
  if (units.includes(reader)) return undefined;
  // What binds the name is imported, and so runs first.
  return units
    .slice(1)
    .find(
      (unit) =>
        unit < reader && homeOf(split, unit) !== homeOf(split, units[0]!) && state.losesOrder(unit, reader),
    );
}

/** The first change below a statement, in another module than it. */
function laterChange(split: Split, units: readonly number[], reader: number): number | undefined {
  if (units.includes(reader) || reader < units[0]!) return undefined;
  return units.find((unit) => unit > reader && homeOf(split, unit) !== homeOf(split, reader));
}

function isDefinition({ file, facts }: Split, name: string): boolean {
  return file.units.some(
    ({ stmt, index }) =>
      isMovable(facts[index]!) &&
      (stmt.kind === 'FunctionDef' || stmt.kind === 'AsyncFunctionDef') &&
      stmt.name === name,
  );
}

function headOf({ file }: Split, unit: number): Span {
  const { start, end } = file.units[unit]!;
  return { start, end: Math.min(end, start + file.text.slice(start, end).split(/[\r\n]/, 1)[0]!.length) };
}

function describeRead(
  context: ProofContext,
  split: Split,
  name: string,
  unit: number,
  at: Span,
  other: number,
  severity: 'error' | 'warning',
): Finding {
  const there = context.after.nameOf(homeOf(split, unit));
  const message =
    other > unit
      ? `\`${name}\` is read here while the module is imported, and changed further down: from \`${there}\` it would be read in its last state.`
      : `\`${name}\` is read here while the module is imported, and changed further up: \`${there}\` would run before that change.`;
  return describe(context, split, at, message, other, severity);
}

/** Classes that a metaclass makes before a statement further down changes it. */
function classesMadeTooLate(
  context: ProofContext,
  split: Split,
  changes: ReadonlyMap<string, number[]>,
): Finding[] {
  const classes = new Map(
    split.file.units.flatMap(({ stmt, index }) =>
      stmt.kind === 'ClassDef' ? [[stmt.name, { stmt, unit: index }] as const] : [],
    ),
  );
  const metaclassOf = ({ bases, keywords }: ClassDef, depth = 0): string | undefined => {
    const own = keywords.find(({ arg }) => arg === 'metaclass')?.value;
    if (own?.kind === 'Name') return own.id;
    for (const base of bases) {
      const found = base.kind === 'Name' && depth < 50 ? classes.get(base.id) : undefined;
      const inherited = found && metaclassOf(found.stmt, depth + 1);
      if (inherited !== undefined) return inherited;
    }
    return undefined;
  };
  const late = new Map<string, { name: string; later: number; made: ClassDef[] }>();
  for (const { stmt, unit } of classes.values()) {
    const name = metaclassOf(stmt);
    const units = name === undefined ? undefined : changes.get(name);
    const later = units && laterChange(split, units, unit);
    if (name === undefined || later === undefined || stmt.keywords.some(({ arg }) => arg === 'metaclass'))
      continue;
    const key = `${name} ${homeOf(split, unit)}`;
    const group = late.get(key) ?? { name, later, made: [] };
    late.set(key, group);
    group.made.push(stmt);
  }
  return [...late].map(([key, { name, later, made }]) => {
    const { nameStart: start, name: first } = made[0]!;
    const module = context.after.nameOf(key.slice(name.length + 1));
    const message = `The metaclass \`${name}\` makes ${listed(made.map((stmt) => stmt.name))}, and is changed further down: from \`${module}\` the changed one would make them.`;
    return describe(context, split, { start, end: start + first.length }, message, later, 'error');
  });
}

function describe(
  { before, after }: ProofContext,
  split: Split,
  { start, end }: { readonly start: number; readonly end: number },
  message: string,
  later: number,
  severity: 'error' | 'warning',
): Finding {
  const { file } = split;
  const related = [{ place: before.place(file.path, file.units[later]!.start), message: 'changed here' }];
  const hint = `Claim this statement for \`${after.nameOf(homeOf(split, later))}\` too.`;
  return finding('RW310', severity, before.place(file.path, start, end), message, hint, related);
}
