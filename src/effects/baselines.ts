import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { stateFolder } from './journal.js';

/** What a tool left, as it is kept: enough to read it again. */
const keptSchema = z.object({
  stdout: z.string(),
  stderr: z.string(),
  exitCode: z.int(),
  files: z.record(z.string(), z.string()),
});

export type KeptOutput = z.infer<typeof keptSchema>;

const MOST = 60;
const LARGEST = 64 * 1024 * 1024;

/**
 * Outputs of tools on a tree, in `.rewrite/baselines`. A broken or missing entry is as good as none, and one that
 * cannot be written is not missed.
 */
export class Baselines {
  private readonly folder: string;

  constructor(root: string) {
    this.folder = join(stateFolder(root), 'baselines');
  }

  /** @param parts all that the output depends on. */
  static key(parts: readonly unknown[]): string {
    return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
  }

  read(key: string): KeptOutput | undefined {
    try {
      return keptSchema.parse(JSON.parse(readFileSync(this.path(key), 'utf8')));
    } catch {
      return undefined;
    }
  }

  write(key: string, output: KeptOutput): void {
    try {
      // The state folder itself is made, and hidden from git, with the lock.
      mkdirSync(this.folder, { recursive: true });
      writeFileSync(this.path(key), JSON.stringify(output));
      this.prune();
    } catch {
      // The next try asks the tool again.
    }
  }

  private path(key: string): string {
    return join(this.folder, `${key}.json`);
  }

  /** Keeps the newest, as many as are worth their place. */
  private prune(): void {
    if (!existsSync(this.folder)) return;
    const entries = readdirSync(this.folder)
      .map((name) => {
        const path = join(this.folder, name);
        const { mtimeMs, size } = statSync(path);
        return { path, mtimeMs, size };
      })
      .sort((a, b) => b.mtimeMs - a.mtimeMs);
    let total = 0;
    entries.forEach(({ path, size }, index) => {
      total += size;
      if (index >= MOST || total > LARGEST) rmSync(path, { force: true });
    });
  }
}
