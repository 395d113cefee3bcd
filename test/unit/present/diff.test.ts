import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Chalk } from 'chalk';
import { applyPatch } from 'diff';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Edit, FileChange } from '../../../src/model/plan.js';
import { renderDiff, renderPatch } from '../../../src/present/diff.js';
import { applyEdits, bytes, create, edit, modify, planOf, remove, replacing } from './plans.js';

const plain = new Chalk({ level: 0 });

const SOURCE = `"""Doc."""
import os

from pkg.registry import a, b


def f():
    one = 1
    two = 2
    three = 3
    four = 4
    five = 5
    return a(b)
`;

describe('patch', () => {
  it('words a modified file as git does', () => {
    const change = replacing('src/app.py', SOURCE, 'return a(b)', 'return a(b, os)');
    expect(renderPatch(planOf([change]))).toMatchInlineSnapshot(`
      "diff --git a/src/app.py b/src/app.py
      index 034ccd72d4..d4ebb11cc0
      --- a/src/app.py
      +++ b/src/app.py
      @@ -10,4 +10,4 @@ def f():
           three = 3
           four = 4
           five = 5
      -    return a(b)
      +    return a(b, os)
      "
    `);
  });

  it('words new and deleted files as git does', () => {
    const plan = planOf([create('src/new.py', 'x = 1\n'), remove('src/old.py', 'y = 2\nz = 3')]);
    expect(renderPatch(plan)).toMatchInlineSnapshot(`
      "diff --git a/src/new.py b/src/new.py
      new file mode 100644
      index 0000000000..7d4290a117
      --- /dev/null
      +++ b/src/new.py
      @@ -0,0 +1 @@
      +x = 1
      diff --git a/src/old.py b/src/old.py
      deleted file mode 100644
      index 4ae31214a3..0000000000
      --- a/src/old.py
      +++ /dev/null
      @@ -1,2 +0,0 @@
      -y = 2
      -z = 3
      \\ No newline at end of file
      "
    `);
  });

  it('joins changes whose context touches, and parts the others', () => {
    const lines = Array.from({ length: 30 }, (_, index) => `line_${index} = 0\n`).join('');
    const touch = (index: number) => {
      const start = lines.indexOf(`line_${index} =`);
      return edit(start, start + `line_${index}`.length, `LINE_${index}`);
    };
    const hunks = (...indices: number[]) =>
      renderPatch(planOf([modify('a.py', lines, indices.map(touch))])).match(/^@@ .* @@/gm);
    expect(hunks(10, 17)).toEqual(['@@ -8,14 +8,14 @@']);
    expect(hunks(10, 18)).toEqual(['@@ -8,7 +8,7 @@', '@@ -16,7 +16,7 @@']);
  });

  it('shows only the lines that differ when an edit replaces more than it changes', () => {
    const start = SOURCE.indexOf('def f');
    const after = SOURCE.slice(start).replace('    three = 3\n', '');
    const patch = renderPatch(planOf([modify('a.py', SOURCE, [edit(start, SOURCE.length, after)])]));
    expect(patch.split('\n').filter((line) => /^[-+][^-+]/.test(line))).toEqual(['-    three = 3']);
  });

  it('falls back to comparing when the edits do not lead to the text after', () => {
    const change: FileChange = {
      kind: 'modify',
      path: 'a.py',
      before: bytes(SOURCE),
      after: bytes(SOURCE.replace('two = 2', 'two = 22').replace('import os\n', '')),
      edits: [edit(0, 3, 'nonsense')],
    };
    const patch = renderPatch(planOf([change]));
    expect(applyPatch(SOURCE, patch)).toBe(new TextDecoder().decode(change.after));
    expect(patch.match(/^[-+][^-+]/gm)).toHaveLength(3);
  });

  it('takes offsets that leave out a byte order mark', () => {
    const before = `\uFEFF${SOURCE}`;
    const change: FileChange = {
      kind: 'modify',
      path: 'a.py',
      before: bytes(before),
      after: bytes(before.replace('os', 'sys')),
      edits: [edit(SOURCE.indexOf('os'), SOURCE.indexOf('os') + 2, 'sys')],
    };
    expect(renderPatch(planOf([change]))).toContain('-import os\n+import sys\n');
  });

  it('says nothing of a file that stays as it is', () => {
    expect(renderPatch(planOf([modify('a.py', SOURCE, [])]))).toBe('');
  });
});

/** Any text of Python-like lines, with any mixture of line ends and any edits to it. */
const texts = fc
  .array(
    fc.tuple(fc.constantFrom('a', 'b', 'def f():', '', 'x = "é𝛼"'), fc.constantFrom('\n', '\r\n', '\r')),
    {
      maxLength: 30,
    },
  )
  .chain((lines) => fc.constantFrom('', 'end').map((end) => lines.flat().join('') + end));

const texted = texts.chain((before) =>
  fc
    .array(fc.tuple(fc.nat(before.length), fc.constantFrom('', 'c', '\n', 'c\n', 'd\r\ne', '\na\n')), {
      maxLength: 8,
    })
    .map((cuts) => {
      const sorted = cuts.sort(([a], [b]) => a - b);
      const edits: Edit[] = [];
      for (let index = 0; index + 1 < sorted.length; index += 2) {
        edits.push(edit(sorted[index]![0], sorted[index + 1]![0], sorted[index]![1]));
      }
      return { before, edits, after: applyEdits(before, edits) };
    }),
);

// A surrogate pair that an edit cuts in half is no text any more.
const wellFormed = texted.filter(({ after }) => !/[\uD800-\uDFFF]/u.test(after));

describe('properties', () => {
  it('every patch leads from the text before to the text after', () => {
    fc.assert(
      fc.property(wellFormed, ({ before, edits, after }) => {
        const patch = renderPatch(planOf([modify('a.py', before, edits)]));
        if (before === after) expect(patch).toBe('');
        else expect(applyPatch(before, patch, { autoConvertLineEndings: false })).toBe(after);
      }),
      { numRuns: 500 },
    );
  });

  it('a patch for people is the patch in colours', () => {
    fc.assert(
      fc.property(wellFormed, ({ before, edits }) => {
        const plan = planOf([modify('a.py', before, edits)]);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: colour codes
        const uncoloured = renderDiff(plan, new Chalk({ level: 3 })).replace(/\x1b\[\d+m/g, '');
        expect(uncoloured).toBe(renderPatch(plan));
        expect(renderDiff(plan, plain)).toBe(renderPatch(plan));
      }),
      { numRuns: 50 },
    );
  });
});

/** Writes the tree before, applies the patch with git, and returns what became of each path. */
function throughGit(changes: readonly FileChange[]): {
  forward: Map<string, string | undefined>;
  backward: Map<string, string | undefined>;
} {
  const folder = mkdtempSync(join(tmpdir(), 'patch-'));
  try {
    for (const change of changes) {
      if (change.kind === 'create') continue;
      mkdirSync(dirname(join(folder, change.path)), { recursive: true });
      writeFileSync(join(folder, change.path), change.before);
    }
    // Only what reads its input gets one: git is gone before a pipe to it is filled.
    const git = (args: readonly string[], input?: string) =>
      execFileSync('git', ['-c', 'core.autocrlf=false', ...args], {
        cwd: folder,
        ...(input === undefined ? {} : { input }),
        stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
      });
    const patch = renderPatch(planOf(changes));
    const read = () =>
      new Map(
        changes.map(({ path }) => {
          const file = join(folder, path);
          return [path, existsSync(file) ? readFileSync(file).toString('hex') : undefined];
        }),
      );
    git(['init', '-q']);
    git(['apply', '-'], patch);
    const forward = read();
    git(['apply', '--reverse', '-'], patch);
    return { forward, backward: read() };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const hex = (content: Uint8Array | undefined) => content && Buffer.from(content).toString('hex');

describe('git apply', () => {
  const binary = Uint8Array.from({ length: 1000 }, (_, index) => (index * 7919) % 256);
  const latin = Uint8Array.from([...bytes('# -*- coding: latin-1 -*-\nname = "caf'), 0xe9, ...bytes('"\n')]);
  const changes: readonly FileChange[] = [
    create('new/deep/module.py', SOURCE),
    create('empty.py', ''),
    create('no-newline.py', 'x = 1'),
    create('data.bin', binary),
    remove('old.py', SOURCE),
    remove('old_no_newline.py', 'x = 1\ny = 2'),
    remove('old_empty.py', ''),
    remove('old.bin', binary),
    replacing('plain.py', SOURCE, 'import os', 'import sys'),
    replacing('crlf.py', SOURCE.replaceAll('\n', '\r\n'), 'import os\r\n', 'import os\r\nimport sys\r\n'),
    replacing('bom.py', `\uFEFF${SOURCE}`, 'import os', 'import sys'),
    replacing('gains newline.py', 'x = 1', 'x = 1', 'x = 1\n'),
    replacing('loses newline.py', 'x = 1\n', '\n', ''),
    replacing('emptied.py', 'x = 1\n', 'x = 1\n', ''),
    modify('filled.py', '', [edit(0, 0, 'x = 1\n')]),
    replacing('pkg/with space/ünïcödé.py', SOURCE, 'two', 'deux'),
    replacing('odd"quote\\back.py', SOURCE, 'two', 'deux'),
    { kind: 'modify', path: 'latin.py', before: latin, after: bytes('name = 1\n'), edits: [] },
    { kind: 'modify', path: 'image.bin', before: binary, after: binary.slice(10), edits: [] },
  ];

  it('leaves the exact bytes, forwards and backwards', () => {
    const { forward, backward } = throughGit(changes);
    for (const change of changes) {
      const before = change.kind === 'create' ? undefined : change.before;
      const after = change.kind === 'delete' ? undefined : change.after;
      expect([change.path, forward.get(change.path)]).toEqual([change.path, hex(after)]);
      expect([change.path, backward.get(change.path)]).toEqual([change.path, hex(before)]);
    }
  });

  it('takes any edits', () => {
    fc.assert(
      fc.property(fc.array(wellFormed, { minLength: 1, maxLength: 8 }), (files) => {
        const edited = files
          .filter(({ before, after }) => before !== after)
          .map(({ before, edits }, index) => modify(`file_${index}.py`, before, edits));
        if (edited.length === 0) return;
        const { forward } = throughGit(edited);
        for (const change of edited) {
          expect(forward.get(change.path)).toBe(hex((change as { after: Uint8Array }).after));
        }
      }),
      { numRuns: 15 },
    );
  });
});

describe('for people', () => {
  it('shows a text in an old encoding, and only mentions a binary file', () => {
    const latin = Uint8Array.from([...bytes('name = "caf'), 0xe9, ...bytes('"\n')]);
    const shown = renderDiff(planOf([remove('a.py', latin), remove('b.bin', Uint8Array.of(0, 1))]), plain);
    expect(shown).toMatchInlineSnapshot(`
      "diff --git a/a.py b/a.py
      deleted file mode 100644
      index aca88dbaff..0000000000
      --- a/a.py
      +++ /dev/null
      @@ -1 +0,0 @@
      -name = "café"
      diff --git a/b.bin b/b.bin
      deleted file mode 100644
      index bdc955b7b2e610ad5a72302b139a2e6cb325519a..0000000000000000000000000000000000000000
      Binary files a/b.bin and /dev/null differ
      "
    `);
  });

  it('colours whole lines', () => {
    const coloured = renderDiff(
      planOf([replacing('a.py', 'x = 1\ny = 2\n', '2', '3')]),
      new Chalk({ level: 1 }),
    );
    expect(coloured.replaceAll('\x1b', '␛')).toMatchInlineSnapshot(`
      "␛[1mdiff --git a/a.py b/a.py␛[22m
      ␛[1mindex 2c1854573a..af2cbd83da␛[22m
      ␛[1m--- a/a.py␛[22m
      ␛[1m+++ b/a.py␛[22m
      ␛[36m@@ -1,2 +1,2 @@␛[39m
       x = 1
      ␛[31m-y = 2␛[39m
      ␛[32m+y = 3␛[39m
      "
    `);
  });
});

describe('speed', () => {
  it('takes a few milliseconds for a file of 8,482 lines', () => {
    const long = Array.from({ length: 8482 }, (_, index) => `CONSTANT_${index} = {"value": ${index}}\n`).join(
      '',
    );
    const at = (index: number) => long.indexOf(`CONSTANT_${index} `);
    const far = modify('far.py', long, [
      edit(at(3), at(3) + 8, 'VALUE'),
      edit(at(4000), at(4500), ''),
      edit(at(8000), at(8000) + 8, 'VALUE'),
    ]);
    const plan = planOf([remove('long.py', long), create('new.py', long), far]);
    renderPatch(plan);
    const start = performance.now();
    renderPatch(plan);
    renderDiff(plan, new Chalk({ level: 1 }));
    // Generous, because machines that run tests are busy; the usual value is below 30.
    expect(performance.now() - start).toBeLessThan(250);
  });
});
