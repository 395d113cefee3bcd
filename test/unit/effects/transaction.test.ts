import * as fs from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { nodeFileSystem as disk } from '../../../src/effects/file-system.js';
import { listRuns } from '../../../src/effects/runs.js';
import { absorb, applyChanges, commit, rollback } from '../../../src/effects/transaction.js';
import { undo } from '../../../src/effects/undo.js';
import type { FileChange } from '../../../src/model/plan.js';
import { create, META, modify, put, read, remove, repository, tree } from './repository.js';

const apply = (root: string, changes: readonly FileChange[], id = 'run-1') =>
  applyChanges(disk, root, id, changes, META);

const FILES = {
  'pkg/__init__.py': '',
  'pkg/old.py': 'a = 1\nb = 2\n',
  'pkg/user.py': 'from pkg.old import a\n',
  'legacy/deep/mod.py': 'x = 1\n',
  'legacy/deep/__pycache__/mod.cpython-312.pyc': 'bytecode',
};

const CHANGES = [
  create('pkg/new/__init__.py', ''),
  create('pkg/new/a.py', 'a = 1\n'),
  modify('pkg/user.py', FILES['pkg/user.py'], 'from pkg.new.a import a\n'),
  remove('pkg/old.py', FILES['pkg/old.py']),
  remove('legacy/deep/mod.py', FILES['legacy/deep/mod.py']),
];

describe('applyChanges', () => {
  test('writes all, keeps modes, removes the directories it empties', () => {
    const root = repository(FILES);
    fs.chmodSync(join(root, 'pkg/user.py'), 0o750);
    const run = apply(root, CHANGES);
    expect(run.removedDirectories).toEqual(['legacy/deep/__pycache__', 'legacy/deep', 'legacy']);
    expect(run.createdDirectories).toEqual(['pkg/new']);
    commit(disk, root, 'run-1');
    expect(Object.keys(tree(root))).toEqual([
      'pkg',
      'pkg/__init__.py',
      'pkg/new',
      'pkg/new/__init__.py',
      'pkg/new/a.py',
      'pkg/user.py',
    ]);
    expect(read(root, 'pkg/user.py')).toBe('from pkg.new.a import a\n');
    expect(tree(root)['pkg/user.py']).toMatch(/^file 750 /);
    expect(read(root, '.rewrite/.gitignore')).toBe('*\n');
    expect(listRuns(disk, root)).toEqual([
      { id: 'run-1', ...META, state: 'applied', created: 2, modified: 1, deleted: 2 },
    ]);
  });

  test('keeps a directory that something else is left in', () => {
    const root = repository({ ...FILES, 'legacy/data.bin': '' });
    expect(apply(root, CHANGES).removedDirectories).toEqual(['legacy/deep/__pycache__', 'legacy/deep']);
    const other = repository({ ...FILES, 'legacy/deep/__pycache__/notes.txt': '' });
    expect(apply(other, CHANGES).removedDirectories).toEqual([]);
  });

  test('gives a new version another second of change than the old one', () => {
    const root = repository({ 'a.py': '1\n' });
    const later = Math.floor(Date.now() / 1000) + 5;
    fs.utimesSync(join(root, 'a.py'), later, later);
    apply(root, [modify('a.py', '1\n', '2\n')]);
    expect(fs.statSync(join(root, 'a.py')).mtimeMs).toBe((later + 1) * 1000);
    rollback(disk, root, 'run-1');
    expect(fs.statSync(join(root, 'a.py')).mtimeMs).toBe((later + 2) * 1000);
  });

  test('an exception in a hook takes everything back', () => {
    const root = repository(FILES);
    const before = tree(root);
    for (let at = 1; at <= CHANGES.length + 1; at++) {
      const onFile = (_: string, done: number) => {
        if (done === at) throw new Error(`at ${at}`);
      };
      expect(() => applyChanges(disk, root, `run-${at}`, CHANGES, META, { onFile })).toThrow(`at ${at}`);
      expect(tree(root)).toEqual(before);
    }
    expect(listRuns(disk, root).map((run) => run.state)).toEqual(Array(6).fill('rolled-back'));
  });

  test('does not write over a file that is saved while the wave is being written', () => {
    const root = repository(FILES);
    const onFile = (path: string) => {
      if (path === 'pkg/new/a.py') put(root, 'pkg/user.py', 'mine = 1\n');
    };
    expect(() => applyChanges(disk, root, 'run-1', CHANGES, META, { onFile })).toThrow(
      'pkg/user.py changed while the wave was being written',
    );
    expect(read(root, 'pkg/user.py')).toBe('mine = 1\n');
    put(root, 'pkg/user.py', FILES['pkg/user.py']);
    expect(Object.keys(tree(root))).toEqual(Object.keys(tree(repository(FILES))));
  });
});

describe('refusals, before a byte is written', () => {
  const refused = (root: string, changes: readonly FileChange[]): string => {
    const before = tree(root);
    let message = '';
    try {
      apply(root, changes);
    } catch (error) {
      expect(error).toMatchObject({ name: 'UserError', exitCode: 3 });
      message = (error as Error).message;
    }
    expect(tree(root)).toEqual(before);
    expect(fs.existsSync(join(root, '.rewrite/runs/run-1'))).toBe(false);
    return message;
  };

  test('a disk that is not as the plan says', () => {
    const root = repository({ 'a.py': 'changed\n', 'new.py': '' });
    const changes = [
      create('fine.py', ''),
      modify('a.py', 'planned\n', 'x\n'),
      create('new.py', ''),
      remove('gone.py', ''),
    ];
    expect(refused(root, changes)).toBe(
      'The repository is not as it was when the wave was planned:\n' +
        '  a.py (has changed)\n  new.py (exists already)\n  gone.py (is gone)',
    );
  });

  test.each([
    ['../x.py', 'leaves the repository'],
    ['a/../../x.py', 'leaves the repository'],
    ['/etc/x.py', 'is absolute'],
    ['C:\\x.py', 'is absolute'],
    ['', 'is empty'],
    ['a//b.py', 'is not a normal path'],
    ['./a.py', 'is not a normal path'],
    ['a\0.py', 'null byte'],
    ['.git/hooks/pre-commit', 'is inside .git'],
    ['sub/.GIT/config', 'is inside .GIT'],
    ['.rewrite/lock', 'is inside .rewrite'],
  ])('the path %j', (path, reason) => {
    const root = repository({ 'a.py': '' });
    expect(refused(root, [create('fine.py', ''), create(path, '')])).toContain(reason);
  });

  test('paths through links that lead out of the root, or nowhere', () => {
    const outside = repository({ 'x.py': 'x\n' });
    const root = repository({
      out: `-> ${outside}`,
      'file.py': `-> ${outside}/x.py`,
      dangling: '-> nowhere',
      f: '',
    });
    expect(refused(root, [create('out/new.py', '')])).toContain('the link out leads out of the repository');
    expect(refused(root, [modify('out/x.py', 'x\n', '')])).toContain('leads out of the repository');
    expect(refused(root, [modify('file.py', 'x\n', '')])).toContain('leads out of the repository');
    expect(refused(root, [modify('dangling', '', '')])).toContain('leads nowhere');
    expect(refused(root, [create('dangling', '')])).toContain('exists already');
    expect(refused(root, [create('dangling/x.py', '')])).toContain('leads nowhere');
    expect(refused(root, [create('f/x.py', '')])).toContain('f is not a folder');
    expect(tree(outside)).toEqual(tree(repository({ 'x.py': 'x\n' })));
  });

  test('created paths that differ only in case', () => {
    const root = repository();
    expect(refused(root, [create('Foo.py', ''), create('foo.py', '')])).toContain('differ only in case');
    expect(refused(root, [create('Pkg/a.py', ''), create('pkg/b.py', '')])).toContain('differ only in case');
  });

  test('what is read-only', () => {
    const root = repository({ 'a.py': 'a\n', 'locked/b.py': 'b\n', 'other/c.py': 'c\n' });
    fs.chmodSync(join(root, 'a.py'), 0o444);
    fs.chmodSync(join(root, 'locked'), 0o555);
    const changes = [
      modify('a.py', 'a\n', ''),
      remove('locked/b.py', 'b\n'),
      modify('other/c.py', 'c\n', ''),
    ];
    expect(refused(root, changes)).toBe('The wave writes what is read-only:\n  a.py\n  locked/');
    expect(refused(root, [create('locked/new/x.py', '')])).toContain('locked/');
    fs.chmodSync(join(root, 'locked'), 0o755);
  });

  test('a folder in place of a file, a used run id and a strange run id', () => {
    const root = repository({ 'a.py/x': '' });
    expect(refused(root, [modify('a.py', '', 'x')])).toContain('is not a file');
    apply(root, []);
    expect(() => apply(root, [])).toThrow('There is a run run-1 already');
    expect(() => apply(root, [], '../../x')).toThrow('is not the name of a run');
  });
});

describe('links inside the root', () => {
  const linked = () =>
    repository({
      'real/a.py': 'a\n',
      'alias.py': '-> real/a.py',
      folder: '-> real',
      'other.py': '-> real/a.py',
    });

  test('a modified link writes what it leads to; a deleted link goes alone', () => {
    const root = linked();
    const before = tree(root);
    apply(root, [
      modify('alias.py', 'a\n', 'b\n'),
      remove('other.py', 'a\n'),
      create('folder/new.py', 'n\n'),
    ]);
    expect(read(root, 'real/a.py')).toBe('b\n');
    expect(tree(root)).toMatchObject({ 'alias.py': 'link real/a.py', folder: 'link real' });
    expect(tree(root)).not.toHaveProperty('other.py');
    expect(read(root, 'real/new.py')).toBe('n\n');
    commit(disk, root, 'run-1');
    undo(disk, root);
    expect(tree(root)).toEqual(before);
  });

  test('two paths of one file are written once, if they agree', () => {
    const root = linked();
    apply(root, [
      modify('alias.py', 'a\n', 'b\n'),
      modify('real/a.py', 'a\n', 'b\n'),
      modify('folder/a.py', 'a\n', 'b\n'),
    ]);
    expect(read(root, 'real/a.py')).toBe('b\n');
    rollback(disk, root, 'run-1');
    expect(() =>
      apply(root, [modify('alias.py', 'a\n', 'b\n'), remove('real/a.py', 'a\n')], 'run-2'),
    ).toThrow('alias.py and real/a.py are the same file');
  });
});

describe('rollback', () => {
  test('restores contents, modes, links and folders, and removes bytecode from folders it made', () => {
    const root = repository({ ...FILES, 'alias.py': '-> pkg/old.py' });
    fs.chmodSync(join(root, 'legacy/deep'), 0o700);
    fs.chmodSync(join(root, 'pkg/old.py'), 0o640);
    const before = tree(root);
    apply(root, [...CHANGES, remove('alias.py', FILES['pkg/old.py'])]);
    put(root, 'pkg/new/__pycache__/a.cpython-312.pyc', 'x');
    const report = rollback(disk, root, 'run-1');
    expect(tree(root)).toEqual(before);
    expect(report).toMatchObject({ displaced: [], kept: [] });
    expect(listRuns(disk, root)[0]?.state).toBe('rolled-back');
    expect(() => rollback(disk, root, 'run-1')).toThrow('run run-1 is rolled-back');
  });

  test('keeps what others wrote meanwhile', () => {
    const root = repository(FILES);
    apply(root, CHANGES);
    put(root, 'pkg/user.py', 'mine = 1\n');
    put(root, 'pkg/new/notes.txt', 'notes');
    const report = rollback(disk, root, 'run-1');
    expect(read(root, 'pkg/user.py')).toBe(FILES['pkg/user.py']);
    expect(report.displaced.map(({ path }) => path)).toEqual(['pkg/user.py']);
    expect(read(root, report.displaced[0]!.keptAt)).toBe('mine = 1\n');
    expect(report.kept).toEqual(['pkg/new']);
    expect(read(root, 'pkg/new/notes.txt')).toBe('notes');
  });
});

test('rollback does not follow a link that was put in the place of a folder', () => {
  const outside = repository({ 'a.py': 'theirs\n', 'sub/__pycache__/x.cpython-312.pyc': '' });
  const theirs = tree(outside);
  const root = repository(FILES);
  apply(root, [create('pkg/new/a.py', 'a = 1\n'), create('pkg/new/sub/b.py', '')]);
  fs.rmSync(join(root, 'pkg/new'), { recursive: true });
  put(root, 'pkg/new', `-> ${outside}`);
  expect(() => rollback(disk, root, 'run-1')).toThrow('leads out of the repository');
  expect(tree(outside)).toEqual(theirs);
  fs.rmSync(join(root, 'pkg/new'));
  rollback(disk, root, 'run-1');
  expect(tree(root)).toEqual(tree(repository(FILES)));
});

describe('undo', () => {
  test('takes back the last applied run, then the one before', () => {
    const root = repository(FILES);
    fs.chmodSync(join(root, 'pkg/old.py'), 0o640);
    const first = tree(root);
    apply(root, CHANGES);
    commit(disk, root, 'run-1');
    const second = tree(root);
    apply(root, [modify('pkg/new/a.py', 'a = 1\n', 'a = 3\n')], 'run-2');
    commit(disk, root, 'run-2');
    expect(() => undo(disk, root, 'run-1')).toThrow("can't be undone");
    expect(undo(disk, root)).toEqual({ run: 'run-2', wave: 'wave1', restored: ['pkg/new/a.py'] });
    expect(tree(root)).toEqual(second);
    put(root, 'pkg/new/__pycache__/a.cpython-312.pyc', 'x');
    expect(undo(disk, root).run).toBe('run-1');
    expect(tree(root)).toEqual(first);
    expect(listRuns(disk, root).map(({ id, state }) => [id, state])).toEqual([
      ['run-2', 'undone'],
      ['run-1', 'undone'],
    ]);
    expect(() => undo(disk, root)).toThrow('There is no run to undo');
    expect(() => undo(disk, root, 'run-1')).toThrow('Run run-1 is undone');
    expect(() => undo(disk, root, 'run-9')).toThrow('There is no run run-9');
  });

  test('refuses where files have changed since, and names them', () => {
    const root = repository(FILES);
    apply(root, CHANGES);
    commit(disk, root, 'run-1');
    put(root, 'pkg/user.py', 'edited\n');
    put(root, 'pkg/old.py', 'again\n');
    fs.rmSync(join(root, 'pkg/new/a.py'));
    const before = tree(root);
    expect(() => undo(disk, root)).toThrow(
      "Run run-1 can't be undone, files are not as it left them:\n" +
        '  pkg/new/a.py (is gone)\n  pkg/user.py (has changed)\n  pkg/old.py (exists again)',
    );
    expect(tree(root)).toEqual(before);
  });

  test('compares with what fixers made of the files', () => {
    const root = repository(FILES);
    const before = tree(root);
    apply(root, CHANGES);
    put(root, 'pkg/new/a.py', 'a=1\n');
    put(root, 'pkg/user.py', 'fixed\n');
    absorb(disk, root, 'run-1', ['pkg/new/a.py', 'pkg/user.py']);
    expect(() => absorb(disk, root, 'run-1', ['pkg/__init__.py'])).toThrow('did not write');
    expect(() => absorb(disk, root, 'run-1', ['pkg/old.py'])).toThrow('did not write');
    commit(disk, root, 'run-1');
    undo(disk, root);
    expect(tree(root)).toEqual(before);
  });

  test('does not follow a journal out of the repository', () => {
    const root = repository({ 'a.py': '1\n' });
    apply(root, [modify('a.py', '1\n', '2\n')]);
    commit(disk, root, 'run-1');
    const path = join(root, '.rewrite/runs/run-1/journal.json');
    fs.writeFileSync(path, fs.readFileSync(path, 'utf8').replaceAll('"a.py"', '"../a.py"'));
    expect(() => undo(disk, root)).toThrow('leaves the repository');
  });
});
