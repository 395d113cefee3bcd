import type { UserError } from '../model/errors.js';
import { type FindingsView, renderFindings } from './findings.js';
import { wrapped } from './wrapped.js';

/** What the user can mend: title, places and reasons, way out. */
export function renderUserError(error: UserError, view: FindingsView): string {
  const { chalk } = view;
  const parts = [`${chalk.red.bold('error')}${chalk.bold(`: ${error.title}`)}\n`];
  if (error.findings.length > 0) parts.push('\n', renderFindings(error.findings, view));
  if (error.hint !== undefined) {
    parts.push(`${wrapped(error.hint, 100, `${chalk.bold('help')}: `, '      ').join('\n')}\n`);
  }
  return parts.join('');
}
