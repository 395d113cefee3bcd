import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SourceFile } from '../../src/engine/source-file.js';
import { parseImports } from '../../src/python/parse-imports.js';
import { scopePath } from '../../src/python/scope.js';
import { pythonFiles, pythonLibrary } from './support/python-library.js';

/** Each import statement with all that is said of where it stands. */
function sitesOf({ scopes }: SourceFile) {
  return scopes.imports.map(({ node, scope, typeChecking, guarded }) => ({
    node,
    scope: `${scope.kind} ${scopePath(scope)}`,
    typeChecking,
    guarded,
  }));
}

describe('the import statements of a file', () => {
  it('keep the blocks around them; what does not import is skipped, blocks and all', () => {
    const source = [
      'x = 1',
      'if A:',
      '    y = 1',
      '    def f(a):',
      '        import b',
      '        return b(a)',
      '@c',
      'class D:',
      '    z = [',
      '        1]',
      'else_ = 2; import e',
    ].join('\n');
    const { body } = parseImports(source);
    const shape = (nodes: typeof body): unknown[] =>
      nodes.map((node) =>
        'body' in node ? [node.kind, shape(node.body)] : source.slice(node.start, node.end),
      );
    expect(shape(body)).toEqual([
      'x = 1',
      ['If', ['y = 1', ['FunctionDef', ['import b', 'return b(a)']]]],
      '@c\nclass D:\n    z = [\n        1]',
      'else_ = 2',
      'import e',
    ]);
  });

  it.each(['else: pass\n', '    x\n', 'x = (\n', 'if x:\nimport a\n', 'from a import\n'])(
    '%j is no Python',
    (text) => {
      expect(() => parseImports(text)).toThrow();
    },
  );

  const library = pythonLibrary();
  it.skipIf(library === undefined)('are those of the whole tree, in the standard library', () => {
    let statements = 0;
    // Another third than other tests read.
    for (const path of pythonFiles(library!).filter((_, index) => index % 3 === 1)) {
      const bytes = readFileSync(join(library!, path));
      const view = new SourceFile(path, bytes).importView;
      const whole = new SourceFile(path, bytes);
      try {
        void whole.module;
      } catch {
        continue;
      }
      expect(sitesOf(view), path).toEqual(sitesOf(whole));
      statements += whole.scopes.imports.length;
    }
    expect(statements).toBeGreaterThan(1000);
  });
});
