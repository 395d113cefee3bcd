import type { ChalkInstance } from 'chalk';
import { counted } from '../model/counted.js';
import type { Finding } from '../model/finding.js';
import type { WaveStatus } from '../model/wave-status.js';
import { cell, columns } from './columns.js';

/** Reasons that are told for each blocked wave. */
const MOST_REASONS = 5;

/** How waves stand, one line each, and below a blocked one what stands in its way. */
export function renderStatus(statuses: readonly WaveStatus[], chalk: ChalkInstance): string {
  if (statuses.length === 0) return 'There are no waves here.\n';
  const paint = { landed: chalk.green, ready: chalk.cyan, blocked: chalk.red };
  const rows = statuses.map(({ name, title, state, changes, reason }) => [
    cell(name, chalk.bold),
    cell(state, paint[state]),
    cell(state === 'ready' ? counted(changes, 'file') : (reason ?? ''), chalk.dim),
    cell(title),
  ]);
  const lines = columns(rows);
  return `${statuses.flatMap((status, index) => [lines[index]!, ...reasons(status, chalk)]).join('\n')}\n`;
}

/** Waves that come first, then the other findings, by code and message, each once. */
function reasons({ findings }: WaveStatus, chalk: ChalkInstance): string[] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = `${finding.code} ${finding.message}`;
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  const told = [...groups.values()].map((group) => {
    const { code, message, place } = group[0]!;
    const at = place === undefined ? '' : ` ${place.file}:${place.line}`;
    const more = group.length > 1 ? ` and ${group.length - 1} more` : '';
    return `    ${chalk.dim(code)} ${message}${chalk.dim(`${at}${more}`)}`;
  });
  const left = told.length - MOST_REASONS;
  return left > 0 ? [...told.slice(0, MOST_REASONS), chalk.dim(`    … and ${left} more`)] : told;
}
