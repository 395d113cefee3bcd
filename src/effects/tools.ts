import { existsSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import { isExecutable } from './executable.js';

/** An executable and where it was found. */
export interface Tool {
  /** Words that start it: its path, or `uv run tool`. */
  readonly argv: readonly string[];
  /** For people: `.venv`, `active environment`, `uv run` or `PATH`. */
  readonly origin: string;
}

/**
 * Finds a tool as the project's own users run it: from the environment of the interpreter that they name, the
 * project's virtual environment, the active one, through uv, or from the PATH. A name with a slash is a path, from the
 * root of the repository.
 *
 * @param python path of an interpreter that the user has named.
 */
export function findTool(root: string, name: string, python?: string): Tool | undefined {
  if (name.includes('/')) {
    const path = resolve(root, name);
    return isExecutable(path) ? { argv: [path], origin: 'as named' } : undefined;
  }
  const named = python === undefined ? undefined : join(dirname(resolve(python)), name);
  if (named !== undefined && existsSync(join(dirname(named), '..', 'pyvenv.cfg')) && isExecutable(named))
    return { argv: [named], origin: '--python' };
  for (const folder of ['.venv', 'venv']) {
    const path = join(root, folder, 'bin', name);
    if (isExecutable(path)) return { argv: [path], origin: folder };
  }
  const active = process.env.VIRTUAL_ENV;
  if (active !== undefined && isExecutable(join(active, 'bin', name))) {
    return { argv: [join(active, 'bin', name)], origin: 'active environment' };
  }
  const uv = existsSync(join(root, 'uv.lock')) ? onPath('uv') : undefined;
  if (uv !== undefined) return { argv: [uv, 'run', '--no-sync', name], origin: 'uv run' };
  const path = onPath(name) ?? (name === 'python' ? onPath('python3') : undefined);
  return path === undefined ? undefined : { argv: [path], origin: 'PATH' };
}

/**
 * Variables that make the project's virtual environment the active one: type checkers look for its packages there.
 * Empty when it has none, or when another is active already and it has none of its own.
 */
export function environmentVariables(
  root: string,
  python: string | undefined,
): Readonly<Record<string, string>> {
  const folder = environmentFolder(root, python);
  if (folder === undefined) return {};
  return { VIRTUAL_ENV: folder, PATH: [join(folder, 'bin'), process.env.PATH ?? ''].join(delimiter) };
}

function environmentFolder(root: string, python: string | undefined): string | undefined {
  const named = python === undefined ? [] : [dirname(dirname(resolve(python)))];
  return [...named, join(root, '.venv'), join(root, 'venv')].find((each) =>
    existsSync(join(each, 'pyvenv.cfg')),
  );
}

/** Variables that tools listen to. */
const HEARD = /^(?:PATH|VIRTUAL_ENV|CI|LANG|LC_.*|(?:PYTHON|PYTEST|PYRIGHT|PYREFLY|RUFF|UV|MYPY)\w*)$/;

/**
 * What tools see of the machine besides the repository: the program itself, what is installed in the project's
 * environment, and the variables that they listen to. Two equal ones mean that a tool says the same of the same tree.
 */
export function surroundings(root: string, tool: Tool, python: string | undefined): readonly string[] {
  const folder = environmentFolder(root, python) ?? process.env.VIRTUAL_ENV;
  const variables = Object.entries(process.env)
    .filter(([name]) => HEARD.test(name))
    .map(([name, value]) => `${name}=${value}`)
    .sort();
  return [programStamp(tool.argv[0]!), ...(folder === undefined ? [] : installedIn(folder)), ...variables];
}

function programStamp(path: string): string {
  try {
    const { size, mtimeMs } = statSync(path);
    return `${realpathSync(path)} ${size} ${mtimeMs}`;
  } catch {
    return path;
  }
}

/** The names in every site-packages of an environment: distributions carry their version in theirs. */
function installedIn(folder: string): string[] {
  const lib = join(folder, 'lib');
  try {
    return readdirSync(lib)
      .map((version) => join(lib, version, 'site-packages'))
      .filter((packages) => existsSync(packages))
      .flatMap((packages) => readdirSync(packages).sort());
  } catch {
    return [];
  }
}

function onPath(name: string): string | undefined {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find(isExecutable);
}
