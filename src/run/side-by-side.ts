import { availableParallelism } from 'node:os';

/** Work that may go on beside other work, or must not. */
export interface Job {
  readonly alone: boolean;
  run(signal: AbortSignal): Promise<void>;
}

/**
 * Does all jobs: those that may, side by side, as many as the machine has processors; the others after them, one by
 * one. When one fails the others are ended, and its error is thrown once none of them is left.
 */
export async function sideBySide(jobs: readonly Job[], signal: AbortSignal): Promise<void> {
  const failure = new AbortController();
  const either = AbortSignal.any([signal, failure.signal]);
  const attempt = async (job: Job) => {
    try {
      await job.run(either);
    } catch (error) {
      // The first one to fail is the reason; what the others then say is not.
      failure.abort(error);
    }
  };
  const waiting = jobs.filter(({ alone }) => !alone);
  const worker = async () => {
    for (let job = waiting.shift(); job !== undefined && !either.aborted; job = waiting.shift())
      await attempt(job);
  };
  await Promise.all(Array.from({ length: Math.max(1, availableParallelism()) }, worker));
  for (const job of jobs.filter(({ alone }) => alone)) if (!either.aborted) await attempt(job);
  either.throwIfAborted();
}
