import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { CHECKOUT } from '../../scripts/dependencies.mjs';
import { sampleEnvironment } from '../../scripts/sample.mjs';
import type { FileChange } from '../../src/model/plan.js';
import { runMutations } from './mutation-run.js';
import { Subject } from './subject.js';
import { Toolbench } from './toolbench.js';
import { copyWave, readWave } from './wave-texts.js';

const SAMPLE = `${CHECKOUT}examples/lakehouse`;
const root = mkdtempSync(join(realpathSync(tmpdir()), 'mutations-'));
cpSync(SAMPLE, root, {
  recursive: true,
  filter: (source) => !/\/(?:\.\w+|__pycache__)$/.test(source.slice(SAMPLE.length)),
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const wave = readWave(`${SAMPLE}/rules-yaml/wave4`);
const environment = sampleEnvironment().folder;
const subject = new Subject(root, `${environment}/bin/python`);

/** What the interpreter alone can say: the full run asks type checkers and tests as well. */
function bench(): Toolbench {
  return new Toolbench(root, environment, ['imports']);
}

test('a wave that is broken at random is refused with its cause, or imports as well as before', async () => {
  const results = await runMutations({
    subject,
    wave,
    seed: 7,
    count: 6,
    only: [],
    tools: bench(),
    tell: () => {},
  });
  const bad = results.filter(({ outcome }) => ['unclear', 'broken', 'crashed'].includes(outcome));
  expect(bad.map(({ did, judgement, problems }) => ({ did, judgement, problems }))).toEqual([]);
  expect(results.some(({ outcome }) => outcome === 'refused')).toBe(true);
});

test('a plan that would break an import is noticed', async () => {
  const { prepared } = await subject.plan(copyWave(wave));
  const { plan } = prepared!;
  const broken = plan.changes.map((change): FileChange => {
    if (change.kind !== 'create' || !change.path.endsWith('session/config.py')) return change;
    return { ...change, after: Buffer.from(`${Buffer.from(change.after)}\nimport nothing_here\n`) };
  });
  const before = readFileSync(join(root, 'src/datafusion_engine/session/runtime.py'), 'utf8');
  const problems = await bench().worseWith({ ...plan, changes: broken });
  expect(problems.length).toBeGreaterThan(0);
  expect(problems.join('\n')).toContain('nothing_here');
  expect(readFileSync(join(root, 'src/datafusion_engine/session/runtime.py'), 'utf8')).toBe(before);
});
