import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CHECKOUT } from '../../scripts/dependencies.mjs';
import { commitAll, sampleEnvironment } from '../../scripts/sample.mjs';
import { WorkingCopy } from '../e2e/working-copy.js';

const PINS = `${CHECKOUT}test/tools/requirements-older.txt`;
const WAVE = 'rules-yaml/wave4/wave.yaml';
const RUNTIME = 'src/datafusion_engine/session/runtime.py';
const older = sampleEnvironment(PINS).folder;
const pinned = (tool: string) => new RegExp(`^${tool}==(.*)$`, 'm').exec(readFileSync(PINS, 'utf8'))![1]!;

interface Gate {
  readonly gate: string;
  readonly tool: string;
  readonly status: string;
  readonly before: number;
  readonly fresh: readonly { readonly code: string; readonly file: string }[];
}

/** A copy of the sample with the older tools, and every gate that needs one; without fixers when they are not wanted. */
function olderCopy(edit: (copy: WorkingCopy) => void, fixers: readonly object[]): WorkingCopy {
  const copy = new WorkingCopy();
  rmSync(join(copy.folder, '.venv'));
  symlinkSync(older, join(copy.folder, '.venv'));
  const gates = ['ruff-isort', 'ruff-format', 'ruff', 'pyrefly', 'pyright', 'pytest'].map((gate) => ({
    gate,
  }));
  const head = copy.read(WAVE).replace(/^(fixers|gates):\n(?: .*\n)+/gm, '');
  copy.write(WAVE, `${head}fixers: ${JSON.stringify(fixers)}\ngates: ${JSON.stringify(gates)}\n`);
  // Before 8.4 pytest could not name a warning of the repository itself in its settings.
  copy.write('pytest.ini', copy.read('pytest.ini').replace(/^filterwarnings =\n(?: .*\n)+/m, ''));
  edit(copy);
  commitAll(copy.folder, 'Older tools');
  return copy;
}

async function apply(copy: WorkingCopy): Promise<{ code: number | null; gates: readonly Gate[] }> {
  const { code, stdout, stderr } = await copy.rewrite('apply', 'wave4', '--json');
  expect(stdout, stderr).not.toBe('');
  return { code, gates: JSON.parse(stdout).gates };
}

test('older tools find nothing new in a sound wave, although each had something to say before', async () => {
  using copy = olderCopy(
    (copy) => {
      copy.write(
        RUNTIME,
        `${copy.read(RUNTIME)}\n\ndef seeded() -> None:\n    """Seeded."""\n    unused = 1\n    total: int = "1"\n    print(total)\n`,
      );
      copy.write('src/obs/seeded.py', 'import os\nimport ast\nlayout = [ os, ast ]\n');
      copy.write('tests/unit/test_seeded.py', 'def test_no() -> None:\n    assert 0\n');
    },
    [{ gate: 'ruff-isort' }, { gate: 'ruff-format' }],
  );
  const { code, gates } = await apply(copy);
  expect(gates.map(({ gate, status, fresh }) => ({ gate, status, fresh }))).toEqual(
    gates.map(({ gate }) => ({ gate, status: 'passed', fresh: [] })),
  );
  expect(code).toBe(0);
  for (const { gate, tool, before } of gates) {
    expect(before, gate).toBeGreaterThan(0);
    const name = gate.startsWith('ruff') ? 'ruff' : gate;
    expect(tool).toBe(`${name} ${pinned(name)} (.venv)`);
  }
});

test('older tools see what is new', async () => {
  const old = 'src/datafusion_engine/session/run*.py';
  using copy = olderCopy((copy) => {
    copy.replace('pyproject.toml', '"tests/**" = [', `"${old}" = ["F841"]\n"tests/**" = [`);
    copy.write(
      'pyproject.toml',
      `${copy.read('pyproject.toml')}\n[tool.ruff.format]\nexclude = ["${old}"]\n`,
    );
    copy.replace('pyrightconfig.json', '"include"', `"ignore": ["${old}"],\n  "include"`);
    copy.write(
      'pyrefly.toml',
      `${copy.read('pyrefly.toml')}\n[[sub-config]]\nmatches = "${old}"\n[sub-config.errors]\nbad-assignment = false\n`,
    );
    copy.write(
      RUNTIME,
      `${copy.read(RUNTIME)}\n\ndef seeded() -> None:\n    """Seeded."""\n    unused: int = "1"\n    print( 1 )\n`,
    );
    copy.write(
      'src/obs/seeded.py',
      'from datafusion_engine.session.runtime import TelemetryEvent\n\nPLACE = TelemetryEvent.__module__.rpartition(".")[2]\n',
    );
    copy.write(
      'tests/unit/test_seeded.py',
      'from obs.seeded import PLACE\n\n\ndef test_place() -> None:\n    assert PLACE == "runtime"\n',
    );
  }, []);
  const before = copy.hash();
  const { code, gates } = await apply(copy);
  expect(code).toBe(1);
  expect(copy.hash()).toBe(before);
  const seen = Object.fromEntries(
    gates.map(({ gate, fresh }) => [gate, new Set(fresh.map(({ code }) => code))]),
  );
  expect(seen['ruff-isort']).toContain('I001');
  expect(seen['ruff-format']).toContain('unformatted');
  expect(seen.ruff).toContain('F841');
  expect(seen.pyrefly).toContain('bad-assignment');
  expect(seen.pyright).toContain('reportAssignmentType');
  expect(seen.pytest).toContain('failed');
});

test('import-linter keeps a deleted module from coming back', async () => {
  using copy = olderCopy(() => {}, []);
  const gates = ['ruff-isort', 'ruff-format', 'ruff', 'pyrefly', 'pyright', 'pytest'];
  const without = gates.flatMap((gate) => ['--without', gate]);
  expect((await copy.rewrite('apply', 'wave4', ...without)).code).toBe(0);
  expect((await copy.rewrite('gates', 'export', '--to', 'config')).code).toBe(0);
  const lint = () =>
    spawnSync(`${older}/bin/lint-imports`, ['--no-cache', '--config', 'config/importlinter.toml'], {
      cwd: copy.folder,
      encoding: 'utf8',
      env: { ...process.env, PYTHONPATH: 'src' },
    });
  const kept = lint();
  expect(kept.stdout + kept.stderr).toContain('Contracts: 2 kept, 0 broken.');
  expect(kept.status).toBe(0);
  copy.write(RUNTIME, 'from datafusion_engine.session.profile import *\n');
  expect(lint().status).toBe(0);
  copy.write('src/obs/back.py', 'from datafusion_engine.session.runtime import TelemetryEvent\n');
  const broken = lint();
  expect(broken.status).toBe(1);
  expect(broken.stdout).toContain('obs.back -> datafusion_engine.session.runtime');
  expect((await copy.rewrite('check')).stderr).toContain('RW801');
});
