import type { NamedSymbol, Wave } from '../model/wave.js';
import { isStructural, type StructuralRule } from './source-rule.js';

/** A dotted name that nothing may refer to since a wave. */
export interface Ban {
  readonly name: string;
  /** Whether it names a module, and all in it. */
  readonly isModule: boolean;
  /** Why, and what to use instead, in one line. */
  readonly reason: string;
}

/** What the rules of a wave take away for good, as far as their YAML names it. */
export function bansOf(wave: Wave): Ban[] {
  return wave.rules.filter(isStructural).flatMap((rule) => bansOfRule(rule, `(wave ${wave.name})`));
}

function bansOfRule(rule: StructuralRule, by: string): Ban[] {
  const module = (reason: string): Ban[] => [
    { name: rule.source, isModule: true, reason: `${reason} ${by}.` },
  ];
  const symbols = (named: readonly NamedSymbol[], reason: (now: string) => string): Ban[] =>
    named.map(({ name, as = name }) => ({
      name: `${rule.source}.${name}`,
      isModule: false,
      reason: `${reason(as)} ${by}.`,
    }));
  switch (rule.kind) {
    case 'split-module': {
      const to = rule.into.map((destination) => destination.module);
      // A package of the same name stands in its place.
      const isKept = rule.legacy === 'keep' || to.some((each) => each.startsWith(`${rule.source}.`));
      return isKept ? [] : module(`Split into ${to.join(', ')}`);
    }
    case 'move-module':
      return module(`Moved to ${rule.to}`);
    case 'move-symbol':
      return symbols(rule.symbols, (now) => `Moved to ${rule.to}.${now}`);
    case 'delete-module':
      return module('Deleted');
    case 'prune-symbols':
      return symbols(rule.symbols, () => 'Deleted');
    case 'rename-symbol':
      return symbols(rule.symbols, (now) => `Renamed to ${now}`);
    case 'retarget-import':
      return rule.symbols === undefined
        ? module(`Use ${rule.to}`)
        : symbols(rule.symbols, (now) => `Use ${rule.to}.${now}`);
  }
}
