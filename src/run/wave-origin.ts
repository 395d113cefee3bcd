import type { WaveFolder } from '../effects/rule-files.js';
import { GATES } from '../gates/index.js';
import type { WaveOrigin } from '../rules/load.js';

/** What is known of a wave by its folder. */
export function waveOrigin({ name, shown, shipped }: WaveFolder): WaveOrigin {
  return {
    name,
    folder: shown,
    shipped,
    knownGates: new Set(GATES.map((gate) => gate.name)),
    knownFixers: new Set(GATES.filter(({ fixer }) => fixer).map((gate) => gate.name)),
  };
}
