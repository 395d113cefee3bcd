import { isAbsolute, join, posix, relative, sep } from 'node:path';
import { errorCode, type FileStatus, type FileSystem } from './file-system.js';
import { asRefusal, refusal, twice } from './refusal.js';

/** Where a repository path physically is. */
export interface Location {
  /** Relative to the root, with every link on the way resolved. */
  readonly target: string;
  /** `undefined` when nothing is there yet. */
  readonly status: FileStatus | undefined;
  /** Directories that are still to be made, outermost first. */
  readonly missing: readonly string[];
}

const OWN_FOLDERS = new Set(['.git', '.rewrite']);

/** Why a path can't be one of the repository's files; `undefined` when it can. */
function pathProblem(path: string): string | undefined {
  if (path === '') return 'is empty';
  if (path.includes('\0')) return 'contains a null byte';
  if (isAbsolute(path) || /^[A-Za-z]:[\\/]/.test(path)) return 'is absolute';
  const parts = path.split('/');
  if (parts.includes('..')) return 'leaves the repository';
  if (parts.includes('.') || parts.includes('')) return 'is not a normal path';
  // Compared without case, as some file systems do.
  const own = parts.find((part) => OWN_FOLDERS.has(part.toLowerCase()));
  return own === undefined ? undefined : `is inside ${own}`;
}

/** Refuses a path that can't be one of the repository's files, before anything looks at the disk. */
export function checkPath(path: string): void {
  const problem = pathProblem(path);
  if (problem !== undefined) throw refusal(`Refused to touch ${JSON.stringify(path)}: the path ${problem}`);
}

/** The root with every link on the way to it resolved; all paths are told by it. */
export function physicalRoot(fs: FileSystem, root: string): string {
  try {
    return twice(() => fs.realpath(root));
  } catch (error) {
    throw asRefusal(error, root, 'The repository could not be read');
  }
}

/** The path relative to the root, when it is inside. */
function inside(root: string, physical: string): string | undefined {
  const path = relative(root, physical);
  if (path === '..' || path.startsWith(`..${sep}`) || isAbsolute(path)) return undefined;
  return path.split(sep).join('/');
}

/**
 * Tells where repository paths physically are, following links as long as they stay inside the root. The last part of
 * a path is not followed.
 * @param root physical path of the repository root
 */
export function createLocator(fs: FileSystem, root: string): (path: string) => Location {
  const known = new Map<string, string>([['', '']]);

  /** Physical directory of `path`, or `undefined` where it is not made yet. */
  function directory(path: string, wanted: string): string | undefined {
    const cached = known.get(path);
    if (cached !== undefined) return cached;
    const parent = directory(parentOf(path), wanted);
    if (parent === undefined) return undefined;
    const physical = posix.join(parent, posix.basename(path));
    const status = fs.lstat(join(root, physical));
    if (status === undefined) return undefined;
    const target = status.kind === 'link' ? followLink(fs, root, physical, wanted) : physical;
    const kind = status.kind === 'link' ? fs.lstat(join(root, target))?.kind : status.kind;
    if (kind !== 'directory') throw refusal(`Refused to touch ${wanted}: ${path} is not a folder`);
    known.set(path, target);
    return target;
  }

  return (path) => {
    checkPath(path);
    const missing: string[] = [];
    let above = parentOf(path);
    let physical = directory(above, path);
    while (physical === undefined) {
      missing.unshift(above);
      above = parentOf(above);
      physical = directory(above, path);
    }
    const base = physical;
    const moved = (name: string) => posix.join(base, posix.relative(above, name));
    const target = moved(path);
    const status = missing.length > 0 ? undefined : fs.lstat(join(root, target));
    return { target, status, missing: missing.map(moved) };
  };
}

/** The folder of a repository path; `''` for the root. */
export function parentOf(path: string): string {
  const parent = posix.dirname(path);
  return parent === '.' ? '' : parent;
}

/**
 * Where a link leads to, all links resolved, as a path relative to the root; refuses one that leads out of the root.
 * @param wanted the path that it is resolved for, for the message
 */
export function followLink(fs: FileSystem, root: string, link: string, wanted: string): string {
  let physical: string;
  try {
    physical = fs.realpath(join(root, link));
  } catch (error) {
    if (!['ENOENT', 'ELOOP', 'ENOTDIR'].includes(errorCode(error) ?? '')) throw error;
    throw refusal(`Refused to touch ${wanted}: the link ${link} leads nowhere`);
  }
  const target = inside(root, physical);
  if (target === undefined)
    throw refusal(`Refused to touch ${wanted}: the link ${link} leads out of the repository`);
  if (target !== '') checkPath(target);
  return target;
}
