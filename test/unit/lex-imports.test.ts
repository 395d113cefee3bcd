import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SourceFile } from '../../src/engine/source-file.js';
import { lexImports } from '../../src/python/lex-imports.js';
import { pythonFiles, pythonLibrary } from './support/python-library.js';

/** What a from-import or an import names, as one line each. */
function namesOf(text: string): string[] {
  return lexImports(text).imports.flatMap(({ level, module, names }) =>
    names.map((name) => (module === undefined ? name : `${'.'.repeat(level)}${module}:${name}`)),
  );
}

describe('import statements read without parsing', () => {
  it.each([
    ['import a', ['a']],
    ['import a.b as c, d', ['a.b', 'as', 'c', 'd']],
    ['from a.b import c as d', ['a.b:c', 'a.b:as', 'a.b:d']],
    ['from . import a', ['.:a']],
    ['from.import a', ['.:a']],
    ['from ... a . b import c', ['...a.b:c']],
    ['from .a import *', ['.a:*']],
    ['from a import (b,  # ) (\n    c,\n)', ['a:b', 'a:c']],
    ['from a \\\n    import \\\n    b', ['a:b']],
    ['x = 1; import a; from b import c', ['a', 'b:c']],
    ['if x: import a', ['a']],
    ['class from_a: ...', []],
    ['raise a from b', []],
    ['importlib.import_module(x)', []],
    ['run("import a\\nfrom b import (\\nc)")', ['a', 'b:c']],
  ] as const)('%j', (text, expected) => {
    expect(lexImports(text).unsure).toBe(false);
    expect(namesOf(text)).toEqual(expect.arrayContaining([...expected]));
    if (expected.length === 0) expect(namesOf(text)).toEqual([]);
  });

  it.each([
    '"from a import " "b"',
    '("from a import b, "\n  "c")',
    '"import " "a"',
    'from größe import a',
    '"from a import \\x62"',
  ])('is not sure of %j', (text) => {
    const names = namesOf(text);
    expect(lexImports(text).unsure || names.includes('a:c')).toBe(true);
  });
});

describe('the standard library', () => {
  const library = pythonLibrary();

  it.skipIf(library === undefined)('has no import statement that is missed', () => {
    let statements = 0;
    // Every third file: modules, packages and tests of all kinds.
    for (const path of pythonFiles(library!).filter((_, index) => index % 3 === 0)) {
      const file = new SourceFile(path, readFileSync(join(library!, path)));
      try {
        void file.scopes;
      } catch {
        continue;
      }
      const found = new Set(namesOf(file.text));
      for (const { node } of file.scopes.imports) {
        statements++;
        for (const { name } of node.names) {
          const module = node.kind === 'Import' ? '' : `${'.'.repeat(node.level)}${node.module}:`;
          if (!found.has(module + name)) expect.fail(`${path}: ${module}${name} is missed`);
        }
      }
    }
    expect(statements).toBeGreaterThan(1000);
  });
});
