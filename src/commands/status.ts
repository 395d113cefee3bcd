import type { CommandModule } from 'yargs';
import { colours, planOptions } from './options.js';

/** `rewrite status [wave..]` */
export const status: CommandModule = {
  command: 'status [wave..]',
  describe: 'Tell how every wave stands to this tree: landed, ready, or blocked and by what; writes nothing',
  builder: (argv) =>
    planOptions(argv)
      .positional('wave', {
        type: 'string',
        array: true,
        default: [] as string[],
        describe: 'Waves; the repository\u2019s own, or the shipped ones, without it',
      })
      .demandOption([]),
  async handler(args) {
    const { wave, json, color, ...request } = args as unknown as {
      repo: string;
      rules: string | undefined;
      wave: string[];
      python: string | undefined;
      trust: boolean;
      json: boolean;
      color: boolean;
    };
    const { statusOf } = await import('../run/status.js');
    const statuses = await statusOf({ ...request, waves: wave });
    if (json) process.stdout.write((await import('../present/json.js')).statusJson(statuses));
    else {
      const { renderStatus } = await import('../present/status.js');
      process.stdout.write(renderStatus(statuses, colours({ color }, process.stdout)));
    }
  },
};
