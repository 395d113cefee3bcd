import type { Finding } from '../../model/finding.js';
import type { StaticGateResult } from '../../model/plan.js';
import { proveClosure } from './closure.js';
import { proveConservation } from './conservation.js';
import { proveCycles } from './cycles.js';
import { proveDeadModules } from './dead-modules.js';
import { ProofContext, type ProofInput } from './proof.js';
import { proveState } from './state.js';

export type { ProofInput } from './proof.js';

/** Proves a plan on the planned tree, without trusting what composed it. */
export function provePlan(input: ProofInput): { gates: StaticGateResult[]; findings: Finding[] } {
  const context = new ProofContext(input);
  const proofs = [proveConservation, proveDeadModules, proveClosure, proveCycles, proveState].map((prove) =>
    prove(context),
  );
  return { gates: proofs.map(({ gate }) => gate), findings: proofs.flatMap(({ findings }) => findings) };
}
