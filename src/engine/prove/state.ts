import type { Finding } from '../../model/finding.js';
import type { Split } from '../split.js';
import { findEffectOrder } from './effect-order.js';
import { findModuleIdentity } from './module-identity.js';
import { findNamespaceAccess } from './namespace-access.js';
import { findOrderDependence } from './order-dependence.js';
import { findPickledNames } from './pickled-names.js';
import { type ProofContext, type Proved, proved } from './proof.js';
import { findSplitState } from './split-state.js';

/** No state is torn apart, and no moved code depends on the module that it stands in. */
export function proveState(context: ProofContext): Proved {
  const splits = context.splits.filter(
    ({ destinations, renames }) => destinations.length > 0 || renames.size > 0,
  );
  const findings = splits.flatMap((split): Finding[] =>
    stands(split).size < 2 && split.destinations.length < 2 && split.rule.legacy === 'delete'
      ? findModuleIdentity(context, split)
      : [
          ...findSplitState(context, split),
          ...findOrderDependence(context, split),
          ...findEffectOrder(context, split),
          ...findNamespaceAccess(context, split),
          ...findModuleIdentity(context, split),
          ...findPickledNames(context, split),
        ],
  );
  const rebound = context.splits.flatMap(({ facts }) =>
    facts.flatMap(({ rebinds, mutates }) => [...rebinds, ...mutates]),
  );
  const count = new Set(rebound).size;
  return proved(
    'state',
    findings,
    `${count} ${count === 1 ? 'name' : 'names'} with changing values stay with the code that changes them`,
  );
}

/** The files that the statements of a split module stand in after the wave. */
function stands({ home, facts, file }: Split): Set<string> {
  const movable = facts.flatMap(({ kind }, unit) =>
    kind === 'definition' || kind === 'effect' ? [unit] : [],
  );
  return new Set(movable.map((unit) => home[unit]?.path ?? file.path));
}
