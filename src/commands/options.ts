import { Chalk, type ChalkInstance, supportsColor } from 'chalk';
import type { Argv } from 'yargs';
import type { ProgressReporter } from '../model/progress.js';
import { createProgress } from '../present/progress.js';

/** Declares the options that every command takes. */
export function commonOptions<T>(argv: Argv<T>) {
  return argv
    .option('repo', { type: 'string', default: '.', describe: 'Folder of the repository', requiresArg: true })
    .option('rules', {
      type: 'string',
      describe: 'Folder of waves instead of rules-yaml/ and the shipped ones',
      requiresArg: true,
    })
    .option('color', { type: 'boolean', default: true, describe: 'Colours on a terminal' })
    .option('quiet', { type: 'boolean', default: false, describe: 'No progress' });
}

/** Options of commands that plan. */
export function planOptions<T>(argv: Argv<T>) {
  return (
    commonOptions(argv)
      .positional('wave', { type: 'string', demandOption: true, describe: 'Name or folder of the wave' })
      .option('python', { type: 'string', describe: 'Interpreter of the project', requiresArg: true })
      .option('trust', { type: 'boolean', default: false, describe: 'Let the wave run commands of its own' })
      .option('json', { type: 'boolean', default: false, describe: 'Machine-readable result on stdout' })
      .option('sarif', { type: 'boolean', default: false, describe: 'Findings as SARIF 2.1.0 on stdout' })
      // `--no-fast-path` says whether a shortcut is to blame: the outcome has to be the same.
      .option('fast-path', { type: 'boolean', default: true, hidden: true })
  );
}

/** Colours for one stream, as the user and the terminal want them. */
export function colours({ color }: { readonly color: boolean }, stream: NodeJS.WriteStream): ChalkInstance {
  const wanted = color && !process.env.NO_COLOR && stream.isTTY === true && supportsColor;
  return new Chalk({ level: wanted ? wanted.level : 0 });
}

/** Progress on stderr. */
export function progressOf({ quiet }: { readonly quiet: boolean }): Promise<ProgressReporter> {
  return createProgress({ mode: quiet ? 'quiet' : 'auto', stream: process.stderr });
}
