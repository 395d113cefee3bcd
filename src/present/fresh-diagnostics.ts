import type { ChalkInstance } from 'chalk';
import type { Diagnostic, GateReport } from '../model/gate.js';
import { wrapped } from './wrapped.js';

const SHOWN = 20;
const WIDTH = 100;

/** What a gate reports after the wave and did not before, each with its place. */
export function freshDiagnostics(report: GateReport, chalk: ChalkInstance): readonly string[] {
  if (report.fresh.length === 0) return [];
  const hidden = report.fresh.length - SHOWN;
  return [
    `  new in ${chalk.bold(report.gate)} ${chalk.dim(`(${shortened(report.command)})`)}`,
    ...report.fresh.slice(0, SHOWN).flatMap((diagnostic) => lines(diagnostic, chalk)),
    ...(hidden > 0 ? [chalk.dim(`    … and ${hidden} more`)] : []),
  ];
}

function lines(diagnostic: Diagnostic, chalk: ChalkInstance): readonly string[] {
  const place = placeOf(diagnostic);
  const code = diagnostic.code === '' ? '' : `${chalk.red(diagnostic.code)}: `;
  const message = diagnostic.message.split('\n', 1)[0]!;
  if (place === '') return wrapped(message, WIDTH, `    ${code}`, '      ');
  return [`    ${place}`, ...wrapped(message, WIDTH, `      ${code}`, '      ')];
}

/** A test or a module is known by its name, everything else by its place. */
function placeOf({ file, line, column, subject }: Diagnostic): string {
  if (subject !== undefined) return subject;
  if (file === '') return '';
  return [file, ...(line > 0 ? [line, ...(column > 0 ? [column] : [])] : [])].join(':');
}

function shortened(command: string): string {
  const line = command.split('\n', 1)[0]!;
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
}
