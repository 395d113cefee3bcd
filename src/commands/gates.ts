import { join } from 'node:path';
import type { CommandModule } from 'yargs';
import { commonOptions } from './options.js';

/** `rewrite gates export` */
export const gates: CommandModule = {
  command: 'gates <action> [wave]',
  describe: 'Write configuration for ruff (TID251) and import-linter that keeps old names away',
  builder: (argv) =>
    commonOptions(argv)
      .positional('action', {
        choices: ['export'] as const,
        demandOption: true,
        describe: 'What to do with them',
      })
      .positional('wave', { type: 'string', describe: 'A wave; all that have landed without it' })
      .option('to', {
        type: 'string',
        requiresArg: true,
        describe: 'Folder for ruff-banned-api.toml and importlinter.toml; stdout without it',
      }),
  async handler(args) {
    const { repo, rules, wave, to } = args as unknown as {
      repo: string;
      rules?: string;
      wave?: string;
      to?: string;
    };
    const { exportedGates } = await import('../run/export-gates.js');
    const { GENERATED, importLinterContracts, ruffBannedApi } = await import(
      '../present/linter-contracts.js'
    );
    const { bans, tree } = exportedGates({ repo, rules, wave });
    const files = {
      'ruff-banned-api.toml': ruffBannedApi(bans),
      'importlinter.toml': importLinterContracts(bans, tree),
    };
    if (to === undefined) {
      process.stdout.write(Object.values(files).join('\n'));
      return;
    }
    const { writeText } = await import('../run/write-text.js');
    for (const [name, text] of Object.entries(files)) {
      const path = join(to, name);
      writeText(path, text, GENERATED);
      process.stdout.write(`${path}\n`);
    }
  },
};
