import { availableParallelism } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { type Job, sideBySide } from '../../src/run/side-by-side.js';

const never = new AbortController().signal;

it('runs what may run beside others together, and the rest alone, after it', async () => {
  const log: string[] = [];
  let [running, most] = [0, 0];
  const job = (name: string, alone: boolean): Job => ({
    alone,
    async run() {
      running += 1;
      most = Math.max(most, running);
      if (alone) expect(running).toBe(1);
      await sleep(5);
      running -= 1;
      log.push(name);
    },
  });
  await sideBySide([job('x', true), job('a', false), job('y', true), job('b', false)], never);
  expect(log.slice(0, 2).sort()).toEqual(['a', 'b']);
  expect(log.slice(2)).toEqual(['x', 'y']);
  expect(most).toBe(Math.min(2, availableParallelism()));
});

it('ends the others when one fails, and throws its error', async () => {
  const failure = new Error('no tool');
  let ended = false;
  const fails: Job = { alone: false, run: () => Promise.reject(failure) };
  const waits: Job = {
    alone: false,
    async run(signal) {
      await sleep(60_000, undefined, { signal }).catch(() => {
        ended = true;
      });
    },
  };
  const last: Job = { alone: true, run: () => Promise.reject(new Error('must not run')) };
  const jobs = availableParallelism() > 1 ? [waits, fails, last] : [fails, last];
  await expect(sideBySide(jobs, never)).rejects.toBe(failure);
  expect(ended).toBe(availableParallelism() > 1);
});

it('ends when it is asked to', async () => {
  const request = new AbortController();
  const waits: Job = {
    alone: false,
    run: (signal) => sleep(60_000, undefined, { signal }),
  };
  setTimeout(() => request.abort(new Error('Ctrl-C')), 20);
  await expect(sideBySide([waits], request.signal)).rejects.toThrow('Ctrl-C');
});
