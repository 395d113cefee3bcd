import { z } from 'zod';
import { dottedGlob, oneLine, pathGlob, repositoryPath, violationCodes } from './words.js';

/** The JSON schema lists the gates that exist here; zod can't, since rules know nothing of gates. */
export const gateName = z
  .string()
  .min(1)
  .describe('Name of the gate, such as `ruff`, `pytest` or `command`.');

const metric = z.strictObject({
  file: repositoryPath.describe('JSON file that the command writes, from where it runs.'),
  key: z
    .array(z.union([z.string(), z.int().nonnegative()]))
    .min(1)
    .describe('Where the number is: keys and indices from the outside in.'),
  better: z.enum(['lower', 'higher']).default('lower').describe('Which way is an improvement.'),
});

const gate = z.strictObject({
  gate: gateName,
  args: z
    .array(z.string())
    .optional()
    .describe("Replaces the gate's own arguments, without the tool's name. Not for gates with an `argv`."),
  paths: z
    .array(repositoryPath)
    .min(1)
    .optional()
    .describe('Files and folders that the tool looks at; otherwise those that the gate finds by itself.'),
  argv: z
    .array(z.string().min(1))
    .min(1)
    .optional()
    .describe(
      'The whole command, one item an argument and never a shell line. Only for `command`, `benchmark` and `snapshot`.',
    ),
  runs: z
    .int()
    .min(3)
    .max(1000)
    .optional()
    .describe('Pairs of runs, before and after in turn, that a `benchmark` begins with; 7 by default.'),
  tolerance: z
    .string()
    .regex(/^\d+(\.\d+)?%$/, 'must be a percentage such as `10%`')
    .optional()
    .describe('By how much a `benchmark` may be worse; `10%` by default.'),
  metric: metric
    .optional()
    .describe('What a `benchmark` compares instead of the time that the command takes.'),
  save: repositoryPath
    .optional()
    .describe('Where a `snapshot` keeps the output of its command, in the wave’s own commit.'),
  previous: repositoryPath
    .optional()
    .describe('The `snapshot` of the wave before, to compare with; by default `save` as it stands.'),
  timeout: z
    .number()
    .positive()
    .max(86_400)
    .default(1800)
    .describe('Seconds after which the tool is killed.'),
});

const waiver = z.strictObject({
  code: z
    .string()
    .regex(/^RW\d{3}$/, 'is not a finding code such as `RW601`')
    .describe('The code of the findings that are accepted.'),
  path: pathGlob.describe('Glob over repository paths; `:line` at its end narrows it to one line.'),
  match: z
    .string()
    .min(1)
    .optional()
    .describe('Accepts only findings whose message or source line contains this text.'),
  reason: z.string().regex(/\S/, 'must not be blank').describe('Why it is right to accept them.'),
});

const exclusion = z.strictObject({
  path: pathGlob.describe('Glob over repository paths.'),
  reason: z.string().regex(/\S/, 'must not be blank').describe('Why references in them do not matter.'),
});

const publicSurface = z.strictObject({
  allow: z
    .array(dottedGlob)
    .default([])
    .describe(
      'Globs over dotted import paths that may vanish: `shop.models.Order`, `shop.models.*`; `shop.models.**` means the module too.',
    ),
});

const rules = z
  .array(repositoryPath)
  .min(1)
  .optional()
  .describe('Rule files of this folder, in the order they apply; by default all of them, alphabetically.');
violationCodes.add(rules.unwrap(), { code: 'RW111' });

/** The shape of `wave.yaml`. */
export const waveSchema = z.strictObject({
  title: oneLine.describe('What the wave does, in one line.'),
  description: z.string().optional().describe('What a reviewer should know before reading the diff.'),
  after: z
    .array(z.string().regex(/^[A-Za-z0-9][\w.-]*$/, 'is not the name of a wave'))
    .default([])
    .describe('Names of waves that must have landed before this one.'),
  rules,
  fixers: z
    .array(gate)
    .default([])
    .describe('Tools that may rewrite the files which the wave wrote, run before the gates (formatters).'),
  gates: z
    .array(gate)
    .default([])
    .describe('Tools that must not report anything new after the wave; otherwise it is rolled back.'),
  exclude: z
    .array(exclusion)
    .default([])
    .describe('Files that the wave does not look at, such as test data that happens to be Python.'),
  'public-surface': publicSurface
    .optional()
    .describe(
      'Holds what code outside the repository may import: nothing of it may vanish but what is allowed.',
    ),
  waivers: z.array(waiver).default([]).describe('Findings that the author accepts, each with a reason.'),
});

export type WaveData = z.output<typeof waveSchema>;
