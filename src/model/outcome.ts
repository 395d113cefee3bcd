import type { GateReport } from './gate.js';
import type { Plan } from './plan.js';

/** How one application of a wave ended. */
export interface Outcome {
  readonly status: 'applied' | 'nothing-to-do' | 'refused' | 'rolled-back';
  /** Names the run for `rewrite undo`; `undefined` when nothing was written. */
  readonly run: string | undefined;
  readonly plan: Plan;
  readonly gates: readonly GateReport[];
  /** Gates and fixers of the wave that the user left out. */
  readonly without?: readonly string[];
  readonly seconds: number;
  /** Why it was refused or rolled back. */
  readonly reason: string | undefined;
}

/** One line of `rewrite list --runs`. */
export interface RunRecord {
  readonly id: string;
  readonly wave: string;
  /** ISO 8601, UTC. */
  readonly started: string;
  readonly state: 'applied' | 'undone' | 'rolled-back' | 'unfinished';
  readonly created: number;
  readonly modified: number;
  readonly deleted: number;
}
