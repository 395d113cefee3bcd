import type { CommandModule } from 'yargs';
import { commonOptions } from './options.js';

/** `rewrite recover` */
export const recover: CommandModule = {
  command: 'recover',
  describe: 'End a run that was cut off: put every file back, or complete it',
  builder: (argv) =>
    commonOptions(argv).option('break-lock', {
      type: 'boolean',
      default: false,
      describe: 'Take the lock from a process on another machine that is gone',
    }),
  async handler(args) {
    const { repo, breakLock } = args as unknown as { repo: string; breakLock: boolean };
    const { recoverRuns } = await import('../run/manage.js');
    const recovered = await recoverRuns(repo, breakLock);
    for (const { run, wave, action, notices } of recovered) {
      process.stdout.write(
        `Run ${run} of ${wave}: ${action === 'restored' ? 'every file is as it was' : 'completed'}.\n`,
      );
      for (const notice of notices) process.stderr.write(`${notice}\n`);
    }
    if (recovered.length === 0) process.stdout.write('No run was cut off: there is nothing to recover.\n');
  },
};
