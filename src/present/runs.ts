import type { ChalkInstance } from 'chalk';
import type { RunRecord } from '../model/outcome.js';
import { cell, columns } from './columns.js';

/** The runs of a repository, one line each, in the given order. */
export function renderRuns(records: readonly RunRecord[], chalk: ChalkInstance): string {
  if (records.length === 0) return 'No wave has been applied here.\n';
  const titles = ['run', 'wave', 'started (UTC)', 'state', 'files'].map((title) => cell(title, chalk.dim));
  const rows = records.map((record) => [
    cell(record.id, chalk.bold),
    cell(record.wave),
    cell(started(record.started)),
    cell(record.state, stateColour(record.state, chalk)),
    cell(`+${record.created} ~${record.modified} −${record.deleted}`),
  ]);
  const unfinished = records.some(({ state }) => state === 'unfinished');
  const way = unfinished
    ? `\nA run was interrupted: ${chalk.cyan('rewrite recover')} restores the tree.\n`
    : '';
  return `${columns([titles, ...rows]).join('\n')}\n${way}`;
}

function stateColour(state: RunRecord['state'], chalk: ChalkInstance): ChalkInstance {
  if (state === 'applied') return chalk.green;
  return state === 'unfinished' ? chalk.red : chalk.dim;
}

/** `2026-01-31 12:05:09`. */
function started(iso: string): string {
  return iso.replace('T', ' ').replace(/(\.\d+)?Z$/, '');
}
