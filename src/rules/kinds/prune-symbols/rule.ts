import { z } from 'zod';
import type { PruneSymbolsRule } from '../../../model/wave.js';
import { defineKind } from '../../define-kind.js';
import { buildMentions, leaveReason, mentionPath } from '../../mentions.js';
import { buildSymbols } from '../../symbols.js';
import { moduleName, symbolName, violationCodes } from '../../words.js';

const symbols = z
  .array(symbolName)
  .min(1)
  .describe(
    'Names that the source binds at top level and that nobody needs. What only they use goes with them: private helpers, imports, entries of `__all__` and of lazy exports.',
  );
violationCodes.add(symbols, { code: 'RW111' });

const schema = z.strictObject({
  kind: z.literal('prune-symbols').describe('What the rule does.'),
  source: moduleName.describe('Dotted name of the module that defines the symbols.'),
  symbols,
  'drop-tests': z
    .boolean()
    .default(false)
    .describe('Tests that only serve a pruned symbol go with it; otherwise they keep it.'),
  mentions: z
    .array(z.strictObject({ path: mentionPath, leave: leaveReason }))
    .optional()
    .describe('Files in which mentions of the pruned symbols stay.'),
});

const example = `kind: prune-symbols
source: shop.models
symbols: [order_from_csv]
drop-tests: true
`;

/** `kind: prune-symbols`: symbols that nobody needs are removed, with what only they needed. */
export const pruneSymbols = defineKind({
  kind: 'prune-symbols',
  summary:
    'Removes symbols, when nothing in the whole repository needs them; refuses one that lives, with the chain that keeps it.',
  example,
  schema,
  check: () => [],
  build: (data, document, id): PruneSymbolsRule => ({
    kind: 'prune-symbols',
    id,
    source: data.source,
    symbols: buildSymbols(data.symbols, document, ['symbols']),
    dropTests: data['drop-tests'],
    mentions: buildMentions(data.mentions, document),
    place: document.valuePlace([]),
    sourcePlace: document.valuePlace(['source']),
  }),
});
