import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { RepositoryReader } from '../../../src/engine/survey.js';

/** The folder of the newest Python's standard library at hand; `undefined` without a Python. */
export function pythonLibrary(): string | undefined {
  const versions = join(process.env.PYENV_ROOT ?? join(homedir(), '.pyenv'), 'versions');
  const installed = existsSync(versions)
    ? readdirSync(versions)
        .filter((name) => /^3\.1\d\./.test(name))
        .sort()
        .reverse()
        .map((name) => join(versions, name, 'bin', 'python3'))
    : [];
  for (const command of [...installed, 'python3']) {
    try {
      const script = 'import os; print(os.path.dirname(os.__file__))';
      return execFileSync(command, ['-c', script], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      }).trim();
    } catch {
      // Not installed, or a shim without a version behind it.
    }
  }
  return undefined;
}

/** Python files below a folder, relative to it, sorted. */
export function pythonFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.py') && !/(?:^|\/)(?:site-packages|lib2to3|__pycache__)\//.test(path))
    .sort();
}

/** Reads files of a folder; each gives the same bytes every time. */
export function folderReader(folder: string, paths: readonly string[]): RepositoryReader {
  const known = new Map<string, Uint8Array>();
  return {
    paths,
    read(path) {
      const bytes = known.get(path) ?? readFileSync(join(folder, path));
      known.set(path, bytes);
      return bytes;
    },
  };
}
