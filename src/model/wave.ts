import type { Place } from './finding.js';

/** An ast-grep rule object (`rule`, `constraints`, `utils`), handed to `@ast-grep/napi` unchanged. */
export interface Selector {
  readonly rule: Readonly<Record<string, unknown>>;
  readonly constraints?: Readonly<Record<string, unknown>>;
  readonly utils?: Readonly<Record<string, unknown>>;
}

/** A symbol that a rule names, with its place in the YAML. */
export interface NamedSymbol {
  readonly name: string;
  /** Its name after the wave, when that is another one. */
  readonly as: string | undefined;
  readonly place: Place;
}

/** One destination of a `split-module` rule. */
export interface Destination {
  /** Dotted name of the module. */
  readonly module: string;
  readonly docstring: string | undefined;
  /** Claims the top-level statements it matches; a name in some `symbols` wins over it. */
  readonly selector: Selector | undefined;
  readonly symbols: readonly NamedSymbol[];
  /** Takes every statement that no other destination claims. */
  readonly rest: boolean;
  /** The module exists already and the statements are added to it. */
  readonly existing: boolean;
  readonly place: Place;
  /** Place of the `rule:` key. */
  readonly selectorPlace: Place | undefined;
}

/** What mentions of the source as such mean in some files. */
export interface MentionDecision {
  /** Glob over repository paths. */
  readonly path: string;
  /** Dotted name of the destination that is meant there. */
  readonly module: string | undefined;
  /** Why mentions there stay as they are: history, plans. */
  readonly leave: string | undefined;
  readonly place: Place;
}

/** `kind: move-symbol`: some symbols of a module go to another one, which may exist already. */
export interface MoveSymbolRule {
  readonly kind: 'move-symbol';
  readonly id: string;
  readonly source: string;
  /** Dotted name of the module they go to. */
  readonly to: string;
  /** Of a module that is created. */
  readonly docstring: string | undefined;
  readonly symbols: readonly NamedSymbol[];
  /** Symbols that other modules import in the functions that use them. */
  readonly defer: readonly NamedSymbol[];
  readonly place: Place;
  readonly sourcePlace: Place;
  readonly toPlace: Place;
}

/** `kind: rename-symbol`: symbols get other names in the module where they stand. */
export interface RenameSymbolRule {
  readonly kind: 'rename-symbol';
  readonly id: string;
  readonly source: string;
  /** Each with its new name. */
  readonly symbols: readonly NamedSymbol[];
  readonly place: Place;
  readonly sourcePlace: Place;
}

/** `kind: move-module`: a module, or a package with all that it holds, gets another dotted name. */
export interface MoveModuleRule {
  readonly kind: 'move-module';
  readonly id: string;
  readonly source: string;
  readonly to: string;
  /** Mentions of the module that stay as they are. */
  readonly mentions: readonly MentionDecision[];
  readonly place: Place;
  readonly sourcePlace: Place;
  readonly toPlace: Place;
}

/** `kind: retarget-import`: names of a module, which stays as it is, are taken from another one. */
export interface RetargetImportRule {
  readonly kind: 'retarget-import';
  readonly id: string;
  readonly source: string;
  readonly to: string;
  /** `undefined`: all names. */
  readonly symbols: readonly NamedSymbol[] | undefined;
  readonly place: Place;
  readonly sourcePlace: Place;
  readonly toPlace: Place;
}

/** `kind: prune-symbols`: symbols of a module that nobody needs are removed. */
export interface PruneSymbolsRule {
  readonly kind: 'prune-symbols';
  readonly id: string;
  readonly source: string;
  readonly symbols: readonly NamedSymbol[];
  /** Tests that only serve a pruned symbol go with it. */
  readonly dropTests: boolean;
  /** Mentions of the symbols that stay as they are. */
  readonly mentions: readonly MentionDecision[];
  readonly place: Place;
  readonly sourcePlace: Place;
}

/** `kind: delete-module`: a module, or a package with all that it holds, is deleted. */
export interface DeleteModuleRule {
  readonly kind: 'delete-module';
  readonly id: string;
  readonly source: string;
  /** Test files that go with it, by repository path. */
  readonly tests: readonly { readonly path: string; readonly place: Place }[];
  /** Tests that only serve the module are found and go with it. */
  readonly dropTests: boolean;
  /** Mentions of the module that stay as they are. */
  readonly mentions: readonly MentionDecision[];
  readonly place: Place;
  readonly sourcePlace: Place;
}

/** `kind: split-module`. */
export interface SplitModuleRule {
  readonly kind: 'split-module';
  /** `<file stem>` of the YAML document: names the rule in plans and messages. */
  readonly id: string;
  /** Dotted name of the module that is split. */
  readonly source: string;
  /** What becomes of the source: deleted, or kept with the statements that no destination claims. */
  readonly legacy: 'delete' | 'keep';
  readonly into: readonly Destination[];
  /** Symbols that other modules of the split import in the functions that use them. */
  readonly defer: readonly NamedSymbol[];
  /** Dotted name of the module that inherits mentions of the source as such: file paths, prose, bare module strings. */
  readonly heir: string | undefined;
  /** Mentions of the source as such that mean another module than the heir. */
  readonly mentions: readonly MentionDecision[];
  readonly place: Place;
  readonly sourcePlace: Place;
}

/** How a match is replaced: text in which `$NAME` stands for what the rule captured. */
export interface Fix {
  readonly template: string;
  /** The neighbours before and behind a match that are replaced with it, when they match. */
  readonly expandStart: Selector['rule'] | undefined;
  readonly expandEnd: Selector['rule'] | undefined;
}

/** Makes a new text from what the rule captured, as ast-grep does. */
export interface Transforms {
  readonly transform: Readonly<Record<string, unknown>>;
  /** What `rewrite` transformations apply to the nodes inside a captured one, by id. */
  readonly rewriters: readonly Rewriter[];
}

/** A rule for the nodes inside a captured one. */
export interface Rewriter {
  readonly id: string;
  readonly selector: Selector;
  readonly transform: Transforms['transform'];
  readonly fix: string;
}

/** `kind: rewrite`: an ast-grep rule with a fix, applied to files before names are retargeted. */
export interface RewriteRule extends Transforms {
  readonly kind: 'rewrite';
  readonly id: string;
  /** Globs over repository paths. */
  readonly files: readonly string[];
  readonly selector: Selector;
  readonly fix: Fix;
  /** Import statements that the replacements need. */
  readonly imports: readonly string[];
  readonly place: Place;
  readonly selectorPlace: Place;
}

/** `kind: require`: a condition without which the wave is not applied. */
export interface RequireRule {
  readonly kind: 'require';
  readonly id: string;
  readonly reason: string;
  /** The tree that is asked: as it stands, or as the wave would leave it. */
  readonly when: 'before' | 'after';
  /** What must match somewhere, or nowhere; `undefined` for a command. */
  readonly matching:
    | { readonly selector: Selector; readonly files: readonly string[]; readonly expect: 'some' | 'none' }
    | undefined;
  /** What must succeed, or fail. */
  readonly command:
    | { readonly argv: readonly string[]; readonly expect: 'success' | 'failure'; readonly timeout: number }
    | undefined;
  readonly place: Place;
  readonly selectorPlace: Place;
}

export type Rule =
  | SplitModuleRule
  | MoveSymbolRule
  | RenameSymbolRule
  | MoveModuleRule
  | RetargetImportRule
  | PruneSymbolsRule
  | DeleteModuleRule
  | RewriteRule
  | RequireRule;

/** A finding accepted by the wave's author. */
export interface Waiver {
  readonly code: string;
  /** Glob over repository paths, optionally with `:line`. */
  readonly path: string;
  /** When given, only findings whose message or source line contains it. */
  readonly match: string | undefined;
  readonly reason: string;
  readonly place: Place;
}

/** Files that the wave does not look at: data that happens to be Python, recorded output. */
export interface Exclusion {
  /** Glob over repository paths. */
  readonly path: string;
  readonly reason: string;
}

/** Which public import paths the wave may take away; when it is declared, all others have to stay. */
export interface PublicSurfaceContract {
  /** Globs over dotted import paths. */
  readonly allow: readonly { readonly glob: string; readonly place: Place }[];
}

/** How a command is measured. */
export interface BenchmarkSpec {
  /** Pairs of runs, one on each side of the wave. */
  readonly runs: number;
  /** The part of the old value by which the new one may be worse: 0.1 is ten per cent. */
  readonly tolerance: number;
  /** A number that the command writes into a JSON file; the time that it takes otherwise. */
  readonly metric: MetricSpec | undefined;
}

/** A number in a JSON file. */
export interface MetricSpec {
  /** Repository path. */
  readonly file: string;
  /** Keys and indices from the outside in. */
  readonly key: readonly string[];
  readonly better: 'lower' | 'higher';
}

/** Where the output of a command is kept, and what it is compared with. Repository paths. */
export interface SnapshotSpec {
  readonly save: string;
  /** The output that the wave before has saved; `save` itself, as it stands, when it is not given. */
  readonly previous: string | undefined;
}

/** A command gate or fixer, as the wave declares it. */
export interface GateSpec {
  /** The gate's name: `ruff`, `pytest`, `command`, … */
  readonly gate: string;
  /** Replaces the gate's default arguments (argv without the tool). */
  readonly args: readonly string[] | undefined;
  /** Paths (files or folders, relative to the repository) the tool looks at; the gate's default otherwise. */
  readonly paths: readonly string[] | undefined;
  /** Whole argv, for gates that run a command of the wave's own. */
  readonly argv: readonly string[] | undefined;
  /** For `gate: benchmark`. */
  readonly benchmark?: BenchmarkSpec;
  /** For `gate: snapshot`. */
  readonly snapshot?: SnapshotSpec;
  /** Seconds after which the tool is killed. */
  readonly timeout: number;
  readonly place: Place;
}

/** A wave that has to land before another one. */
export interface Predecessor {
  readonly name: string;
  readonly place: Place;
}

/** An ordered list of rules plus gates, applied as one unit. */
export interface Wave {
  readonly name: string;
  readonly title: string;
  readonly description: string | undefined;
  /** Folder it was read from. */
  readonly folder: string;
  /** True for the waves that ship with the product. */
  readonly shipped: boolean;
  /** Waves that have to have landed before. */
  readonly after: readonly Predecessor[];
  readonly rules: readonly Rule[];
  readonly fixers: readonly GateSpec[];
  readonly gates: readonly GateSpec[];
  readonly waivers: readonly Waiver[];
  readonly excludes: readonly Exclusion[];
  readonly publicSurface?: PublicSurfaceContract | undefined;
}
