import type { CommandModule } from 'yargs';
import { colours, commonOptions, progressOf } from './options.js';

/** `rewrite why <symbol>` */
export const why: CommandModule = {
  command: 'why <symbol>',
  describe: 'Say what keeps a symbol or a module alive, chain by chain',
  builder: (argv) =>
    commonOptions(argv)
      .positional('symbol', { type: 'string', demandOption: true, describe: 'pkg.mod.name, or pkg.mod' })
      .option('all', { type: 'boolean', default: false, describe: 'Every chain, not only the first ones' })
      .option('json', { type: 'boolean', default: false, describe: 'Machine-readable result on stdout' }),
  async handler(args) {
    const { repo, rules, symbol, all, json, color, quiet } = args as unknown as {
      repo: string;
      rules?: string;
      symbol: string;
      all: boolean;
      json: boolean;
      color: boolean;
      quiet: boolean;
    };
    const { why: ask } = await import('../run/why.js');
    const progress = await progressOf({ quiet });
    const verdict = await progress.step('Reading the repository', async () => ask(repo, rules, symbol));
    if (json) process.stdout.write((await import('../present/json.js')).verdictJson(verdict));
    else {
      const { renderVerdict } = await import('../present/verdict.js');
      process.stdout.write(renderVerdict(verdict, colours({ color }, process.stdout), { all }));
    }
  },
};
