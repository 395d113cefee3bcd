import type { Finding } from './finding.js';

/** A statement without a name, as an ast-grep rule claims it. */
export interface StatementPattern {
  readonly kind: string;
  /** Matches the text of this statement and of no other of its kind. */
  readonly regex: string;
}

/** What one module takes from another one. */
export interface SuggestedImport {
  readonly module: string;
  readonly names: readonly string[];
}

/** One module of a suggested split. */
export interface SuggestedModule {
  readonly module: string;
  /** It is the source, which keeps these statements. */
  readonly kept: boolean;
  readonly docstring: string;
  /** In source order. */
  readonly symbols: readonly string[];
  readonly statements: readonly StatementPattern[];
  readonly lines: number;
  /** Modules of the split that it imports while the program runs. */
  readonly imports: readonly SuggestedImport[];
  /** Files outside of the split that import something of it. */
  readonly importers: number;
  /** Sets of symbols that cannot be taken apart, each with the reason. */
  readonly together: readonly { readonly names: readonly string[]; readonly why: string }[];
  /** Why these symbols stand together, in a few words each. */
  readonly reasons: readonly string[];
}

/** A split of one module, free of circles, that its user can edit. */
export interface Suggestion {
  readonly source: string;
  readonly path: string;
  readonly legacy: 'delete' | 'keep';
  /** From the bottom: each imports only modules before it. */
  readonly modules: readonly SuggestedModule[];
  /** The module that takes what nobody claims, and mentions of the source as such. */
  readonly rest: string | undefined;
  /** Names whose imports wait in the functions that use them, since two modules need each other. */
  readonly defer: readonly string[];
  /** Files whose mentions of the source as such stay as they are. */
  readonly leave: readonly string[];
  /** Files with references that are broken already. */
  readonly broken: readonly string[];
  readonly lines: number;
  /** Files that import the source. */
  readonly importers: number;
  /** Private names that become imports. */
  readonly crossingPrivate: readonly string[];
  /** How the division came about. */
  readonly notes: readonly string[];
  /** What stands in the way of a better one. */
  readonly findings: readonly Finding[];
  /** The seed of a random split. */
  readonly seed: number | undefined;
}
