import { z } from 'zod';
import type { DeleteModuleRule } from '../../../model/wave.js';
import { defineKind } from '../../define-kind.js';
import { buildMentions, leaveReason, mentionPath } from '../../mentions.js';
import { moduleName, repositoryPath } from '../../words.js';

const schema = z.strictObject({
  kind: z.literal('delete-module').describe('What the rule does.'),
  source: moduleName.describe(
    'Dotted name of the module, or of a package with all that stands in its folder.',
  ),
  tests: z
    .array(repositoryPath)
    .default([])
    .describe('Test files that serve only the module, and go with it.'),
  'drop-tests': z
    .boolean()
    .default(false)
    .describe('Tests that only serve the module are found and go with it; otherwise they keep it.'),
  mentions: z
    .array(z.strictObject({ path: mentionPath, leave: leaveReason }))
    .optional()
    .describe('Files in which mentions of the module stay.'),
});

const example = `kind: delete-module
source: shop.reports
tests: [tests/test_reports.py]
`;

/** `kind: delete-module`: a module or package that nobody needs is deleted. */
export const deleteModule = defineKind({
  kind: 'delete-module',
  summary:
    'Deletes a module or a whole package, with its tests, when nothing else needs it; refuses with the chain otherwise.',
  example,
  schema,
  check: () => [],
  build: (data, document, id): DeleteModuleRule => ({
    kind: 'delete-module',
    id,
    source: data.source,
    tests: data.tests.map((path, index) => ({ path, place: document.valuePlace(['tests', index]) })),
    dropTests: data['drop-tests'],
    mentions: buildMentions(data.mentions, document),
    place: document.valuePlace([]),
    sourcePlace: document.valuePlace(['source']),
  }),
});
