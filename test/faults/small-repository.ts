import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { CHECKOUT } from '../../scripts/dependencies.mjs';
import { git } from '../../scripts/sample.mjs';
import { temporaryFolder } from '../e2e/working-copy.js';
import { put, tree } from '../unit/effects/tree.js';

/** What a process left when it ended. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A package with one module to split, one module that imports it, and the wave `split`. */
const FILES: Readonly<Record<string, string>> = {
  'src/shop/__init__.py': '',
  'src/shop/models.py':
    '"""Models."""\n\nimport os\n\nLIMIT = 3\n\n\nclass Order:\n    total: int = LIMIT\n\n\ndef person(name: str) -> str:\n    return os.fspath(name)\n',
  'src/shop/app.py': 'from shop.models import Order, person\n\n\ndef run():\n    return Order, person("x")\n',
  'rules-yaml/split/wave.yaml': 'title: Split the models\n',
  'rules-yaml/split/models.yaml':
    'kind: split-module\nsource: shop.models\ninto:\n  - module: shop.orders\n    symbols: [LIMIT, Order]\n  - module: shop.people\n    rest: true\n',
};

interface Options {
  /** False: a plain folder, not a git repository. */
  readonly git?: boolean;
}

interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Runs as this user, for what the superuser may do all the same. */
  readonly uid?: number;
  /** Milliseconds after which the command counts as hanging. */
  readonly patience?: number;
  readonly cwd?: string;
  /** Nobody reads what it says: both streams are closed from the start. */
  readonly closed?: boolean;
  /** Called with each piece of standard error, with all of it so far. */
  readonly watch?: (stderr: string, kill: (signal: NodeJS.Signals) => void) => void;
}

/** A small repository in a folder of its own, on which the compiled command runs. */
export class SmallRepository implements Disposable {
  readonly folder = temporaryFolder();
  readonly root = join(this.folder, 'repository');

  constructor(files: Readonly<Record<string, string | null>> = {}, options: Options = {}) {
    if (options.git === false) fill(this.root, FILES);
    else fs.cpSync(template(), this.root, { recursive: true });
    for (const path of Object.keys(files)) fs.rmSync(join(this.root, path), { force: true });
    fill(this.root, files);
    if (options.git !== false && Object.keys(files).length > 0) this.commit();
  }

  git(...args: string[]): string {
    const who = ['-c', 'user.name=A', '-c', 'user.email=a@example.org', '-c', 'protocol.file.allow=always'];
    return git(this.root, ...who, ...args);
  }

  commit(): void {
    this.git('add', '--all');
    this.git('commit', '--quiet', '--message', 'State');
  }

  /** Replaces a file, or makes it; links (`-> target`) too. */
  write(path: string, text: string): void {
    fs.rmSync(join(this.root, path), { force: true });
    put(this.root, path, text);
  }

  append(path: string, text: string): void {
    fs.appendFileSync(join(this.root, path), text);
  }

  exists(path: string): boolean {
    return fs.existsSync(join(this.root, path));
  }

  read(path: string): string {
    return fs.readFileSync(join(this.root, path), 'utf8');
  }

  /** Gives the wave gates that run these programs of Python. */
  gates(...programs: readonly { readonly code: string; readonly timeout?: number }[]): void {
    const gates = programs.map(
      ({ code, timeout = 600 }) =>
        `  - gate: command\n    argv: [python3, -c, ${JSON.stringify(code)}]\n    timeout: ${timeout}\n`,
    );
    this.write('rules-yaml/split/wave.yaml', `title: Split the models\ngates:\n${gates.join('')}`);
    this.commit();
  }

  /** Every path with kind, mode and contents, without what git and the tool itself keep. */
  tree(): Readonly<Record<string, string>> {
    return tree(this.root);
  }

  /** The states of all runs that the repository keeps. */
  runStates(): readonly string[] {
    const runs = join(this.root, '.rewrite/runs');
    if (!fs.existsSync(runs)) return [];
    return fs
      .readdirSync(runs)
      .map((id) => JSON.parse(fs.readFileSync(join(runs, id, 'journal.json'), 'utf8')).state);
  }

  /** What stands beside the repository: nothing may appear there. */
  outside(): readonly string[] {
    return fs.readdirSync(this.folder).sort();
  }

  /** Runs `rewrite` here, as a user would. */
  rewrite(args: readonly string[], options: RunOptions = {}): Promise<Ended> {
    return runCommand(process.execPath, [`${CHECKOUT}dist/cli.js`, ...args], {
      ...options,
      cwd: options.cwd ?? this.root,
    });
  }

  /** `apply split --trust`. */
  apply(options: RunOptions = {}): Promise<Ended> {
    return this.rewrite(['apply', 'split', '--trust'], options);
  }

  [Symbol.dispose](): void {
    fs.rmSync(this.folder, { recursive: true, force: true });
  }
}

function fill(root: string, files: Readonly<Record<string, string | null>>): void {
  for (const [path, text] of Object.entries(files)) put(root, path, text);
}

let made: string | undefined;

/** The repository with nothing added, made once: starting git three times takes longer than copying. */
function template(): string {
  if (made !== undefined) return made;
  const folder = temporaryFolder();
  fill(folder, FILES);
  // Without the sample hooks, which would be copied each time.
  git(folder, 'init', '--quiet', '--template=');
  git(folder, 'add', '--all');
  git(
    folder,
    '-c',
    'user.name=A',
    '-c',
    'user.email=a@example.org',
    'commit',
    '--quiet',
    '--message',
    'State',
  );
  process.once('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
  made = folder;
  return folder;
}

function runCommand(
  program: string,
  args: readonly string[],
  { env = {}, uid, patience = 100_000, watch, cwd, closed }: RunOptions,
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...env },
      ...(cwd === undefined ? {} : { cwd }),
      ...(uid === undefined ? {} : { uid, gid: uid }),
    });
    let [stdout, stderr] = ['', ''];
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`rewrite hangs: ${stdout}${stderr}`));
    }, patience);
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
      watch?.(stderr, (signal) => child.kill(signal));
    });
    if (closed) for (const stream of [child.stdout, child.stderr]) stream.destroy();
    child.on('error', reject);
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      resolve({ code, signal, stdout, stderr });
    });
  });
}

/** Whether a process runs: one that has ended and waits for its parent to ask does not. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  try {
    return !/^State:\s+[ZX]/m.test(fs.readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return !fs.existsSync('/proc/self/status');
  }
}
