import type { CodePage } from '../../model/code-page.js';
import { conservationCodes } from './codes-conservation.js';
import { importCodes } from './codes-imports.js';
import { stateCodes } from './codes-state.js';
import { surfaceCodes } from './codes-surface.js';

/** Pages of RW301, RW306 to RW318, RW5xx and RW61x: what the proofs on the planned tree find. */
export const provingCodes: readonly CodePage[] = [
  ...stateCodes,
  ...conservationCodes,
  ...importCodes,
  ...surfaceCodes,
];
