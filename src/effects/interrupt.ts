import { setImmediate as turn } from 'node:timers/promises';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Why a signal was aborted: the process was asked to end. */
export class Interrupted extends Error {
  constructor(readonly signalName: (typeof SIGNALS)[number]) {
    super(`interrupted by ${signalName}`);
    this.name = 'Interrupted';
  }
}

/**
 * Runs `work` with a signal that is aborted when the process is asked to end, so that it can put everything back
 * first. Until it is done, further requests are heard but end nothing. The reason of the abort is an `Interrupted`, or
 * an error that nobody caught: it, too, would otherwise end the process with the tree half written.
 */
export async function withInterrupts<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const handlers = SIGNALS.map((name) => {
    const handler = () => controller.abort(new Interrupted(name));
    process.on(name, handler);
    return { name, handler };
  });
  const failed = (error: unknown) => controller.abort(error);
  process.on('uncaughtException', failed);
  try {
    return await work(controller.signal);
  } finally {
    await pending();
    for (const { name, handler } of handlers) process.off(name, handler);
    process.off('uncaughtException', failed);
  }
}

/**
 * Lets requests to end be heard that came while synchronous work held the process.
 *
 * @throws the reason of the abort.
 */
export async function hear(signal: AbortSignal): Promise<void> {
  await pending();
  signal.throwIfAborted();
}

/** Node tells of signals when it polls, which the first turn may find already done in this round. */
async function pending(): Promise<void> {
  await turn();
  await turn();
}
