import { readFileSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { CHECKOUT } from '../../scripts/dependencies.mjs';
import { WorkingCopy } from './working-copy.js';

const copy = new WorkingCopy();
afterAll(() => copy[Symbol.dispose]());

test.each([
  ['no command', [], 'Name a command'],
  ['an unknown command', ['aply', 'wave4'], 'There is no command `aply`'],
  ['an unknown option', ['diff', 'wave4', '--stats'], 'Unknown argument: stats'],
  ['a missing wave', ['apply'], 'Not enough'],
  ['an unknown wave', ['diff', 'wave9'], 'There is no wave `wave9`'],
  ['an unknown folder', ['diff', 'wave4', '--repo', 'nowhere'], 'There is no folder `nowhere`'],
  ['an unknown rules folder', ['diff', 'wave4', '--rules', 'nowhere'], 'There is no rules folder `nowhere`'],
  ['an unknown code', ['explain', 'RW999'], 'There is no finding code `RW999`'],
  [
    'an interpreter that does not work',
    ['diff', 'wave4', '--python', '/dev/null'],
    '/dev/null is not a working Python',
  ],
  ['an unknown gate to leave out', ['apply', 'wave4', '--without', 'mypy'], '`mypy`'],
])('%s is a usage error: exit 2, told on stderr', async (_, args, message) => {
  const before = copy.hash();
  const { code, stdout, stderr } = await copy.rewrite(...args);
  expect(stderr).toContain(message);
  expect(stderr).not.toMatch(/^\s+at /m);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(copy.hash()).toBe(before);
});

test('--version and --help', async () => {
  const { version } = (await import('../../package.json', { with: { type: 'json' } })).default;
  expect(await copy.rewrite('--version')).toMatchObject({ code: 0, stdout: `${version}\n` });
  const help = await copy.rewrite('--help');
  expect(help.code).toBe(0);
  for (const command of ['apply', 'diff', 'check', 'undo', 'recover', 'list', 'explain', 'schema']) {
    expect(help.stdout).toContain(`rewrite ${command}`);
  }
});

test('list names the wave of the repository before a shipped one of the same name', async () => {
  const { code, stdout } = await copy.rewrite('list');
  expect(code).toBe(0);
  expect(stdout.match(/^ *wave4\b/gm)).toHaveLength(1);
  expect(stdout).toContain('Split session/runtime.py and schema/registry.py');
  expect(stdout).not.toContain('shipped');
});

test('explain lists the codes of docs/findings.md, and shows the page of each, however it is spelt', async () => {
  const { stdout } = await copy.rewrite('explain');
  const documented = readFileSync(`${CHECKOUT}docs/findings.md`, 'utf8').matchAll(/^### (RW\d+): (.*)$/gm);
  expect(stdout.trimEnd().split('\n')).toEqual([...documented].map(([, code, title]) => `${code}  ${title}`));
  expect(await copy.rewrite('explain', 'rw204')).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('Unknown symbol'),
  });
});

test.each(['wave', 'rule'])('schema %s prints a JSON schema', async (what) => {
  const { code, stdout } = await copy.rewrite('schema', what);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toHaveProperty('$schema');
});

test('a repository is found from a folder inside it, and from outside', async () => {
  const inside = await copy.rewrite('diff', 'wave4', '--stat', '--quiet', '--repo', 'src/obs');
  const outside = await copy.rewrite('diff', 'wave4', '--stat', '--quiet', '--repo', copy.folder);
  expect(inside.stdout).toContain('src/datafusion_engine/session/profile.py');
  expect(inside.stdout).toBe(outside.stdout);
});

test('undo without a run says so', async () => {
  const { code, stderr } = await copy.rewrite('undo');
  expect(code).toBe(3);
  expect(stderr).not.toBe('');
});

test('recover without a cut off run has nothing to do', async () => {
  expect(await copy.rewrite('recover')).toMatchObject({ code: 0 });
});
