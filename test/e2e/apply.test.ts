import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CHECKOUT } from '../../scripts/dependencies.mjs';
import { commitAll } from '../../scripts/sample.mjs';
import { type Ended, NO_TOOLS, run, WorkingCopy } from './working-copy.js';

const RUNTIME = 'src/datafusion_engine/session/runtime.py';
const REGISTRY = 'src/datafusion_engine/schema/registry.py';

describe('the whole way, with every tool', () => {
  const copy = new WorkingCopy();
  const before = copy.tree();
  afterAll(() => copy[Symbol.dispose]());

  let outcome: { status: string; run: string; gates: Gate[]; findings: unknown[] };
  interface Gate {
    gate: string;
    tool: string;
    status: string;
    fresh: unknown[];
    before: number;
    after: number;
    counts?: { before: string; after: string };
  }

  beforeAll(async () => {
    const { code, stdout, stderr } = await copy.rewrite('apply', 'wave4', '--json');
    expect(code, stderr + stdout).toBe(0);
    outcome = JSON.parse(stdout);
  }, 300_000);

  test('it is applied, and every gate has run and found nothing new', () => {
    expect(outcome).toMatchObject({ status: 'applied', findings: [{ severity: 'note' }] });
    expect(outcome.gates.map(({ gate, status, fresh }) => ({ gate, status, fresh }))).toEqual(
      ['ruff', 'pyrefly', 'pyright', 'imports', 'pytest'].map((gate) => ({
        gate,
        status: 'passed',
        fresh: [],
      })),
    );
  });

  test('the tools are those of the repository itself, in the pinned versions', () => {
    const pins = copy.read('requirements-dev.txt');
    for (const { gate, tool } of outcome.gates) {
      if (gate === 'imports') continue;
      expect(tool).toBe(`${gate} ${new RegExp(`^${gate}==(.*)$`, 'm').exec(pins)![1]} (.venv)`);
    }
  });

  test('the tests of the sample end as before', () => {
    const { counts } = outcome.gates.find(({ gate }) => gate === 'pytest')!;
    expect(counts!.after).toBe(counts!.before);
    expect(Number(/^(\d+) passed/.exec(counts!.after)![1])).toBeGreaterThanOrEqual(200);
  });

  test('the sample was clean before, so that the tools do see the code', () => {
    expect(outcome.gates.map((gate) => gate.before)).toEqual([0, 0, 0, 0, 0]);
  });

  test('the old modules are gone, and no Python file names them', () => {
    for (const path of [RUNTIME, REGISTRY]) expect(existsSync(join(copy.folder, path))).toBe(false);
    const naming = [...copy.tree().keys()].filter(
      (path) =>
        path.endsWith('.py') &&
        /datafusion_engine\.(session\.runtime|schema\.registry)\b/.test(copy.read(path)),
    );
    expect(naming).toEqual([]);
  });

  test('no tool has left a cache behind', () => {
    const fresh = [...copy.tree().keys()].filter((path) => !before.has(path));
    expect(fresh.filter((path) => !/^src\/datafusion_engine\/(session|schema)\/\w+\.py$/.test(path))).toEqual(
      [],
    );
  });

  test('git sees the wave and nothing of rewrite itself', () => {
    expect(copy.git('status', '--porcelain')).not.toContain('.rewrite');
  });

  test('the run is listed', async () => {
    const { stdout } = await copy.rewrite('list', '--runs');
    expect(stdout).toContain(outcome.run);
    expect(stdout).toContain('applied');
  });

  test('check says that it has landed', async () => {
    const { code, stdout } = await copy.rewrite('check', 'wave4');
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'wave4: landed, and clean\n' });
  });

  test('applying it again does nothing', async () => {
    const { code, stdout } = await copy.rewrite('apply', 'wave4');
    expect(code).toBe(0);
    expect(stdout).toContain('nothing to do');
  });

  test('check finds an import that somebody brings back, with its place', async () => {
    const text = copy.read('src/obs/events.py');
    const stale = 'from datafusion_engine.session.runtime import TelemetryEvent as Stale';
    copy.write('src/obs/events.py', `${text}\n\n${stale}\n`);
    const line = text.split('\n').length + 2;
    const { code, stdout, stderr } = await copy.rewrite('check');
    expect(code).toBe(1);
    expect(stdout).toContain('One finding');
    expect(stderr).toContain('RW510');
    expect(stderr).toContain(`src/obs/events.py:${line}:${stale.indexOf('TelemetryEvent') + 1}`);
    const annotations = await copy.rewrite('check', '--github');
    expect(annotations.code).toBe(1);
    expect(annotations.stdout).toContain(`::error file=src/obs/events.py,line=${line},`);
    copy.write('src/obs/events.py', text);
  });

  test('undo gives every byte and every mode back', async () => {
    const { code, stdout } = await copy.rewrite('undo', outcome.run);
    expect(code).toBe(0);
    expect(stdout).toContain(outcome.run);
    expect(Object.fromEntries(copy.tree())).toEqual(Object.fromEntries(before));
    expect(copy.git('status', '--porcelain')).toBe('');
  });

  test('what is undone is not undone again', async () => {
    const { code, stderr } = await copy.rewrite('undo');
    expect(code).toBe(3);
    expect(stderr).toContain('error');
  });
});

describe('without the tools', () => {
  let copy: WorkingCopy;
  let applied: Ended;
  beforeAll(async () => {
    copy = new WorkingCopy();
    applied = await copy.rewrite('apply', 'wave4', ...NO_TOOLS);
  });
  afterAll(() => copy[Symbol.dispose]());

  test('the outcome names the gates that were left out', () => {
    expect(applied.code, applied.stderr).toBe(0);
    expect(applied.stdout).toContain('✓ wave4 applied');
    expect(applied.stdout).toMatch(/without.*pytest/i);
  });

  test('it writes what the patch of diff would write', async () => {
    using other = new WorkingCopy();
    other.write('.git/wave.patch', (await other.rewrite('diff', 'wave4', '--patch', '--quiet')).stdout);
    other.git('apply', '.git/wave.patch');
    expect(copy.hash()).toBe(other.hash());
  });

  test('undo refuses when a written file has changed since, names it, and touches nothing', async () => {
    const path = 'src/datafusion_engine/session/config.py';
    const text = copy.read(path);
    copy.write(path, `${text}# mine\n`);
    const hash = copy.hash();
    const { code, stderr } = await copy.rewrite('undo');
    expect(code).toBe(3);
    expect(stderr).toContain(path);
    expect(copy.hash()).toBe(hash);
    copy.write(path, text);
    expect((await copy.rewrite('undo')).code).toBe(0);
    expect(copy.git('status', '--porcelain')).toBe('');
  });
});

test('a gate that fails takes everything back: exit 1, and what is new is shown', async () => {
  using copy = new WorkingCopy();
  // A test that reads the sources, which no tool can see coming.
  copy.write(
    'tests/unit/test_seeded.py',
    `from pathlib import Path\n\n\ndef test_seeded() -> None:\n    assert Path("${RUNTIME}".replace("-", "/")).is_file()\n`.replace(
      RUNTIME,
      RUNTIME.replaceAll('/', '-'),
    ),
  );
  commitAll(copy.folder, 'A test that wants the old file');
  const hash = copy.hash();
  const without = NO_TOOLS.filter((word) => word !== 'pytest').slice(0, -1);
  const { code, stdout } = await copy.rewrite('apply', 'wave4', ...without);
  expect(code).toBe(1);
  expect(stdout).toContain('✗ wave4 rolled back');
  expect(stdout).toContain('tests/unit/test_seeded.py::test_seeded');
  expect(copy.hash()).toBe(hash);
  expect(copy.git('status', '--porcelain')).toBe('');
});

test.each(['SIGINT', 'SIGTERM'] as const)('%s while the gates run puts everything back', async (signal) => {
  using copy = new WorkingCopy();
  const hash = copy.hash();
  const without = NO_TOOLS.filter((word) => word !== 'pytest').slice(0, -1);
  let sent = false;
  const { code, stderr } = await run(
    process.execPath,
    [`${CHECKOUT}dist/cli.js`, 'apply', 'wave4', ...without],
    copy.folder,
    (said, kill) => {
      if (sent || !said.includes('Gates after the wave')) return;
      sent = true;
      kill(signal);
    },
  );
  expect(sent).toBe(true);
  expect(code).toBe(130);
  expect(stderr).toContain('every file is as it was');
  expect(copy.hash()).toBe(hash);
  // No lock and no unfinished run is in the way of the next command.
  expect((await copy.rewrite('recover')).code).toBe(0);
});

describe('a sequence of waves', () => {
  test('each is a transaction of its own, the status is told, and what waits is refused', async () => {
    using copy = new WorkingCopy();
    const waves = ['wave0', 'wave1', 'wave2', 'wave3', 'wave4'];
    const applied = await copy.rewrite('apply', ...waves, ...NO_TOOLS);
    expect(applied.code).toBe(0);
    for (const wave of waves) expect(applied.stdout).toContain(`✓ ${wave} applied`);
    const status = await copy.rewrite('status');
    expect(status.stdout.match(/^wave\d +(landed|ready|blocked)/gm)).toEqual([
      ...waves.map((wave) => `${wave}  landed`),
      'wave5  blocked',
    ]);
    expect((await copy.rewrite('apply', 'wave5', ...NO_TOOLS)).code).toBe(1);
    for (const wave of waves) expect((await copy.rewrite('undo')).code, wave).toBe(0);
    expect(copy.git('status', '--porcelain')).toBe('');
  });
});
