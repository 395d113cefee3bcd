import type { FileChange } from '../../model/plan.js';
import type { Planned } from '../plan-wave.js';
import type { Survey } from '../survey.js';
import { proveClosure } from './closure.js';
import { proveConservation } from './conservation.js';
import { proveCycles } from './cycles.js';
import { proveDeadModules } from './dead-modules.js';
import { ProofContext, type Proved } from './proof.js';
import { proveState } from './state.js';

export { gateResult, type Proved } from './proof.js';

/** How a plan is proved. */
export interface ProofOptions {
  /** What the planned tree differs by; what the plan says without it. */
  readonly changes?: readonly FileChange[];
  /** Parse every file that holds a word of the wave, instead of those that can have to do with it. */
  readonly exhaustive?: boolean | undefined;
}

/** What proofs look at: the tree before a plan, and `after` it. */
export function proofContext(planned: Planned, after: Survey, options: ProofOptions = {}): ProofContext {
  const { plan, survey, local, table, finder, splits } = planned;
  return new ProofContext({
    before: survey,
    earlier: local.survey,
    after,
    table,
    splits,
    changes: options.changes ?? plan.changes,
    finder,
    reported: plan.findings,
    exhaustive: options.exhaustive,
  });
}

/** Proves a plan on the planned tree, without trusting what composed it. */
export function provePlan(context: ProofContext): readonly Proved[] {
  return [proveConservation, proveDeadModules, proveClosure, proveCycles, proveState].map((prove) =>
    prove(context),
  );
}
