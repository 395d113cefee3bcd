import type { Place } from './finding.js';

/**
 * Whether something is needed: `alive` when code outside of tests needs it, `tests-only` when nothing but tests does,
 * `dead` when nobody does.
 */
export type VerdictKind = 'dead' | 'tests-only' | 'alive';

/** How a place needs a symbol or a module. */
export type UseForm =
  | 'same-module'
  | 'rebinding'
  | 'from-import'
  | 'from-import-local'
  | 'from-import-type-checking'
  | 'star-import'
  | 'module-attribute'
  | 'module-object'
  | 'named-attribute'
  | 'namespace-lookup'
  | 'string-path'
  | 'registry-entry'
  | 'dynamic-import'
  | 'code-string'
  | 'config-value'
  | 'fixture'
  | 'decorator'
  | 'call'
  | 'effect'
  | 'subclass-hook'
  | 'special-name';

/** One step from something that is kept to what keeps it. */
export interface ChainLink {
  /** `pkg.mod.name`, or the module when it is about that. */
  readonly subject: string;
  readonly form: UseForm;
  readonly place: Place;
  /** What stands around the place: `pkg.mod.function`, or `pkg.mod` for code of the module itself. */
  readonly holder: string;
  /** What the form does not say by itself: the base class that registers, the pattern that finds. */
  readonly detail?: string;
}

/** Why something lives: links from it to a root. */
export interface Chain {
  readonly links: readonly ChainLink[];
  /** What the last holder is: a sentence without a full stop. */
  readonly root: string;
  /** What stands at its end: code of the program, tests alone, or code that nobody needs either. */
  readonly kind: VerdictKind;
}

/** What is known of one symbol or module. */
export interface Verdict {
  /** `pkg.mod.name` or `pkg.mod`. */
  readonly subject: string;
  readonly place: Place;
  readonly kind: VerdictKind;
  /** One chain for each holder that uses it, the most telling first. */
  readonly chains: readonly Chain[];
}
