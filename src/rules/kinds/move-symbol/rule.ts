import { z } from 'zod';
import type { Finding } from '../../../model/finding.js';
import type { MoveSymbolRule } from '../../../model/wave.js';
import { defineKind } from '../../define-kind.js';
import { isMapping } from '../../plain-data.js';
import { error, quote } from '../../problem.js';
import { buildSymbols, deferred, symbolEntry } from '../../symbols.js';
import { moduleName, violationCodes } from '../../words.js';
import type { YamlDocument } from '../../yaml-document.js';

const symbols = z
  .array(symbolEntry)
  .min(1)
  .describe('Names that the source binds at top level; `{ old: new }` renames one on the way.');
violationCodes.add(symbols, { code: 'RW111' });

const schema = z.strictObject({
  kind: z.literal('move-symbol').describe('What the rule does.'),
  source: moduleName.describe('Dotted name of the module that defines the symbols.'),
  to: moduleName.describe('Dotted name of the module they go to; it is created when it does not exist.'),
  docstring: z
    .string()
    .regex(/\S/, 'must not be blank')
    .optional()
    .describe('Docstring of the module when it is created, without quotes.'),
  symbols,
  defer: deferred,
});

const example = `kind: move-symbol
source: shop.models
to: shop.orders
symbols:
  - Order
  - { new_no: new_order_number }
`;

/** `kind: move-symbol`: some symbols of a module go to another module. */
export const moveSymbol = defineKind({
  kind: 'move-symbol',
  summary: 'Moves symbols to another module, new or existing, and retargets every reference to them.',
  example,
  schema,
  check: sameModule,
  build: (data, document, id): MoveSymbolRule => ({
    kind: 'move-symbol',
    id,
    source: data.source,
    to: data.to,
    docstring: data.docstring?.trim(),
    symbols: buildSymbols(data.symbols, document, ['symbols']),
    defer: buildSymbols(data.defer ?? [], document, ['defer']),
    place: document.valuePlace([]),
    sourcePlace: document.valuePlace(['source']),
    toPlace: document.valuePlace(['to']),
  }),
});

function sameModule(document: YamlDocument): Finding[] {
  const rule = isMapping(document.data) ? document.data : {};
  if (typeof rule.to !== 'string' || rule.to !== rule.source) return [];
  const hint = 'to give symbols other names in their module, use `kind: rename-symbol`';
  return [error('RW107', document.valuePlace(['to']), `${quote(rule.to)} is the source itself`, hint)];
}
