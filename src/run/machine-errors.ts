import { asMachineRefusal } from '../effects/refusal.js';

/** An error of the machine (disk full, permission denied, too many open files) as a refusal; any other as it is. */
export function machineRefusal(error: unknown): unknown {
  return asMachineRefusal(error);
}
