import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder outside the repository for reports of tools. */
export interface Scratch {
  readonly folder: string;
  /** The text of a file in it, or anywhere; `undefined` when it is not there. */
  read(path: string): string | undefined;
  /** Makes sure that a file of it is not there. */
  remove(path: string): void;
}

/** Runs `work` with a scratch folder that is gone afterwards. */
export async function withScratch<T>(work: (scratch: Scratch) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'rewrite-'));
  try {
    return await work({
      folder,
      read(path) {
        try {
          return readFileSync(path, 'utf8');
        } catch {
          // A tool that crashed writes no report; its gate says so.
          return undefined;
        }
      },
      remove: (path) => rmSync(path, { force: true }),
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
