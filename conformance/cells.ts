import type { Cell } from './cell.js';
import { generatedCells, kindCells } from './generated.js';
import { deletionCells } from './hand-deletions.js';
import { importCells } from './hand-imports.js';
import { lookalikeCells } from './hand-others.js';
import { patchCells } from './hand-patches.js';
import { registryCells } from './hand-strings.js';
import { textCells } from './hand-texts.js';
import { typeCells } from './hand-types.js';

/** Every cell of the matrix. */
export function allCells(): Cell[] {
  return [
    ...generatedCells(),
    ...kindCells(),
    ...importCells(),
    ...typeCells(),
    ...registryCells(),
    ...patchCells(),
    ...textCells(),
    ...lookalikeCells(),
    ...deletionCells(),
  ];
}
