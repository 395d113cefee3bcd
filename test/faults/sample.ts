import * as fs from 'node:fs';
import { join } from 'node:path';
import type { FileChange } from '../../src/model/plan.js';
import { create, modify, remove } from '../unit/effects/changes.js';
import { put } from '../unit/effects/tree.js';

/** A small tree that has one of everything that a wave may meet. */
const SMALL: Readonly<Record<string, string>> = {
  'pkg/__init__.py': 'from pkg.old import a\n',
  'pkg/old.py': 'a = 1\nb = 2\n',
  'pkg/script.py': '#!/usr/bin/env python3\nfrom pkg.old import a\n',
  'pkg/untouched.py': 'x = 1\n',
  'alias.py': '-> pkg/script.py',
  'dead.py': '-> pkg/old.py',
  'legacy/deep/mod.py': 'x = 1\n',
  'legacy/deep/__pycache__/mod.cpython-312.pyc': 'bytecode',
};

export const SMALL_CHANGES: readonly FileChange[] = [
  modify('alias.py', SMALL['pkg/script.py']!, '#!/usr/bin/env python3\nfrom pkg.new.a import a\n'),
  remove('dead.py', SMALL['pkg/old.py']!),
  remove('legacy/deep/mod.py', SMALL['legacy/deep/mod.py']!),
  modify('pkg/__init__.py', SMALL['pkg/__init__.py']!, 'from pkg.new.a import a\n'),
  create('pkg/new/__init__.py', ''),
  create('pkg/new/inner/a.py', 'a = 1\n'),
  remove('pkg/old.py', SMALL['pkg/old.py']!),
];

/** Fills a root with the small tree. */
export function fillSmall(root: string): void {
  for (const [path, text] of Object.entries(SMALL)) put(root, path, text);
  fs.chmodSync(join(root, 'pkg/script.py'), 0o755);
  fs.chmodSync(join(root, 'pkg/old.py'), 0o640);
  fs.chmodSync(join(root, 'legacy/deep'), 0o700);
}

const COUNT = 20;
const text = (name: string, i: number) => `# ${name} ${i}\n`.repeat(20 + 37 * i);

/** Sixty changes: a third each created, modified and deleted. */
export function largeChanges(): readonly FileChange[] {
  return Array.from({ length: COUNT }, (_, i) => [
    create(`new${i % 4}/deep${i % 3}/c${i}.py`, text('created', i)),
    modify(`src/m${i}.py`, text('before', i), text('after', i)),
    remove(`old${i % 5}/d${i}.py`, text('deleted', i)),
  ]).flat();
}

/** Fills a root with what the large changes start from. */
export function fillLarge(root: string): void {
  for (const change of largeChanges()) {
    if (change.kind !== 'create') put(root, change.path, Buffer.from(change.before).toString());
  }
  fs.chmodSync(join(root, 'src/m3.py'), 0o750);
}
