import { createHash } from 'node:crypto';
import { accessSync, constants, mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Interpreters, Job } from './python.js';

/** A tree as bytes, by path. */
export type Bytes = ReadonlyMap<string, Uint8Array>;

/** A folder for many small files that live for seconds: in memory where the system has such a place. */
export function ramFolder(): string {
  try {
    accessSync('/dev/shm', constants.W_OK);
    return '/dev/shm';
  } catch {
    return tmpdir();
  }
}

/** Trees that are written to be run. What many cells start from is written and run once. */
export class Trees {
  private readonly names = new Map<string, string>();

  constructor(
    private readonly root: string,
    private readonly python: Interpreters,
  ) {}

  /** Has a tree run, unless the same is being run already; gives the job's name. */
  run(tree: Bytes, claims: Pick<Job, 'assertion' | 'gone' | 'unloaded'>): string {
    const key = digest(tree, claims);
    const known = this.names.get(key);
    if (known !== undefined) return known;
    const name = String(this.names.size);
    this.names.set(key, name);
    const folder = join(this.root, name);
    const folders = new Set<string>();
    for (const [path, bytes] of tree) {
      const target = join(folder, path);
      if (!folders.has(dirname(target))) mkdirSync(dirname(target), { recursive: true });
      folders.add(dirname(target));
      writeFileSync(target, bytes);
    }
    this.python.run({ name, folder, modules: modulesOf(tree), ...claims });
    return name;
  }
}

function digest(tree: Bytes, claims: object): string {
  const hash = createHash('sha1').update(JSON.stringify(claims));
  for (const path of [...tree.keys()].sort()) hash.update(`\0${path}\0`).update(tree.get(path)!);
  return hash.digest('base64');
}

function modulesOf(tree: Bytes): string[] {
  return [...tree.keys()]
    .filter((path) => path.endsWith('.py'))
    .map((path) => path.replace(/(?:\/__init__)?\.py$/, '').replaceAll('/', '.'))
    .sort();
}
