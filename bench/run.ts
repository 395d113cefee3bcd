/**
 * `npm run bench`: compares `rewrite` with its peers, whole processes in turn, and shows how its time grows.
 *
 *     npm run bench -- --rounds 7 --code-anatomy FOLDER --slow-rounds 1 --scale 20000
 *
 * Peers are taken from the PATH, rope and LibCST from the Python that BENCH_PYTHON names. These two take minutes: they
 * run in as many rounds as `--slow-rounds` says, none of them discarded. Results go to docs/performance.md,
 * docs/performance/*.svg and docs/performance/results.json.
 */
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { CHECKOUT } from '../scripts/dependencies.mjs';
import { generateRepository, git, type RepositoryShape, SPLIT_MODULE } from './generated-repository.js';
import { growthPlot, type Point } from './growth-plot.js';
import { interleaved, median, runOnce, type Subject } from './measure.js';
import { findPeers, type PeerTask, peerSubjects, ROPE, refactoringSubjects } from './peers.js';
import { performancePage } from './performance-page.js';
import type { Growth, Scene } from './results.js';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '7' },
    scale: { type: 'string', default: '20000' },
    'code-anatomy': { type: 'string' },
    python: { type: 'string', default: 'python3' },
    'slow-rounds': { type: 'string', default: '0' },
    only: { type: 'string', default: '' },
  },
});
const rounds = Number(values.rounds);
const scale = Number(values.scale);
const CLI = `${CHECKOUT}dist/cli.js`;
const peers = findPeers();
const root = mkdtempSync(join(tmpdir(), 'bench-'));
const say = (line: string) => process.stderr.write(`${line}\n`);

function own(name: string, folder: string, ...args: string[]): Subject {
  return { name, argv: [process.execPath, CLI, ...args, '--repo', folder], cwd: folder };
}

/** `diff`, `check`, `apply` without its commands, and `undo`, of one wave. */
function ownSubjects(folder: string, wave: string, gates: readonly string[]): Subject[] {
  const python = ['--python', values.python];
  const without = gates.flatMap((gate) => ['--without', gate]);
  return [
    own('rewrite diff', folder, 'diff', wave, '--summary', '--quiet', ...python),
    own('rewrite check', folder, 'check', wave, '--quiet', ...python),
    own('rewrite apply', folder, 'apply', wave, '--quiet', ...python, ...without),
    own('rewrite undo', folder, 'undo'),
  ];
}

const scenes: Scene[] = [];
const growths: Growth[] = [];
const only = new RegExp(values.only);

/** Measures one tree, when it is asked for. What is measured is saved at once: a long run may be cut short. */
function scene(
  title: string,
  files: number,
  subjects: () => readonly Subject[],
  slow?: { readonly rounds: number; readonly split: NonNullable<Scene['split']> },
): void {
  if (slow?.rounds === 0 || !only.test(title)) return;
  say(`${title} …`);
  const measured = slow ? interleaved(subjects(), slow.rounds, 0) : interleaved(subjects(), rounds);
  scenes.push({ title, files, measured, ...(slow ? { split: slow.split } : {}) });
  save();
}

function save(): void {
  const folder = `${CHECKOUT}docs/performance`;
  mkdirSync(folder, { recursive: true });
  for (const { title, label, svg, points } of growths)
    writeFileSync(join(folder, `${svg}.svg`), growthPlot(title, label, points));
  const versions = peers.map(({ name, version }) => ({ name, version }));
  const results = { rounds, peers: versions, scenes, growths };
  writeFileSync(join(folder, 'results.json'), `${JSON.stringify(results, undefined, 2)}\n`);
  writeFileSync(`${CHECKOUT}docs/performance.md`, performancePage(results));
}

const GATES = ['ruff-isort', 'ruff-format', 'ruff', 'pyrefly', 'pyright', 'imports', 'pytest'];

function generated(name: string, shape: RepositoryShape): string {
  const folder = join(root, name);
  mkdirSync(folder);
  generateRepository(folder, shape);
  return folder;
}

function taskOf(folder: string, over: Partial<PeerTask> = {}): PeerTask {
  return {
    folder,
    module: SPLIT_MODULE,
    path: 'app/core/registry.py',
    root: '.',
    symbol: 'make_0',
    destination: 'app/core/__init__.py',
    scratch: join(root, 'rules'),
    ...over,
  };
}

/** Time against one number, over three decades; the median of three runs each. */
function growth(title: string, label: string, svg: string, shapeOf: (x: number) => RepositoryShape): void {
  if (!only.test(title)) return;
  say(`${title} …`);
  const steps = [1, 3, 10, 30, 100, 300, 1000].map((x) => Math.max(1, Math.round((x * scale) / 20000)));
  const points = [...new Set(steps)].map((x): Point => {
    const shape = shapeOf(x);
    const folder = generated(`${svg}-${x}`, shape);
    const subject = own(title, folder, 'diff', 'bench', '--summary', '--quiet', '--python', values.python);
    const samples = Array.from({ length: 3 }, () => runOnce(subject));
    rmSync(folder, { recursive: true });
    return {
      x: svg === 'files' ? shape.files : x,
      seconds: median(samples.map(({ cpu, wall }) => cpu ?? wall)),
    };
  });
  growths.push({ title, label, svg, points });
  save();
}

try {
  const empty: Subject = { name: 'an empty Node script', argv: [process.execPath, '-e', '0'], cwd: root };
  git(root, 'init', '--quiet');
  scene('Start-up', 0, () => [
    empty,
    ...['--help', 'list'].map((word) => own(`rewrite ${word}`, root, word)),
  ]);
  const wave4 = {
    module: 'datafusion_engine.session.runtime',
    path: 'src/datafusion_engine/session/runtime.py',
    root: 'src',
  };
  scene('The sample: wave4', 140, () => {
    const sample = join(root, 'lakehouse');
    cpSync(`${CHECKOUT}examples/lakehouse`, sample, { recursive: true });
    git(sample, 'init', '--quiet');
    git(sample, 'add', '--all');
    const author = ['-c', 'user.name=bench', '-c', 'user.email=bench@localhost'];
    git(sample, ...author, 'commit', '--quiet', '-m', 'Sample');
    return [...ownSubjects(sample, 'wave4', GATES), ...peerSubjects(peers, taskOf(sample, wave4))];
  });
  const anatomy = values['code-anatomy'];
  if (anatomy !== undefined && existsSync(anatomy)) {
    const task = taskOf(anatomy, {
      ...wave4,
      symbol: 'record_artifact',
      destination: 'src/datafusion_engine/session/__init__.py',
    });
    scene('CodeAnatomy: wave4, both splits', 1141, () => [
      ...ownSubjects(anatomy, 'wave4', GATES).slice(0, 2),
      ...peerSubjects(peers, task),
    ]);
    scene(
      'CodeAnatomy: one symbol, and the split',
      1141,
      () => [...ownSubjects(anatomy, 'wave4', GATES).slice(0, 1), ...refactoringSubjects(peers, task)],
      { rounds: Number(values['slow-rounds']), split: { ...ROPE, symbols: 530 } },
    );
  }
  for (const form of ['from', 'module'] as const) {
    for (const share of [0.01, 0.1, 1]) {
      const importers = Math.round(share * scale);
      const how = form === 'from' ? 'from-imports' : 'module objects';
      const folder = join(root, `${form}-${importers}`);
      scene(`${scale} files, ${importers} importers by ${how}`, scale, () => {
        generated(`${form}-${importers}`, { files: scale, importers, form, symbols: 20 });
        return [...ownSubjects(folder, 'bench', []).slice(0, 1), ...peerSubjects(peers, taskOf(folder))];
      });
      rmSync(folder, { recursive: true, force: true });
    }
  }
  const base = { form: 'from', symbols: 20 } as const;
  growth('Time against files', 'Python files, 10 of them importers', 'files', (x) => ({
    ...base,
    files: x * 20,
    importers: Math.min(10, x * 20),
  }));
  growth('Time against importers', 'importers among as many files', 'importers', (x) => ({
    ...base,
    files: x,
    importers: x,
  }));
  growth('Time against moved symbols', 'symbols, with 100 importers', 'symbols', (x) => ({
    ...base,
    files: 100,
    importers: 100,
    symbols: x,
  }));
} finally {
  rmSync(root, { recursive: true, force: true });
}
