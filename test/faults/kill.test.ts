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

const KILLS = Number(process.env.REWRITE_KILLS ?? 26);
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
 * @returns what it says when it is done, if it got there
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
    const done = await runChild(fresh(work), work, -1);
    const [firstOperation, operations, firstTime, time] = done as [number, number, number, number];
    const outcome = {
      runs: 0,
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
      outcome.runs++;
      const root = fresh(work);
      const start = tree(root);
      // Mostly while the tree is being changed; at an operation's edge, or at any time, also in the middle of one.
      const early = random() < 0.2;
      const between = (from: number, to: number) => (early ? 0 : from) + random() * (to - (early ? 0 : from));
      const atEdge = random() < 0.5;
      const moment = atEdge ? Math.floor(between(firstOperation, operations)) : between(firstTime, time);
      const done = await (atEdge ? runChild(root, work, moment) : runChild(root, work, -1, moment));
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

    // Some are done before they are killed.
    const wanted = Math.ceil(KILLS / 2);
    for (let runs = 0; outcome.kills < wanted && runs < 4 * wanted; runs += AT_ONCE) {
      await Promise.all(Array.from({ length: AT_ONCE }, kill));
    }
    expect(outcome.kills).toBeGreaterThanOrEqual(wanted);
    expect(outcome.between).toBe(0);
  },
  600_000,
);
