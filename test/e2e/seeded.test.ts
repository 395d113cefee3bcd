import { describe, expect, test } from 'vitest';
import { commitAll } from '../../scripts/sample.mjs';
import { WorkingCopy } from './working-copy.js';

const RUNTIME = 'src/datafusion_engine/session/runtime.py';
const SPLIT = 'rules-yaml/wave4/split-runtime.yaml';
const WAVE = 'rules-yaml/wave4/wave.yaml';
/** The old module by a pattern that no tool and no wave could follow: settings for it stay behind. */
const OLD_BY_PATTERN = 'src/datafusion_engine/session/run*.py';
const PLACE =
  'from datafusion_engine.session.runtime import TelemetryEvent\n\nPLACE = TelemetryEvent.__module__.rpartition(".")[2]\n';
const HERE = `"""Where things stand."""\n\n${PLACE}`;

type Edit = readonly [path: string, edit: (text: string) => string];
const added = (path: string, text: string): Edit => [path, (old) => old + text];
const replaced = (path: string, old: string, fresh: string): Edit => [
  path,
  (text) => {
    if (!text.includes(old)) throw new Error(`${path} does not contain ${old}`);
    return text.replace(old, fresh);
  },
];
/** A function of the old module, which goes with the wave. */
const moving = (body: string): Edit =>
  added(RUNTIME, `\n\ndef seeded() -> None:\n    """Seeded."""\n${body}`);
const python = (code: string) => ['python', '-c', `import sys; sys.path[:0] = ["src", "tests"]; ${code}`];

/** Gates that are quick: where a defect is another's business, they see nothing. */
const QUICK = [
  { gate: 'ruff' },
  { gate: 'pytest', paths: ['tests/unit/test_features.py', 'tests/unit/test_seeded.py'] },
  { gate: 'command', argv: python('import lakehouse_cli.main') },
];
const LAYOUT = [{ gate: 'ruff-isort' }, { gate: 'ruff-format' }];
const TYPES = [{ gate: 'pyrefly' }, { gate: 'pyright' }];
const benchmark = { gate: 'benchmark', runs: 3, tolerance: '100%' };
const slow = 'import time; from obs.seeded import PLACE; time.sleep(0.05 if PLACE == "runtime" else 1.5)';
const settings = python(
  'from obs.seeded import PLACE; print("mode =", PLACE == "runtime"); print("batch = 8")',
);

/** Type checkers look at the package that changes: that takes a tenth of the time. */
const NARROW: readonly Edit[] = [
  replaced('pyrightconfig.json', '"src", "tests", "scripts"]', '"src/datafusion_engine/session"]'),
  replaced(
    'pyrefly.toml',
    '"src/**/*.py", "src/**/*.pyi", "tests/**/*.py", "scripts/**/*.py"',
    '"src/datafusion_engine/session/**/*.py"',
  ),
];

interface Defect {
  readonly what: string;
  readonly edits: readonly Edit[];
  readonly gates?: readonly object[];
  readonly fixers?: readonly object[];
  /** The gate that sees it, or the code of the finding. */
  readonly seenBy: string;
  readonly says: string | RegExp;
}

/** A test file beside those of the sample. */
const testing = (text: string): readonly Edit[] => [
  added('src/obs/seeded.py', HERE),
  added('tests/unit/test_seeded.py', text),
];

const BEFORE_WRITING: readonly Defect[] = [
  {
    what: 'a wrong import left by hand',
    edits: [added('src/obs/seeded.py', 'from datafusion_engine.session.runtime import TelemetryEvents\n')],
    seenBy: 'RW211',
    says: 'TelemetryEvents',
  },
  {
    what: 'a removed export: a statement that no destination takes',
    edits: [replaced(SPLIT, '    rest: true\n', '    symbols: [RuntimeStruct]\n')],
    seenBy: 'RW207',
    says: RUNTIME,
  },
  {
    what: 'a module object that is passed around',
    edits: [
      added(
        'src/obs/seeded.py',
        'from datafusion_engine.session import runtime\n\nNAMES = sorted(vars(runtime))\n',
      ),
    ],
    seenBy: 'RW302',
    says: 'The module object',
  },
  {
    what: 'an importer that is no Python',
    edits: [added('src/obs/seeded.py', 'from datafusion_engine.session.runtime import (\n')],
    seenBy: 'RW202',
    says: 'src/obs/seeded.py',
  },
  {
    what: 'a new import circle',
    edits: [
      replaced(SPLIT, '      - decode_profile\n', ''),
      replaced(SPLIT, '    rest: true\n', '    rest: true\n    symbols: [decode_profile]\n'),
    ],
    seenBy: 'cycles',
    says: 'decode_profile',
  },
  {
    what: 'state that is torn apart',
    edits: [replaced(SPLIT, '    rest: true\n', '    rest: true\n    symbols: [_CONTEXT_BUILDS]\n')],
    seenBy: 'state',
    says: '_CONTEXT_BUILDS',
  },
];

const AFTER_WRITING: readonly Defect[] = [
  {
    what: 'lint that was allowed where the code stood',
    edits: [
      replaced('pyproject.toml', '"tests/**" = [', `"${OLD_BY_PATTERN}" = ["F841"]\n"tests/**" = [`),
      moving('    unused = 1\n'),
    ],
    seenBy: 'ruff',
    says: 'F841',
  },
  {
    what: 'unsorted imports, with no fixer to sort them',
    edits: [],
    gates: LAYOUT.slice(0, 1),
    fixers: [{ gate: 'ruff-format' }],
    seenBy: 'ruff-isort',
    says: 'I001',
  },
  {
    what: 'a layout that was let be, with no fixer to mend it',
    edits: [
      added('pyproject.toml', `\n[tool.ruff.format]\nexclude = ["${OLD_BY_PATTERN}"]\n`),
      moving('    print( 1 )\n'),
    ],
    gates: LAYOUT,
    fixers: [{ gate: 'ruff-isort' }],
    seenBy: 'ruff-format',
    says: 'src/datafusion_engine/session/config.py',
  },
  {
    what: 'a type error that pyrefly let pass where the code stood',
    edits: [
      ...NARROW,
      added(
        'pyrefly.toml',
        `\n[[sub-config]]\nmatches = "${OLD_BY_PATTERN}"\n[sub-config.errors]\nbad-assignment = false\n`,
      ),
      moving('    total: int = "1"  # pyright: ignore[reportAssignmentType]\n    print(total)\n'),
    ],
    gates: TYPES,
    seenBy: 'pyrefly',
    says: 'bad-assignment',
  },
  {
    what: 'a type error that pyright let pass where the code stood',
    edits: [
      ...NARROW,
      replaced('pyrightconfig.json', '"include"', `"ignore": ["${OLD_BY_PATTERN}"],\n  "include"`),
      moving('    total: int = "1"  # pyrefly: ignore\n    print(total)\n'),
    ],
    gates: TYPES,
    seenBy: 'pyright',
    says: 'reportAssignmentType',
  },
  {
    what: 'a module that cannot be imported any more, and that no test imports',
    edits: [
      added('src/obs/seeded.py', `${HERE}\nif PLACE != "runtime":\n    raise ImportError("where is it?")\n`),
    ],
    gates: [{ gate: 'imports' }, ...QUICK],
    seenBy: 'imports',
    says: 'where is it?',
  },
  {
    what: 'a failing test',
    edits: testing(
      'from obs.seeded import PLACE\n\n\ndef test_place() -> None:\n    assert PLACE == "runtime"\n',
    ),
    seenBy: 'pytest',
    says: 'test_seeded.py::test_place',
  },
  {
    what: 'a test that is skipped now',
    edits: testing(
      'import pytest\nfrom obs.seeded import PLACE\n\n\n@pytest.mark.skipif(PLACE != "runtime", reason="elsewhere")\ndef test_place() -> None:\n    assert PLACE\n',
    ),
    seenBy: 'pytest',
    says: 'passed before, is skipped now',
  },
  {
    what: 'a case of a test that is gone',
    edits: testing(
      'import pytest\nfrom obs.seeded import PLACE\n\n\n@pytest.mark.parametrize("n", range(3 if PLACE == "runtime" else 2))\ndef test_n(n: int) -> None:\n    assert n < 3\n',
    ),
    seenBy: 'pytest',
    says: 'test_seeded.py::test_n[2]',
  },
  {
    what: 'a test file that cannot be collected',
    edits: testing(
      'from obs.seeded import PLACE\n\nassert PLACE == "runtime"\n\n\ndef test_place() -> None:\n    assert PLACE\n',
    ),
    seenBy: 'pytest',
    says: 'collection failure',
  },
  {
    what: 'a slower function',
    edits: [added('src/obs/seeded.py', HERE)],
    gates: [...QUICK, { ...benchmark, argv: python(slow) }],
    seenBy: 'benchmark',
    says: 'time is worse by',
  },
  {
    what: 'a worse number in a report',
    edits: [
      added('src/obs/seeded.py', HERE),
      added(
        'scripts/rows.py',
        'import json\nfrom pathlib import Path\n\nfrom obs.seeded import PLACE\n\nRATE = 900 if PLACE == "runtime" else 300\nPath("rows.json").write_text(json.dumps({"rows": {"rate": RATE}}))\n',
      ),
    ],
    gates: [
      ...QUICK,
      {
        ...benchmark,
        argv: ['python', 'scripts/rows.py'],
        metric: { file: 'rows.json', key: ['rows', 'rate'], better: 'higher' },
      },
    ],
    seenBy: 'benchmark',
    says: 'rows.rate is worse by 200%',
  },
  {
    what: 'a setting that changes',
    edits: [added('src/obs/seeded.py', HERE)],
    gates: [...QUICK, { gate: 'snapshot', argv: settings, save: 'bench/settings.txt' }],
    seenBy: 'snapshot',
    says: '+ mode = False',
  },
  {
    what: 'a command that fails',
    edits: [added('src/obs/seeded.py', HERE)],
    gates: [
      ...QUICK.slice(0, 2),
      { gate: 'command', argv: python('import obs.seeded as s; sys.exit(s.PLACE != "runtime")') },
    ],
    seenBy: 'command',
    says: 'exit 1',
  },
  {
    what: 'a command that failed before, and has more to say now',
    edits: [added('src/obs/seeded.py', HERE)],
    gates: [
      ...QUICK.slice(0, 2),
      {
        gate: 'command',
        argv: python(
          'import obs.seeded as s; print("old"); s.PLACE == "runtime" or print("also new"); sys.exit(1)',
        ),
      },
    ],
    seenBy: 'command',
    says: 'also new',
  },
];

const ALL_FIXERS = LAYOUT;

/** There is always a test in the file that pytest is pointed at. */
const TESTED = added('tests/unit/test_seeded.py', '\n\ndef test_nothing() -> None:\n    pass\n');

function seed({
  edits,
  gates = QUICK,
  fixers = ALL_FIXERS,
}: Omit<Defect, 'what' | 'seenBy' | 'says'>): WorkingCopy {
  const copy = new WorkingCopy();
  for (const [path, edit] of [...edits, TESTED])
    copy.write(path, edit(copy.has(path) ? copy.read(path) : ''));
  const head = copy.read(WAVE).replace(/^(fixers|gates):\n(?: .*\n)+/gm, '');
  copy.write(WAVE, `${head}fixers: ${JSON.stringify(fixers)}\ngates: ${JSON.stringify(gates)}\n`);
  commitAll(copy.folder, 'A defect');
  return copy;
}

const PATIENCE = 300_000;

describe.concurrent('a defect that planning sees', () => {
  test.each(BEFORE_WRITING)('$what: $seenBy', { timeout: PATIENCE }, async ({ seenBy, says, ...defect }) => {
    using copy = seed(defect);
    const before = copy.hash();
    const { code, stdout, stderr } = await copy.rewrite('apply', 'wave4', '--trust', '--json');
    expect(code, stderr).toBe(1);
    const { status, findings, staticGates, gates } = JSON.parse(stdout);
    expect({ status, gates }).toEqual({ status: 'refused', gates: [] });
    const errors = findings.filter(({ severity }: { severity: string }) => severity === 'error');
    expect(JSON.stringify(errors)).toMatch(says);
    const failed = staticGates.filter(({ passed }: { passed: boolean }) => !passed);
    const names = failed.map(({ gate }: { gate: string }) => gate);
    if (seenBy.startsWith('RW')) {
      expect(new Set(errors.map((finding: { code: string }) => finding.code))).toEqual(new Set([seenBy]));
    } else expect(names).toEqual([seenBy]);
    expect(copy.hash()).toBe(before);
  });
});

describe.concurrent('a defect that a tool sees', () => {
  test.each(AFTER_WRITING)('$what: $seenBy', { timeout: PATIENCE }, async ({ seenBy, says, ...defect }) => {
    using copy = seed(defect);
    const before = copy.hash();
    const { code, stdout, stderr } = await copy.rewrite('apply', 'wave4', '--trust', '--json');
    expect(code, stderr).toBe(1);
    const { status, gates } = JSON.parse(stdout);
    expect(status).toBe('rolled-back');
    const failed = gates.filter((gate: { status: string }) => gate.status !== 'passed');
    expect(failed.map(({ gate }: { gate: string }) => gate)).toEqual([seenBy]);
    expect(failed[0].fresh.map((each: object) => JSON.stringify(each)).join('\n')).toMatch(says);
    expect(copy.hash()).toBe(before);
    expect(copy.git('status', '--porcelain')).toBe('');
  });
});

test('errors that every tool had before fail nothing', { timeout: PATIENCE }, async () => {
  using copy = seed({
    edits: [
      ...NARROW,
      moving('    unused = 1\n    total: int = "1"\n    print( total )\n'),
      // What is not in a fixer's style before is let be.
      added('src/obs/seeded.py', `${HERE}import os\nlayout = [ 1 ]\nraise ImportError("never worked")\n`),
      added(
        'tests/unit/test_seeded.py',
        'from datafusion_engine.session.runtime import TelemetryEvent\n\n\ndef test_place() -> None:\n    assert TelemetryEvent is None\n',
      ),
      added('bench/wave3.txt', 'batch = 4\n'),
    ],
    gates: [
      ...LAYOUT,
      ...TYPES,
      ...QUICK.slice(0, 2),
      { gate: 'imports' },
      { gate: 'command', argv: python('print("as ever"); sys.exit(3)') },
      {
        gate: 'snapshot',
        argv: python('print("batch = 8")'),
        save: 'bench/wave4.txt',
        previous: 'bench/wave3.txt',
      },
    ],
  });
  const { code, stdout, stderr } = await copy.rewrite('apply', 'wave4', '--trust', '--json');
  const { gates } = JSON.parse(stdout);
  expect(code, stderr + JSON.stringify(gates)).toBe(0);
  for (const { gate, status, before, fresh } of gates) {
    expect({ gate, status, fresh, hadErrors: before > 0 }).toEqual({
      gate,
      status: 'passed',
      fresh: [],
      hadErrors: true,
    });
  }
  expect(gates).toHaveLength(9);
});
