// @ts-check
/** Copies of the sample repository, with the environment that its tools run in. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  appendFileSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { CHECKOUT, SetupError, say } from './dependencies.mjs';
import { requirePython } from './python.mjs';

const SAMPLE = `${CHECKOUT}examples/lakehouse`;
const ENVIRONMENTS = `${CHECKOUT}.cache/environments`;
/** What tools leave in a working copy of the sample. */
const CACHES = new Set(['.venv', '.rewrite', '.git', '__pycache__', '.pytest_cache', '.ruff_cache']);

/**
 * @typedef {object} Environment
 * @property {string} folder of the virtual environment
 * @property {string} python its version
 * @property {boolean} cached it was there already
 */

/**
 * The virtual environment with the sample's pinned tools, made once for each set of pins and each Python.
 * @param {string} requirements file with other pins than the sample's own
 * @returns {Environment}
 */
export function sampleEnvironment(requirements = `${SAMPLE}/requirements-dev.txt`) {
  const python = requirePython();
  const key = createHash('sha256')
    .update(`${python.path}\0${python.version}\0${readFileSync(requirements, 'utf8')}`)
    .digest('hex');
  const folder = `${ENVIRONMENTS}/${python.version}-${key.slice(0, 12)}`;
  if (isUsable(folder)) return { folder, python: python.version, cached: true };
  mkdirSync(ENVIRONMENTS, { recursive: true });
  return withTurn(`${folder}.lock`, () => {
    if (isUsable(folder)) return { folder, python: python.version, cached: true };
    rmSync(folder, { recursive: true, force: true });
    say(
      `Creating the sample's environment with Python ${python.version}: ruff, pyrefly, pyright, pytest (pip) …`,
    );
    run(python.path, ['-m', 'venv', folder], 'The virtual environment could not be made.');
    const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', requirements];
    run(`${folder}/bin/python`, pip, 'pip could not install the tools of the sample.');
    // The PyPI package of pyright may fetch pyright itself when it is first used: now, not in the middle of a gate.
    run(`${folder}/bin/pyright`, ['--version'], 'pyright could not be started.');
    writeFileSync(`${folder}/.complete`, '');
    return { folder, python: python.version, cached: false };
  });
}

/**
 * Copies the sample into an empty folder and makes it a git repository with everything committed.
 * @param {string} folder
 * @param {string | undefined} environment folder of the virtual environment to link as `.venv`
 */
export function copySample(folder, environment) {
  cpSync(SAMPLE, folder, { recursive: true, filter: (source) => !CACHES.has(basename(source)) });
  git(folder, 'init', '--quiet');
  // A link is no folder, so the sample's own `.venv/` does not ignore it.
  appendFileSync(`${folder}/.git/info/exclude`, '.venv\n');
  if (environment !== undefined) symlinkSync(environment, `${folder}/.venv`);
  commitAll(folder, 'The sample before the wave');
}

/**
 * Commits whatever has changed, whoever the user is.
 * @param {string} folder
 * @param {string} message
 */
export function commitAll(folder, message) {
  git(folder, 'add', '--all');
  const author = ['-c', 'user.name=rewrite', '-c', 'user.email=rewrite@example.invalid'];
  git(folder, ...author, '-c', 'commit.gpgsign=false', 'commit', '--quiet', '--no-verify', '-m', message);
}

/**
 * Every file of a working tree, as path → kind, mode and hash of the contents; without git's and rewrite's own folders.
 * @param {string} folder
 * @returns {Map<string, string>}
 */
export function treeOf(folder) {
  /** @type {Map<string, string>} */
  const tree = new Map();
  const visit = (/** @type {string} */ inside) => {
    for (const name of readdirSync(join(folder, inside)).sort()) {
      const path = inside === '' ? name : `${inside}/${name}`;
      if (path === '.git' || path === '.rewrite') continue;
      const absolute = join(folder, path);
      const stat = lstatSync(absolute);
      if (stat.isSymbolicLink()) tree.set(path, `link to ${readlinkSync(absolute)}`);
      else if (stat.isDirectory()) {
        tree.set(path, 'folder');
        visit(path);
      } else {
        const hash = createHash('sha256').update(readFileSync(absolute)).digest('hex');
        tree.set(path, `${(stat.mode & 0o777).toString(8)} ${hash}`);
      }
    }
  };
  visit('');
  return tree;
}

/**
 * One hash over a whole tree.
 * @param {ReadonlyMap<string, string>} tree
 */
export function hashOf(tree) {
  return createHash('sha256')
    .update(JSON.stringify([...tree]))
    .digest('hex');
}

/**
 * Runs git in a folder, and gives what it prints.
 * @param {string} folder
 * @param {...string} args
 */
export function git(folder, ...args) {
  const { status, stdout, stderr } = spawnSync('git', ['-C', folder, ...args], {
    encoding: 'utf8',
    // The user's own settings (hooks, line endings) have no say in a temporary repository.
    env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' },
  });
  if (status !== 0) throw new Error(`git ${args.join(' ')} failed: ${stderr}`);
  return stdout;
}

function isUsable(/** @type {string} */ folder) {
  return existsSync(`${folder}/.complete`) && spawnSync(`${folder}/bin/python`, ['-c', '']).status === 0;
}

/** Lets one process at a time make an environment; the others wait for it. */
function withTurn(/** @type {string} */ lock, /** @type {() => Environment} */ work) {
  const deadline = Date.now() + 600_000;
  while (!take(lock)) {
    if (Date.now() > deadline)
      throw new SetupError(`Another process holds ${lock} for ten minutes.`, 'Delete it.');
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500);
  }
  try {
    return work();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

function take(/** @type {string} */ lock) {
  try {
    mkdirSync(lock);
    writeFileSync(`${lock}/pid`, String(process.pid));
    return true;
  } catch {
    if (isLeftBehind(lock)) rmSync(lock, { recursive: true, force: true });
    return false;
  }
}

/** The process that took the lock is gone. */
function isLeftBehind(/** @type {string} */ lock) {
  try {
    process.kill(Number(readFileSync(`${lock}/pid`, 'utf8')), 0);
    return false;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'ESRCH';
  }
}

function run(/** @type {string} */ program, /** @type {string[]} */ args, /** @type {string} */ failure) {
  const { status } = spawnSync(program, args, { stdio: ['ignore', 2, 2] });
  if (status !== 0)
    throw new SetupError(failure, 'Its own message stands above; is the package index within reach?');
}
