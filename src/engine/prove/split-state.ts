import type { Finding, RelatedPlace } from '../../model/finding.js';
import { isEvaluated } from '../../python/annotation-evaluation.js';
import { type NameUse, resolve } from '../../python/scope.js';
import type { Split } from '../split.js';
import { isMovable } from './movable-unit.js';
import { finding, listed, type ProofContext } from './proof.js';

/** The file in which a statement of a split module stands after the wave. */
export function homeOf({ home, file }: Split, unit: number): string {
  return home[unit]?.path ?? file.path;
}

/** Names that functions rebind (`global x`): each has one module, and nobody reads a copy of it elsewhere. */
export function findSplitState(context: ProofContext, split: Split): Finding[] {
  const { facts, file } = split;
  const rebound = new Set(facts.flatMap(({ rebinds }) => rebinds));
  return [...rebound].flatMap((name): Finding[] => {
    const sites =
      file.scopes.module.bindings
        .get(name)
        ?.sites.filter(({ unit }) => unit >= 0 && isMovable(facts[unit]!)) ?? [];
    const first = sites.find(({ from }) => from === file.scopes.module) ?? sites[0];
    if (!first) return [];
    const home = homeOf(split, first.unit);
    const strayed = sites.find(({ unit }) => homeOf(split, unit) !== home);
    const reader = usesOf(split, name).find(
      (use) => homeOf(split, use.unit) !== home && isEvaluated(use, file.scopes, file.module),
    );
    const writer = sites.find(({ from }) => from !== file.scopes.module)!;
    const at = strayed ?? reader;
    if (!at) return [];
    const there = context.after.nameOf(homeOf(split, at.unit));
    const message = strayed
      ? `\`${name}\` is rebound here, in \`${there}\`, and stands in \`${context.after.nameOf(home)}\`: \`global\` would make a second one.`
      : `\`${name}\` is read here, in \`${there}\`, and rebound in \`${context.after.nameOf(home)}\`: what is imported would never change.`;
    const related: RelatedPlace[] = strayed
      ? [{ place: context.before.place(file.path, first.start, first.end), message: 'bound here' }]
      : [{ place: context.before.place(file.path, writer.start, writer.end), message: 'rebound here' }];
    return [
      finding(
        'RW301',
        'error',
        context.before.place(file.path, at.start, at.end),
        message,
        together(context, split, name, home),
        related,
      ),
    ];
  });
}

function together(context: ProofContext, split: Split, name: string, home: string): string {
  const away = new Set<string>();
  for (const [unit, fact] of split.facts.entries()) {
    const concerned = fact.rebinds.includes(name) || usesOf(split, name).some((use) => use.unit === unit);
    if (concerned && isMovable(fact) && homeOf(split, unit) !== home)
      for (const bound of fact.binds) away.add(bound);
  }
  return `Claim ${listed([...away])} for \`${context.after.nameOf(home)}\` too, or reach the value through a function.`;
}

/** Uses of a module-level name by statements that move. */
function usesOf({ file, facts }: Split, name: string): NameUse[] {
  return file.scopes.uses.filter(
    (use) =>
      use.name === name &&
      use.unit >= 0 &&
      isMovable(facts[use.unit]!) &&
      !file.units[use.unit]!.guard &&
      resolve(name, use.scope)?.scope === file.scopes.module,
  );
}

/** Reads at import time between two changes of a value: from another module they would see the last one. */
export function findOrderDependence(context: ProofContext, split: Split): Finding[] {
  const { facts, file } = split;
  const changes = new Map<string, number[]>();
  for (const [unit, { kind, binds, mutates }] of facts.entries()) {
    if (kind !== 'definition' && kind !== 'effect') continue;
    for (const name of [...binds, ...mutates]) changes.set(name, [...(changes.get(name) ?? []), unit]);
  }
  const seen = new Set<string>();
  return file.scopes.uses.flatMap((use): Finding[] => {
    const units = changes.get(use.name);
    if (!units || units.length < 2 || use.unit < 0 || use.timing !== 'import' || use.ctx !== 'Load')
      return [];
    const later = units.find((unit) => unit > use.unit);
    const home = homeOf(split, units[0]!);
    const isReader =
      isMovable(facts[use.unit]!) && !units.includes(use.unit) && homeOf(split, use.unit) !== home;
    if (later === undefined || !isReader || seen.has(`${use.name} ${use.unit}`)) return [];
    if (resolve(use.name, use.scope)?.scope !== file.scopes.module || isOverload(split, use.name)) return [];
    if (use.unit < units[0]! || !isEvaluated(use, file.scopes, file.module)) return [];
    seen.add(`${use.name} ${use.unit}`);
    const message = `\`${use.name}\` is read here while the module is imported, and changed further down: from \`${context.after.nameOf(homeOf(split, use.unit))}\` it would be read in its last state.`;
    const related = [
      { place: context.before.place(file.path, file.units[later]!.start), message: 'changed here' },
    ];
    const hint = `Claim this statement for \`${context.after.nameOf(home)}\` too.`;
    return [
      finding('RW310', 'error', context.before.place(file.path, use.start, use.end), message, hint, related),
    ];
  });
}

/** Functions that are declared several times for type checkers have one value. */
function isOverload({ file }: Split, name: string): boolean {
  return file.units.some(
    ({ stmt }) =>
      (stmt.kind === 'FunctionDef' || stmt.kind === 'AsyncFunctionDef') &&
      stmt.name === name &&
      stmt.decorators.length > 0,
  );
}
