import type { ProgressReporter, TrackedWork } from '../model/progress.js';
import { Board } from './board.js';

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
export async function createProgress({ mode, stream }: ProgressOptions): Promise<ProgressReporter> {
  if (mode === 'quiet') return quietProgress;
  // A terminal that does not know its width (some containers) cannot be redrawn.
  if (stream.isTTY !== true || stream.columns === 0) return plainProgress(stream);
  // Loaded only where it is shown: it costs as much as planning a small wave.
  const { terminalProgress } = await import('./terminal-progress.js');
  return terminalProgress(stream as NodeJS.WriteStream);
}

const nobody: TrackedWork = { begin: () => {}, said: () => {}, end: () => {} };

const quietProgress: ProgressReporter = {
  step: (_title, work) => work(),
  update: () => {},
  track: () => nobody,
};

/** Steps that took less are not worth a line about their end. */
const WORTH_TELLING = 1;

/** A log should show that a tool which takes long is alive, and not much more. */
const SIGN_OF_LIFE_MS = 30_000;

function plainProgress(stream: ProgressStream): ProgressReporter {
  const board = new Board(() => performance.now());
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
    track(name) {
      const row = board.add(name);
      const tell = () => stream.write(`  ${board.line(row)}\n`);
      let timer: NodeJS.Timeout | undefined;
      return {
        begin() {
          board.begin(row);
          timer = setInterval(tell, SIGN_OF_LIFE_MS).unref();
        },
        said: (line) => board.said(row, line),
        end(result) {
          clearInterval(timer);
          board.end(row, result);
          tell();
        },
      };
    },
  };
}
