import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Chalk } from 'chalk';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { UserError } from '../../src/model/errors.js';
import { renderStatus } from '../../src/present/status.js';
import { prepare } from '../../src/run/prepare.js';
import { statusOf } from '../../src/run/status.js';
import { applyWave } from '../../src/run.js';

const folder = mkdtempSync(join(tmpdir(), 'rewrite-sequence-'));
afterAll(() => rmSync(folder, { recursive: true }));

const write = (path: string, text: string) => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
};
const git = (...args: string[]) =>
  execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args], { cwd: folder });
const rename = (from: string, to: string) =>
  `kind: rename-symbol\nsource: shop\nsymbols: { ${from}: ${to} }\n`;

beforeEach(() => {
  rmSync(folder, { recursive: true, force: true });
  write('shop.py', 'def one():\n    return 1\n\n\nprint(one())\n');
  write('rules-yaml/w0/wave.yaml', 'title: The first\n');
  write('rules-yaml/w0/rename.yaml', rename('one', 'two'));
  write('rules-yaml/w1/wave.yaml', 'title: The second\nafter: [w0]\n');
  write(
    'rules-yaml/w1/rename.yaml',
    `kind: rewrite\nrule: { pattern: print(two()) }\nfix: print(two(), 2)\n`,
  );
  write('rules-yaml/w2/wave.yaml', 'title: The third\nafter: [w0, nowhere]\n');
  write('rules-yaml/w2/rename.yaml', rename('two', 'three'));
  write('.gitignore', '.rewrite\n');
  git('init', '-q');
  git('add', '-A');
  git('commit', '-q', '-m', 'start');
});

const apply = (wave: string, writtenBefore?: ReadonlySet<string>) =>
  applyWave(
    {
      repo: folder,
      rules: undefined,
      wave,
      python: undefined,
      without: [],
      remember: false,
      trust: false,
      tell: () => {},
      ...(writtenBefore && { writtenBefore }),
    },
    {
      step: (_title, work) => work(),
      update: () => {},
      track: () => ({ begin: () => {}, said: () => {}, end: () => {} }),
    },
  );

test('RW247: a wave waits for those that it comes after, and for one that nobody knows', async () => {
  write('shop.py', 'def one():\n    return 1\n\n\ndef two():\n    return one()\n\n\nprint(two())\n');
  const { plan } = await prepare({ repo: folder, rules: undefined, wave: 'w1', python: undefined });
  expect(plan.findings.map(({ code, place }) => `${code} ${place?.line}:${place?.column}`)).toEqual([
    'RW247 2:9',
  ]);
  const other = await prepare({ repo: folder, rules: undefined, wave: 'w2', python: undefined });
  expect(other.plan.findings.filter(({ code }) => code === 'RW247').map(({ message }) => message)).toEqual([
    '`w2` comes after `w0`, which has not landed in this repository.',
    '`w2` comes after `nowhere`, and there is no such wave.',
  ]);
});

test('waves in a sequence are one transaction each, and write over what the sequence has written', async () => {
  expect((await apply('w0')).status).toBe('applied');
  // On its own the second finds changes that nobody has committed.
  await expect(apply('w1')).rejects.toThrow(UserError);
  expect((await apply('w1', new Set(['shop.py']))).status).toBe('applied');
  expect(readFileSync(join(folder, 'shop.py'), 'utf8')).toContain('print(two(), 2)');
});

test('the status of every wave: landed, ready, or blocked and by what', async () => {
  const all = { repo: folder, rules: undefined, waves: [], python: undefined };
  const shown = async () => renderStatus(await statusOf(all), new Chalk({ level: 0 })).replaceAll(folder, '');
  expect((await statusOf(all)).map(({ name, state }) => `${name} ${state}`)).toEqual([
    'w0 ready',
    'w1 blocked',
    'w2 blocked',
  ]);
  await apply('w0');
  expect(await shown()).toMatch(
    /^w0 {2}landed .*The first\nw1 {2}ready +1 file +The second\nw2 {2}blocked +One finding stands in the way\. +The third\n {4}RW247 `w2` comes after `nowhere`, and there is no such wave\./,
  );
});
