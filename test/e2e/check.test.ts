import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { CHECKOUT } from '../../scripts/dependencies.mjs';
import { sampleEnvironment } from '../../scripts/sample.mjs';
import { SmallRepository } from '../faults/small-repository.js';

const APP = 'src/shop/app.py';
const STALE = 'from shop.models import Order as Old\n';
const LATER = {
  'rules-yaml/later/wave.yaml': 'title: Later\n',
  'rules-yaml/later/r.yaml': 'kind: move-symbol\nsource: shop.app\nto: shop.main\nsymbols: [run]\n',
};

let repository: SmallRepository;
let clean: string;
beforeAll(async () => {
  repository = new SmallRepository(LATER);
  const { code, stderr } = await repository.apply();
  expect(code, stderr).toBe(0);
  repository.commit();
  clean = repository.read(APP);
});
afterAll(() => repository[Symbol.dispose]());

/** Checks with a stale import in the tree, and takes it away again. */
async function checkStale(...args: string[]) {
  repository.append(APP, STALE);
  try {
    return await repository.rewrite(['check', ...args]);
  } finally {
    repository.write(APP, clean);
  }
}

const LINE = () => clean.split('\n').length;

test('waves that have landed are held against the tree; others are let be, unless they are named', async () => {
  expect(await repository.rewrite(['check'])).toMatchObject({
    code: 0,
    stdout: 'later: not applied yet\nsplit: landed, and clean\n',
  });
  expect(await repository.rewrite(['check', 'later'])).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^later: can be applied: \d files change\n$/),
  });
  expect((await checkStale()).code).toBe(1);
  expect((await checkStale()).stderr).toContain(`${APP}:${LINE()}:`);
});

test('a deleted module that comes back is a finding', async () => {
  repository.write('src/shop/models.py', 'from shop.orders import Order\n');
  const { code, stdout, stderr } = await repository.rewrite(['check']);
  repository.git('clean', '-fdq', 'src');
  expect({ code, stdout }).toMatchObject({
    code: 1,
    stdout: expect.stringContaining('split: What it removed is back.'),
  });
  expect(stderr).toContain('error[RW801]');
});

test('SARIF and annotations are one document each, with exit code 1', async () => {
  const sarif = await checkStale('--sarif');
  expect(sarif.code).toBe(1);
  expect(JSON.parse(sarif.stdout).runs[0].results).toMatchObject([
    {
      ruleId: 'RW510',
      locations: [{ physicalLocation: { artifactLocation: { uri: APP }, region: { startLine: LINE() } } }],
    },
  ]);
  const { code, stdout } = await checkStale('--github');
  expect(code).toBe(1);
  expect(stdout).toMatch(new RegExp(`^::error file=${APP},line=${LINE()},[^\\n]*title=RW510::[^\\n]*\\n$`));
});

describe('the GitHub Action', () => {
  const action = parse(readFileSync(`${CHECKOUT}action.yml`, 'utf8'));
  const step = action.runs.steps.find(({ name }: { name?: string }) => name === 'Check');

  /** Runs the step as a runner does: inputs in its variables, its script in bash. */
  function runStep(inputs: Readonly<Record<string, string>>) {
    const all = Object.fromEntries(
      Object.entries(action.inputs as Record<string, { default: string }>).map(([name, input]) => [
        name,
        inputs[name] ?? input.default,
      ]),
    );
    const env = Object.fromEntries(
      Object.entries(step.env as Record<string, string>).map(([name, value]) => [
        name,
        value.replace(/\$\{\{ inputs\.([\w-]+) \}\}/g, (_, input: string) => all[input]!),
      ]),
    );
    const bash = ['--noprofile', '--norc', '-eo', 'pipefail', '-c', step.run];
    return spawnSync('bash', bash, {
      cwd: repository.root,
      encoding: 'utf8',
      env: { ...process.env, ...env, GITHUB_ACTION_PATH: CHECKOUT.replace(/\/$/, '') },
    });
  }

  test('its scripts have no input pasted into them', () => {
    for (const { run } of action.runs.steps) expect(run ?? '').not.toContain('${{');
  });

  test('passes on a clean tree', () => {
    expect(runStep({})).toMatchObject({ status: 0, stdout: '' });
  });

  test('annotates, writes SARIF, and fails', () => {
    repository.append(APP, STALE);
    const { status, stdout } = runStep({ sarif: '../out.sarif', wave: 'split' });
    repository.write(APP, clean);
    expect(status).toBe(1);
    expect(stdout).toMatch(/^::error file=src\/shop\/app\.py/);
    const sarif = JSON.parse(readFileSync(join(repository.folder, 'out.sarif'), 'utf8'));
    expect(sarif.runs[0].results).toHaveLength(1);
  });

  test('takes an odd name as a name', () => {
    const { status, stderr } = runStep({ wave: '"; touch owned; "' });
    expect(status).toBe(2);
    expect(stderr).toContain('There is no wave');
    expect(existsSync(join(repository.root, 'owned'))).toBe(false);
  });
});

test('the pre-commit hook names a command that there is', () => {
  const [hook] = parse(readFileSync(`${CHECKOUT}.pre-commit-hooks.yaml`, 'utf8'));
  expect(hook).toMatchObject({ id: 'rewrite-check', language: 'node', pass_filenames: false });
  const [program, ...args] = hook.entry.split(' ');
  expect(JSON.parse(readFileSync(`${CHECKOUT}package.json`, 'utf8')).bin).toHaveProperty(program);
  expect(args).toEqual(['check']);
});

describe('gates export', () => {
  test('ruff bans what the wave took away', async () => {
    const { code, stdout } = await repository.rewrite(['gates', 'export', '--to', '../exported']);
    expect(code, stdout).toBe(0);
    const config = join(repository.folder, 'exported/ruff-banned-api.toml');
    const ruff = () =>
      spawnSync(
        `${sampleEnvironment().folder}/bin/ruff`,
        [
          'check',
          '--no-cache',
          '--select',
          'TID251',
          '--output-format',
          'concise',
          '--config',
          config,
          'src',
        ],
        { cwd: repository.root, encoding: 'utf8' },
      );
    expect(ruff().status).toBe(0);
    repository.append(APP, `${STALE}from . import models\nimport shop.models as m\n`);
    const { status, stdout: said } = ruff();
    repository.write(APP, clean);
    expect(status).toBe(1);
    expect(
      said.match(/TID251 `shop\.models` is banned: Split into shop\.orders, shop\.people \(wave split\)/g),
    ).toHaveLength(3);
  });

  test('it goes to stdout, for a wave that is named, too', async () => {
    const { code, stdout } = await repository.rewrite(['gates', 'export', 'later']);
    expect(code).toBe(0);
    expect(stdout).toContain('"shop.app.run".msg = "Moved to shop.main.run (wave later)."');
  });

  test('it does not write over a file of somebody else', async () => {
    mkdirSync(join(repository.folder, 'mine'));
    writeFileSync(join(repository.folder, 'mine/ruff-banned-api.toml'), 'line-length = 3\n');
    const { code } = await repository.rewrite(['gates', 'export', '--to', '../mine']);
    expect(code).toBe(3);
    expect(readFileSync(join(repository.folder, 'mine/ruff-banned-api.toml'), 'utf8')).toBe(
      'line-length = 3\n',
    );
  });
});
