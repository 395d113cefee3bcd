import { z } from 'zod';
import type { Diagnostic, ToolOutput } from '../model/gate.js';
import { readJson } from './json-output.js';
import { repositoryPath } from './repository-path.js';
import { expectExit } from './unreadable-output.js';

const Violations = z.array(
  z.object({
    // ruff before 0.12 gives a syntax error no code.
    code: z.string().nullable(),
    message: z.string(),
    filename: z.string(),
    location: z.object({ row: z.number(), column: z.number() }),
  }),
);

/** Reads what `ruff check --output-format json` printed, for every gate that is a selection of ruff's rules. */
export function readRuffCheck(gate: string, output: ToolOutput, root: string): readonly Diagnostic[] {
  expectExit(gate, output, [0, 1]);
  return readJson(gate, output, Violations).map((violation) => ({
    tool: gate,
    code: violation.code ?? 'invalid-syntax',
    message: violation.message,
    file: repositoryPath(root, violation.filename),
    line: violation.location.row,
    column: violation.location.column,
    subject: undefined,
  }));
}
