import type { Diagnostic, ToolOutput } from '../../model/gate.js';
import { defineGate } from '../gate.js';
import { repositoryPath } from '../repository-path.js';
import { unreadable } from '../unreadable-output.js';

const LOCATED =
  /^\s*(?:File ")?((?:[A-Za-z]:)?[^\s:"][^:"]*?\.\w+)(?::|", line )(\d+)(?::(\d+))?(?::\s*|,\s*|\s+|$)(.*)$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: colour codes are control characters
const COLOUR = /\x1b\[[0-9;]*m/g;

/**
 * Any command. Exit code 0 is a pass, whatever it prints. Otherwise the exit code and each line that it printed is a
 * diagnostic, so that a command that failed before the wave may fail after it, but only in the same words.
 */
export const command = defineGate({
  name: 'command',
  title: 'the command ends as before',
  tool: undefined,
  alone: true,
  command: (spec) => ({ argv: spec.argv ?? [], files: {} }),
  read(output, root) {
    if (output.timedOut)
      throw unreadable('command', output, `did not finish in ${Math.round(output.seconds)} s`);
    if (output.exitCode === undefined) throw unreadable('command', output, 'was ended by a signal');
    if (output.exitCode === 0) return { diagnostics: [] };
    const lines = `${output.stdout}\n${output.stderr}`.replace(COLOUR, '').split(/\r?\n/);
    const said = lines.filter((line) => line.trim() !== '').map((line) => lineOf(line, root));
    return { diagnostics: [exitOf(output), ...said] };
  },
});

function exitOf(output: ToolOutput): Diagnostic {
  const code = `exit ${output.exitCode}`;
  const message = `${output.argv.join(' ')} ended with exit code ${output.exitCode}`;
  return { tool: 'command', code, message, file: '', line: 0, column: 0, subject: undefined };
}

function lineOf(line: string, root: string): Diagnostic {
  const place = LOCATED.exec(line);
  if (place === null) {
    return {
      tool: 'command',
      code: '',
      message: line.trim(),
      file: '',
      line: 0,
      column: 0,
      subject: undefined,
    };
  }
  const [, file, row, column, message] = place;
  return {
    tool: 'command',
    code: '',
    message: message!.trim(),
    file: repositoryPath(root, file!),
    line: Number(row),
    column: Number(column ?? 0),
    subject: undefined,
  };
}
