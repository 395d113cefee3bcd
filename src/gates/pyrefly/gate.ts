import { z } from 'zod';
import { withOption } from '../arguments.js';
import { defineGate } from '../gate.js';
import { readJson } from '../json-output.js';
import { repositoryPath } from '../repository-path.js';
import { expectExit } from '../unreadable-output.js';

const Report = z.object({
  errors: z.array(
    z.object({
      line: z.number(),
      column: z.number(),
      path: z.string(),
      name: z.string(),
      description: z.string(),
      concise_description: z.string().optional(),
      severity: z.string().optional(),
    }),
  ),
});

/** `pyrefly check`: types. */
export const pyrefly = defineGate({
  name: 'pyrefly',
  title: 'pyrefly check reports nothing new',
  tool: 'pyrefly',
  command(spec) {
    const args = withOption(spec.args ?? ['check'], '--output-format', 'json');
    return { argv: ['pyrefly', ...args, ...(spec.paths ?? [])], files: {} };
  },
  read(output, root) {
    expectExit('pyrefly', output, [0, 1]);
    const { errors } = readJson('pyrefly', output, Report);
    const diagnostics = errors
      .filter((error) => (error.severity ?? 'error') === 'error')
      .map((error) => ({
        tool: 'pyrefly',
        code: error.name,
        // The long description quotes search paths of this machine.
        message: error.concise_description ?? error.description,
        file: repositoryPath(root, error.path),
        line: error.line,
        column: error.column,
        subject: undefined,
      }));
    return { diagnostics };
  },
});
