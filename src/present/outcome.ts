import type { ChalkInstance } from 'chalk';
import { duration, grouped } from '../model/counted.js';
import type { GateReport } from '../model/gate.js';
import type { Outcome } from '../model/outcome.js';
import { changeCounts } from './changed-files.js';
import { type Cell, cell, columns } from './columns.js';
import { freshDiagnostics } from './fresh-diagnostics.js';
import { wrapped } from './wrapped.js';

/** How a wave ended, for people: what stands now, each gate before and after, what is new, and the way back. */
export function renderOutcome(outcome: Outcome, chalk: ChalkInstance): string {
  const sections = [
    headline(outcome, chalk),
    columns(
      outcome.gates.flatMap((report) => gateRows(report, chalk)),
      '  ',
    ),
    outcome.gates.flatMap((report) => remarks(report, chalk)),
    leftOut(outcome, chalk),
    ...outcome.gates.map((report) => unavailable(report, chalk)),
    ...outcome.gates.map((report) => freshDiagnostics(report, chalk)),
    wayBack(outcome, chalk),
  ];
  return `${sections
    .filter((section) => section.length > 0)
    .map((section) => section.join('\n'))
    .join('\n\n')}\n`;
}

function headline({ status, plan, seconds, reason }: Outcome, chalk: ChalkInstance): readonly string[] {
  const wave = chalk.bold(plan.wave);
  const why = reason === undefined ? '' : `: ${reason}`;
  const bad = `${chalk.red('✗')} ${wave}`;
  switch (status) {
    case 'applied':
      return [`${chalk.green('✓')} ${wave} applied in ${duration(seconds)} · ${changeCounts(plan)}`];
    case 'nothing-to-do':
      return [`${chalk.green('✓')} ${wave}: nothing to do`];
    case 'refused':
      return wrapped(`refused${why}; nothing was written`, 100, `${bad} `, '  ');
    case 'rolled-back':
      return wrapped(
        `rolled back after ${duration(seconds)}${why}; the tree is as it was`,
        100,
        `${bad} `,
        '  ',
      );
  }
}

const SIGN = { passed: '✓', failed: '✗', unavailable: '–' } as const;

/** More than this, and before and after stand in two lines. */
const CHANGE_WIDTH = 44;

function gateRows(report: GateReport, chalk: ChalkInstance): readonly (readonly Cell[])[] {
  const [change, rest] = changeOf(report);
  const fresh = report.fresh.length;
  const row = [
    cell(`${SIGN[report.status]} ${report.gate}`, signed(report.status, chalk)),
    cell(change),
    cell(fresh === 0 ? '' : `${grouped(fresh)} new`, chalk.red),
    cell(report.status === 'unavailable' ? '' : duration(report.seconds), chalk.dim, 'right'),
    cell(report.tool, chalk.dim),
  ];
  return rest === undefined ? [row] : [row, [cell(''), cell(rest)]];
}

function signed(status: GateReport['status'], chalk: ChalkInstance): (text: string) => string {
  const colour = { passed: chalk.green, failed: chalk.red, unavailable: chalk.yellow }[status];
  return (text) =>
    colour(text.slice(0, 1)) + (status === 'failed' ? chalk.bold(text.slice(1)) : text.slice(1));
}

function changeOf(report: GateReport): readonly [string, string?] {
  if (report.status === 'unavailable') return ['unavailable'];
  if (report.counts === undefined) return [`${grouped(report.before)} → ${grouped(report.after)}`];
  const { before, after } = report.counts;
  if (before === after) return [`${after}, as before`];
  const line = `${before} → ${after}`;
  return line.length <= CHANGE_WIDTH ? [line] : [`${before} →`, after];
}

/** What else is to be known of a gate: tests that fail by chance, where an output was saved. */
function remarks({ gate, flaky = [], notes = [] }: GateReport, chalk: ChalkInstance): readonly string[] {
  const lead = `  ${chalk.dim(gate)}: `;
  return [
    ...flaky.flatMap((test) =>
      wrapped(`${test} is flaky: it failed, and passed when it was run again`, 100, lead, '    '),
    ),
    ...notes.flatMap((note) => wrapped(note, 100, lead, '    ')),
  ];
}

function unavailable(report: GateReport, chalk: ChalkInstance): readonly string[] {
  if (report.reason === undefined) return [];
  return wrapped(report.reason, 100, `  ${chalk.bold(report.gate)}: `, '    ');
}

/** What was not asked: a wave without its gates is not a verified one. */
function leftOut({ status, without = [] }: Outcome, chalk: ChalkInstance): readonly string[] {
  if (without.length === 0 || status === 'refused' || status === 'nothing-to-do') return [];
  return wrapped(`without ${without.join(', ')}`, 100, `  ${chalk.yellow('–')} `, '    ');
}

function wayBack({ run, status }: Outcome, chalk: ChalkInstance): readonly string[] {
  if (run === undefined || status !== 'applied') return [];
  return [`  To take it back: ${chalk.cyan(`rewrite undo ${run}`)}`];
}
