import type { Cell } from './cell.js';
import { generatedCells, kindCells } from './generated.js';
import { deletionCells } from './hand-deletions.js';
import { importCells } from './hand-imports.js';
import { handKindCells } from './hand-kinds.js';
import { lookalikeCells } from './hand-others.js';
import { patchCells } from './hand-patches.js';
import { registryCells } from './hand-strings.js';
import { textCells } from './hand-texts.js';
import { typeCells } from './hand-types.js';

/** Every cell of the matrix. */
export function allCells(): Cell[] {
  return cellsIn('situations');
}

/** The cells that the tests run: all but those of kinds that move and rename in places where they do as in others. */
export function testedCells(): Cell[] {
  return cellsIn('tested');
}

function cellsIn(places: 'situations' | 'tested'): Cell[] {
  const written = [
    ...importCells(),
    ...typeCells(),
    ...registryCells(),
    ...patchCells(),
    ...textCells(),
    ...lookalikeCells(),
  ];
  return [
    ...generatedCells(),
    ...kindCells(places),
    ...written,
    ...handKindCells(written),
    ...deletionCells(),
  ];
}
