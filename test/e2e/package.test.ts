import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CHECKOUT } from '../../scripts/dependencies.mjs';
import { type Ended, NO_TOOLS, run, temporaryFolder, WorkingCopy } from './working-copy.js';

const folder = temporaryFolder();
const copy = new WorkingCopy();
afterAll(() => {
  copy[Symbol.dispose]();
  rmSync(folder, { recursive: true, force: true });
});

/** Runs the installed command, from the folder that it is installed in. */
function npx(...args: string[]): Promise<Ended> {
  return run('npx', ['--no-install', 'rewrite', ...args], folder);
}

beforeAll(async () => {
  // dist is there: the build is left out, because other tests are running from it.
  const packed = await run(
    'npm',
    ['pack', '--ignore-scripts', '--json', '--pack-destination', folder],
    CHECKOUT,
  );
  expect(packed.code, packed.stderr).toBe(0);
  const [{ filename }] = JSON.parse(packed.stdout);
  mkdirSync(join(folder, 'node_modules'));
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  const options = ['--no-audit', '--no-fund', '--prefer-offline'];
  const installed = await run('npm', ['install', ...options, `./${filename}`], folder);
  expect(installed.code, installed.stderr).toBe(0);
}, 300_000);

test('the package holds what it needs, and no caches', () => {
  const root = join(folder, 'node_modules/rewrite-cutover');
  expect(readdirSync(root).sort()).toEqual(
    ['LICENSE', 'README.md', 'dist', 'docs', 'examples', 'package.json', 'rules-yaml', 'schemas'].sort(),
  );
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' });
  expect(files.filter((path) => /__pycache__|\.venv|\.rewrite|_cache|\.pyc$|\.test\./.test(path))).toEqual(
    [],
  );
  expect(files).toContain(join('examples', 'lakehouse', 'rules-yaml', 'wave4', 'wave.yaml'));
});

test('no file of the package knows where it was made', () => {
  const root = join(folder, 'node_modules/rewrite-cutover');
  const knowing = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((path) => {
    const file = join(root, path);
    return statSync(file).isFile() && readFileSync(file, 'utf8').includes(CHECKOUT);
  });
  expect(knowing).toEqual([]);
});

test('--version', async () => {
  const { version } = JSON.parse(readFileSync(`${CHECKOUT}package.json`, 'utf8'));
  expect(await npx('--version')).toMatchObject({ code: 0, stdout: `${version}\n` });
});

test('list names the shipped waves', async () => {
  const { code, stdout } = await npx('list');
  expect(code).toBe(0);
  expect(stdout).toMatch(/^ *wave4 .*shipped/m);
});

test('apply and undo work on a repository elsewhere', async () => {
  const before = copy.hash();
  const applied = await npx('apply', 'wave4', '--repo', copy.folder, ...NO_TOOLS);
  expect(applied.code, applied.stderr).toBe(0);
  expect(applied.stdout).toContain('✓ wave4 applied');
  expect(copy.hash()).not.toBe(before);
  expect((await npx('undo', '--repo', copy.folder)).code).toBe(0);
  expect(copy.hash()).toBe(before);
});
