import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { NotFinished, type TestRun } from '../../stress/test-run.js';
import { type Trial, tryOut } from '../../stress/trial.js';
import { repository } from './effects/repository.js';

const MODELS = 'def one():\n    return 1\n\n\ndef two():\n    return 2\n';
const TRIAL: Trial = {
  module: 'shop.models',
  lines: 6,
  split: 'suggest',
  seed: undefined,
  parts: 2,
  legacy: 'delete',
  rule: 'kind: split-module\nsource: shop.models\nlegacy: delete\ninto:\n  - { module: shop.ones, symbols: [one] }\n  - { module: shop.twos, rest: true }\n',
  waivers: [],
};
const BASELINE: TestRun = { diagnostics: [], tests: new Map([['test_one', 'passed']]), seconds: 0 };

/** Tries a split of a repository whose tests do as they are told. */
async function tried(runTests: () => Promise<TestRun>) {
  const root = repository({ 'shop/__init__.py': '', 'shop/models.py': MODELS });
  const git = (...args: string[]) => execFileSync('git', args, { cwd: root, encoding: 'utf8' });
  git('init', '--quiet');
  git('add', '--all');
  git('-c', 'user.name=a', '-c', 'user.email=a@example.org', 'commit', '--quiet', '-m', 'As released');
  const environment = { root, python: 'python3', variables: {}, interpreter: '' };
  const { outcome, problems } = await tryOut(TRIAL, environment, BASELINE, async () => {
    expect(existsSync(join(root, 'shop/ones.py'))).toBe(true);
    return runTests();
  });
  expect(readFileSync(join(root, 'shop/models.py'), 'utf8')).toBe(MODELS);
  expect(git('status', '--porcelain')).toBe('');
  return { outcome, problems };
}

test('a trial whose tests are ended from outside is not finished; one whose tests fail is broken', async () => {
  const ended = () => Promise.reject(new NotFinished('the tests were ended by SIGTERM'));
  expect(await tried(ended)).toEqual({
    outcome: 'not finished',
    problems: ['the tests were ended by SIGTERM'],
  });
  expect(await tried(async () => BASELINE)).toEqual({ outcome: 'identical', problems: [] });
  const failing: TestRun = {
    ...BASELINE,
    diagnostics: [
      { tool: 'pytest', code: 'failed', message: '', file: '', line: 0, column: 0, subject: 'test_one' },
    ],
    tests: new Map([['test_one', 'failed']]),
  };
  expect(await tried(async () => failing)).toMatchObject({ outcome: 'broken' });
});
