import type { ChalkInstance } from 'chalk';
import type { FreshDiagnostic, GateReport } from '../model/gate.js';
import { excerptOf } from './excerpt.js';
import { wrapped } from './wrapped.js';

const SHOWN = 20;
const WIDTH = 100;

/** What a gate reports after the wave and did not before, each with its place, its source and where it comes from. */
export function freshDiagnostics(report: GateReport, chalk: ChalkInstance): readonly string[] {
  if (report.fresh.length === 0) return [];
  const hidden = report.fresh.length - SHOWN;
  return [
    `  new in ${chalk.bold(report.gate)} ${chalk.dim(`(${shortened(report.command)})`)}`,
    ...report.fresh.slice(0, SHOWN).flatMap((diagnostic) => lines(diagnostic, chalk)),
    ...(hidden > 0 ? [chalk.dim(`    … and ${hidden} more`)] : []),
  ];
}

function lines(diagnostic: FreshDiagnostic, chalk: ChalkInstance): readonly string[] {
  const place = placeOf(diagnostic);
  const code = diagnostic.code === '' ? '' : `${chalk.red(diagnostic.code)}: `;
  const message = diagnostic.message.split('\n', 1)[0]!;
  const told =
    place === ''
      ? wrapped(message, WIDTH, `    ${code}`, '      ')
      : [`    ${place}`, ...wrapped(message, WIDTH, `      ${code}`, '      ')];
  return [...told, ...sourceLines(diagnostic, chalk), ...origin(diagnostic, chalk)];
}

/** The line itself, with a mark under the column. */
function sourceLines(
  { source, file, line, column }: FreshDiagnostic,
  chalk: ChalkInstance,
): readonly string[] {
  if (source === undefined) return [];
  const number = String(line);
  const excerpt = excerptOf(source, { file, line, column: Math.max(1, column) }, WIDTH - number.length - 9);
  if (excerpt === undefined) return [];
  const bar = chalk.blue('|');
  const code = `      ${chalk.blue(number)} ${bar} ${excerpt.source}`;
  if (column === 0) return [code];
  const blank = ' '.repeat(number.length);
  const mark = chalk.red('^'.repeat(excerpt.length));
  return [code, `      ${blank} ${bar} ${' '.repeat(excerpt.indent)}${mark}`];
}

/** The rule and edit that brought it about, and what was there before. */
function origin({ cause, was, file }: FreshDiagnostic, chalk: ChalkInstance): readonly string[] {
  const label = (word: string) => `      ${chalk.blue('=')} ${chalk.bold(word)}: `;
  const at = cause === undefined || cause.line === 0 ? '' : ` (${file}:${cause.line})`;
  return [
    ...(cause === undefined
      ? []
      : wrapped(`rule ${cause.rule}: ${cause.edit}${at}`, WIDTH, label('from'), '          ')),
    ...(was === undefined ? [] : wrapped(was, WIDTH, label('before'), '          ')),
  ];
}

/** A test or a module is known by its name, everything else by its place. */
function placeOf({ file, line, column, subject }: FreshDiagnostic): string {
  if (subject !== undefined) return subject;
  if (file === '') return '';
  return [file, ...(line > 0 ? [line, ...(column > 0 ? [column] : [])] : [])].join(':');
}

function shortened(command: string): string {
  const line = command.split('\n', 1)[0]!;
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
}
