import { z } from 'zod';
import type { Destination, SplitModuleRule } from '../../../model/wave.js';
import { defineKind } from '../../define-kind.js';
import { buildMentions, leaveReason, mentionPath } from '../../mentions.js';
import { astGrepRules, buildSelector } from '../../selector.js';
import { buildSymbols, deferred, symbolEntry } from '../../symbols.js';
import { moduleName, violationCodes } from '../../words.js';
import type { YamlDocument } from '../../yaml-document.js';
import { checkSplitModule } from './check.js';

const destination = z.strictObject({
  module: moduleName.describe('Dotted name of the new module.'),
  docstring: z
    .string()
    .regex(/\S/, 'must not be blank')
    .optional()
    .describe('Docstring of the new module, without quotes; without it the module has none.'),
  rule: astGrepRules
    .optional()
    .describe(
      'An ast-grep rule object. It claims each top-level statement that it matches: the node itself, the ' +
        'assignment of an expression statement, or the definition below decorators.',
    ),
  constraints: astGrepRules.optional().describe("ast-grep's `constraints` on the rule's meta variables."),
  utils: astGrepRules.optional().describe("ast-grep's utility rules, for `matches` in the rule."),
  symbols: z
    .array(symbolEntry)
    .optional()
    .describe(
      'Names that the source binds at top level; `{ old: new }` renames one on the way. A name wins over every ' +
        '`rule` and over `rest`.',
    ),
  rest: z
    .boolean()
    .default(false)
    .describe('Takes every statement that no other destination claims; at most one destination may.'),
  existing: z
    .boolean()
    .default(false)
    .describe('The module exists already: the statements are added to it and its docstring stays.'),
});

const into = z
  .array(destination)
  .min(1)
  .describe('The destinations. Of their claims `symbols` wins over `rule`, and `rule` over `rest`.');
violationCodes.add(into, { code: 'RW111' });

const schema = z.strictObject({
  kind: z.literal('split-module').describe('What the rule does.'),
  source: moduleName.describe('Dotted name of the module that is split.'),
  legacy: z
    .enum(['delete', 'keep'])
    .default('delete')
    .describe(
      'What becomes of the source: deleted, or kept with the statements that no destination claims. ' +
        'It is never left as a shim that re-exports what moved.',
    ),
  into,
  defer: deferred,
  heir: moduleName
    .optional()
    .describe(
      'The destination that inherits mentions of the source as such: file paths, bare module strings, prose. ' +
        'Without it every such mention that nothing decides refuses the wave.',
    ),
  mentions: z
    .array(
      z.strictObject({
        path: mentionPath,
        module: moduleName.optional().describe('The destination that is meant there.'),
        leave: leaveReason.optional(),
      }),
    )
    .optional()
    .describe('Files in which mentions of the source as such mean another destination than the heir.'),
});

const example = `kind: split-module
source: shop.models
legacy: delete
into:
  - module: shop.tables
    docstring: Table layouts of the shop.
    rule: { kind: assignment, has: { field: left, regex: "_TABLE$" } }
  - module: shop.orders
    docstring: Orders and what they consist of.
    rule: { kind: class_definition, has: { field: name, regex: "^Order" } }
    symbols: [new_order_number, _numbers]
  - module: shop.people
    docstring: Customers and staff.
    rest: true
`;

/** `kind: split-module`: every top-level statement of one module goes to exactly one of several modules. */
export const splitModule = defineKind({
  kind: 'split-module',
  summary: 'Splits one module into several and retargets every reference to it.',
  example,
  schema,
  check: (document) => checkSplitModule(document, Object.keys(destination.shape)),
  build: (data, document, id): SplitModuleRule => ({
    kind: 'split-module',
    id,
    source: data.source,
    legacy: data.legacy,
    into: data.into.map((entry, index) => buildDestination(entry, document, index)),
    defer: buildSymbols(data.defer ?? [], document, ['defer']),
    heir: data.heir,
    mentions: buildMentions(data.mentions, document),
    place: document.valuePlace([]),
    sourcePlace: document.valuePlace(['source']),
  }),
});

function buildDestination(
  data: z.output<typeof destination>,
  document: YamlDocument,
  index: number,
): Destination {
  const { rule, constraints, utils, symbols = [] } = data;
  return {
    module: data.module,
    docstring: data.docstring?.trim(),
    selector: rule === undefined ? undefined : buildSelector({ rule, constraints, utils }),
    symbols: buildSymbols(symbols, document, ['into', index, 'symbols']),
    rest: data.rest,
    existing: data.existing,
    place: document.valuePlace(['into', index]),
    selectorPlace: rule === undefined ? undefined : document.keyPlace(['into', index, 'rule']),
  };
}
