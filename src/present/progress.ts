/** Tells a waiting person what is going on; never on stdout, which belongs to results. */
export interface Progress {
  /** Announces a piece of work, does it, and tells that it is done or that it failed. */
  step<T>(title: string, work: () => Promise<T>): Promise<T>;
  /** A word about the current step: a file, a number. */
  update(text: string): void;
}

/** Where progress is written: `process.stderr` or something like it. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

export interface ProgressOptions {
  readonly mode: 'quiet' | 'auto';
  readonly stream: ProgressStream;
}

/** A live display on a terminal, plain lines elsewhere, nothing when quiet. */
export async function createProgress({ mode, stream }: ProgressOptions): Promise<Progress> {
  if (mode === 'quiet') return quietProgress;
  // A terminal that does not know its width (some containers) cannot be redrawn.
  if (stream.isTTY !== true || stream.columns === 0) return plainProgress(stream);
  // Loaded only where it is shown: it costs as much as planning a small wave.
  const { terminalProgress } = await import('./terminal-progress.js');
  return terminalProgress(stream as NodeJS.WriteStream);
}

const quietProgress: Progress = {
  step: (_title, work) => work(),
  update: () => {},
};

/** Steps that took less are not worth a line about their end. */
const WORTH_TELLING = 1;

function plainProgress(stream: ProgressStream): Progress {
  return {
    async step(title, work) {
      stream.write(`${title}\n`);
      const start = performance.now();
      try {
        const result = await work();
        const seconds = (performance.now() - start) / 1000;
        if (seconds >= WORTH_TELLING) stream.write(`${title}: done in ${seconds.toFixed(1)} s\n`);
        return result;
      } catch (error) {
        stream.write(`${title}: failed\n`);
        throw error;
      }
    },
    // A log of every file would bury the steps.
    update: () => {},
  };
}
