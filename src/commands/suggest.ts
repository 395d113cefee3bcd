import type { CommandModule } from 'yargs';
import { EXIT } from '../model/errors.js';
import { colours, commonOptions, progressOf } from './options.js';
import { showFindings } from './show.js';

/** `rewrite suggest <module>` */
export const suggest: CommandModule = {
  command: 'suggest <module>',
  describe: 'Suggest a split of a module, free of import circles, as a rule to edit',
  builder: (argv) =>
    commonOptions(argv)
      .positional('module', {
        type: 'string',
        demandOption: true,
        describe: 'Dotted name or path of the module',
      })
      .option('into', { type: 'number', describe: 'How many modules; by size without it', requiresArg: true })
      .option('around', {
        type: 'string',
        array: true,
        default: [],
        describe: 'Symbols that each get a module, with what belongs to them',
      })
      .option('keep', {
        type: 'boolean',
        default: false,
        describe: 'The source stays, with some of its statements',
      })
      .option('explain', {
        type: 'boolean',
        default: false,
        describe: 'Every import and every circle, as comments',
      })
      .option('write', { type: 'string', describe: 'Folder of a new wave to write', requiresArg: true })
      .option('prove', {
        type: 'boolean',
        default: true,
        describe: 'Plan and prove it; --no-prove only suggests',
      })
      .option('python', { type: 'string', describe: 'Interpreter of the project', requiresArg: true })
      .option('json', { type: 'boolean', default: false, describe: 'Machine-readable result on stdout' })
      .option('seed', { type: 'number', hidden: true, requiresArg: true }),
  async handler(args) {
    const { json, color, quiet, ...rest } = args as unknown as {
      repo: string;
      module: string;
      into?: number;
      around: string[];
      keep: boolean;
      explain: boolean;
      write?: string;
      prove: boolean;
      python?: string;
      seed?: number;
      json: boolean;
      color: boolean;
      quiet: boolean;
    };
    const { suggest: run } = await import('../run/suggest.js');
    const progress = await progressOf({ quiet });
    const suggested = await run(
      {
        repo: rest.repo,
        module: rest.module,
        into: rest.into,
        around: rest.around,
        keep: rest.keep,
        explain: rest.explain,
        write: rest.write,
        prove: rest.prove,
        python: rest.python,
        seed: rest.seed,
      },
      progress,
    );
    const present = await import('../present/suggestion.js');
    const chalk = colours({ color }, process.stderr);
    if (json) process.stdout.write(present.suggestionJson(suggested));
    else if (rest.write === undefined && suggested.suggestion.modules.length > 1)
      process.stdout.write(suggested.rule);
    if (!json && suggested.prepared) showFindings(suggested.prepared, { color });
    if (!json) process.stderr.write(present.renderObstacles(suggested, chalk));
    if (!json) process.stderr.write(present.renderSuggestion(suggested, chalk));
    if (suggested.refusal !== undefined) process.exitCode = EXIT.findings;
  },
};
