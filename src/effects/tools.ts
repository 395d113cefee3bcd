import { existsSync } from 'node:fs';
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
 * Finds a tool as the project's own users run it: from its virtual environment, the active one, through uv, or from
 * the PATH. A name with a slash is a path, from the root of the repository.
 */
export function findTool(root: string, name: string): Tool | undefined {
  if (name.includes('/')) {
    const path = resolve(root, name);
    return isExecutable(path) ? { argv: [path], origin: 'as named' } : undefined;
  }
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
  const named = python === undefined ? [] : [dirname(dirname(resolve(python)))];
  const folder = [...named, join(root, '.venv'), join(root, 'venv')].find((each) =>
    existsSync(join(each, 'pyvenv.cfg')),
  );
  if (folder === undefined) return {};
  return { VIRTUAL_ENV: folder, PATH: [join(folder, 'bin'), process.env.PATH ?? ''].join(delimiter) };
}

function onPath(name: string): string | undefined {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find(isExecutable);
}
