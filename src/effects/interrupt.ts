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
 * first. Until it is done, further requests are heard but end nothing. The reason of the abort is an `Interrupted`.
 */
export async function withInterrupts<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const handlers = SIGNALS.map((name) => {
    const handler = () => controller.abort(new Interrupted(name));
    process.on(name, handler);
    return { name, handler };
  });
  try {
    return await work(controller.signal);
  } finally {
    for (const { name, handler } of handlers) process.off(name, handler);
  }
}
