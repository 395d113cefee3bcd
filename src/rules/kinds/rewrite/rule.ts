import { z } from 'zod';
import type { Fix, RewriteRule, Rewriter } from '../../../model/wave.js';
import { defineKind } from '../../define-kind.js';
import { astGrepRules, buildSelector, filesSchema } from '../../selector.js';
import { checkRewrite } from './check.js';

const transform = z
  .record(z.string(), z.unknown())
  .default({})
  .describe("ast-grep's `transform`: new texts made from what the rule captured.");

const rewriter = z.strictObject({
  id: z.string().min(1).describe('Its name in `rewriters` of a `rewrite` transformation.'),
  rule: astGrepRules.describe('An ast-grep rule object for nodes inside the captured one.'),
  constraints: astGrepRules.optional().describe("ast-grep's `constraints` on the rule's meta variables."),
  utils: astGrepRules.optional().describe("ast-grep's utility rules, for `matches` in the rule."),
  transform,
  fix: z.string().describe('What a match is replaced by.'),
});

const expansion = z.strictObject({
  template: z.string().describe('What a match is replaced by.'),
  expandStart: astGrepRules
    .optional()
    .describe('Replaces the neighbour before the match too, if it matches this.'),
  expandEnd: astGrepRules
    .optional()
    .describe('Replaces the neighbour behind the match too, if it matches this.'),
});

const schema = z.strictObject({
  kind: z.literal('rewrite').describe('What the rule does.'),
  files: filesSchema.describe('Globs of the files that it is about.'),
  rule: astGrepRules.describe(
    'An ast-grep rule object. Of matches inside each other the outer one comes first.',
  ),
  constraints: astGrepRules.optional().describe("ast-grep's `constraints` on the rule's meta variables."),
  utils: astGrepRules.optional().describe("ast-grep's utility rules, for `matches` in the rule."),
  transform,
  rewriters: z
    .array(rewriter)
    .default([])
    .describe("ast-grep's `rewriters`, which `rewrite` transformations name."),
  fix: z
    .union([z.string(), expansion])
    .describe(
      'What a match is replaced by: `$NAME` and `$$$NAMES` stand for what the rule captured. An empty text takes the ' +
        'statement out. Or a mapping of `template`, `expandStart` and `expandEnd`.',
    ),
  imports: z
    .array(z.string().regex(/^(from|import)\s/, 'is not an import statement'))
    .default([])
    .describe(
      'Import statements that the replacements need, added to files where something is replaced. Imports that only ' +
        'the replaced code used go by themselves.',
    ),
});

const example = `kind: rewrite
files: ["shop/**/*.py"]
rule:
  pattern: |
    try:
        import $FAST as $NAME
    except ImportError:
        import $SLOW as $NAME
constraints:
  FAST: { regex: "^fastjson$" }
fix: import $FAST as $NAME
`;

/** `kind: rewrite`: what an ast-grep rule matches is replaced. */
export const rewrite = defineKind({
  kind: 'rewrite',
  summary:
    'Replaces what an ast-grep rule matches, before any name is retargeted: the other rules of the wave see the result.',
  example,
  schema,
  check: checkRewrite,
  build: (data, document, id): RewriteRule => ({
    kind: 'rewrite',
    id,
    files: data.files,
    selector: buildSelector(data),
    transform: data.transform,
    rewriters: data.rewriters.map(buildRewriter),
    fix: buildFix(data.fix),
    imports: data.imports,
    place: document.valuePlace([]),
    selectorPlace: document.keyPlace(['rule']),
  }),
});

function buildRewriter(data: z.output<typeof rewriter>): Rewriter {
  return { id: data.id, selector: buildSelector(data), transform: data.transform, fix: data.fix };
}

function buildFix(fix: z.output<typeof schema.shape.fix>): Fix {
  if (typeof fix === 'string') return { template: fix, expandStart: undefined, expandEnd: undefined };
  return { template: fix.template, expandStart: fix.expandStart, expandEnd: fix.expandEnd };
}
