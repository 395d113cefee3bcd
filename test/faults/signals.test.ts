import * as fs from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { build } from '../../scripts/build.mjs';
import { isRunning, SmallRepository } from './small-repository.js';

// The compiled command, as users run it; does nothing when it is up to date.
beforeAll(() => build());

/** The gates run before and after the writing; what is written tells which. */
const AFTER = 'import os, sys, time\nafter = os.path.exists("src/shop/orders.py")\n';

/** Starts a child that is deaf to SIGTERM, says where it is, and waits for ever, when `when` holds. */
const hanging = (when: string, marks: string) => `${AFTER}
if ${when}:
    import signal, subprocess
    child = subprocess.Popen([sys.executable, "-c", "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(1, flush=True); time.sleep(600)"], stdout=subprocess.PIPE)
    child.stdout.readline()
    with open(${JSON.stringify(marks)} + ".part", "w") as f:
        f.write("%d %d" % (os.getpid(), child.pid))
    os.rename(${JSON.stringify(marks)} + ".part", ${JSON.stringify(marks)})
    time.sleep(600)
`;

async function appears(path: string, ended: Promise<unknown>): Promise<string> {
  let gone = false;
  void ended.finally(() => {
    gone = true;
  });
  while (!fs.existsSync(path)) {
    if (gone) throw new Error(`${path} never appeared`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return fs.readFileSync(path, 'utf8');
}

/** Nothing of a run is left that could be in anybody's way. */
function expectUntouched(repository: SmallRepository, before: Readonly<Record<string, string>>): void {
  expect(repository.tree()).toEqual(before);
  expect(repository.exists('.rewrite/lock')).toBe(false);
  expect(repository.git('status', '--porcelain')).toBe('');
  expect(repository.runStates().filter((state) => state === 'writing' || state === 'written')).toEqual([]);
}

describe('a request to end while a gate hangs that is deaf to it', () => {
  test.concurrent.each([
    ['before the wave', 'not after', ['SIGINT']],
    ['before the wave', 'not after', ['SIGTERM']],
    ['after the wave', 'after', ['SIGINT']],
    ['after the wave', 'after', ['SIGINT', 'SIGINT', 'SIGINT']],
    ['after the wave', 'after', ['SIGTERM', 'SIGTERM']],
    ['after the wave', 'after', ['SIGHUP']],
  ] as const)('%s (%s): %j', async (_phase, when, signals) => {
    using repository = new SmallRepository();
    const marks = join(repository.folder, 'pids');
    repository.gates({ code: hanging(when, marks) });
    const before = repository.tree();
    let kill: (signal: NodeJS.Signals) => void = () => {};
    const running = repository.apply({
      watch: (_stderr, send) => {
        kill = send;
      },
    });
    const pids = (await appears(marks, running)).split(' ').map(Number);
    for (const signal of signals) {
      kill(signal);
      await new Promise((resolve) => setTimeout(resolve, 150));
    }
    const { code, stderr } = await running;
    expect({ code, stderr }).toMatchObject({
      code: 130,
      stderr: expect.stringContaining('Interrupted: every file is as it was.'),
    });
    expect(pids.filter(isRunning)).toEqual([]);
    fs.rmSync(marks);
    expectUntouched(repository, before);
  });
});

test.concurrent.each(['SIGINT', 'SIGTERM'] as const)(
  '%s while planning ends the process at once: nothing is locked or written yet',
  async (signal) => {
    // The project's own interpreter is asked to parse what is planned: a moment to be caught in.
    using repository = new SmallRepository();
    const marks = join(repository.folder, 'planning');
    const python = join(repository.root, '.venv/bin/python');
    fs.mkdirSync(join(repository.root, '.venv/bin'), { recursive: true });
    fs.writeFileSync(python, `#!/bin/sh\ntouch ${marks}\nsleep 10\nexec python3 "$@"\n`, { mode: 0o755 });
    fs.writeFileSync(join(repository.root, '.gitignore'), '.venv/\n');
    repository.commit();
    const before = repository.tree();
    let kill: (signal: NodeJS.Signals) => void = () => {};
    const running = repository.apply({
      watch: (_stderr, send) => {
        kill = send;
      },
    });
    await appears(marks, running);
    kill(signal);
    expect(await running).toMatchObject({ code: null, signal });
    expect(repository.exists('.rewrite')).toBe(false);
    expectUntouched(repository, before);
  },
);

test.concurrent('Ctrl-C that arrives while files are written, with no gate to wait for, takes the wave back', async () => {
  using repository = new SmallRepository();
  const before = repository.tree();
  let sent = false;
  const { code } = await repository.apply({
    // Announced just before the writing, which nothing interrupts: the signal is heard right after it.
    watch: (stderr, kill) => {
      if (sent || !stderr.includes('Writing')) return;
      sent = true;
      kill('SIGINT');
    },
  });
  // On a slow day the signal comes after the end; then the wave is applied whole.
  if (code === 0) expect((await repository.rewrite(['undo'])).code).toBe(0);
  else expect(code).toBe(130);
  expectUntouched(repository, before);
});

test.concurrent('Ctrl-C while a fixer runs', async () => {
  using repository = new SmallRepository({
    'rules-yaml/split/wave.yaml': 'title: Split the models\nfixers:\n  - gate: ruff-format\n',
    '.gitignore': '.venv/\n',
  });
  const marks = join(repository.folder, 'fixing');
  fs.mkdirSync(join(repository.root, '.venv/bin'), { recursive: true });
  // Writes half of its work, and waits: the fixer as it is when it is caught.
  const ruff = `#!/bin/sh
case "$*" in
  *--version*) echo "ruff 0.0.0" ;;
  *--check*) echo "[]" ;;
  *) echo "half =" > src/shop/orders.py; touch ${marks}; sleep 600 ;;
esac
`;
  fs.writeFileSync(join(repository.root, '.venv/bin/ruff'), ruff, { mode: 0o755 });
  const before = repository.tree();
  let kill: (signal: NodeJS.Signals) => void = () => {};
  const running = repository.apply({
    watch: (_stderr, send) => {
      kill = send;
    },
  });
  await appears(marks, running);
  kill('SIGINT');
  const { code, stderr } = await running;
  expect(code, stderr).toBe(130);
  // What the fixer had made of the file is somebody's work, as far as anybody knows.
  expect(stderr).toMatch(/src\/shop\/orders\.py had changed meanwhile .* kept in \.rewrite\/runs\//);
  expectUntouched(repository, before);
});

describe('a gate that hangs', () => {
  test.concurrent.each([
    ['before the wave: refused', 'not after', 3],
    ['after the wave: taken back', 'after', 1],
  ] as const)('%s; its whole family is ended', async (_what, when, exit) => {
    using repository = new SmallRepository();
    const marks = join(repository.folder, 'pids');
    repository.gates({ code: hanging(when, marks), timeout: 2 });
    const before = repository.tree();
    const { code, stdout, stderr } = await repository.apply();
    expect(code, stderr).toBe(exit);
    expect(stdout + stderr).toMatch(/did not finish in \d+ s/);
    const pids = fs.readFileSync(marks, 'utf8').split(' ').map(Number);
    expect(pids).toHaveLength(2);
    expect(pids.filter(isRunning)).toEqual([]);
    expectUntouched(repository, before);
  });
});

test.concurrent('a gate that fails after the wave takes it back, links and modes too', async () => {
  using repository = new SmallRepository({
    'src/shop/crlf.py': '\ufefffrom shop.models import Order\r\nx = Order\r\n',
    'alias.py': '-> src/shop/crlf.py',
  });
  fs.chmodSync(join(repository.root, 'src/shop/models.py'), 0o750);
  repository.gates({ code: `${AFTER}sys.exit(after)` });
  const before = repository.tree();
  const { code, stdout } = await repository.apply();
  expect(code).toBe(1);
  expect(stdout).toContain('rolled back');
  expectUntouched(repository, before);
});

test.concurrent('a closed standard error does not end it half way', async () => {
  using repository = new SmallRepository();
  repository.gates({ code: AFTER });
  const { code } = await repository.rewrite(['apply', 'split', '--trust'], { closed: true });
  expect(code).toBe(0);
  expect(repository.exists('src/shop/models.py')).toBe(false);
});

test.concurrent('a file that somebody saves while the gates run stops the wave', async () => {
  using repository = new SmallRepository();
  repository.gates({ code: `${AFTER}if not after: open("src/shop/app.py", "a").write("# saved\\n")` });
  const { code, stderr } = await repository.apply();
  expect(code).toBe(3);
  expect(stderr).toContain('src/shop/app.py (has changed)');
  expect(repository.read('src/shop/app.py')).toMatch(/# saved\n$/);
  expect(repository.exists('src/shop/models.py')).toBe(true);
  expect(repository.exists('src/shop/orders.py')).toBe(false);
  expect(repository.exists('.rewrite/lock')).toBe(false);
});

test.concurrent('what somebody saves after the writing is kept aside when the wave is taken back, and said', async () => {
  using repository = new SmallRepository();
  repository.gates({
    code: `${AFTER}if after: open("src/shop/app.py", "a").write("# mine\\n")\nsys.exit(after)`,
  });
  const before = repository.tree();
  const { code, stderr } = await repository.apply();
  expect(code).toBe(1);
  const [, kept] = /src\/shop\/app\.py had changed meanwhile .* kept in (\S+)/.exec(stderr)!;
  expect(repository.read(kept!)).toMatch(/# mine\n$/);
  expectUntouched(repository, before);
});

test.concurrent('two at once: one works, the other exits 3 and says who holds the lock', async () => {
  using repository = new SmallRepository();
  const marks = join(repository.folder, 'pids');
  const go = join(repository.folder, 'go');
  repository.gates({
    code: `${AFTER}
if after:
    open(${JSON.stringify(marks)}, "w").write("1")
    while not os.path.exists(${JSON.stringify(go)}): time.sleep(0.02)
`,
  });
  const first = repository.apply();
  await appears(marks, first);
  const pid = JSON.parse(repository.read('.rewrite/lock')).pid;
  for (const args of [['apply', 'split', '--trust'], ['diff', 'split'], ['undo'], ['recover']]) {
    const second = await repository.rewrite(args);
    expect({ args, code: second.code }).toEqual({ args, code: 3 });
    expect(second.stderr).toContain(`locked by wave split, process ${pid} on `);
  }
  fs.writeFileSync(go, '');
  expect((await first).code).toBe(0);
  expect(repository.exists('.rewrite/lock')).toBe(false);
});

/** Real kills of the whole command; those of the transaction alone, far more of them, are in kill.test.ts. */
const KILLS = Math.ceil(Number(process.env.REWRITE_KILLS ?? 20) / 10);
const rows: Record<string, number> = { kills: 0, 'needed recover': 0, before: 0, after: 0, between: 0 };

test.concurrent('SIGKILL of the command at any phase, and recover', async () => {
  for (let kills = 0; kills < KILLS; kills++) {
    using repository = new SmallRepository();
    repository.gates({ code: `${AFTER}time.sleep(0.3)` });
    const before = repository.tree();
    const step = ['Gates after', 'Writing', 'Fixers', 'Gates before'][kills % 4]!;
    const { signal } = await repository.apply({
      watch: (stderr, kill) => {
        if (stderr.includes(step)) setTimeout(() => kill('SIGKILL'), (kills * 7) % 40);
      },
    });
    if (signal === 'SIGKILL') rows.kills!++;
    const refused = await repository.rewrite(['diff', 'split']);
    if (refused.stderr.includes('rewrite recover')) {
      expect(refused.code).toBe(3);
      rows['needed recover']!++;
    }
    const recovered = await repository.rewrite(['recover']);
    expect(recovered.code, recovered.stderr).toBe(0);
    const isBefore = repository.exists('src/shop/models.py');
    rows[isBefore ? 'before' : 'after']!++;
    if (!isBefore) expect((await repository.rewrite(['undo'])).code).toBe(0);
    expect(repository.tree()).toEqual(before);
    // The lock of a dead process holds nobody up.
    expect((await repository.apply()).code).toBe(0);
  }
  console.table({ 'the whole command': rows });
}, 600_000);

describe('undo, recover and list --runs', () => {
  test.concurrent('each run is listed, taken back once, and git sees nothing of it', async () => {
    using repository = new SmallRepository();
    const before = repository.tree();
    expect((await repository.rewrite(['list', '--runs'])).stdout).toBe('No wave has been applied here.\n');
    expect((await repository.rewrite(['recover'])).stdout).toContain('nothing to recover');
    expect((await repository.rewrite(['undo'])).code).toBe(3);
    expect((await repository.apply()).code).toBe(0);
    const [, id] = /^(\d{8}-\d{6}-[0-9a-f]{6})\s+split\s+.*applied/m.exec(
      (await repository.rewrite(['list', '--runs'])).stdout,
    )!;
    expect(repository.git('status', '--porcelain', '--ignored')).not.toMatch(/^\?\? \.rewrite/m);
    expect((await repository.rewrite(['undo', id!])).code).toBe(0);
    expect((await repository.rewrite(['list', '--runs'])).stdout).toMatch(/undone/);
    expect(await repository.rewrite(['undo', id!])).toMatchObject({ code: 3 });
    expect(await repository.rewrite(['undo', 'nope'])).toMatchObject({ code: 3 });
    expect(await repository.rewrite(['undo', '../../x'])).toMatchObject({ code: 3 });
    expectUntouched(repository, before);
  });

  test.concurrent('runs beyond age and number go, and that is said', async () => {
    using repository = new SmallRepository();
    await repository.apply();
    expect((await repository.rewrite(['undo'])).code).toBe(0);
    const [id] = fs.readdirSync(join(repository.root, '.rewrite/runs'));
    const run = (name: string) => join(repository.root, '.rewrite/runs', name);
    const journal = JSON.parse(fs.readFileSync(join(run(id!), 'journal.json'), 'utf8'));
    for (let index = 0; index < 22; index++) {
      const copy = { ...journal, id: `old-${index}`, sequence: index - 30 };
      if (index === 21) copy.started = '2001-01-01T00:00:00.000Z';
      fs.mkdirSync(run(copy.id));
      fs.writeFileSync(join(run(copy.id), 'journal.json'), JSON.stringify(copy));
    }
    const { code, stderr } = await repository.apply();
    expect(code).toBe(0);
    expect(stderr).toMatch(
      /4 old runs are removed from \.rewrite\/ \(\d+ kB\) and can't be undone any more: /,
    );
    expect(stderr).toContain('old-21');
    expect(fs.readdirSync(join(repository.root, '.rewrite/runs'))).toHaveLength(20);
  });
});
