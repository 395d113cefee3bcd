import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { nodeFileSystem as disk } from '../../src/effects/file-system.js';
import { acquireLock } from '../../src/effects/lock.js';
import { recover, unfinishedRun } from '../../src/effects/recover.js';
import { applyChanges, commit } from '../../src/effects/transaction.js';
import { META, repository, tree } from '../unit/effects/repository.js';
import { fillLarge, largeChanges } from './sample.js';

const KILLS = Number(process.env.REWRITE_KILLS ?? 24);
const SEED = Number(process.env.REWRITE_SEED ?? 1);
const AT_ONCE = 2;

type Work = 'apply' | 'undo';

/** A small generator of numbers between 0 and 1 that are the same for the same seed. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const CHILD = fileURLToPath(new URL('./apply-child.ts', import.meta.url));

/**
 * Runs the child until it is done, or dies: of itself at an operation, or killed some milliseconds after it began.
 * @returns operations and milliseconds that it took, if it got there
 */
function runChild(
  root: string,
  work: Work,
  dieAt: number,
  killAfter?: number,
): Promise<readonly number[] | undefined> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', 'tsx', CHILD, root, work, String(dieAt)]);
    let [output, errors] = ['', ''];
    child.stdout.on('data', (chunk) => {
      if (output === '' && killAfter !== undefined) setTimeout(() => child.kill('SIGKILL'), killAfter);
      output += chunk;
    });
    child.stderr.on('data', (chunk) => {
      errors += chunk;
    });
    child.on('close', (code) => {
      if (code !== null && code !== 0) return reject(new Error(errors));
      const done = output.split('\n')[1];
      resolve(done ? done.split(' ').map(Number) : undefined);
    });
  });
}

function fresh(work: Work): string {
  const root = repository();
  fillLarge(root);
  if (work === 'undo') {
    applyChanges(disk, root, 'run-1', largeChanges(), META);
    commit(disk, root, 'run-1');
  }
  return root;
}

const before = (() => tree(fresh('apply')))();
const after = (() => tree(fresh('undo')))();

const rows: Record<string, Record<string, number>> = {};

afterAll(() => console.table(rows));

test.each<Work>(['apply', 'undo'])(
  '%s, killed at any moment, and recover',
  async (work) => {
    const [operations, milliseconds] = (await runChild(fresh(work), work, -1)) as [number, number];
    const outcome = {
      kills: 0,
      'changed when killed': 0,
      'needed recover': 0,
      before: 0,
      after: 0,
      between: 0,
    };
    rows[work] = outcome;
    const random = randomFrom(SEED);

    async function kill(): Promise<void> {
      const root = fresh(work);
      const start = tree(root);
      // By turns at an operation's edge and at any time, also in the middle of one.
      const moment = random();
      const atEdge = random() < 0.5;
      const done = await (atEdge
        ? runChild(root, work, Math.floor(moment * operations))
        : runChild(root, work, -1, moment * milliseconds));
      if (done === undefined) outcome.kills++;
      if (JSON.stringify(tree(root)) !== JSON.stringify(start)) outcome['changed when killed']++;
      if (unfinishedRun(disk, root) !== undefined) outcome['needed recover']++;
      recover(disk, root);
      const now = tree(root);
      const isBefore = JSON.stringify(now) === JSON.stringify(before);
      outcome[isBefore ? 'before' : JSON.stringify(now) === JSON.stringify(after) ? 'after' : 'between']++;
      expect(now, `seed ${SEED}, ${atEdge ? 'edge' : 'time'} ${moment}`).toEqual(isBefore ? before : after);
      acquireLock(disk, root, 'next').release();
      fs.rmSync(root, { recursive: true });
    }

    for (let left = Math.ceil(KILLS / 2); left > 0; left -= AT_ONCE) {
      await Promise.all(Array.from({ length: Math.min(AT_ONCE, left) }, kill));
    }
    expect(outcome.kills).toBeGreaterThan(0);
    expect(outcome.between).toBe(0);
  },
  600_000,
);
