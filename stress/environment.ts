import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StressPackage } from './packages.js';

/** A package, unpacked as a git repository of its own, with an interpreter that has what its tests need. */
export interface Environment {
  /** Root of the repository. */
  readonly root: string;
  /** The interpreter of its virtual environment. */
  readonly python: string;
  /** Variables of every process: the repository's own source stands before what is installed. */
  readonly variables: Readonly<Record<string, string>>;
  /** For instance `Python 3.13.0`. */
  readonly interpreter: string;
}

const PYTEST = ['pytest==8.4.1', 'pytest-timeout==2.4.0'];
const IGNORED = [
  '__pycache__/',
  '.pytest_cache/',
  '*.pyc',
  '.hypothesis/',
  '.rewrite/',
  '.benchmarks/',
  '*.egg-info/',
];

/**
 * Downloads the pinned source distribution once, unpacks it afresh, and makes the virtual environment once.
 *
 * @param work folder that is kept between runs.
 * @throws Error with pip's own words when something cannot be had.
 */
export function prepareEnvironment(one: StressPackage, work: string, basePython: string): Environment {
  const place = join(work, `${one.name}-${one.version}`);
  mkdirSync(place, { recursive: true });
  const python = virtualEnvironment(one, place, basePython);
  const root = join(place, 'repository');
  unpack(one, place, root, python);
  return {
    root,
    python,
    variables: {
      PYTHONPATH: join(root, one.root),
      PYTHONDONTWRITEBYTECODE: '1',
      PYTHONHASHSEED: '0',
      // Tests that format times or money expect a plain place.
      TZ: 'UTC',
      LC_ALL: 'C.UTF-8',
      COLUMNS: '80',
    },
    interpreter: run(python, ['--version'], place).trim(),
  };
}

/** Takes files that the tests themselves write out of what is compared with the release. @returns their paths. */
export function leaveOutWritten({ root }: Environment): string[] {
  const listed = run('git', ['status', '--porcelain', '-z', '--untracked-files=all'], root);
  const written = listed.split('\0').flatMap((entry) => (entry === '' ? [] : [entry.slice(3)]));
  if (written.length === 0) return [];
  const exclude = join(root, '.git', 'info', 'exclude');
  appendFileSync(exclude, written.map((path) => `/${path}\n`).join(''));
  run('git', ['rm', '--quiet', '--cached', '--ignore-unmatch', '--', ...written], root);
  commit(root, 'Without what the tests write');
  return written;
}

/** Why pip cannot download, in its own words; `undefined` when it can. */
export function whyUnreachable(python: string): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'stress-'));
  const options = [
    '--quiet',
    '--disable-pip-version-check',
    '--no-deps',
    '--retries',
    '1',
    '--timeout',
    '20',
  ];
  try {
    run(python, ['-m', 'pip', 'download', ...options, '--dest', folder, 'iniconfig==2.1.0'], folder);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function virtualEnvironment(one: StressPackage, place: string, basePython: string): string {
  const folder = join(place, 'venv');
  const ready = join(place, 'venv.ready');
  const python = join(folder, 'bin', 'python');
  const wanted = [`${one.name}==${one.version}`, ...PYTEST, ...one.requirements];
  if (existsSync(ready) && readFileSync(ready, 'utf8') === wanted.join('\n')) return python;
  rmSync(folder, { recursive: true, force: true });
  run(basePython, ['-m', 'venv', folder], place);
  run(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...wanted], place);
  writeFileSync(ready, wanted.join('\n'));
  return python;
}

function unpack(one: StressPackage, place: string, root: string, python: string): void {
  const pristine = join(place, 'pristine');
  if (!existsSync(pristine)) {
    const download = join(place, 'download');
    const pin = `${one.name}==${one.version}`;
    const only = ['--no-deps', '--no-binary', one.name, '--dest', download];
    run(python, ['-m', 'pip', 'download', '--quiet', '--disable-pip-version-check', ...only, pin], place);
    const archive = readdirSync(download).find((name) => /\.(tar\.gz|zip)$/.test(name));
    if (archive === undefined) throw new Error(`pip left no source distribution of ${pin}`);
    const opened = join(place, 'opened');
    rmSync(opened, { recursive: true, force: true });
    mkdirSync(opened);
    run(python, ['-m', 'tarfile', '-e', join(download, archive), opened], place);
    renameSync(join(opened, readdirSync(opened)[0]!), pristine);
  }
  rmSync(root, { recursive: true, force: true });
  cpSync(pristine, root, { recursive: true });
  const git = (...args: string[]) => run('git', args, root);
  git('init', '--quiet');
  writeFileSync(join(root, '.git', 'info', 'exclude'), `${IGNORED.join('\n')}\n`);
  rmSync(join(root, '.gitignore'), { force: true });
  git('add', '--all');
  commit(root, 'As released');
}

function commit(root: string, message: string): void {
  const author = ['-c', 'user.name=stress', '-c', 'user.email=stress@example.org'];
  run('git', [...author, 'commit', '--quiet', '--allow-empty', '-m', message], root);
}

function run(program: string, args: readonly string[], cwd: string): string {
  try {
    return execFileSync(program, args, {
      cwd,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      maxBuffer: 1 << 28,
    });
  } catch (error) {
    const said = (error as { stderr?: string }).stderr?.trim().split('\n').slice(-3).join(' ');
    throw new Error(`${[program, ...args].join(' ')}: ${said || (error as Error).message}`);
  }
}
