import { describe, expect, it } from 'vitest';
import { filesToFix, findGate, inPortions } from '../../../src/gates/index.js';
import { repositoryPath } from '../../../src/gates/repository-path.js';
import { specOf } from './outputs.js';

describe('fixers', () => {
  const commands = (name: string) => {
    const fixer = findGate(name)!.fixer!;
    const files = ['src/a.py', 'src/b.py'];
    return [fixer.probe(specOf(name), files).join(' '), fixer.fix(specOf(name), files).join(' ')];
  };

  it('ask before they change anything, and leave excluded files alone', () => {
    expect(commands('ruff-format')).toEqual([
      'ruff format --check --force-exclude src/a.py src/b.py',
      'ruff format --force-exclude --quiet src/a.py src/b.py',
    ]);
    expect(commands('ruff-isort')).toEqual([
      'ruff check --select I --no-fix --force-exclude --output-format json src/a.py src/b.py',
      'ruff check --select I --fix-only --force-exclude --quiet src/a.py src/b.py',
    ]);
  });

  it('look at new files and at those that were in order before', () => {
    const candidates = {
      written: ['new.py', 'tidy.py', 'untidy.py', 'new_where_untidy_was.py'],
      created: new Set(['new.py', 'new_where_untidy_was.py']),
      reportedBefore: new Set(['untidy.py', 'new_where_untidy_was.py']),
    };
    expect(filesToFix(candidates)).toEqual(['new.py', 'tidy.py', 'new_where_untidy_was.py']);
  });

  it('get many files in portions', () => {
    expect(inPortions(['a', 'b', 'c'], 2)).toEqual([['a', 'b'], ['c']]);
    expect(inPortions([], 2)).toEqual([]);
  });
});

describe('paths', () => {
  it.each([
    ['/repo', '/repo/src/a.py', 'src/a.py'],
    ['/repo/', '/repo/src/a.py', 'src/a.py'],
    ['/repo', './src/a.py', 'src/a.py'],
    ['/repo', 'src/a.py', 'src/a.py'],
    ['/repo', '/repository/a.py', '/repository/a.py'],
    ['C:\\work\\repo', 'c:\\work\\repo\\src\\a.py', 'src/a.py'],
  ])('in %s, %s is %s', (root, path, expected) => {
    expect(repositoryPath(root, path)).toBe(expected);
  });
});
