import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import { dirname, join } from 'node:path';

/** Puts one file, link (`-> target`) or empty folder (`null`) into a root. */
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
