import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { nodeFileSystem as disk } from '../../../src/effects/file-system.js';
import { acquireLock, lockHolder, withLock } from '../../../src/effects/lock.js';
import { ownIdentity } from '../../../src/effects/process-identity.js';
import { recover, unfinishedRun } from '../../../src/effects/recover.js';
import { listRuns, pruneRuns } from '../../../src/effects/runs.js';
import { applyChanges, commit } from '../../../src/effects/transaction.js';
import { undo } from '../../../src/effects/undo.js';
import { create, META, modify, put, read, repository, tree } from './repository.js';

/** A lock as another process would have left it. */
function leaveLock(root: string, other: Readonly<Record<string, unknown>>): void {
  const holder = { ...ownIdentity(), wave: 'wave7', started: META.started, token: 'other', ...other };
  put(root, '.rewrite/lock', JSON.stringify(holder));
}

/** The number of a process that has just ended. */
function deadPid(): number {
  return spawnSync('true').pid;
}

describe('acquireLock', () => {
  test('is held by one at a time and says by whom', async () => {
    const root = repository();
    const lock = acquireLock(disk, root, 'wave1');
    expect(() => acquireLock(disk, root, 'wave2')).toThrow(
      `The repository is locked by wave wave1, process ${process.pid} on `,
    );
    expect(lockHolder(disk, root)?.wave).toBe('wave1');
    lock.release();
    expect(lockHolder(disk, root)).toBeUndefined();
    await expect(withLock(disk, root, 'wave2', () => Promise.reject(new Error('inside')))).rejects.toThrow(
      'inside',
    );
    expect(fs.readdirSync(join(root, '.rewrite')).sort()).toEqual(['.gitignore', 'runs']);
  });

  test('takes over from a process that is gone, also when its number is used again', () => {
    const root = repository();
    leaveLock(root, { pid: deadPid() });
    acquireLock(disk, root, 'wave1').release();
    leaveLock(root, { birth: '1' });
    acquireLock(disk, root, 'wave1').release();
    expect(fs.readdirSync(join(root, '.rewrite')).sort()).toEqual(['.gitignore', 'runs']);
  });

  test('leaves a lock alone whose process it cannot see, until told', () => {
    const root = repository();
    leaveLock(root, { host: 'elsewhere', pid: 1 });
    expect(() => acquireLock(disk, root, 'wave1')).toThrow(
      'process 1 on elsewhere, since 2025-01-01T00:00:00.000Z',
    );
    expect(() => recover(disk, root)).toThrow("can't be seen from here");
    expect(recover(disk, root, { breakUnseen: true })).toEqual([]);
    put(root, '.rewrite/lock', 'garbage');
    expect(() => acquireLock(disk, root, 'wave1')).toThrow('locked by an unknown process');
    expect(recover(disk, root, { breakUnseen: true })).toEqual([]);
    acquireLock(disk, root, 'wave1').release();
  });

  test('does not write through a link in place of its folder', () => {
    const outside = repository();
    const root = repository({ '.rewrite': `-> ${outside}` });
    expect(() => acquireLock(disk, root, 'wave1')).toThrow('.rewrite is not a folder');
    expect(tree(outside)).toEqual({});
  });
});

describe('recover', () => {
  const changes = [modify('a.py', 'a\n', 'b\n'), create('new/x.py', 'x\n')];

  test('puts an unfinished run back and frees the lock; others refuse until then', () => {
    const root = repository({ 'a.py': 'a\n' });
    const before = tree(root);
    acquireLock(disk, root, 'wave1');
    applyChanges(disk, root, 'run-1', changes, META);
    expect(unfinishedRun(disk, root)).toBeUndefined();
    expect(() => recover(disk, root)).toThrow('locked by wave wave1');
    leaveLock(root, { pid: deadPid() });
    expect(unfinishedRun(disk, root)).toEqual({ run: 'run-1', wave: 'wave1' });
    expect(() => acquireLock(disk, root, 'wave2')).toThrow('Run run-1 of wave wave1 was interrupted');
    put(root, 'a.py', 'edited since\n');
    const [recovered] = recover(disk, root);
    expect(recovered).toMatchObject({ run: 'run-1', action: 'restored' });
    expect(recovered?.report?.displaced).toHaveLength(1);
    expect(tree(root)).toEqual(before);
    expect(unfinishedRun(disk, root)).toBeUndefined();
    expect(recover(disk, root)).toEqual([]);
    acquireLock(disk, root, 'wave2').release();
  });

  test('refuses a journal that it cannot read', () => {
    const root = repository({ 'a.py': 'a\n' });
    applyChanges(disk, root, 'run-1', changes, META);
    put(root, '.rewrite/runs/run-1/journal.json', '{');
    expect(() => recover(disk, root)).toThrow('The journal of run run-1 cannot be read');
  });
});

describe('pruneRuns', () => {
  test('removes the oldest beyond the limits, but not what undo would take', () => {
    const root = repository({ 'a.py': '0\n' });
    for (let i = 0; i < 5; i++) {
      applyChanges(disk, root, `run-${i}`, [modify('a.py', `${i}\n`, `${i + 1}\n`)], META);
      commit(disk, root, `run-${i}`);
    }
    put(root, '.rewrite/runs/stray/before/0', 'x');
    const now = new Date(META.started);
    const limits = { count: 3, days: 30, bytes: 1e9 };
    expect(pruneRuns(disk, root, now, limits).map(({ id }) => id)).toEqual(['run-1', 'run-0', 'stray']);
    expect(pruneRuns(disk, root, now, limits)).toEqual([]);
    expect(pruneRuns(disk, root, now, { ...limits, bytes: 0 }).map(({ id }) => id)).toEqual([
      'run-3',
      'run-2',
    ]);
    expect(pruneRuns(disk, root, new Date('2026-01-01'), limits)).toEqual([]);
    expect(listRuns(disk, root).map(({ id }) => id)).toEqual(['run-4']);
    undo(disk, root);
    expect(read(root, 'a.py')).toBe('4\n');
  });
});
