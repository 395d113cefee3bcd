import { z } from 'zod';
import type { MoveModuleRule } from '../../../model/wave.js';
import { defineKind } from '../../define-kind.js';
import { buildMentions, leaveReason, mentionPath } from '../../mentions.js';
import { isMapping } from '../../plain-data.js';
import { error, quote } from '../../problem.js';
import { moduleName } from '../../words.js';

const schema = z.strictObject({
  kind: z.literal('move-module').describe('What the rule does.'),
  source: moduleName.describe(
    'Dotted name of the module, or of a package: all that stands in its folder goes with it.',
  ),
  to: moduleName.describe('Its dotted name after the wave.'),
  mentions: z
    .array(z.strictObject({ path: mentionPath, leave: leaveReason }))
    .optional()
    .describe('Files in which mentions of the old name stay.'),
});

const example = `kind: move-module
source: shop.models
to: shop.domain.models
`;

/** `kind: move-module`: a module or a package gets another dotted name. */
export const moveModule = defineKind({
  kind: 'move-module',
  summary: 'Moves or renames a module or a whole package, and retargets every reference to it.',
  example,
  schema,
  check: (document) => {
    const rule = isMapping(document.data) ? document.data : {};
    if (typeof rule.to !== 'string' || rule.to !== rule.source) return [];
    return [error('RW107', document.valuePlace(['to']), `${quote(rule.to)} is its name already`)];
  },
  build: (data, document, id): MoveModuleRule => ({
    kind: 'move-module',
    id,
    source: data.source,
    to: data.to,
    mentions: buildMentions(data.mentions, document),
    place: document.valuePlace([]),
    sourcePlace: document.valuePlace(['source']),
    toPlace: document.valuePlace(['to']),
  }),
});
