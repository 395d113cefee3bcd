import type { CommandModule } from 'yargs';
import { commonOptions } from './options.js';

/** `rewrite undo [run]` */
export const undo: CommandModule = {
  command: 'undo [run]',
  describe: 'Take back an applied wave, byte for byte',
  builder: (argv) =>
    commonOptions(argv).positional('run', {
      type: 'string',
      describe: 'Id of the run; the last one by default',
    }),
  async handler(args) {
    const { repo, run } = args as unknown as { repo: string; run?: string };
    const { undoRun } = await import('../run/manage.js');
    const report = await undoRun(repo, run);
    process.stdout.write(
      `Run ${report.run} of ${report.wave} is taken back: ${report.restored.length} files are as they were.\n`,
    );
  },
};
