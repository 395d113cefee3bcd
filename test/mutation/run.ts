/**
 * Breaks a wave in many seeded ways: each variant has to be refused with a finding that names the cause, or applied
 * with the repository's tools as content as before.
 *
 *     npm run mutate -- --seed 1 --count 200
 *     npm run mutate -- --only move-symbol,rename-destination --no-tools
 *     npm run mutate -- --repo COPY --wave rules-yaml/wave4 --environment VENV --gates imports,pyright
 */
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { CHECKOUT } from '../../scripts/dependencies.mjs';
import { copySample, sampleEnvironment } from '../../scripts/sample.mjs';
import { runMutations } from './mutation-run.js';
import { MUTATION_NAMES } from './mutations.js';
import { Subject } from './subject.js';
import { mutationTable, variantLine } from './table.js';
import { Toolbench } from './toolbench.js';
import { readWave } from './wave-texts.js';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    count: { type: 'string', default: '200' },
    /** Mutations, or numbers of variants, separated by commas. */
    only: { type: 'string', default: '' },
    /** A copy of a repository that may be written to; a copy of the sample by default. */
    repo: { type: 'string' },
    wave: { type: 'string', default: `${CHECKOUT}examples/lakehouse/rules-yaml/wave4` },
    environment: { type: 'string' },
    gates: { type: 'string', default: 'imports,pyright,pytest' },
    'no-tools': { type: 'boolean', default: false },
    /** Where the results go as JSON. */
    json: { type: 'string' },
  },
});

const only = values.only.split(',').filter((word) => word !== '');
const unknown = only.find((word) => !/^\d+$/.test(word) && !MUTATION_NAMES.includes(word));
if (unknown !== undefined)
  throw new Error(`There is no mutation ${unknown}; there are ${MUTATION_NAMES.join(', ')}.`);

const environment = values.environment ?? sampleEnvironment().folder;
const temporary =
  values.repo === undefined ? mkdtempSync(join(realpathSync(tmpdir()), 'mutations-')) : undefined;
const root = realpathSync(values.repo ?? temporary!);
if (temporary !== undefined) copySample(temporary, environment);
try {
  const bench = new Toolbench(root, environment, values.gates.split(','));
  const results = await runMutations({
    subject: new Subject(root, `${environment}/bin/python`),
    wave: readWave(values.wave),
    seed: Number(values.seed),
    count: Number(values.count),
    only,
    tools: values['no-tools'] ? undefined : bench,
    tell: (result) => process.stdout.write(`${variantLine(result)}\n`),
  });
  process.stdout.write(`\n${mutationTable(results)}\n`);
  if (values.json !== undefined)
    writeFileSync(values.json, `${JSON.stringify({ ...values, results }, null, 2)}\n`);
  const bad = results.filter(({ outcome }) => ['unclear', 'broken', 'crashed'].includes(outcome));
  if (bad.length > 0) process.exitCode = 1;
} finally {
  if (temporary !== undefined) rmSync(temporary, { recursive: true, force: true });
}
