import type { ChalkInstance } from 'chalk';
import type { CaseResult, SnapshotReport } from '../model/case.js';
import { counted } from '../model/counted.js';
import { cell, columns } from './columns.js';

/** The cases that ran, one line each, and what became of the snapshots. */
export function renderCases(
  cases: readonly CaseResult[],
  snapshots: readonly SnapshotReport[],
  chalk: ChalkInstance,
): string {
  if (cases.length === 0) return 'There are no cases here. `rewrite new` makes a wave with its first case.\n';
  const states = new Map(snapshots.map(({ path, state }) => [path, state]));
  const rows = cases.map(({ folder, plan, refusal, problems, snapshot }) => {
    const state = states.get(snapshot)!;
    const isGood = problems.length === 0 && (state === 'fresh' || state === 'written');
    const does =
      refusal === undefined
        ? counted(plan.changes.length, 'file')
        : `refused, ${counted(plan.findings.length, 'finding')}`;
    return [
      cell(isGood ? '✓' : '✗', isGood ? chalk.green : chalk.red),
      cell(`${folder.owner}/${folder.name}`),
      cell(does, chalk.dim),
      cell(state === 'fresh' ? '' : `snapshot ${state}`, isGood ? chalk.yellow : chalk.red),
    ];
  });
  const left = snapshots.filter(({ state }) => state === 'orphan' || state === 'removed');
  const removed = left.map(
    ({ path, state }) => `${path}: ${state === 'orphan' ? 'no case makes it' : 'removed'}`,
  );
  return `${[...columns(rows), ...removed].join('\n')}\n`;
}
