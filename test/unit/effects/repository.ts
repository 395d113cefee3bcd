import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach } from 'vitest';
import type { FileChange } from '../../../src/model/plan.js';

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

export function put(root: string, path: string, text: string | null): void {
  const full = join(root, path);
  if (text === null) return void fs.mkdirSync(full, { recursive: true });
  fs.mkdirSync(dirname(full), { recursive: true });
  if (text.startsWith('-> ')) fs.symlinkSync(text.slice(3), full);
  else fs.writeFileSync(full, text);
}

export function read(root: string, path: string): string {
  return fs.readFileSync(join(root, path), 'utf8');
}

/** Everything below a root but the tool's own folder: kind, mode and contents of each path. */
export function tree(root: string, folder = ''): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const name of fs.readdirSync(join(root, folder)).sort()) {
    if (folder === '' && (name === '.rewrite' || name === '.git')) continue;
    const path = folder === '' ? name : `${folder}/${name}`;
    const stat = fs.lstatSync(join(root, path));
    const mode = (stat.mode & 0o7777).toString(8);
    if (stat.isSymbolicLink()) found[path] = `link ${fs.readlinkSync(join(root, path))}`;
    else if (stat.isDirectory()) Object.assign(found, { [path]: `folder ${mode}` }, tree(root, path));
    else {
      const bytes = fs.readFileSync(join(root, path));
      found[path] = `file ${mode} ${bytes.length} ${createHash('sha256').update(bytes).digest('hex')}`;
    }
  }
  return found;
}

const bytes = (text: string): Uint8Array => Buffer.from(text);

export const create = (path: string, after: string): FileChange => ({
  kind: 'create',
  path,
  after: bytes(after),
  rule: 'test',
});
export const modify = (path: string, before: string, after: string): FileChange => ({
  kind: 'modify',
  path,
  before: bytes(before),
  after: bytes(after),
  edits: [],
});
export const remove = (path: string, before: string): FileChange => ({
  kind: 'delete',
  path,
  before: bytes(before),
  rule: 'test',
});

export const META = { wave: 'wave1', started: '2025-01-01T00:00:00.000Z' };
