import { z } from 'zod';
import type { Diagnostic, ToolOutput } from '../../model/gate.js';
import { defineGate } from '../gate.js';
import { repositoryPath } from '../repository-path.js';
import { expectExit, unreadable } from '../unreadable-output.js';
import { IMPORT_PROBE } from './probe.js';

const Result = z.object({
  module: z.string(),
  /** Absent or null: it imports. */
  error: z.string().nullish(),
  file: z.string().nullish(),
  line: z.number().nullish(),
});

/** Each touched module imports alone, in an interpreter that has imported nothing of the repository before. */
export const imports = defineGate({
  name: 'imports',
  title: 'each touched module imports alone',
  tool: 'python',
  command(_spec, context) {
    // Importing a `__main__` module runs the program.
    const modules = context.modules.filter((module) => !/(^|\.)__main__$/.test(module));
    const roots = JSON.stringify(context.sourceRoots);
    return { argv: ['python', '-B', '-c', IMPORT_PROBE, roots, ...modules], files: {} };
  },
  read(output, root) {
    expectExit('imports', output, [0]);
    const diagnostics = output.stdout
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => readResult(output, line))
      .flatMap((result) => (result.error ? [diagnosticOf(result, result.error, root)] : []));
    return { diagnostics };
  },
});

function readResult(output: ToolOutput, line: string): z.infer<typeof Result> {
  try {
    return Result.parse(JSON.parse(line));
  } catch {
    throw unreadable('imports', output, `printed a line that is no result: ${line.slice(0, 80)}`);
  }
}

function diagnosticOf(result: z.infer<typeof Result>, error: string, root: string): Diagnostic {
  const [, code = '', message = ''] = /^([\w.]+)(?:: (.*))?$/s.exec(error) ?? [undefined, '', error];
  return {
    tool: 'imports',
    code,
    message,
    file: result.file ? repositoryPath(root, result.file) : '',
    line: result.line ?? 0,
    column: 0,
    subject: result.module,
  };
}
