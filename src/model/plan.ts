import type { Finding } from './finding.js';
import type { PublicSurface } from './public-surface.js';
import type { Relocation } from './relocation.js';

/**
 * The forms of reference that are told apart in plans and statistics; each names a row of the table in
 * docs/references.md.
 */
export type ReferenceForm =
  | 'from-import'
  | 'from-import-type-checking'
  | 'from-import-local'
  | 'module-import'
  | 'module-attribute'
  | 'star-import'
  | 'string-path'
  | 'registry-entry'
  | 'patch-target'
  | 'dynamic-import'
  | 'code-string'
  | 'file-path'
  | 'doc-mention'
  | 'config-value';

/** One replacement in a file: offsets are UTF-16 indices into the text before the wave. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** The rule that caused it. */
  readonly rule: string;
  /** What kind of reference it rewrites; `undefined` for moved statements and other composition. */
  readonly form: ReferenceForm | undefined;
}

/** What becomes of one file. Paths are repository-relative POSIX paths. */
export type FileChange =
  | {
      readonly kind: 'create';
      readonly path: string;
      readonly after: Uint8Array;
      readonly rule: string;
      /** The deleted file that this one was, and what was changed in it on the way. */
      readonly moved?: { readonly from: string; readonly edits: readonly Edit[] };
    }
  | {
      readonly kind: 'modify';
      readonly path: string;
      readonly before: Uint8Array;
      readonly after: Uint8Array;
      readonly edits: readonly Edit[];
    }
  | { readonly kind: 'delete'; readonly path: string; readonly before: Uint8Array; readonly rule: string };

/** What a static gate decided on the plan. */
export interface StaticGateResult {
  readonly gate: string;
  readonly passed: boolean;
  /** One line for people: what was proved, with numbers. */
  readonly detail: string;
}

export interface PlanStatistics {
  readonly filesListed: number;
  readonly filesRead: number;
  readonly filesParsed: number;
  readonly statementsMoved: number;
  readonly symbolsMoved: number;
  readonly statementsRemoved: number;
  readonly symbolsRemoved: number;
  /** References rewritten, by form. */
  readonly references: Readonly<Partial<Record<ReferenceForm, number>>>;
  /** Matches of `rewrite` rules that are replaced. */
  readonly replaced?: number;
}

/** Everything one wave would do to the repository, and what was found on the way. */
export interface Plan {
  readonly wave: string;
  /** Absolute path of the repository root. */
  readonly root: string;
  /** Sorted by path. */
  readonly changes: readonly FileChange[];
  readonly findings: readonly Finding[];
  readonly staticGates: readonly StaticGateResult[];
  readonly relocations: readonly Relocation[];
  readonly statistics: PlanStatistics;
  /** What happens to names that others can import; not there when nothing changes. */
  readonly publicSurface?: PublicSurface;
}
