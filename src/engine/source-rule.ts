import type { Place } from '../model/finding.js';
import type { Destination, MentionDecision, NamedSymbol, Rule } from '../model/wave.js';

/** What a wave says about one module of the repository: the form that every structural rule is brought into. */
export interface SourceRule {
  /** Names the rule, or the rules, in plans and messages. */
  readonly id: string;
  /** Dotted name of the module. */
  readonly source: string;
  /** Its file, where several modules share the name; found by the name when it is not given. */
  readonly path?: string | undefined;
  /** What becomes of the module: deleted, or kept with the statements that no destination claims. */
  readonly legacy: 'delete' | 'keep';
  readonly into: readonly Destination[];
  /** Symbols of the module that code which leaves it, or stays in it, imports in the functions that use them. */
  readonly defer: readonly NamedSymbol[];
  /** Symbols that stay and get another name. */
  readonly renames: readonly NamedSymbol[];
  /** Names that go, and nothing takes their place: defined here, imported, or offered by a lazy export. */
  readonly removes: readonly string[];
  /** The file itself goes, with everything in it. */
  readonly deleted: boolean;
  readonly heir: string | undefined;
  readonly mentions: readonly MentionDecision[];
  /** The file moves as it is to the only destination; a package moves with all that stands in its folder. */
  readonly whole: boolean;
  /** No file of the repository changes hands: names are taken from the only destination instead. */
  readonly retargetOnly: boolean;
  /** Dotted name of the package that moves and takes this module along. */
  readonly package: string | undefined;
  readonly place: Place;
  readonly sourcePlace: Place;
}

const STRUCTURAL = [
  'split-module',
  'move-symbol',
  'rename-symbol',
  'move-module',
  'retarget-import',
  'prune-symbols',
  'delete-module',
] as const;

/** Rules that say where symbols or modules go. */
export type StructuralRule = Extract<Rule, { kind: (typeof STRUCTURAL)[number] }>;

/** Whether a rule contributes to the relocation table. */
export function isStructural(rule: Rule): rule is StructuralRule {
  return (STRUCTURAL as readonly string[]).includes(rule.kind);
}
