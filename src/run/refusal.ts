import type { Prepared } from './prepare.js';

/** Why a plan may not be applied; `undefined` when it may. */
export function refusalOf({ plan }: Prepared): string | undefined {
  const errors = plan.findings.filter(({ severity }) => severity === 'error').length;
  if (errors > 0)
    return errors === 1 ? 'One finding stands in the way.' : `${errors} findings stand in the way.`;
  const failed = plan.staticGates.filter(({ passed }) => !passed).map(({ gate }) => gate);
  return failed.length > 0 ? `Static gates failed: ${failed.join(', ')}.` : undefined;
}
