import { posix } from 'node:path';
import { errorCode, type FileStatus, type FileSystem, removeFile } from './file-system.js';
import { hashOf, type Image } from './journal.js';

/** What stands, or shall stand, at a path. */
export type Content =
  | {
      readonly kind: 'file';
      readonly bytes: Uint8Array;
      /** `undefined`: what the process gives to new files. */
      readonly owned: { readonly mode: number; readonly uid: number; readonly gid: number } | undefined;
    }
  | { readonly kind: 'link'; readonly target: string };

/** Reads what stands at a path that `status` was taken of. */
export function readContent(fs: FileSystem, path: string, status: FileStatus): Content {
  if (status.kind === 'link') return { kind: 'link', target: fs.readlink(path) };
  const { mode, uid, gid } = status;
  return { kind: 'file', bytes: fs.readFile(path), owned: { mode, uid, gid } };
}

/** The image of what stands at a path; null where nothing is. */
export function imageAt(fs: FileSystem, path: string): Image | null {
  const status = fs.lstat(path);
  if (status === undefined) return null;
  if (status.kind === 'link') return { kind: 'link', target: fs.readlink(path) };
  const { mode, uid, gid } = status;
  return { kind: 'file', hash: hashOf(fs.readFile(path)), mode, uid, gid };
}

/** The image that content will have once it is written. */
export function imageOf(content: Content | undefined): Image | null {
  if (content === undefined) return null;
  if (content.kind === 'link') return content;
  // The mode of a new file is the umask's business; it is never compared.
  const owned = content.owned ?? { mode: 0o666, uid: 0, gid: 0 };
  return { kind: 'file', hash: hashOf(content.bytes), ...owned };
}

/** Whether two images have the same bytes, or are links with the same text. */
export function sameBytes(a: Image | null, b: Image | null): boolean {
  if (a === null || b === null) return a === b;
  if (a.kind === 'link') return b.kind === 'link' && a.target === b.target;
  return b.kind === 'file' && a.hash === b.hash;
}

/** The name beside a file under which its next content waits; the same for writing and restoring. */
export function stagedPath(target: string, id: string, index: number): string {
  return posix.join(posix.dirname(target), `.rewrite-${id}-${index}.tmp`);
}

/**
 * Writes content under its staged name, ready to be renamed over the file that it replaces.
 * @param replaced status of that file
 */
export function stage(
  fs: FileSystem,
  path: string,
  content: Content,
  replaced: FileStatus | undefined,
): void {
  removeFile(fs, path);
  if (content.kind === 'link') return fs.symlink(content.target, path);
  const { owned } = content;
  fs.writeFile(path, content.bytes, owned === undefined ? 0o666 : 0o600);
  if (owned !== undefined) own(fs, path, owned);
  // Python takes cached bytecode for current when size and second of the last change agree, so no two versions of a
  // file may share them.
  const status = fs.lstat(path);
  const second = (time: number) => Math.floor(time / 1000);
  if (replaced !== undefined && status !== undefined && second(status.mtimeMs) <= second(replaced.mtimeMs)) {
    fs.touch(path, (second(replaced.mtimeMs) + 1) * 1000);
  }
}

/** Gives a path its mode and, where that is possible, its owner. */
export function own(
  fs: FileSystem,
  path: string,
  owned: { readonly mode: number; readonly uid: number; readonly gid: number },
): void {
  const status = fs.lstat(path);
  if (status?.uid !== owned.uid || status.gid !== owned.gid) {
    try {
      fs.chown(path, owned.uid, owned.gid);
    } catch (error) {
      // Only the superuser may give files away; for everybody else the file becomes their own, as with git.
      if (!['EPERM', 'EINVAL', 'ENOTSUP'].includes(errorCode(error) ?? '')) throw error;
    }
  }
  // After chown, which takes bits away.
  fs.chmod(path, owned.mode);
}
