import type { Diagnostic, ToolOutput } from '../../model/gate.js';
import { withFlag } from '../arguments.js';
import { defineGate } from '../gate.js';
import { repositoryPath } from '../repository-path.js';
import { expectExit, unreadable } from '../unreadable-output.js';

// Only the newest versions of ruff's formatter print JSON, so both generations of its text are read.
const WOULD_REFORMAT = /^Would reformat: (.+)$/gm;
const UNFORMATTED = /^unformatted: .*\n\s*--> (.+?):\d+:\d+$/gm;
const FAILED_TO_PARSE = /^error: Failed to parse (.+?):(\d+):(\d+): (.+)$/gm;
const INVALID_SYNTAX = /^invalid-syntax: (.+)\n\s*--> (.+?):(\d+):(\d+)$/gm;

/** `ruff format`: layout, as a gate (`--check`) and as a fixer. */
export const ruffFormat = defineGate({
  name: 'ruff-format',
  title: 'formatted files stay formatted',
  tool: 'ruff',
  command(spec) {
    const args = withFlag(spec.args ?? ['format'], '--check');
    return { argv: ['ruff', ...args, ...(spec.paths ?? [])], files: {} };
  },
  read(output, root) {
    expectExit('ruff-format', output, [0, 1, 2]);
    const diagnostics = readReport(output, root);
    // 2 is also said of files that do not parse, which the report names, and of bad arguments, which it does not.
    if (output.exitCode !== 0 && diagnostics.length === 0) {
      throw unreadable('ruff-format', output, `ended with exit code ${output.exitCode} and named no file`);
    }
    return { diagnostics };
  },
  fixer: {
    probe: (spec, files) => {
      const args = withFlag(withFlag(spec.args ?? ['format'], '--check'), '--force-exclude');
      return ['ruff', ...args, ...files];
    },
    fix: (spec, files) => {
      const args = (spec.args ?? ['format']).filter((arg) => arg !== '--check');
      return ['ruff', ...withFlag(args, '--force-exclude'), '--quiet', ...files];
    },
  },
});

function readReport(output: ToolOutput, root: string): readonly Diagnostic[] {
  const text = `${output.stdout}\n${output.stderr}`.replaceAll('\r\n', '\n');
  const told = (code: string, message: string, file: string, line: string, column: string): Diagnostic => ({
    tool: 'ruff-format',
    code,
    message,
    file: repositoryPath(root, file),
    line: Number(line),
    column: Number(column),
    subject: undefined,
  });
  const layout = 'File would be reformatted';
  return [
    ...[...text.matchAll(WOULD_REFORMAT)].map((m) => told('unformatted', layout, m[1]!, '0', '0')),
    // Without the line of the first difference: the finding is about the file, and any edit shifts it.
    ...[...text.matchAll(UNFORMATTED)].map((m) => told('unformatted', layout, m[1]!, '0', '0')),
    ...[...text.matchAll(FAILED_TO_PARSE)].map((m) => told('invalid-syntax', m[4]!, m[1]!, m[2]!, m[3]!)),
    ...[...text.matchAll(INVALID_SYNTAX)].map((m) => told('invalid-syntax', m[1]!, m[2]!, m[3]!, m[4]!)),
  ];
}
