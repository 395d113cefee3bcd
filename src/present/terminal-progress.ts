import { DefaultRenderer, Listr, ListrLogger, PRESET_TIMER, ProcessOutput } from 'listr2';
import type { ProgressReporter } from '../model/progress.js';
import { Board } from './board.js';

/** Chosen by class, because listr2 looks at stdout to decide whether there is a terminal, and we write to stderr. */
class StepRenderer extends DefaultRenderer {
  static override nonTTY = true;
}

/** How often times and last lines are drawn again. */
const REDRAW_MS = 200;

/** Steps with a spinner, the current word below it, and the time that each took. A step within a step is a word. */
export function terminalProgress(stream: NodeJS.WriteStream): ProgressReporter {
  let say: ((text: string) => void) | undefined;
  let board = new Board(() => performance.now());
  let redraw: NodeJS.Timeout | undefined;
  const draw = () => say?.(board.lines((stream.columns ?? 80) - INDENT).join('\n'));
  return {
    step(title, work) {
      if (say !== undefined) {
        say(title);
        return work();
      }
      board = new Board(() => performance.now());
      return runAlone(stream, title, (update) => {
        say = update;
        return work();
      }).finally(() => {
        clearInterval(redraw);
        redraw = undefined;
        say = undefined;
      });
    },
    update(text) {
      if (board.isEmpty) say?.(text);
    },
    track(name) {
      const shown = board;
      const row = shown.add(name);
      redraw ??= setInterval(draw, REDRAW_MS).unref();
      return {
        begin: () => shown.begin(row),
        said: (line) => shown.said(row, line),
        end(result) {
          shown.end(row, result);
          draw();
        },
      };
    },
  };
}

/** What the display puts before each line, and a column that terminals need at the right. */
const INDENT = 6;

async function runAlone<T>(
  stream: NodeJS.WriteStream,
  title: string,
  work: (update: (text: string) => void) => Promise<T>,
): Promise<T> {
  let result: { readonly value: T } | undefined;
  // Both streams are the given one: results on stdout must not mix with the display.
  const processOutput = new ProcessOutput(stream, stream);
  const list = new Listr(
    [
      {
        title,
        task: async (_context, task) => {
          result = {
            value: await work((text) => {
              task.output = text;
            }),
          };
        },
      },
    ],
    {
      // Its own listener would exit at Ctrl-C, before the tree is restored.
      registerSignalListeners: false,
      renderer: StepRenderer,
      rendererOptions: {
        logger: new ListrLogger({ processOutput, useIcons: true, toStderr: [] }),
        // The error is told once, by whoever catches it.
        showErrorMessage: false,
        timer: { ...PRESET_TIMER, condition: (milliseconds: number) => milliseconds >= 1000 },
      },
    },
  );
  await list.run();
  return result!.value;
}
