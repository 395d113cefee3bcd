import { spawnSync } from 'node:child_process';
import { accessSync, constants, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { git } from './generated-repository.js';
import type { Subject } from './measure.js';

/** A tool that is compared with; `undefined` version: it is not on this machine. */
export interface Peer {
  readonly name: string;
  readonly program: string;
  readonly version: string | undefined;
}

const HERE = fileURLToPath(new URL('.', import.meta.url));

function onPath(name: string): string | undefined {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((path) => {
      try {
        accessSync(path, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

function versionOf(argv: readonly string[]): string | undefined {
  const { status, stdout } = spawnSync(argv[0]!, argv.slice(1), { encoding: 'utf8' });
  return status === 0 ? /\d+(?:\.\d+)+/.exec(stdout)?.[0] : undefined;
}

/** The peers, found on the PATH; rope and LibCST in the Python that `BENCH_PYTHON` names, or `python3`. */
export function findPeers(): readonly Peer[] {
  const python = process.env.BENCH_PYTHON ?? 'python3';
  const programs = ['rg', 'ast-grep', 'ruff'].map((name) => ({ name, program: onPath(name) ?? name }));
  const packages = ['rope', 'libcst'].map((name) => ({ name, program: python }));
  return [
    ...programs.map((each) => ({ ...each, version: versionOf([each.program, '--version']) })),
    ...packages.map((each) => ({
      ...each,
      version: versionOf([python, '-c', `import importlib.metadata as m; print(m.version("${each.name}"))`]),
    })),
  ];
}

/** rope has no split: what one would take is reckoned from one move and from ten in one process, none of them written. */
export const ROPE = { one: 'rope, one symbol', ten: 'rope, ten symbols' } as const;

/** What peers are asked about a tree. */
export interface PeerTask {
  readonly folder: string;
  /** Dotted name of the module, and its file. */
  readonly module: string;
  readonly path: string;
  /** Folder on `sys.path`, relative. */
  readonly root: string;
  readonly symbol: string;
  /** File of a module that takes the symbol. */
  readonly destination: string;
  readonly scratch: string;
}

/** The commands of the peers that are here and search or check a tree. */
export function peerSubjects(peers: readonly Peer[], task: PeerTask): Subject[] {
  const { folder: cwd, module, scratch } = task;
  mkdirSync(scratch, { recursive: true });
  const one = join(scratch, 'one.yml');
  writeFileSync(one, importRule('imports', module));
  const ten = Array.from({ length: 10 }, (_, index) =>
    importRule(`imports-${index}`, `${module}${index || ''}`),
  );
  const many = join(scratch, 'ten.yml');
  writeFileSync(many, ten.join('---\n'));
  const { subjects, add } = collector(peers, cwd);
  add('rg', 'rg -l', ['-l', '--fixed-strings', module, '.'], { codes: [0, 1] });
  add('ast-grep', 'ast-grep scan, one rule', ['scan', '--rule', one, '.'], { codes: [0, 1] });
  add('ast-grep', 'ast-grep scan, ten rules', ['scan', '--rule', many, '.'], { codes: [0, 1] });
  add('ruff', 'ruff check --select F', ['check', '--no-cache', '--isolated', '--select', 'F', '-q', '.'], {
    codes: [0, 1],
  });
  return subjects;
}

/** The commands of the peers that are here and move or rename a symbol: they take minutes. */
export function refactoringSubjects(peers: readonly Peer[], task: PeerTask): Subject[] {
  const { folder: cwd, module } = task;
  const { subjects, add } = collector(peers, cwd);
  const put = [task.path, task.symbol, task.destination, task.root];
  const script = join(HERE, 'rope_move.py');
  add('rope', ROPE.one, [script, ...put]);
  add('rope', ROPE.ten, [script, ...put, '9']);
  add(
    'libcst',
    'LibCST RenameCommand, one symbol',
    [
      '-m',
      'libcst.tool',
      'codemod',
      '--no-format',
      '--hide-progress',
      '-j',
      '2',
      'rename.RenameCommand',
      '--old_name',
      `${module}.${task.symbol}`,
      '--new_name',
      `${module}_after.${task.symbol}`,
      task.root,
    ],
    {
      // Some files it cannot parse; it says so by its exit code.
      codes: [0, 1],
      prepare: () => git(cwd, 'checkout', '--quiet', '--', '.'),
    },
  );
  return subjects;
}

/** Commands of peers, as far as these are on this machine. */
function collector(peers: readonly Peer[], cwd: string) {
  const by = new Map(peers.filter(({ version }) => version).map((peer) => [peer.name, peer.program]));
  const subjects: Subject[] = [];
  const add = (peer: string, name: string, args: readonly string[], more: Partial<Subject> = {}) => {
    const program = by.get(peer);
    if (program) subjects.push({ name, argv: [program, ...args], cwd, ...more });
  };
  return { subjects, add };
}

function importRule(id: string, module: string): string {
  const pattern = module.replaceAll('.', '\\.');
  return `id: ${id}\nlanguage: python\nrule:\n  kind: import_from_statement\n  has: { field: module_name, regex: '^${pattern}$' }\n`;
}
