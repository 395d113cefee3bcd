import type { ZodType } from 'zod';
import type { ToolOutput } from '../model/gate.js';
import { unreadable } from './unreadable-output.js';

/**
 * The JSON document that a tool printed, checked against the parts of it that the gate reads.
 * @throws UnreadableOutput when there is none, or it has another shape.
 */
export function readJson<T>(gate: string, output: ToolOutput, schema: ZodType<T>): T {
  const parsed = schema.safeParse(parse(gate, output));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const place = issue?.path.join('.') ?? '';
  throw unreadable(
    gate,
    output,
    `printed JSON of another shape (at "${place}": ${issue?.message ?? 'unknown'})`,
  );
}

function parse(gate: string, output: ToolOutput): unknown {
  // Wrappers (pyright's from PyPI, for one) print notices of their own before the document.
  const start = output.stdout.search(/^[[{]/m);
  if (start === -1) throw unreadable(gate, output, 'printed no JSON');
  try {
    return JSON.parse(output.stdout.slice(start));
  } catch {
    throw unreadable(gate, output, 'printed JSON that is cut off or broken');
  }
}
