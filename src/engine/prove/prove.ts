import { proveClosure } from './closure.js';
import { proveConservation } from './conservation.js';
import { proveCycles } from './cycles.js';
import { proveDeadModules } from './dead-modules.js';
import type { ProofContext, Proved } from './proof.js';
import { proveState } from './state.js';

export { gateResult, ProofContext, type Proved } from './proof.js';

/** Proves a plan on the planned tree, without trusting what composed it. */
export function provePlan(context: ProofContext): readonly Proved[] {
  return [proveConservation, proveDeadModules, proveClosure, proveCycles, proveState].map((prove) =>
    prove(context),
  );
}
