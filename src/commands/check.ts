import type { CommandModule } from 'yargs';
import { EXIT } from '../model/errors.js';
import { colours, planOptions } from './options.js';

/** `rewrite check [wave]` */
export const check: CommandModule = {
  command: 'check [wave]',
  describe: 'Check the tree as it stands: landed waves stay landed; one that is named can be applied',
  builder: (argv) =>
    planOptions(argv)
      .positional('wave', {
        type: 'string',
        describe: 'Name or folder of the wave; all that have landed without it',
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
    const { checkWaves } = await import('../run/check.js');
    const { renderChecked } = await import('../present/checked.js');
    const { renderFindings } = await import('../present/findings.js');
    const chalk = colours({ color }, process.stdout);
    const checked = await checkWaves({ repo, rules, wave, python, trust, fastPath });
    const all = checked.flatMap(({ findings }) => findings);
    if (checked.some(({ refused }) => refused !== undefined)) process.exitCode = EXIT.findings;
    for (const each of json || sarif || github ? [] : checked) {
      process.stdout.write(renderChecked(each, chalk));
      const view = { chalk: colours({ color }, process.stderr), source: each.source, limit: 50 };
      process.stderr.write(renderFindings(each.findings, view));
    }
    if (json) process.stdout.write((await import('../present/json.js')).findingsJson(all));
    if (sarif)
      process.stdout.write(
        (await import('../present/sarif.js')).renderSarif(all, {
          version: (await import('../run/version.js')).version(),
        }),
      );
    if (github) process.stdout.write((await import('../present/github.js')).renderAnnotations(all));
    if (checked.length === 0 && !json && !sarif && !github)
      process.stdout.write('There is no wave in this repository, and none of the shipped ones has landed.\n');
  },
};
