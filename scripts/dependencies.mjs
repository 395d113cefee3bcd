// @ts-check
/** What has to be there before anything of this repository can run; needs nothing but Node itself. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Folder of the checkout, with a slash at its end. */
export const CHECKOUT = fileURLToPath(new URL('..', import.meta.url));

/** A reason to stop that the user can do something about. */
export class SetupError extends Error {
  /**
   * @param {string} title
   * @param {string} wayOut
   */
  constructor(title, wayOut) {
    super(`${title}\n  ${wayOut}`);
    this.name = 'SetupError';
  }
}

/**
 * Says what is being done, on stderr: stdout belongs to what is started.
 * @param {string} text
 */
export function say(text) {
  process.stderr.write(`▸ ${text}\n`);
}

/** Node, git and the packages of package-lock.json; installs the packages when they are missing or stale. */
export function ensureDependencies() {
  requireNode();
  requireGit();
  if (!packagesAreStale()) return;
  say('Installing the packages of package-lock.json (npm ci) …');
  const npm = process.env.npm_execpath;
  const [program, ...words] = npm === undefined ? ['npm'] : [process.execPath, npm];
  const { status } = spawnSync(program ?? 'npm', [...words, 'ci', '--no-audit', '--no-fund'], {
    cwd: CHECKOUT,
    // stdout stays free for what the script itself reports.
    stdio: ['ignore', 2, 2],
  });
  if (status !== 0) {
    throw new SetupError(
      'npm could not install the packages.',
      'Its own message stands above; is the registry within reach?',
    );
  }
}

/** Runs a script's work, and turns a reason to stop into a message and exit code 1. */
export async function main(/** @type {() => Promise<number> | number} */ work) {
  try {
    process.exitCode = await work();
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    process.stderr.write(`✗ ${error.message}\n`);
    process.exitCode = 1;
  }
}

function requireNode() {
  const manifest = JSON.parse(readFileSync(`${CHECKOUT}package.json`, 'utf8'));
  const wanted = /(\d+)\.(\d+)/.exec(manifest.engines.node) ?? [];
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > Number(wanted[1]) || (major === Number(wanted[1]) && minor >= Number(wanted[2]))) return;
  throw new SetupError(`This is Node ${process.versions.node}.`, `Node ${manifest.engines.node} is needed.`);
}

function requireGit() {
  if (spawnSync('git', ['--version']).status === 0) return;
  throw new SetupError(
    'git is not on the PATH.',
    'Install git; the sample and the tests are git repositories.',
  );
}

/** npm writes its own record after each installation; an older one than the lock file means that the lock has changed. */
function packagesAreStale() {
  const record = `${CHECKOUT}node_modules/.package-lock.json`;
  return !existsSync(record) || statSync(record).mtimeMs < statSync(`${CHECKOUT}package-lock.json`).mtimeMs;
}
