import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Ended, WorkingCopy } from './working-copy.js';

const copy = new WorkingCopy();
const untouched = copy.hash();
afterAll(() => copy[Symbol.dispose]());

/** diff never writes, whatever it is asked for. */
async function diff(...args: string[]): Promise<Ended> {
  const ended = await copy.rewrite('diff', 'wave4', ...args);
  expect(copy.hash()).toBe(untouched);
  expect(copy.git('status', '--porcelain')).toBe('');
  return ended;
}

let stat: Ended;
beforeAll(async () => {
  stat = await diff('--stat');
});

test('--stat shows lines per file, what moves and what was proved', () => {
  expect(stat.code).toBe(0);
  const { stdout } = stat;
  expect(stdout).toMatch(/^ src\/datafusion_engine\/session\/runtime\.py +\| 947 -+$/m);
  expect(stdout).toMatch(/^ src\/datafusion_engine\/schema\/registry\.py +\| 564 -+$/m);
  expect(stdout).toMatch(/^ src\/datafusion_engine\/session\/profile\.py +\| \d+ \++$/m);
  expect(stdout).toMatch(/^ \d+ files changed, \d+ insertions\(\+\), \d+ deletions\(-\)$/m);
  expect(stdout).toMatch(/^wave4 · \d+ files: 7 created, \d+ modified, 2 deleted$/m);
  expect(stdout).toMatch(/moved +183 statements \(160 symbols\)/);
  for (const gate of ['conservation', 'dead-modules', 'closure', 'parse', 'idempotence']) {
    expect(stdout).toMatch(new RegExp(`^  ✓ ${gate} `, 'm'));
  }
});

test('progress goes to stderr in plain lines, and not at all when quiet', async () => {
  expect(stat.stderr).toMatch(/^Planning$/m);
  const quiet = await diff('--stat', '--quiet');
  expect(quiet.stderr).not.toContain('Planning');
  expect(quiet.stdout).toBe(stat.stdout);
});

test('nothing is coloured away from a terminal', () => {
  expect(stat.stdout + stat.stderr).not.toContain('\u001b');
});

test('--patch is what git apply takes', async () => {
  const { code, stdout } = await diff('--patch', '--quiet');
  expect(code).toBe(0);
  using other = new WorkingCopy();
  other.write('.git/wave.patch', stdout);
  other.git('apply', '.git/wave.patch');
  expect(other.git('status', '--porcelain')).toMatch(/^ D src\/datafusion_engine\/session\/runtime\.py$/m);
  // What the patch makes is what the wave makes: planning again finds nothing left to do.
  expect((await other.rewrite('diff', 'wave4', '--quiet')).stdout).toBe('wave4: nothing to do\n');
});

test('--json is one document with the contents of every file', async () => {
  const { code, stdout } = await diff('--json');
  expect(code).toBe(0);
  const plan = JSON.parse(stdout);
  expect(plan).toMatchObject({ version: 1, kind: 'plan', wave: 'wave4', root: copy.folder });
  // The import circle that the sample has by design is told, and stands in nobody's way.
  expect(plan.findings).toMatchObject([{ code: 'RW531', severity: 'note' }]);
  const runtime = plan.changes.find(({ path }: { path: string }) => path.endsWith('session/runtime.py'));
  expect(runtime).toMatchObject({ kind: 'delete', before: { encoding: 'utf-8' } });
  expect(runtime.before.text).toBe(copy.read('src/datafusion_engine/session/runtime.py'));
  expect(plan.statistics.statementsMoved).toBe(183);
});

test('--sarif is one document', async () => {
  const { code, stdout } = await diff('--sarif');
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    version: '2.1.0',
    runs: [{ results: [{ ruleId: 'RW531', level: 'note' }] }],
  });
});

test('the diff itself is unified, with the lines of both sides', async () => {
  const { stdout } = await diff('--quiet');
  expect(stdout).toContain('-from datafusion_engine.session.runtime import');
  expect(stdout).toContain('+from datafusion_engine.session.profile import');
  expect(stdout).toMatch(/^@@ -\d+(,\d+)? \+\d+(,\d+)? @@/m);
});
