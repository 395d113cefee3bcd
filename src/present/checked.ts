import type { ChalkInstance } from 'chalk';

/** How one wave stands to the tree. */
export interface Checked {
  readonly wave: string;
  readonly state: 'landed' | 'pending' | 'applicable';
  /** Why it does not hold. */
  readonly refused: string | undefined;
  /** Files that it would change. */
  readonly changes: number;
}

/** One line about a wave that was held against the tree. */
export function renderChecked({ wave, state, refused, changes }: Checked, chalk: ChalkInstance): string {
  const words = {
    landed: chalk.green('landed, and clean'),
    pending: 'not applied yet',
    applicable: `can be applied: ${changes} files change`,
  };
  return `${chalk.bold(wave)}: ${refused === undefined ? words[state] : chalk.red(refused)}\n`;
}
