import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Chalk } from 'chalk';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FileChange } from '../../../src/model/plan.js';
import { renderStat } from '../../../src/present/stat.js';
import { create, planOf, remove, replacing } from './plans.js';

const plain = new Chalk({ level: 0 });
const linesOf = (count: number) =>
  Array.from({ length: count }, (_, index) => `x${index} = ${index}\n`).join('');

/** What git itself says of the same change. */
function gitStat(changes: readonly FileChange[], width: number): string {
  const folder = mkdtempSync(join(tmpdir(), 'stat-'));
  const git = (...args: string[]) => execFileSync('git', args, { cwd: folder, encoding: 'utf8' });
  const write = (path: string, content: Uint8Array) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  };
  try {
    git('init', '-q');
    for (const change of changes) if (change.kind !== 'create') write(change.path, change.before);
    git('add', '-A');
    const before = git('write-tree').trim();
    for (const change of changes) {
      if (change.kind === 'delete') rmSync(join(folder, change.path));
      else write(change.path, change.after);
    }
    git('add', '-A');
    return git('diff', '--no-renames', `--stat=${width}`, before, git('write-tree').trim());
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const sorted = (changes: readonly FileChange[]) => [...changes].sort((a, b) => (a.path < b.path ? -1 : 1));

describe('stat', () => {
  it('reads like git', () => {
    const plan = planOf([
      create('src/pkg/schema/nested_views.py', linesOf(412)),
      replacing('src/pkg/app.py', linesOf(20), 'x3 = 3\n', 'x3 = 4\nx33 = 5\n'),
      remove('src/pkg/schema/registry.py', linesOf(4482)),
    ]);
    expect(renderStat(plan, plain)).toMatchInlineSnapshot(`
      " src/pkg/schema/nested_views.py |  412 ++++++
       src/pkg/app.py                 |    3 +-
       src/pkg/schema/registry.py     | 4482 ------------------------------------------------------------
       3 files changed, 414 insertions(+), 4483 deletions(-)
      "
    `);
  });

  it('says exactly what git says', () => {
    const change = fc.tuple(
      fc.constantFrom(
        'a.py',
        'src/pkg/module.py',
        `src/${'deep/'.repeat(12)}module.py`,
        `${'long'.repeat(30)}.py`,
      ),
      fc.constantFrom('create', 'delete', 'modify'),
      fc.integer({ min: 1, max: 300 }),
    );
    const changes = fc.uniqueArray(change, { minLength: 1, maxLength: 4, selector: ([path]) => path });
    fc.assert(
      fc.property(changes, fc.constantFrom(60, 80, 100), (drawn, width) => {
        const made = sorted(
          drawn.map(([path, kind, count]) => {
            if (kind === 'create') return create(path, linesOf(count));
            if (kind === 'delete') return remove(path, linesOf(count));
            return replacing(path, linesOf(count), 'x0 = 0\n', linesOf(count + 7).slice(7));
          }),
        );
        expect(renderStat(planOf(made), plain, width)).toBe(gitStat(made, width));
      }),
      { numRuns: 25 },
    );
  });

  it('mentions a file that is no text', () => {
    const plan = planOf([create('a.bin', Uint8Array.of(0, 1, 2)), create('b.py', 'x = 1\n')]);
    expect(renderStat(plan, plain)).toMatchInlineSnapshot(`
      " a.bin | Bin
       b.py  |   1 +
       2 files changed, 1 insertion(+)
      "
    `);
  });

  it('says nothing of nothing', () => {
    expect(renderStat(planOf([]), plain)).toBe('');
  });
});
