import type { Finding } from './finding.js';
import type { Plan } from './plan.js';

/** A folder `cases/<name>/` with a small repository in `before/`. */
export interface CaseFolder {
  /** The wave, or the kind of rule, that it is a case of: the name of the folder that holds `cases`. */
  readonly owner: string;
  readonly name: string;
  /** Absolute path. */
  readonly folder: string;
  /** The path as messages give it. */
  readonly shown: string;
  /** Absolute path of the folder that holds `cases`. */
  readonly ownerFolder: string;
  /** The path of that folder as messages give it. */
  readonly ownerShown: string;
  /** Whether its owner is a kind of rule, which has no rules of its own. */
  readonly ofKind: boolean;
}

/** What became of one case. */
export interface CaseResult {
  readonly folder: CaseFolder;
  readonly title: string;
  readonly plan: Plan;
  /** Why the wave would not be applied; `undefined` when it would. */
  readonly refusal: string | undefined;
  /** What does not hold of it, besides its snapshot. */
  readonly problems: readonly Finding[];
  /** Repository path of its snapshot. */
  readonly snapshot: string;
}

/** How a snapshot stands to what it should be. */
export interface SnapshotReport {
  /** Repository path. */
  readonly path: string;
  readonly state: 'fresh' | 'missing' | 'stale' | 'orphan' | 'written' | 'removed';
}
