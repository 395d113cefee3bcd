import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { applyPlan, planTree } from '../../conformance/check.js';
import type { Bytes } from '../../conformance/trees.js';
import { libraryEnvironment } from './environment.js';
import { PROGRAMS } from './libraries.js';

const environment = libraryEnvironment();

/** What `main.py` of a tree prints, and how it ends. */
function run(tree: Bytes, python: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'annotations-'));
  try {
    for (const [path, bytes] of tree) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), bytes);
    }
    const { status, stdout, stderr } = spawnSync(python, ['-B', 'main.py'], {
      cwd: folder,
      encoding: 'utf8',
    });
    return status === 0 ? stdout.trim() : `exit ${status}: ${stderr.trim().split('\n').at(-1)}`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

for (const program of PROGRAMS)
  test(`annotations are there when the program runs: ${program.name}`, ({ skip }) => {
    const rule = `kind: split-module
source: shop.models
legacy: delete
into:
  - { module: shop.first, symbols: [${program.moves}] }
  - { module: shop.rest, rest: true }
`;
    const before: Bytes = new Map(
      Object.entries({
        'shop/__init__.py': '',
        'shop/models.py': program.models,
        'main.py': program.main,
      }).map(([path, text]) => [path, Buffer.from(text)]),
    );
    const plan = planTree(rule, before);
    expect(plan.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    const after = applyPlan(before, plan);
    const first = Buffer.from(after.get('shop/first.py')!).toString();
    expect(/^from shop\.rest import .*Kind/m.test(first), first).toBe(program.runtime);
    if ('missing' in environment) return skip(`not run: ${environment.missing}`);
    const printed = run(before, environment.python);
    expect(printed).not.toMatch(/^exit/);
    expect(printed).not.toBe('');
    expect(run(after, environment.python)).toBe(printed);
  });
