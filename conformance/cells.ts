import type { Cell } from './cell.js';
import { generatedCells } from './generated.js';

/** Every cell of the matrix. */
export function allCells(): Cell[] {
  return [...generatedCells()];
}
