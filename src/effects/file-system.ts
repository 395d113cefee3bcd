import * as fs from 'node:fs';
import { dirname } from 'node:path';

/** What `lstat` tells of a path. */
export interface FileStatus {
  readonly kind: 'file' | 'directory' | 'link' | 'other';
  /** Permission bits only. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly size: number;
  readonly mtimeMs: number;
  readonly inode: number;
}

/**
 * The operations that the transaction, the journal and the lock are made of. They use nothing else, so a test can make
 * each of them fail in turn. Every operation is synchronous: no signal handler runs in the middle of a write.
 */
export interface FileSystem {
  /** `undefined` when nothing is there; a link is not followed. */
  lstat(path: string): FileStatus | undefined;
  readFile(path: string): Uint8Array;
  /** Creates a file that must not exist; `sync` makes it durable. */
  writeFile(path: string, bytes: Uint8Array, mode: number): void;
  /** Makes a file's bytes durable. */
  sync(path: string): void;
  /** Makes the names in a directory durable. */
  syncDirectory(path: string): void;
  rename(from: string, to: string): void;
  /** A second name for a file; fails where the name is taken. */
  link(existing: string, path: string): void;
  unlink(path: string): void;
  symlink(target: string, path: string): void;
  readlink(path: string): string;
  realpath(path: string): string;
  mkdir(path: string, mode?: number): void;
  rmdir(path: string): void;
  readdir(path: string): string[];
  chmod(path: string, mode: number): void;
  chown(path: string, uid: number, gid: number): void;
  /** Sets the time of the last change. */
  touch(path: string, mtimeMs: number): void;
  isWritable(path: string): boolean;
}

/** The errno code of a failed system call; `undefined` for any other error. */
export function errorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  const { code } = error;
  return typeof code === 'string' && /^E[A-Z0-9]+$/.test(code) ? code : undefined;
}

function kindOf(stat: fs.Stats): FileStatus['kind'] {
  if (stat.isFile()) return 'file';
  if (stat.isDirectory()) return 'directory';
  return stat.isSymbolicLink() ? 'link' : 'other';
}

function syncDescriptor(path: string): void {
  const descriptor = fs.openSync(path, 'r');
  try {
    fs.fsyncSync(descriptor);
  } finally {
    fs.closeSync(descriptor);
  }
}

/** The disk. */
export const nodeFileSystem: FileSystem = {
  lstat(path) {
    let stat: fs.Stats | undefined;
    try {
      stat = fs.lstatSync(path, { throwIfNoEntry: false });
    } catch (error) {
      if (errorCode(error) !== 'ENOTDIR') throw error;
    }
    if (stat === undefined) return undefined;
    const { uid, gid, size, mtimeMs, ino } = stat;
    return { kind: kindOf(stat), mode: stat.mode & 0o7777, uid, gid, size, mtimeMs, inode: ino };
  },
  readFile: (path) => fs.readFileSync(path),
  writeFile: (path, bytes, mode) => fs.writeFileSync(path, bytes, { flag: 'wx', mode }),
  sync: syncDescriptor,
  syncDirectory(path) {
    try {
      syncDescriptor(path);
    } catch (error) {
      // Some file systems cannot sync a directory; they order names by themselves.
      if (!['EINVAL', 'ENOTSUP', 'EPERM', 'EISDIR'].includes(errorCode(error) ?? '')) throw error;
    }
  },
  rename: (from, to) => fs.renameSync(from, to),
  link: (existing, path) => fs.linkSync(existing, path),
  unlink: (path) => fs.unlinkSync(path),
  symlink: (target, path) => fs.symlinkSync(target, path),
  readlink: (path) => fs.readlinkSync(path),
  realpath: (path) => fs.realpathSync(path),
  mkdir: (path, mode) => void fs.mkdirSync(path, { mode: mode ?? 0o777 }),
  rmdir: (path) => fs.rmdirSync(path),
  readdir: (path) => fs.readdirSync(path).sort(),
  chmod: (path, mode) => fs.chmodSync(path, mode),
  chown: (path, uid, gid) => fs.chownSync(path, uid, gid),
  touch: (path, mtimeMs) => fs.utimesSync(path, mtimeMs / 1000, mtimeMs / 1000),
  isWritable(path) {
    try {
      fs.accessSync(path, fs.constants.W_OK);
      return true;
    } catch {
      return false;
    }
  },
};

/** Replaces a file as a whole and durably: whoever reads it, also after a crash, sees the old or the new text. */
export function replaceFile(fs: FileSystem, path: string, text: string): void {
  const temp = `${path}.tmp`;
  removeFile(fs, temp);
  fs.writeFile(temp, new TextEncoder().encode(text), 0o666);
  fs.sync(temp);
  fs.rename(temp, path);
  fs.syncDirectory(dirname(path));
}

/** Unlinks a path, if something is there. */
export function removeFile(fs: FileSystem, path: string): void {
  if (fs.lstat(path) !== undefined) fs.unlink(path);
}

/** Removes a directory with everything in it, if it is there; links are removed, not followed. */
export function removeTree(fs: FileSystem, path: string): void {
  const status = fs.lstat(path);
  if (status === undefined) return;
  if (status.kind !== 'directory') return fs.unlink(path);
  for (const name of fs.readdir(path)) removeTree(fs, `${path}/${name}`);
  fs.rmdir(path);
}
