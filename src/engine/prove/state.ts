import type { Finding } from '../../model/finding.js';
import type { Split } from '../split.js';
import { findClaimedModules } from './claimed-modules.js';
import { findComputedImports } from './computed-imports.js';
import { findEffectOrder } from './effect-order.js';
import { findHandedOut } from './handed-out.js';
import { ImportState } from './import-state.js';
import { findModuleComparisons } from './module-comparisons.js';
import { findModuleIdentity } from './module-identity.js';
import { findNamespaceAccess } from './namespace-access.js';
import { findOrderDependence } from './order-dependence.js';
import { findPickledNames } from './pickled-names.js';
import { type ProofContext, type Proved, proved } from './proof.js';
import { findRegistrationOrder } from './registration-order.js';
import { findMissedRegistrations } from './registrations.js';
import { findSplitState } from './split-state.js';

/** No state is torn apart, and no moved code depends on the module that it stands in. */
export function proveState(context: ProofContext): Proved {
  const splits = context.splits.filter(
    ({ destinations, renames }) => destinations.length > 0 || renames.size > 0,
  );
  const findings = splits.flatMap((split): Finding[] => [
    ...findModuleComparisons(context, split),
    ...(stands(split).size < 2 && split.destinations.length < 2 && split.rule.legacy === 'delete'
      ? findModuleIdentity(context, split)
      : [
          ...findSplitState(context, split),
          ...findImportOrder(context, split),
          ...findEffectOrder(context, split),
          ...findNamespaceAccess(context, split),
          ...findModuleIdentity(context, split),
          ...findPickledNames(context, split),
          ...findClaimedModules(context, split),
        ]),
  ]);
  findings.push(...findComputedImports(context));
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

/** What depends on the order in which the statements of the module run, or on all of them running. */
function findImportOrder(context: ProofContext, split: Split): Finding[] {
  const state = new ImportState(context, split);
  return [
    ...findOrderDependence(context, split, state),
    ...findHandedOut(context, split, state),
    ...findMissedRegistrations(context, split, state),
    ...findRegistrationOrder(context, split, state),
  ];
}

/** The files that the statements of a split module stand in after the wave. */
function stands({ home, facts, file }: Split): Set<string> {
  const movable = facts.flatMap(({ kind }, unit) =>
    kind === 'definition' || kind === 'effect' ? [unit] : [],
  );
  return new Set(movable.map((unit) => home[unit]?.path ?? file.path));
}
