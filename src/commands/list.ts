import type { CommandModule } from 'yargs';
import { colours, commonOptions } from './options.js';

/** `rewrite list` */
export const list: CommandModule = {
  command: 'list',
  describe: 'List the waves that can be applied, or the runs that can be undone',
  builder: (argv) =>
    commonOptions(argv).option('runs', {
      type: 'boolean',
      default: false,
      describe: 'The runs of this repository',
    }),
  async handler(args) {
    const { repo, rules, runs, color } = args as unknown as {
      repo: string;
      rules?: string;
      runs: boolean;
      color: boolean;
    };
    const { runsOf, wavesOf } = await import('../run/manage.js');
    const chalk = colours({ color }, process.stdout);
    if (runs) process.stdout.write((await import('../present/runs.js')).renderRuns(runsOf(repo), chalk));
    else process.stdout.write((await import('../present/waves.js')).renderWaves(wavesOf(repo, rules), chalk));
  },
};
