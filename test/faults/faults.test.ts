import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { type FileSystem, nodeFileSystem } from '../../src/effects/file-system.js';
import { acquireLock } from '../../src/effects/lock.js';
import { recover, unfinishedRun } from '../../src/effects/recover.js';
import { absorb, applyChanges, commit, rollback } from '../../src/effects/transaction.js';
import { undo } from '../../src/effects/undo.js';
import { UserError } from '../../src/model/errors.js';
import { META, put, repository, tree } from '../unit/effects/repository.js';
import { CODES, dyingAt, failingAt, wrapped } from './faulty-file-system.js';
import { fillSmall, SMALL_CHANGES } from './sample.js';

/** Without syncing: nothing here outlives the test. */
const disk = wrapped((_index, _operation, _args, call) => call()).fs;

function underLock(fs: FileSystem, root: string, work: () => void): void {
  const lock = acquireLock(fs, root, 'faults');
  try {
    work();
  } finally {
    lock.release();
  }
}

/** What a fixer does between writing and keeping. */
const FIXED = 'a: int = 1\n';

function apply(fs: FileSystem, root: string, id: string): void {
  underLock(fs, root, () => {
    applyChanges(fs, root, id, SMALL_CHANGES, META);
    try {
      put(root, 'pkg/new/inner/a.py', FIXED);
      absorb(fs, root, id, ['pkg/new/inner/a.py']);
    } catch (error) {
      rollback(fs, root, id);
      throw error;
    }
    commit(fs, root, id);
  });
}

/** A wave that is written and whose gates have failed. */
function written(root: string): void {
  applyChanges(disk, root, 'run-0', SMALL_CHANGES, META);
  put(root, 'pkg/new/inner/__pycache__/a.cpython-312.pyc', 'left by a gate');
}

/** Lets the lock look as if its process had died. */
function bury(root: string): void {
  const path = join(root, '.rewrite/lock');
  if (!fs.existsSync(path)) return;
  fs.writeFileSync(path, JSON.stringify({ ...JSON.parse(fs.readFileSync(path, 'utf8')), birth: '1' }));
}

/** In memory where that is possible: these are thousands of trees. */
const PARENT = fs.existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

function fresh(): string {
  const root = repository({}, PARENT);
  fillSmall(root);
  return root;
}

const before = (() => tree(fresh()))();
const after = (() => {
  const root = fresh();
  apply(disk, root, 'run-0');
  return tree(root);
})();

interface Scenario {
  readonly name: string;
  /** Brings the root to where the work begins. */
  readonly prepare: (root: string) => void;
  readonly work: (fs: FileSystem, root: string) => void;
  readonly succeeded: typeof before;
  readonly failed: typeof before;
}

const applied = (root: string) => apply(disk, root, 'run-0');
const undone = (fs: FileSystem, root: string) => underLock(fs, root, () => void undo(fs, root));

/** A process that dies in the middle of the renames. */
const MIDDLE = operations((fs, root) => applyChanges(fs, root, 'run-0', SMALL_CHANGES, META)) - 30;

function died(root: string): void {
  const work = (fs: FileSystem) => applyChanges(fs, root, 'run-0', SMALL_CHANGES, META);
  expect(() => work(dyingAt(MIDDLE).fs)).toThrow('dead');
  expect(tree(root)).not.toEqual(before);
}

/** How many operations a piece of work takes. */
function operations(work: (fs: FileSystem, root: string) => void): number {
  const counting = dyingAt(Number.POSITIVE_INFINITY);
  work(counting.fs, fresh());
  return counting.count();
}

const SCENARIOS: readonly Scenario[] = [
  {
    name: 'apply',
    prepare: () => {},
    work: (fs, root) => apply(fs, root, 'run-1'),
    succeeded: after,
    failed: before,
  },
  {
    name: 'roll back',
    prepare: written,
    work: (fs, root) => void rollback(fs, root, 'run-0'),
    succeeded: before,
    failed: before,
  },
  {
    name: 'undo',
    prepare: applied,
    work: undone,
    succeeded: before,
    failed: after,
  },
];

const rows: Record<string, Record<string, number>> = {};

afterAll(() => console.table(rows));

/** A next run must not be held up; returns whether it needed `recover` first. */
function nextRunWorks(root: string): boolean {
  const unfinished = unfinishedRun(nodeFileSystem, root) !== undefined;
  if (unfinished) recover(disk, root);
  underLock(disk, root, () => {});
  return unfinished;
}

describe.each(SCENARIOS)(
  '$name, with one operation failing',
  ({ name, prepare, work, succeeded, failed }) => {
    test.each(CODES)('%s', (code) => {
      const outcome = {
        operations: 0,
        'taken back': 0,
        'done in spite of it': 0,
        'needed recover': 0,
        between: 0,
      };
      for (let at = 0; ; at++) {
        const root = fresh();
        prepare(root);
        const faulty = failingAt(at, code);
        let error: unknown;
        try {
          work(faulty.fs, root);
        } catch (thrown) {
          error = thrown;
        }
        const where = `operation ${at} of ${name}, ${code}: ${error}`;
        expect(tree(root), where).toEqual(error === undefined ? succeeded : failed);
        if (error !== undefined) {
          expect(error, where).toBeInstanceOf(UserError);
          expect((error as UserError).exitCode, where).toBe(3);
        }
        if (nextRunWorks(root)) outcome['needed recover']++;
        expect(tree(root), where).toEqual(error === undefined ? succeeded : failed);
        fs.rmSync(root, { recursive: true });
        if (faulty.count() <= at) break;
        outcome.operations++;
        outcome[error === undefined ? 'done in spite of it' : 'taken back']++;
      }
      rows[`${name}, ${code}`] = outcome;
      expect(outcome.operations).toBeGreaterThan(100);
    });
  },
);

describe('recover', () => {
  test.each(CODES)('with one operation failing: %s', (code) => {
    const outcome = {
      operations: 0,
      'taken back': 0,
      'done in spite of it': 0,
      'needed recover': 0,
      between: 0,
    };
    for (let at = 0; ; at++) {
      const root = fresh();
      died(root);
      const faulty = failingAt(at, code);
      let error: unknown;
      try {
        recover(faulty.fs, root);
      } catch (thrown) {
        error = thrown;
      }
      const where = `operation ${at} of recover, ${code}: ${error}`;
      if (error === undefined) expect(tree(root), where).toEqual(before);
      else expect(error, where).toBeInstanceOf(UserError);
      // It may be run again for as long as it takes.
      if (nextRunWorks(root)) outcome['needed recover']++;
      expect(tree(root), where).toEqual(before);
      fs.rmSync(root, { recursive: true });
      if (faulty.count() <= at) break;
      outcome.operations++;
      outcome[error === undefined ? 'done in spite of it' : 'taken back']++;
    }
    rows[`recover, ${code}`] = outcome;
    expect(outcome.operations).toBeGreaterThan(100);
  });
});

describe('a process that dies at each operation in turn, and recover', () => {
  const WORKS: readonly Pick<Scenario, 'name' | 'prepare' | 'work'>[] = [
    ...SCENARIOS,
    { name: 'recover', prepare: died, work: (fs, root) => void recover(fs, root) },
  ];

  test.each(WORKS)('$name', ({ name, prepare, work }) => {
    const outcome = { operations: 0, before: 0, after: 0, 'needed recover': 0, between: 0 };
    for (let at = 0; ; at++) {
      const root = fresh();
      prepare(root);
      const dying = dyingAt(at);
      try {
        work(dying.fs, root);
      } catch {
        // Dead.
      }
      bury(root);
      const where = `died at operation ${at} of ${name}`;
      const needed = unfinishedRun(nodeFileSystem, root) !== undefined;
      if (needed) outcome['needed recover']++;
      recover(disk, root);
      const now = tree(root);
      const isBefore = Object.keys(now).length === Object.keys(before).length;
      expect(now, where).toEqual(isBefore ? before : after);
      outcome[isBefore ? 'before' : 'after']++;
      underLock(disk, root, () => {});
      fs.rmSync(root, { recursive: true });
      if (dying.count() <= at) break;
      outcome.operations++;
    }
    rows[`${name}, dies`] = outcome;
  });
});

test('a disk that stays full does not keep a run from being taken back', () => {
  const root = fresh();
  applyChanges(disk, root, 'run-0', SMALL_CHANGES, META);
  const full = wrapped((_index, operation, _args, call) => {
    if (operation === 'writeFile') throw Object.assign(new Error('full'), { code: 'ENOSPC' });
    return call();
  });
  expect(() => rollback(full.fs, root, 'run-0')).toThrow(
    'Run run-0 is taken back, but not marked so: the disk is full',
  );
  expect(tree(root)).toEqual(before);
  expect(recover(disk, root)).toMatchObject([{ action: 'restored' }]);
  expect(tree(root)).toEqual(before);
});
