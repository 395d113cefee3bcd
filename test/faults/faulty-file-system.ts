import { type FileSystem, nodeFileSystem } from '../../src/effects/file-system.js';

export const CODES = ['EIO', 'ENOSPC', 'EACCES', 'EROFS', 'EMFILE'] as const;

export type Code = (typeof CODES)[number];

/** A file system that counts its operations. */
export interface Counting {
  readonly fs: FileSystem;
  /** Operations so far, the failed ones too. */
  readonly count: () => number;
}

type Call = () => unknown;

/** The disk, with `around` in the place of each operation; syncing is left out unless asked for, to be quick. */
export function wrapped(
  around: (index: number, operation: keyof FileSystem, args: readonly unknown[], call: Call) => unknown,
  syncing = false,
): Counting {
  let count = 0;
  const fs = Object.fromEntries(
    Object.entries(nodeFileSystem).map(([name, operation]) => {
      const idle = !syncing && (name === 'sync' || name === 'syncDirectory');
      const wrapper = (...args: unknown[]) =>
        around(count++, name as keyof FileSystem, args, () =>
          idle ? undefined : (operation as (...args: unknown[]) => unknown)(...args),
        );
      return [name, wrapper];
    }),
  );
  return { fs: fs as unknown as FileSystem, count: () => count };
}

function failure(code: string, operation: string, path: unknown): Error {
  return Object.assign(new Error(`${code}: injected, ${operation} '${path}'`), {
    code,
    syscall: operation,
    path,
  });
}

/**
 * The disk, whose operation `at` fails once. As on real disks, a failed one need not have done nothing: with EIO it has
 * done its work before it fails, with ENOSPC half of the bytes are written.
 */
export function failingAt(at: number, code: Code): Counting {
  return wrapped((index, operation, args, call) => {
    if (index !== at) return call();
    if (operation === 'isWritable') return false;
    if (code === 'EIO') call();
    if (code === 'ENOSPC' && operation === 'writeFile') {
      const [path, bytes, mode] = args as [string, Uint8Array, number];
      nodeFileSystem.writeFile(path, bytes.subarray(0, bytes.length >> 1), mode);
    }
    throw failure(code, operation, args[0]);
  });
}

/** The disk as a process sees it that dies at operation `at`: nothing from there on is done. */
export function dyingAt(at: number): Counting {
  return wrapped((index, _operation, _args, call) => {
    if (index >= at) throw new Error('dead');
    return call();
  });
}
