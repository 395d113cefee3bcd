import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import { put } from './tree.js';

export { create, META, modify, remove } from './changes.js';
export { put, read, tree } from './tree.js';

const made: string[] = [];

/** A new folder with these files, removed after the test; a value `-> x` makes a link, `null` an empty folder. */
export function repository(files: Readonly<Record<string, string | null>> = {}, parent = tmpdir()): string {
  const root = fs.realpathSync(fs.mkdtempSync(join(parent, 'rewrite-')));
  made.push(root);
  for (const [path, text] of Object.entries(files)) put(root, path, text);
  return root;
}

afterEach(() => {
  for (const root of made.splice(0)) fs.rmSync(root, { recursive: true, force: true });
});
