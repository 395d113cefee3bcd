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

/** Whether a name that functions rebind would be bound in several modules: what it means is a question for nobody then. */
export function isTorn(split: Split, name: string): boolean {
  const { facts, file } = split;
  if (!facts.some(({ rebinds }) => rebinds.includes(name))) return false;
  const sites = file.scopes.module.bindings.get(name)?.sites ?? [];
  const homes = sites.flatMap(({ unit }) =>
    unit >= 0 && isMovable(facts[unit]!) ? [homeOf(split, unit)] : [],
  );
  return new Set(homes).size > 1;
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
