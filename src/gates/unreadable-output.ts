import type { ToolOutput } from '../model/gate.js';

const EXCERPT = 600;

/** A tool ended in a way that says nothing about the code: it crashed, timed out or printed something unexpected. */
export class UnreadableOutput extends Error {
  /** @param seen the end of what the tool printed, for people. */
  constructor(
    readonly gate: string,
    readonly reason: string,
    readonly exitCode: number | undefined,
    readonly seen: string,
  ) {
    super(`${gate}: ${reason}`);
    this.name = 'UnreadableOutput';
  }
}

/** An `UnreadableOutput` that quotes the tool: stderr, where it has any, because crashes are told there. */
export function unreadable(gate: string, output: ToolOutput, reason: string): UnreadableOutput {
  const printed = output.stderr.trim() === '' ? output.stdout.trim() : output.stderr.trim();
  const seen = printed.length > EXCERPT ? `…${printed.slice(-EXCERPT)}` : printed;
  return new UnreadableOutput(gate, reason, output.exitCode, seen);
}

/** Makes sure that the tool ran to its end and left one of the exit codes that mean "I have checked". */
export function expectExit(gate: string, output: ToolOutput, codes: readonly number[]): void {
  if (output.timedOut) throw unreadable(gate, output, `did not finish in ${Math.round(output.seconds)} s`);
  if (output.exitCode === undefined) throw unreadable(gate, output, 'was ended by a signal');
  if (!codes.includes(output.exitCode)) {
    throw unreadable(gate, output, `ended with exit code ${output.exitCode}`);
  }
}
