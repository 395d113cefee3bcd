import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** An executable and where it was found. */
export interface Tool {
  /** Words that start it: its path, or `uv run tool`. */
  readonly argv: readonly string[];
  /** For people: `.venv`, `active environment`, `uv run` or `PATH`. */
  readonly origin: string;
}

/**
 * Finds a tool as the project's own users run it: from its virtual environment, the active one, through uv, or from
 * the PATH.
 */
export function findTool(root: string, name: string): Tool | undefined {
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

function onPath(name: string): string | undefined {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
