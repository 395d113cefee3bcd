import { DefaultRenderer, Listr, ListrLogger, PRESET_TIMER, ProcessOutput } from 'listr2';
import type { Progress } from './progress.js';

/** Chosen by class, because listr2 looks at stdout to decide whether there is a terminal, and we write to stderr. */
class StepRenderer extends DefaultRenderer {
  static override nonTTY = true;
}

/** Steps with a spinner, the current word below it, and the time that each took. A step within a step is a word. */
export function terminalProgress(stream: NodeJS.WriteStream): Progress {
  let say: ((text: string) => void) | undefined;
  return {
    step(title, work) {
      if (say !== undefined) {
        say(title);
        return work();
      }
      return runAlone(stream, title, (update) => {
        say = update;
        return work();
      }).finally(() => {
        say = undefined;
      });
    },
    update: (text) => say?.(text),
  };
}

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
