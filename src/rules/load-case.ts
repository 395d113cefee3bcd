import { z } from 'zod';
import { EXIT, UserError } from '../model/errors.js';
import type { Wave } from '../model/wave.js';
import { loadWave, type WaveOrigin } from './load.js';
import { error, quote, suggestion } from './problem.js';
import { schemaFindings } from './schema-findings.js';
import { oneLine } from './words.js';
import { readYaml, type WaveFile, type YamlDocument } from './yaml-document.js';

/** The shape of `case.yaml`, which a case may have beside its `before/`. */
const caseSchema = z.strictObject({
  title: oneLine.optional().describe('What the case shows; its name in words without it.'),
  only: z
    .array(z.string().min(1))
    .min(1)
    .optional()
    .describe('Names of the rules that take part; all rules of the wave without it.'),
});

/** The rules of a case. */
export interface LoadedCase {
  readonly title: string;
  readonly wave: Wave;
  /** The files that they were read from, for excerpts. */
  readonly files: readonly WaveFile[];
}

/**
 * Loads what a case tries: rule files of its own, or the wave that it is a case of.
 *
 * @param own the YAML files beside its `before/`.
 * @param wave the YAML files of the wave whose case it is; none for a case of a rule kind.
 * @param name the case's name, which `own` rules are a wave under.
 * @throws UserError with every problem of the files.
 */
export function loadCase(
  own: readonly WaveFile[],
  wave: readonly WaveFile[],
  name: string,
  origin: { readonly own: string; readonly wave: WaveOrigin },
): LoadedCase {
  const caseFile = own.find(({ path }) => path === `${origin.own}/case.yaml`);
  const document = caseFile && readCase(caseFile, name);
  const { title = name.replaceAll('-', ' '), only } = caseSchema.parse(document?.data ?? {});
  const rules = own.filter((file) => file !== caseFile);
  const head = { path: `${origin.own}/wave.yaml`, text: `title: ${JSON.stringify(title)}\n` };
  const files =
    rules.length === 0 ? wave : rules.some(({ path }) => path === head.path) ? rules : [head, ...rules];
  const loaded = loadWave(
    files,
    rules.length === 0 ? origin.wave : { ...origin.wave, folder: origin.own, name },
  );
  if (only === undefined || document === undefined) return { title, wave: loaded, files };
  const ids = loaded.rules.map(({ id }) => id);
  const unknown = only.findIndex((id) => !ids.includes(id));
  if (unknown >= 0) {
    const id = only[unknown]!;
    const place = document.valuePlace(['only', unknown]);
    throw problems(name, [
      error('RW109', place, `there is no rule ${quote(id)}`, suggestion(id, ids, 'rules')),
    ]);
  }
  return { title, wave: { ...loaded, rules: loaded.rules.filter(({ id }) => only.includes(id)) }, files };
}

function readCase(file: WaveFile, name: string): YamlDocument {
  const { documents, findings } = readYaml(file);
  const [document] = documents;
  const found = [...findings, ...(document ? schemaFindings(caseSchema, document) : [])];
  if (document === undefined || found.length > 0) throw problems(name, found);
  return document;
}

function problems(name: string, findings: UserError['findings']): UserError {
  return new UserError(`the case ${quote(name)} cannot be read`, EXIT.usage, findings);
}
