// @ts-check
/** Finds the Python that the sample repository runs on. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { SetupError } from './dependencies.mjs';

/**
 * @typedef {object} Interpreter
 * @property {string} path of the interpreter itself, not of a shim
 * @property {string} version such as `3.13.0`
 */

// 3.13 first: two modules of the sample use its syntax, and their tests are skipped on older ones.
const NAMES = ['python3.13', 'python3.12', 'python3.11', 'python3.14', 'python3', 'python'];
const OLDEST_MINOR = 11;
const PROBE = `
import json, sys
try:
    import ensurepip, venv
    usable = True
except ImportError:
    usable = False
print(json.dumps([sys.executable, list(sys.version_info[:3]), usable]))
`;

/**
 * A Python that can make virtual environments: `$PYTHON`, or the most suitable on the PATH or among pyenv's.
 * @returns {Interpreter}
 */
export function requirePython() {
  /** @type {Interpreter | undefined} */
  let withoutVenv;
  /** @type {string | undefined} */
  let tooOld;
  for (const candidate of candidates()) {
    const found = probe(candidate);
    if (found === undefined) continue;
    const { interpreter, minor, usable } = found;
    if (minor < OLDEST_MINOR) tooOld ??= interpreter.version;
    else if (!usable) withoutVenv ??= interpreter;
    else return interpreter;
  }
  if (withoutVenv !== undefined) {
    const short = withoutVenv.version.replace(/\.\d+$/, '');
    throw new SetupError(
      `Python ${withoutVenv.version} is here, but it lacks the venv module.`,
      `Install it (Debian, Ubuntu: apt install python${short}-venv), or name another Python: PYTHON=/path/to/python.`,
    );
  }
  throw new SetupError(
    tooOld === undefined ? 'There is no Python 3 on the PATH.' : `Python ${tooOld} is too old.`,
    `The sample repository needs Python 3.${OLDEST_MINOR} or newer. Install one, or name it: PYTHON=/path/to/python.`,
  );
}

/** @returns {Generator<string>} */
function* candidates() {
  if (process.env.PYTHON) yield process.env.PYTHON;
  const folders = [
    ...(process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== ''),
    ...pyenvFolders(),
  ];
  for (const name of NAMES) {
    for (const folder of folders) if (existsSync(join(folder, name))) yield join(folder, name);
  }
}

/** Where pyenv keeps interpreters: its shims on the PATH work for the versions that are switched on only. */
function pyenvFolders() {
  const versions = join(process.env.PYENV_ROOT ?? join(homedir(), '.pyenv'), 'versions');
  if (!existsSync(versions)) return [];
  return readdirSync(versions)
    .sort()
    .reverse()
    .map((version) => join(versions, version, 'bin'));
}

/** Asks a program for its version: a name on the PATH may stand for nothing. */
function probe(/** @type {string} */ program) {
  const { status, stdout } = spawnSync(program, ['-I', '-c', PROBE], { encoding: 'utf8', timeout: 20_000 });
  if (status !== 0) return undefined;
  try {
    const [path, [major, minor, micro], usable] = JSON.parse(stdout);
    if (major !== 3) return undefined;
    return { interpreter: { path, version: `${major}.${minor}.${micro}` }, minor, usable };
  } catch {
    return undefined;
  }
}
