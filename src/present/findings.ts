import type { ChalkInstance } from 'chalk';
import type { Finding, Place } from '../model/finding.js';
import { padStart } from './display-width.js';
import { excerptOf } from './excerpt.js';
import { countFindings, riskiestFirst, severityColour } from './severity.js';
import { wrapped } from './wrapped.js';

export interface FindingsView {
  readonly chalk: ChalkInstance;
  /** The text of a file that findings point into, as it stands or as planned; `undefined` when it is not known. */
  source(file: string, planned: boolean): string | undefined;
  /** How many to show in full; the others are counted. All, when not given. */
  readonly limit?: number;
}

const WIDTH = 100;

/** All findings as a compiler tells them, riskiest first, with the source they are about, and their number at last. */
export function renderFindings(findings: readonly Finding[], view: FindingsView): string {
  if (findings.length === 0) return '';
  const sorted = riskiestFirst(findings);
  const shown = sorted.slice(0, view.limit ?? sorted.length);
  const lines = sourceLines(view);
  const told = shown.map((finding) => renderFinding(finding, view.chalk, lines));
  return `${told.join('\n')}\n${closing(sorted, sorted.length - shown.length, view.chalk)}`;
}

type Lines = (place: Place) => string | undefined;

/** What all blocks of one finding share. */
interface Sheet {
  readonly chalk: ChalkInstance;
  /** Columns of the line numbers. */
  readonly gutter: number;
  readonly lines: Lines;
}

/** How a place is pointed at. */
interface Pointer {
  readonly arrow: '-->' | ':::';
  readonly mark: '^' | '-';
  readonly colour: ChalkInstance;
  readonly message: string;
}

function sourceLines(view: FindingsView): Lines {
  const known = new Map<string, readonly string[]>();
  return ({ file, line, planned = false }) => {
    const key = `${planned ? 'planned' : 'now'}:${file}`;
    if (!known.has(key)) known.set(key, view.source(file, planned)?.split('\n') ?? []);
    return known.get(key)![line - 1];
  };
}

function renderFinding(finding: Finding, chalk: ChalkInstance, lines: Lines): string {
  const sheet = { chalk, gutter: gutterOf(finding), lines };
  const colour = severityColour(finding.severity, chalk);
  const main: Pointer = { arrow: '-->', mark: '^', colour, message: '' };
  const blocks = [
    ...(finding.place === undefined ? [] : [placeBlock(finding.place, main, sheet)]),
    ...(finding.related ?? []).map(({ place, message }) =>
      placeBlock(place, { arrow: ':::', mark: '-', colour: chalk.blue, message }, sheet),
    ),
    ...(finding.hint === undefined ? [] : [hintBlock(finding.hint, sheet)]),
  ];
  const between = `\n${' '.repeat(sheet.gutter)} ${chalk.blue('|')}\n`;
  const told = blocks.map((block) => block.join('\n')).join(between);
  return `${titleOf(finding, chalk)}\n${told === '' ? '' : `${told}\n`}`;
}

function titleOf(finding: Finding, chalk: ChalkInstance): string {
  const label = severityColour(finding.severity, chalk).bold(`${finding.severity}[${finding.code}]`);
  return `${label}${chalk.bold(`: ${finding.message}`)}`;
}

function gutterOf(finding: Finding): number {
  const places = [finding.place, ...(finding.related ?? []).map(({ place }) => place)];
  return Math.max(1, ...places.map((place) => String(place?.line ?? 0).length));
}

/** ` --> file:line:col`, then the line and marks under the place. */
function placeBlock(place: Place, pointer: Pointer, sheet: Sheet): readonly string[] {
  const { chalk, gutter } = sheet;
  const blank = ' '.repeat(gutter);
  const location = `${blank}${chalk.blue(pointer.arrow)} ${place.file}:${place.line}:${place.column}${place.planned ? ' (as planned)' : ''}`;
  const excerpt = excerptOf(sheet.lines(place), place, WIDTH - gutter - 3);
  const said = pointer.message === '' ? '' : ` ${pointer.message}`;
  if (excerpt === undefined)
    return said === '' ? [location] : [location, `${blank} ${chalk.blue('=')}${said}`];
  const bar = chalk.blue('|');
  return [
    location,
    `${blank} ${bar}`,
    `${chalk.blue(padStart(String(place.line), gutter))} ${bar} ${excerpt.source}`.trimEnd(),
    `${blank} ${bar} ${' '.repeat(excerpt.indent)}${pointer.colour(pointer.mark.repeat(excerpt.length) + said)}`,
  ];
}

function hintBlock(hint: string, { chalk, gutter }: Sheet): readonly string[] {
  const blank = ' '.repeat(gutter);
  const label = `${blank} ${chalk.blue('=')} ${chalk.bold('help')}: `;
  return wrapped(hint, WIDTH, label, `${blank}         `);
}

function closing(findings: readonly Finding[], hidden: number, chalk: ChalkInstance): string {
  const count = countFindings(findings);
  const rest = hidden === 0 ? '' : ` (${hidden} of them not shown)`;
  const colour = severityColour(findings[0]!.severity, chalk);
  const explain = chalk.dim(`rewrite explain ${findings[0]!.code}`);
  return `${colour.bold(count)}${rest} · more about the first: ${explain}\n`;
}
