import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { CHECKOUT } from '../../scripts/dependencies.mjs';
import { run, temporaryFolder } from './working-copy.js';

let folder: string;
beforeEach(() => {
  folder = temporaryFolder();
  mkdirSync(join(folder, 'bin'));
  for (const [name, target] of [
    ['node', process.execPath],
    ['env', '/usr/bin/env'],
    ['sh', '/bin/sh'],
  ])
    symlinkSync(target!, join(folder, 'bin', name!));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A machine on which `python3` answers like this; `undefined`: there is none. */
async function bootOn(answer: string | undefined, script: 'test' | 'demo') {
  if (answer !== undefined) {
    const python = join(folder, 'bin', 'python3');
    writeFileSync(python, `#!/bin/sh\necho '${answer}'\n`);
    chmodSync(python, 0o755);
  }
  const bare = ['-i', `PATH=${join(folder, 'bin')}`, `HOME=${folder}`];
  return run('/usr/bin/env', [...bare, process.execPath, `${CHECKOUT}scripts/${script}.mjs`], folder);
}

test.each([
  ['no Python', undefined, 'There is no Python 3 on the PATH.'],
  ['an old Python', '["/usr/bin/python3", [3, 9, 2], true]', 'Python 3.9.2 is too old.'],
  ['a Python without venv', '["/usr/bin/python3", [3, 12, 3], false]', 'apt install python3.12-venv'],
])('on a machine with %s, test and demo say so and end with 1', async (_, answer, message) => {
  for (const script of ['test', 'demo'] as const) {
    const { code, stdout, stderr } = await bootOn(answer, script);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/^\s+at /m);
  }
});
