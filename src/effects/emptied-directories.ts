import { join, posix } from 'node:path';
import type { FileSystem } from './file-system.js';
import type { JournalDirectory } from './journal.js';
import { parentOf } from './locate.js';

/** What goes when files go. */
export interface Emptied {
  /** Cached bytecode of modules that are no more, in directories that nothing else is left in. */
  readonly bytecode: readonly string[];
  /** Innermost first. */
  readonly directories: readonly JournalDirectory[];
}

/** Whether a path is a `__pycache__` with nothing but bytecode in it. */
export function isBytecodeFolder(fs: FileSystem, path: string): boolean {
  if (posix.basename(path) !== '__pycache__' || fs.lstat(path)?.kind !== 'directory') return false;
  return fs
    .readdir(path)
    .every((name) => /\.py[co]$/.test(name) && fs.lstat(join(path, name))?.kind === 'file');
}

/** All folders above a path, innermost first, without the root. */
export function foldersAbove(path: string): string[] {
  const folders: string[] = [];
  for (let folder = parentOf(path); folder !== ''; folder = parentOf(folder)) folders.push(folder);
  return folders;
}

/**
 * The directories that are left empty once `deleted` is gone: a directory left behind would still import, as a
 * namespace package.
 * @param candidates the directories to look at
 * @param staying paths that are written meanwhile; what is above them stays
 */
export function emptiedDirectories(
  fs: FileSystem,
  root: string,
  deleted: readonly string[],
  candidates: Iterable<string>,
  staying: readonly string[],
): Emptied {
  const gone = new Set(deleted);
  const kept = new Set(staying.flatMap(foldersAbove));
  const bytecode: string[] = [];
  const directories: JournalDirectory[] = [];

  function remove(path: string): void {
    const status = fs.lstat(join(root, path));
    if (status === undefined) return;
    const { mode, uid, gid } = status;
    directories.push({ path, mode, uid, gid });
    gone.add(path);
  }

  const depth = (path: string) => path.split('/').length;
  const innermostFirst = [...new Set(candidates)].sort((a, b) => depth(b) - depth(a) || (a < b ? -1 : 1));
  for (const folder of innermostFirst) {
    if (kept.has(folder) || fs.lstat(join(root, folder))?.kind !== 'directory') continue;
    const left = fs.readdir(join(root, folder)).filter((name) => !gone.has(posix.join(folder, name)));
    const cache = posix.join(folder, '__pycache__');
    if (left.length === 1 && left[0] === '__pycache__' && isBytecodeFolder(fs, join(root, cache))) {
      bytecode.push(...fs.readdir(join(root, cache)).map((name) => posix.join(cache, name)));
      remove(cache);
    } else if (left.length > 0) continue;
    remove(folder);
  }
  return { bytecode, directories };
}
