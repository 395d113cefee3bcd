import { z } from 'zod';
import type { RetargetImportRule } from '../../../model/wave.js';
import { defineKind } from '../../define-kind.js';
import { isMapping } from '../../plain-data.js';
import { error, quote } from '../../problem.js';
import { buildSymbols, symbolEntry } from '../../symbols.js';
import { moduleName, violationCodes } from '../../words.js';

const symbols = z
  .array(symbolEntry)
  .min(1)
  .optional()
  .describe(
    'Only these names of it; `{ old: new }` for one that has another name there. Without it, all names.',
  );
violationCodes.add(symbols, { code: 'RW111' });

const schema = z.strictObject({
  kind: z.literal('retarget-import').describe('What the rule does.'),
  source: moduleName.describe(
    'Dotted name of a module, of this repository or of a library. It stays as it is.',
  ),
  to: moduleName.describe('The module to take the names from instead.'),
  symbols,
});

const example = `kind: retarget-import
source: vendored.clock
to: shop.clock
symbols: [now, { utcnow: now_utc }]
`;

/** `kind: retarget-import`: what is imported from one module is imported from another one. */
export const retargetImport = defineKind({
  kind: 'retarget-import',
  summary: 'Takes names from another module, in every form of reference; moves no code.',
  example,
  schema,
  check: (document) => {
    const rule = isMapping(document.data) ? document.data : {};
    if (typeof rule.to !== 'string' || rule.to !== rule.source) return [];
    return [error('RW107', document.valuePlace(['to']), `${quote(rule.to)} is the source itself`)];
  },
  build: (data, document, id): RetargetImportRule => ({
    kind: 'retarget-import',
    id,
    source: data.source,
    to: data.to,
    symbols: data.symbols && buildSymbols(data.symbols, document, ['symbols']),
    place: document.valuePlace([]),
    sourcePlace: document.valuePlace(['source']),
    toPlace: document.valuePlace(['to']),
  }),
});
