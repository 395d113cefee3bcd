import { z } from 'zod';
import { oneLine, pathGlob, repositoryPath, violationCodes } from './words.js';

/** The JSON schema lists the gates that exist here; zod can't, since rules know nothing of gates. */
export const gateName = z
  .string()
  .min(1)
  .describe('Name of the gate, such as `ruff`, `pytest` or `command`.');

const gate = z.strictObject({
  gate: gateName,
  args: z
    .array(z.string())
    .optional()
    .describe("Replaces the gate's own arguments, without the tool's name. Not for `gate: command`."),
  paths: z
    .array(repositoryPath)
    .min(1)
    .optional()
    .describe('Files and folders that the tool looks at; otherwise those that the gate finds by itself.'),
  argv: z
    .array(z.string().min(1))
    .min(1)
    .optional()
    .describe('The whole command, one item an argument and never a shell line. Only for `gate: command`.'),
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
  waivers: z.array(waiver).default([]).describe('Findings that the author accepts, each with a reason.'),
});

export type WaveData = z.output<typeof waveSchema>;
