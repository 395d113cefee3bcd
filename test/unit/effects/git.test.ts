import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { dirtyFiles, listFiles, repositoryRoot } from '../../../src/effects/git.js';
import { put, repository } from './repository.js';

function git(root: string, ...args: string[]): void {
  const identity = [
    '-c',
    'user.name=t',
    '-c',
    'user.email=t@example.org',
    '-c',
    'protocol.file.allow=always',
  ];
  execFileSync('git', [...identity, ...args], { cwd: root, stdio: 'pipe' });
}

function committed(files: Readonly<Record<string, string | null>>): string {
  const root = repository(files);
  git(root, 'init', '-q');
  git(root, 'add', '-A');
  git(root, 'commit', '-qm', 'first');
  return root;
}

describe('listFiles', () => {
  test('tracked and untracked files, neither ignored ones nor submodules', () => {
    const other = committed({ 'x.py': '' });
    const root = committed({
      '.gitignore': 'ignored/\n*.log\n',
      'a.py': '',
      'gone.py': '',
      'ignored/x.py': '',
      'ünï cödé "q".py': '',
      'link.py': '-> a.py',
      'folder-link': '-> pkg',
      'out.py': `-> ${other}/x.py`,
      'dangling.py': '-> nowhere',
      'pkg/b.py': '',
    });
    git(root, 'submodule', 'add', '-q', other, 'module');
    fs.rmSync(join(root, 'gone.py'));
    put(root, 'new.py', '');
    put(root, 'nested/x.py', '');
    git(join(root, 'nested'), 'init', '-q');
    const listed = ['.gitignore', '.gitmodules', 'a.py', 'link.py', 'new.py', 'pkg/b.py', 'ünï cödé "q".py'];
    expect(listFiles(root)).toEqual(listed);
    expect(listFiles(join(root, 'pkg'))).toEqual(['b.py']);
  });

  test('lists a file in conflict once', () => {
    const root = committed({ 'a.py': '1\n' });
    git(root, 'checkout', '-qb', 'side');
    put(root, 'a.py', '2\n');
    git(root, 'commit', '-qam', 'side');
    git(root, 'checkout', '-q', '-');
    put(root, 'a.py', '3\n');
    git(root, 'commit', '-qam', 'main');
    expect(() => git(root, 'merge', 'side')).toThrow();
    expect(listFiles(root)).toEqual(['a.py']);
  });

  test('walks where there is no git', () => {
    const root = repository({
      'a.py': '',
      '.github/x.yml': '',
      'pkg/b.py': '',
      'pkg/__pycache__/b.pyc': '',
      '.venv/lib/x.py': '',
      'node_modules/x/y.py': '',
      'link.py': '-> a.py',
      folder: '-> pkg',
    });
    expect(listFiles(root)).toEqual(['.github/x.yml', 'a.py', 'link.py', 'pkg/b.py']);
    expect(dirtyFiles(root)).toBeUndefined();
    expect(repositoryRoot(root)).toBeUndefined();
  });
});

describe('dirtyFiles', () => {
  test('names what differs from the last commit, from the folder asked for', () => {
    const root = committed({
      'pkg/a.py': '',
      'pkg/b.py': '',
      'pkg/c.py': '',
      'top.py': '',
      '.gitignore': '*.log',
    });
    expect(dirtyFiles(root)).toEqual([]);
    put(root, 'pkg/a.py', 'x');
    git(root, 'mv', 'pkg/b.py', 'pkg/d e.py');
    fs.rmSync(join(root, 'pkg/c.py'));
    put(root, 'top.py', 'x');
    put(root, 'new/deep/x.py', 'x');
    put(root, 'x.log', 'x');
    expect(dirtyFiles(root)?.toSorted((a, b) => (a.path < b.path ? -1 : 1))).toEqual([
      { path: 'new/deep/x.py', status: '??' },
      { path: 'pkg/a.py', status: ' M' },
      { path: 'pkg/b.py', status: 'D ' },
      { path: 'pkg/c.py', status: ' D' },
      { path: 'pkg/d e.py', status: 'A ' },
      { path: 'top.py', status: ' M' },
    ]);
    expect(dirtyFiles(join(root, 'pkg'))?.map(({ path }) => path)).toEqual([
      'a.py',
      'b.py',
      'c.py',
      'd e.py',
    ]);
    expect(repositoryRoot(join(root, 'pkg'))).toBe(root);
  });
});
