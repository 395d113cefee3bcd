import type { CommandModule } from 'yargs';
import { EXIT } from '../model/errors.js';
import { colours, planOptions } from './options.js';
import { showFindings } from './show.js';

/** `rewrite check [wave]` */
export const check: CommandModule = {
  command: 'check [wave]',
  describe: 'Check the tree as it stands: landed waves stay landed, others can be applied; writes nothing',
  builder: (argv) =>
    planOptions(argv)
      .positional('wave', {
        type: 'string',
        describe: 'Name or folder of the wave; all of the repository without it',
      })
      .demandOption([])
      .option('github', { type: 'boolean', default: false, describe: 'Annotations for GitHub' }),
  async handler(args) {
    const { repo, rules, wave, python, trust, json, sarif, github, color, fastPath } = args as unknown as {
      repo: string;
      rules?: string;
      wave?: string;
      python?: string;
      trust: boolean;
      json: boolean;
      sarif: boolean;
      github: boolean;
      color: boolean;
      fastPath: boolean;
    };
    const { prepare } = await import('../run/prepare.js');
    const { refusalOf } = await import('../run.js');
    const names =
      wave === undefined
        ? (await import('../run/manage.js'))
            .wavesOf(repo, rules)
            .filter(({ shipped }) => !shipped)
            .map(({ name }) => name)
        : [wave];
    const chalk = colours({ color }, process.stdout);
    const all = [];
    for (const name of names) {
      const prepared = await prepare({ repo, rules, wave: name, python, trust, fastPath });
      all.push(...prepared.plan.findings);
      const refused = refusalOf(prepared);
      if (refused !== undefined) process.exitCode = EXIT.findings;
      if (json || sarif || github) continue;
      const { plan } = prepared;
      const state =
        refused !== undefined
          ? chalk.red(refused)
          : plan.changes.length === 0
            ? chalk.green('landed, and clean')
            : `can be applied: ${plan.changes.length} files change`;
      process.stdout.write(`${chalk.bold(name)}: ${state}\n`);
      showFindings(prepared, { color });
    }
    if (json) process.stdout.write((await import('../present/json.js')).findingsJson(all));
    if (sarif)
      process.stdout.write(
        (await import('../present/sarif.js')).renderSarif(all, {
          version: (await import('../run/version.js')).version(),
        }),
      );
    if (github) process.stdout.write((await import('../present/github.js')).renderAnnotations(all));
    if (names.length === 0)
      process.stdout.write('There is no wave in this repository; name a shipped one.\n');
  },
};
