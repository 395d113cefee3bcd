import type { Finding } from './finding.js';

/** Exit codes of the command line. */
export const EXIT = { done: 0, findings: 1, usage: 2, refused: 3, bug: 70 } as const;

/** Something that the user can mend: printed as title, place, reason and way out, never with a stack. */
export class UserError extends Error {
  /** @param exitCode one of `EXIT`: 2 for usage and YAML, 3 for a refusal, 1 for findings. */
  constructor(
    readonly title: string,
    readonly exitCode: number,
    readonly findings: readonly Finding[] = [],
    readonly hint: string | undefined = undefined,
  ) {
    super(title);
    this.name = 'UserError';
  }
}
