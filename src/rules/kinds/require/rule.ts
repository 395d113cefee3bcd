import { z } from 'zod';
import type { Finding } from '../../../model/finding.js';
import type { RequireRule } from '../../../model/wave.js';
import { defineKind } from '../../define-kind.js';
import { isMapping } from '../../plain-data.js';
import { error, quote } from '../../problem.js';
import { astGrepRules, buildSelector, checkSelector, filesSchema } from '../../selector.js';
import type { YamlDocument } from '../../yaml-document.js';

const schema = z.strictObject({
  kind: z.literal('require').describe('What the rule does.'),
  reason: z
    .string()
    .regex(/\S/, 'must not be blank')
    .describe('Why the wave needs it; it is told where the condition does not hold.'),
  when: z
    .enum(['before', 'after'])
    .default('before')
    .describe(
      'The tree that is asked: as it stands, or as the wave would leave it. Commands see it as it stands.',
    ),
  files: filesSchema.describe('Globs of the files that `rule` is about.'),
  rule: astGrepRules.optional().describe('An ast-grep rule object.'),
  constraints: astGrepRules.optional().describe("ast-grep's `constraints` on the rule's meta variables."),
  utils: astGrepRules.optional().describe("ast-grep's utility rules, for `matches` in the rule."),
  command: z
    .array(z.string().min(1))
    .min(1)
    .optional()
    .describe(
      'A command, one item an argument and never a shell line, run in the repository with the programs of its environment first.',
    ),
  expect: z
    .enum(['some', 'none', 'success', 'failure'])
    .optional()
    .describe(
      'Of a `rule`: `none` (the default) or `some` matches. Of a `command`: `success` (the default) or `failure`.',
    ),
  timeout: z
    .number()
    .positive()
    .max(86_400)
    .default(60)
    .describe('Seconds after which the command is killed; it has failed then.'),
});

const example = `kind: require
reason: Everybody has moved to the new clock.
files: ["shop/**/*.py"]
rule: { pattern: time.time() }
expect: none
`;

/** `kind: require`: a condition without which the wave is refused. */
export const requireKind = defineKind({
  kind: 'require',
  summary:
    'Refuses the wave where an ast-grep rule matches, or matches nothing, or a command does not succeed.',
  example,
  schema,
  check: checkRequire,
  build: (data, document, id): RequireRule => ({
    kind: 'require',
    id,
    reason: data.reason.trim(),
    when: data.when,
    matching:
      data.rule === undefined
        ? undefined
        : {
            selector: buildSelector({ ...data, rule: data.rule }),
            files: data.files,
            expect: data.expect === 'some' ? 'some' : 'none',
          },
    command:
      data.command === undefined
        ? undefined
        : {
            argv: data.command,
            expect: data.expect === 'failure' ? 'failure' : 'success',
            timeout: data.timeout,
          },
    place: document.valuePlace([]),
    selectorPlace: document.keyPlace([data.rule === undefined ? 'command' : 'rule']),
  }),
});

/** One condition for each rule, and the words that fit it. */
function checkRequire(document: YamlDocument): Finding[] {
  if (!isMapping(document.data)) return [];
  const { data } = document;
  const [hasRule, hasCommand] = ['rule' in data, 'command' in data];
  const findings = checkSelector(document, [], data);
  if (hasRule === hasCommand) {
    const message = `a requirement is either a ${quote('rule')} or a ${quote('command')}`;
    return [...findings, error('RW119', document.valuePlace([]), message)];
  }
  const words = hasRule ? ['some', 'none'] : ['success', 'failure'];
  if (
    typeof data.expect === 'string' &&
    !words.includes(data.expect) &&
    /^(some|none|success|failure)$/.test(data.expect)
  ) {
    const message = `${quote('expect')} of a ${hasRule ? 'rule' : 'command'} is ${words.map(quote).join(' or ')}`;
    findings.push(error('RW119', document.valuePlace(['expect']), message));
  }
  if (hasCommand && data.when === 'after') {
    findings.push(error('RW119', document.valuePlace(['when']), 'a command sees the tree as it stands'));
  }
  return findings;
}
