#!/usr/bin/env node
import { setFlagsFromString } from 'node:v8';
import yargs from 'yargs';
import { hideBin } from 'yargs/helpers';
import { apply } from './commands/apply.js';
import { check } from './commands/check.js';
import { diff } from './commands/diff.js';
import { explain } from './commands/explain.js';
import { gates } from './commands/gates.js';
import { graph } from './commands/graph.js';
import { list } from './commands/list.js';
import { newCommand } from './commands/new.js';
import { recover } from './commands/recover.js';
import { schema } from './commands/schema.js';
import { status } from './commands/status.js';
import { suggest } from './commands/suggest.js';
import { test } from './commands/test.js';
import { undo } from './commands/undo.js';
import { why } from './commands/why.js';
import { EXIT, UserError } from './model/errors.js';
import { version } from './run/version.js';

/** Tells an error to the user and gives the exit code that it stands for. */
async function tell(thrown: unknown): Promise<number> {
  const { machineRefusal } = await import('./run/machine-errors.js');
  const error = machineRefusal(thrown);
  if (error instanceof UserError) {
    const { renderUserError } = await import('./present/user-error.js');
    const { colours } = await import('./commands/options.js');
    const { readRulesText } = await import('./run/rules-text.js');
    const chalk = colours({ color: !process.argv.includes('--no-color') }, process.stderr);
    process.stderr.write(renderUserError(error, { chalk, source: readRulesText }));
    return error.exitCode;
  }
  if (error instanceof Error && error.name === 'Interrupted') {
    process.stderr.write('Interrupted: every file is as it was.\n');
    return 130;
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(
    `This is a bug in rewrite ${version()}; the tree is as it was. Please report it with the lines below.\n${text}\n`,
  );
  return EXIT.bug;
}

/** A command line that yargs refuses. */
function misunderstood(message: string | undefined): UserError {
  const command = hideBin(process.argv).find((word) => !word.startsWith('-'));
  // yargs asks back without saying what it did not understand.
  if (message?.startsWith('Did you mean') && command !== undefined) {
    return new UserError(`There is no command \`${command}\`.`, EXIT.usage, [], message);
  }
  return new UserError(
    message ?? 'The command line is not understood.',
    EXIT.usage,
    [],
    'See `rewrite --help`.',
  );
}

// Most runs end before machine code that is optimised has paid for its making: a fifth of their processor time on
// Node 20. Later versions have a compiler in between, and no such flag.
if (process.versions.v8.startsWith('11.')) setFlagsFromString('--interrupt-budget=500000');

const parser = yargs(hideBin(process.argv))
  .scriptName('rewrite')
  // All that it says besides is English.
  .locale('en')
  .usage(
    '$0 <command>\n\nHard cutovers of Python repositories: planned, proved, applied whole or not at all.',
  )
  .command([
    apply,
    diff,
    check,
    undo,
    recover,
    suggest,
    graph,
    test,
    newCommand,
    list,
    explain,
    gates,
    schema,
    why,
    status,
  ])
  .demandCommand(1, 'Name a command.')
  .recommendCommands()
  .strict()
  .version(version())
  .wrap(100)
  .fail((message, error) => {
    throw error ?? misunderstood(message);
  });

// `| head` closes the pipe, and a terminal may be gone: that is no error of ours, and must not end us half way.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE' && error.code !== 'EIO') throw error;
});
process.stderr.on('error', () => {});

try {
  await parser.parseAsync();
} catch (error) {
  process.exitCode = await tell(error);
}
