import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { caseSnapshot, SNAPSHOT_MARKER } from '../../src/present/case-snapshot.js';
import { type CasesReport, runCases } from '../../src/run/cases.js';
import { authoringCodes } from '../../src/run/codes.js';
import { newRule } from '../../src/run/scaffold.js';
import { settleSnapshots, snapshotFindings } from '../../src/run/snapshots.js';

const CHECKOUT = fileURLToPath(new URL('../../', import.meta.url));

function settle(report: CasesReport, update = false) {
  const texts = new Map(report.cases.map((each) => [each.snapshot, caseSnapshot(each)]));
  return settleSnapshots({ ...report, texts, marker: SNAPSHOT_MARKER }, update);
}

const own = await runCases({ repo: CHECKOUT, rules: undefined, names: [], python: undefined });

test.each(own.cases.map((each) => [each.snapshot, each] as const))('%s', (snapshot, each) => {
  expect(each.problems).toEqual([]);
  expect(caseSnapshot(each)).toBe(readFileSync(join(CHECKOUT, snapshot), 'utf8'));
});

test('each kind and each rule of a shipped wave has a case, and each snapshot is made by one', () => {
  expect(own.uncovered).toEqual([]);
  expect(snapshotFindings(settle(own))).toEqual([]);
});

describe('in a repository of a user', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rewrite-cases-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const run = (...names: string[]) => runCases({ repo: folder, rules: undefined, names, python: undefined });
  const codes = async () => {
    const report = await run();
    const found = [...report.cases.flatMap(({ problems }) => problems), ...report.uncovered];
    return [...found, ...snapshotFindings(settle(report))].map(
      ({ code, place }) => `${code} ${place?.file.replace(/^.*\/(rules-yaml\/)/, '$1')}`,
    );
  };
  beforeEach(() => vi.stubEnv('CI', ''));

  test('a new rule comes with a case that does something; RW252 until its snapshot is there', async () => {
    const { written } = newRule(folder, undefined, { wave: 'w1', rule: 'rename', kind: 'rename-symbol' });
    expect(written).toEqual([
      'rules-yaml/w1/wave.yaml',
      'rules-yaml/w1/rename.yaml',
      'rules-yaml/w1/cases/rename',
    ]);
    expect(await codes()).toEqual(['RW252 snapshots/w1/rename.md']);
    vi.stubEnv('CI', 'true');
    const report = await run();
    expect(() => settle(report, true)).toThrow(/`CI` is set/);
    vi.stubEnv('CI', '');
    expect(settle(report, true)).toEqual([{ path: 'snapshots/w1/rename.md', state: 'written' }]);
    expect(await codes()).toEqual([]);
  });

  test('it is not made over one that is there', () => {
    expect(() => newRule(folder, undefined, { wave: 'w1', rule: 'rename', kind: 'move-module' })).toThrow(
      /exists already/,
    );
  });

  test('RW250: a rule that no case gives something to do', async () => {
    newRule(folder, undefined, { wave: 'w1', rule: 'move', kind: 'move-module' });
    settle(await run(), true);
    expect(await codes()).toEqual([]);
    rmSync(join(folder, 'rules-yaml/w1/cases/move'), { recursive: true });
    expect(await codes()).toEqual([
      'RW250 rules-yaml/w1/move.yaml',
      // And nothing makes its snapshot any more.
      'RW254 snapshots/w1/move.md',
    ]);
    rmSync(join(folder, 'rules-yaml/w1/move.yaml'));
    expect(settle(await run(), true)).toContainEqual({ path: 'snapshots/w1/move.md', state: 'removed' });
  });

  test('RW253: a rule that does something else than its snapshot says', async () => {
    const rule = join(folder, 'rules-yaml/w1/rename.yaml');
    const text = readFileSync(rule, 'utf8');
    writeFileSync(rule, text.replace('new_order_number', 'next_number'));
    expect(await codes()).toEqual(['RW253 snapshots/w1/rename.md']);
    writeFileSync(rule, text);
    expect(await codes()).toEqual([]);
  });

  test('RW255: rules that have something to do again where they were applied', async () => {
    const wave = join(folder, 'rules-yaml/w2');
    newRule(folder, undefined, { wave: 'w2', rule: 'chain', kind: 'rewrite' });
    const step = (from: string, to: string) => `kind: rewrite\nrule: { pattern: ${from}() }\nfix: ${to}()\n`;
    writeFileSync(join(wave, 'chain.yaml'), `${step('second', 'third')}---\n${step('first', 'second')}`);
    const before = 'def first():\n    return second()\n\n\nsecond = third = first\nprint(first())\n';
    writeFileSync(join(wave, 'cases/chain/before/shop/desk.py'), before);
    writeFileSync(join(wave, 'cases/chain/case.yaml'), 'title: One step after the other\n');
    const [chain] = (await run('chain')).cases;
    expect(chain!.problems.map(({ code, message }) => `${code} ${message}`)).toEqual([
      'RW255 idempotence does not hold: planning the wave again would change 1 file.',
    ]);
    rmSync(wave, { recursive: true });
  });

  test('RW251: a selector that matches nothing in any case', async () => {
    newRule(folder, undefined, { wave: 'w3', rule: 'silent', kind: 'rewrite' });
    const rule = join(folder, 'rules-yaml/w3/silent.yaml');
    const text = readFileSync(rule, 'utf8');
    writeFileSync(rule, text.replace('^fastjson$', '^fastjsonn$'));
    const codesOf = async () =>
      (await run('silent')).uncovered.map(({ code, place }) => `${code} ${place?.line}`);
    expect(await codesOf()).toEqual(['RW251 3']);
    writeFileSync(rule, text);
    expect(await codesOf()).toEqual([]);
    rmSync(join(folder, 'rules-yaml/w3'), { recursive: true });
  });

  test('cases are asked for by wave, rule or name; a name of nothing is refused', async () => {
    for (const name of ['w1', 'rename', 'w1/rename']) expect((await run(name)).cases).toHaveLength(1);
    await expect(run('w2')).rejects.toThrow('There is no case of `w2`.');
  });
});

test('each code has a page', () => {
  const source = readFileSync(new URL(import.meta.url), 'utf8');
  for (const page of authoringCodes) {
    expect(source, page.code).toContain(page.code);
    expect(page.cause, page.code).toMatch(/\.$/);
    expect(page.waysOut.length, page.code).toBeGreaterThan(0);
  }
});
