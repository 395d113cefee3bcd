import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { sampleEnvironment } from '../../scripts/sample.mjs';
import { SmallRepository } from '../faults/small-repository.js';

const MODELS = 'src/shop/models.py';
const WAVE = 'rules-yaml/split/wave.yaml';

/** The small repository with gates of its own, and with real tools when a gate needs them. */
function repositoryWith(gates: readonly object[], files: Readonly<Record<string, string>> = {}) {
  const repository = new SmallRepository(files);
  mkdirSync(join(repository.root, '.git/info'), { recursive: true });
  writeFileSync(join(repository.root, '.git/info/exclude'), '.venv\n');
  symlinkSync(sampleEnvironment().folder, join(repository.root, '.venv'));
  repository.write(WAVE, `title: Split the models\ngates: ${JSON.stringify(gates)}\n`);
  repository.commit();
  return repository;
}

async function apply(repository: SmallRepository, ...args: string[]) {
  return repository.rewrite(['apply', 'split', '--trust', '--json', ...args]);
}

/** The report of the only gate. */
async function reportOf(repository: SmallRepository, ...args: string[]) {
  const { code, stdout, stderr } = await apply(repository, ...args);
  expect(stdout, stderr).not.toBe('');
  const outcome = JSON.parse(stdout);
  return { code, outcome, report: outcome.gates[0], stderr };
}

describe('benchmark', () => {
  const IN_OLD = '__name__.endswith("models")';
  const slow = (seconds: number) =>
    `\nimport time\n\n\ndef work():\n    time.sleep(0.05 if ${IN_OLD} else ${seconds})\n`;
  const argv = ['python', '-c', 'from shop.app import *; import bench'];
  const files = (seconds: number) => ({
    [MODELS]: `"""Models."""\n\nimport os\n\nLIMIT = 3\n\n\nclass Order:\n    total: int = LIMIT\n\n\ndef person(name: str) -> str:\n    return os.fspath(name)\n${slow(seconds)}`,
    'src/bench.py':
      'import json, pathlib, time\nfrom shop.models import work\n\nstart = time.perf_counter()\nwork()\npathlib.Path("bench.json").write_text(json.dumps({"work": [{"s": time.perf_counter() - start}]}))\n',
  });
  const metric = { file: 'bench.json', key: ['work', 0, 's'] };
  const gate = { gate: 'benchmark', argv, runs: 3, tolerance: '60%', metric };

  test('code that got slower fails, everything is put back, and nothing of the measuring is left', async () => {
    using repository = repositoryWith([gate], files(0.3));
    const before = repository.tree();
    const { code, outcome, report } = await reportOf(repository);
    expect(code).toBe(1);
    expect(outcome.status).toBe('rolled-back');
    expect(report).toMatchObject({ gate: 'benchmark', status: 'failed', fresh: [{ code: 'slower' }] });
    expect(report.fresh[0].message).toMatch(/^work\.0\.s is worse by \d+(\.\d)?% \(half of 3 pairs/);
    expect(repository.tree()).toEqual(before);
    expect(repository.git('status', '--porcelain')).toBe('');
  });

  test('code that is as fast as before passes', async () => {
    using repository = repositoryWith([{ ...gate, tolerance: '200%' }], files(0.05));
    const { code, report } = await reportOf(repository);
    expect(code).toBe(0);
    expect(report.counts.after).toMatch(/^0\.0\d+ ± 0(\.\d+)?$/);
    expect(repository.exists('bench.json')).toBe(false);
  });

  test('the time of the command counts when no number is named', async () => {
    using repository = repositoryWith([{ ...gate, metric: undefined }], files(1));
    const { code, report } = await reportOf(repository);
    expect(code).toBe(1);
    expect(report.fresh[0].message).toMatch(/^time is worse by/);
  });

  test('a command that does not run is told before anything is written', async () => {
    using repository = repositoryWith([{ ...gate, argv: ['python', '-c', 'import nothing'] }], files(0.05));
    const { code, stderr } = await apply(repository);
    expect(code).toBe(3);
    expect(stderr).toContain('`benchmark` could not be used before the wave');
    expect(repository.exists(MODELS)).toBe(true);
  });
});

describe('snapshot', () => {
  const save = 'bench/wave4/settings.txt';
  const settings = 'import shop.app, shop\nprint("batch = 8")\nprint("order:", shop.app.Order.__module__)\n';
  const gate = { gate: 'snapshot', argv: ['python', 'settings.py'], save };
  const files = { 'settings.py': `import sys\nsys.path.insert(0, "src")\n${settings}` };

  test('the output becomes part of the run, and goes when it is taken back', async () => {
    using repository = repositoryWith([gate], files);
    const { code, report, outcome } = await reportOf(repository);
    expect(code).toBe(0);
    expect(report.notes).toEqual([`saved in ${save}, compared with the output before the wave`]);
    expect(repository.read(save)).toBe('batch = 8\norder: shop.orders\n');
    const kept = join(repository.root, '.rewrite/runs', outcome.run, 'outputs');
    expect(readdirSync(kept).sort()).toEqual([
      'bench_wave4_settings.txt.after',
      'bench_wave4_settings.txt.before',
    ]);
    expect(readFileSync(join(kept, 'bench_wave4_settings.txt.before'), 'utf8')).toContain('shop.models');
    expect((await repository.rewrite(['undo'])).code).toBe(0);
    expect(repository.exists('bench')).toBe(false);
    expect(repository.git('status', '--porcelain')).toBe('');
  });

  test('a line that the wave changes fails; what had changed since the wave before does not', async () => {
    const previous = 'bench/wave3/settings.txt';
    const changing = `${files['settings.py']}print("mode:", "slow" if shop.app.Order.__module__ == "shop.orders" else "fast")\n`;
    using repository = repositoryWith([{ ...gate, previous }], {
      'settings.py': changing,
      [previous]: 'batch = 4\norder: shop.models\nmode: fast\n',
    });
    const { code, report } = await reportOf(repository);
    expect(code).toBe(1);
    expect(report.fresh.map(({ message }: { message: string }) => message)).toEqual([
      '- mode: fast',
      '+ mode: slow',
    ]);
    expect(repository.exists(save)).toBe(false);
  });

  test('a file that is not committed is not written over', async () => {
    using repository = repositoryWith([gate], files);
    repository.write(save, 'mine\n');
    const { code, stderr } = await apply(repository);
    expect(code).toBe(3);
    expect(stderr).toContain(save);
    expect(repository.read(save)).toBe('mine\n');
  });
});

describe('the baseline', () => {
  /** Leaves a line outside of the repository each time it runs, and fails after the wave. */
  function counting() {
    const code =
      'import pathlib, sys\nopen("../ran", "a").write("x")\nsys.exit(not pathlib.Path("src/shop/models.py").exists())';
    const repository = repositoryWith([{ gate: 'command', argv: ['python3', '-c', code] }]);
    const ran = () => readFileSync(join(repository.folder, 'ran'), 'utf8').length;
    return { repository, ran };
  }

  test('is remembered for the same tree, tool and command, and for nothing else', async () => {
    const { repository, ran } = counting();
    using _ = repository;
    expect((await apply(repository)).code).toBe(1);
    expect(ran()).toBe(2);
    const again = await reportOf(repository);
    expect(again.code).toBe(1);
    expect(again.report.notes).toEqual(['the baseline is what an earlier run said of the same tree']);
    expect(ran()).toBe(3);
    await apply(repository, '--fresh');
    expect(ran()).toBe(5);
    repository.write('notes.txt', 'not even committed\n');
    await apply(repository);
    expect(ran()).toBe(7);
    await apply(repository);
    expect(ran()).toBe(8);
    repository.write(WAVE, repository.read(WAVE).replace('not pathlib', 'not  pathlib'));
    repository.commit();
    await apply(repository);
    expect(ran()).toBe(10);
  });

  test('of a wave is what the gates said at the end of the one before it', async () => {
    const gates = [{ gate: 'command', argv: ['python3', '-c', 'open("../ran", "a").write("x")'] }];
    using repository = repositoryWith(gates);
    repository.write('rules-yaml/further/wave.yaml', `title: Further\ngates: ${JSON.stringify(gates)}\n`);
    repository.write(
      'rules-yaml/further/move.yaml',
      'kind: move-symbol\nsource: shop.orders\nto: shop.buying\nsymbols: [Order]\n',
    );
    repository.commit();
    expect((await repository.rewrite(['apply', 'split', 'further', '--trust'])).code).toBe(0);
    expect(repository.exists('src/shop/buying.py')).toBe(true);
    expect(readFileSync(join(repository.folder, 'ran'), 'utf8')).toBe('xxx');
  });
});

describe('pytest', () => {
  const gate = { gate: 'pytest', args: ['-q', '--continue-on-collection-errors'], paths: ['tests'] };
  const conftest = 'import sys\nsys.path.insert(0, "src")\n';

  test('a test that passes when it is run again is named, and fails nothing', async () => {
    const chance =
      'import pathlib\n\n\ndef test_chance():\n    seen = pathlib.Path("../seen")\n    new = pathlib.Path("src/shop/orders.py").exists()\n    first = new and not seen.exists()\n    if new:\n        seen.touch()\n    assert not first\n';
    using repository = repositoryWith([gate], { 'conftest.py': conftest, 'tests/test_chance.py': chance });
    const { code, report } = await reportOf(repository);
    expect(existsSync(join(repository.folder, 'seen'))).toBe(true);
    expect(code).toBe(0);
    expect(report).toMatchObject({ status: 'passed', flaky: ['tests/test_chance.py::test_chance'] });
  });

  test('a test that fails twice says what it was, and where it comes from', async () => {
    const tests =
      'from shop.models import Order\nimport pytest\n\n\n@pytest.mark.parametrize("name", ["shop.mod" + "els", "x y"])\ndef test_place(name):\n    assert Order.__module__ == name\n';
    using repository = repositoryWith([gate], { 'conftest.py': conftest, 'tests/test_place.py': tests });
    const { code, report } = await reportOf(repository);
    expect(code).toBe(1);
    // The other one failed before, and still does.
    expect(report.fresh).toMatchObject([
      {
        subject: 'tests/test_place.py::test_place[shop.models]',
        was: 'passed',
        source: expect.stringContaining('@pytest.mark.parametrize'),
        cause: { rule: 'models', line: 1, edit: expect.stringContaining('→') },
      },
    ]);
    expect(report).not.toHaveProperty('flaky');
    const { stdout } = await repository.rewrite(['apply', 'split', '--trust']);
    expect(stdout).toMatch(/= before: passed/);
    expect(stdout).toMatch(/= from: rule models: .* \(tests\/test_place\.py:1\)/);
  });

  test('tests in a file that the wave moves are followed, each with its parameters', async () => {
    const tests =
      'import pytest\n\n\n@pytest.mark.parametrize("n", [1, 2])\ndef test_n(n):\n    assert n == 1\n';
    using repository = repositoryWith([gate], {
      'conftest.py': conftest,
      'tests/__init__.py': '',
      'tests/test_old.py': tests,
      'rules-yaml/split/tests.yaml': 'kind: move-module\nsource: tests.test_old\nto: tests.test_new\n',
    });
    const { code, report } = await reportOf(repository);
    expect(repository.exists('tests/test_new.py')).toBe(true);
    expect(code).toBe(0);
    expect(report).toMatchObject({
      status: 'passed',
      before: 1,
      after: 1,
      fresh: [],
      counts: { before: '1 passed, 1 failed', after: '1 passed, 1 failed' },
    });
  });
});

test('a new message is shown with its line, the edit that it comes from, and what stood there', async () => {
  const code =
    'import pathlib, sys\np = pathlib.Path("src/shop/app.py")\nif "shop.orders" in p.read_text():\n    print("src/shop/app.py:1:6: no such thing as orders")\n    sys.exit(1)';
  using repository = repositoryWith([{ gate: 'command', argv: ['python3', '-c', code] }]);
  const { code: exit, stdout } = await repository.rewrite(['apply', 'split', '--trust']);
  expect(exit).toBe(1);
  expect(stdout).toContain(`    src/shop/app.py:1:6
      no such thing as orders
      1 | from shop.orders import Order
        |      ^^^^^^^^^^^
      = from: rule models:`);
  expect(stdout).toContain('= before: src/shop/app.py:1: from shop.models import Order, person');
});
