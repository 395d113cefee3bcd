import { z } from 'zod';
import type { RenameSymbolRule } from '../../../model/wave.js';
import { defineKind } from '../../define-kind.js';
import { isMapping } from '../../plain-data.js';
import { error, quote } from '../../problem.js';
import { moduleName, symbolName, violationCodes } from '../../words.js';

const symbols = z
  .record(symbolName, symbolName)
  .refine((entries) => Object.keys(entries).length > 0, 'must name a symbol')
  .describe('Old names, each with its new one.');
violationCodes.add(symbols, { code: 'RW111' });

const schema = z.strictObject({
  kind: z.literal('rename-symbol').describe('What the rule does.'),
  source: moduleName.describe('Dotted name of the module that defines the symbols.'),
  symbols,
});

const example = `kind: rename-symbol
source: shop.orders
symbols: { new_no: new_order_number }
`;

/** `kind: rename-symbol`: symbols get other names where they stand. */
export const renameSymbol = defineKind({
  kind: 'rename-symbol',
  summary: 'Renames symbols of a module, and every reference to them.',
  example,
  schema,
  check: (document) => {
    const rule = isMapping(document.data) ? document.data : {};
    const entries = isMapping(rule.symbols) ? Object.entries(rule.symbols) : [];
    return entries
      .filter(([from, to]) => from === to)
      .map(([from]) =>
        error('RW107', document.valuePlace(['symbols', from]), `${quote(from)} is its name already`),
      );
  },
  build: (data, document, id): RenameSymbolRule => ({
    kind: 'rename-symbol',
    id,
    source: data.source,
    symbols: Object.entries(data.symbols).map(([name, as]) => ({
      name,
      as,
      place: document.keyPlace(['symbols', name]),
    })),
    place: document.valuePlace([]),
    sourcePlace: document.valuePlace(['source']),
  }),
});
