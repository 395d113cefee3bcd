import { expect, test } from 'vitest';
import { globMatcher } from '../../src/engine/glob.js';

const PATHS = [
  'a',
  'a.py',
  'b.py',
  'src/a.py',
  'src/x/a.py',
  'src/x/y/b.md',
  'docs/.hidden/a.md',
  '.github/w.yml',
  'a/b/c/d.py',
  'docs/old/x.md',
];
/** What each matches of the paths, as shells, git and editors have it. */
const GLOBS: Readonly<Record<string, readonly string[]>> = {
  '**': PATHS,
  '**/*': PATHS,
  '*': ['a', 'a.py', 'b.py'],
  '*.py': ['a.py', 'b.py'],
  '**/*.py': ['a.py', 'b.py', 'src/a.py', 'src/x/a.py', 'a/b/c/d.py'],
  'src/**': ['src/a.py', 'src/x/a.py', 'src/x/y/b.md'],
  'src/**/*.py': ['src/a.py', 'src/x/a.py'],
  '**/x/**': ['src/x/a.py', 'src/x/y/b.md'],
  '{src,docs}/**': ['src/a.py', 'src/x/a.py', 'src/x/y/b.md', 'docs/.hidden/a.md', 'docs/old/x.md'],
  'src/{x,y}/*.py': ['src/x/a.py'],
  '[ab].py': ['a.py', 'b.py'],
  '[!a].py': ['b.py'],
  '[b-d].py': ['b.py'],
  '?.py': ['a.py', 'b.py'],
  '**/.*/**': ['docs/.hidden/a.md', '.github/w.yml'],
  'a/**/d.py': ['a/b/c/d.py'],
  '*/*': ['src/a.py', '.github/w.yml'],
  'src/*/{a,b}.{py,md}': ['src/x/a.py'],
  'a.py': ['a.py'],
};

test.each(Object.entries(GLOBS))('%s', (glob, paths) => {
  expect(PATHS.filter(globMatcher(glob))).toEqual(paths);
});

test('takes no time, whatever the pattern', () => {
  const start = performance.now();
  expect(globMatcher(`${'*a'.repeat(200)}b`)('a'.repeat(2000))).toBe(false);
  expect(globMatcher(`${'**/a/'.repeat(100)}b`)('a/'.repeat(500))).toBe(false);
  expect(globMatcher('{a,b}'.repeat(60))('ab')).toBe(false);
  expect(performance.now() - start).toBeLessThan(2000);
});
