import { z } from 'zod';
import { withFlag } from '../arguments.js';
import { defineGate } from '../gate.js';
import { readJson } from '../json-output.js';
import { repositoryPath } from '../repository-path.js';
import { expectExit } from '../unreadable-output.js';

const Report = z.object({
  generalDiagnostics: z.array(
    z.object({
      file: z.string(),
      severity: z.string(),
      message: z.string(),
      rule: z.string().optional(),
      range: z.object({ start: z.object({ line: z.number(), character: z.number() }) }).optional(),
    }),
  ),
});

/** `pyright`: types. */
export const pyright = defineGate({
  name: 'pyright',
  title: 'pyright reports nothing new',
  tool: 'pyright',
  command(spec) {
    const args = withFlag(spec.args ?? [], '--outputjson');
    return { argv: ['pyright', ...args, ...(spec.paths ?? [])], files: {} };
  },
  read(output, root) {
    expectExit('pyright', output, [0, 1]);
    const { generalDiagnostics } = readJson('pyright', output, Report);
    // As pyright's own exit code does: warnings count only where the author asked for it.
    const severities = output.argv.includes('--warnings') ? ['error', 'warning'] : ['error'];
    const diagnostics = generalDiagnostics
      .filter((diagnostic) => severities.includes(diagnostic.severity))
      .map((diagnostic) => ({
        tool: 'pyright',
        code: diagnostic.rule ?? '',
        message: diagnostic.message,
        file: repositoryPath(root, diagnostic.file),
        line: (diagnostic.range?.start.line ?? -1) + 1,
        column: (diagnostic.range?.start.character ?? -1) + 1,
        subject: undefined,
      }));
    return { diagnostics };
  },
});
