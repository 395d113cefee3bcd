import type { CommandModule } from 'yargs';
import { commonOptions } from './options.js';

/** `rewrite new <wave> [rule]` */
export const newCommand: CommandModule = {
  command: 'new <wave> [rule]',
  describe: 'Make a rule with its first case, and the wave when it is not there yet',
  builder: (argv) =>
    commonOptions(argv)
      .positional('wave', { type: 'string', demandOption: true, describe: 'Name of the wave' })
      .positional('rule', { type: 'string', describe: 'Name of the rule; that of its kind without it' })
      .option('kind', {
        type: 'string',
        default: 'split-module',
        describe: 'Kind of the rule; docs/rules.md lists them',
        requiresArg: true,
      }),
  async handler(args) {
    const { repo, rules, wave, rule, kind } = args as unknown as {
      repo: string;
      rules?: string;
      wave: string;
      rule?: string;
      kind: string;
    };
    const { newRule } = await import('../run/scaffold.js');
    const { written } = newRule(repo, rules, { wave, rule: rule ?? kind, kind });
    const lines = written.map((path) => `  ${path}\n`).join('');
    process.stdout.write(
      `Made, with an example to change into what you want:\n${lines}\nTry it: rewrite test ${wave} -u\n`,
    );
  },
};
