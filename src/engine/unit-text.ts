import type { Edit } from '../model/plan.js';
import { commentAfter } from '../python/import-text.js';
import { applyWithin } from './edits.js';
import type { SourceFile } from './source-file.js';

/** The text that belongs to one unit: the comments above it, itself, and the comment on its last line. */
export interface UnitText {
  /** Empty lines before it in the source. */
  readonly blank: number;
  /** Its lines with edits applied, without the line ending of the last. */
  readonly text: string;
  /** Where the text stands in the source: whole lines, unless it shares its line with another statement. */
  readonly start: number;
  readonly end: number;
  /** A class or function: formatters keep two empty lines around it. */
  readonly isDefinition: boolean;
}

/** The text of a unit. What stands between the unit before it and itself belongs to it. */
export function unitText(file: SourceFile, index: number, edits: readonly Edit[]): UnitText {
  const source = file.text;
  const unit = file.units[index]!;
  const end = commentAfter(unit.end, file.module)?.end ?? unit.end;
  const from = triviaStart(file, index);
  const comment = source.slice(from, unit.start).search(/\S/);
  const start = lineStart(source, comment < 0 ? unit.start : from + comment, from);
  const { kind } = unit.stmt;
  return {
    blank: source.slice(from, start).split(/\r\n|\n|\r/).length - 1,
    text: applyWithin(source, edits, start, end),
    start,
    end,
    isDefinition: kind === 'FunctionDef' || kind === 'AsyncFunctionDef' || kind === 'ClassDef',
  };
}

/** Own-line comments directly above a unit, without indentation. */
export function commentsAbove(file: SourceFile, index: number): string[] {
  const { start } = unitText(file, index, []);
  const lines = file.text.slice(start, file.units[index]!.start).split(/\r\n|\n|\r/);
  return lines.map((line) => line.trim()).filter((line) => line !== '');
}

/** Where the text between the previous unit and this one begins: behind the line on which the previous one ends. */
function triviaStart(file: SourceFile, index: number): number {
  const source = file.text;
  const unit = file.units[index]!;
  const previous = file.units[index - 1];
  if (unit.guard && unit.guard !== previous?.guard)
    return Math.min(lineAfter(source, unit.guard.test.end), unit.start);
  if (!previous) return 0;
  const end = commentAfter(previous.end, file.module)?.end ?? previous.end;
  return lineStart(source, unit.start, 0) <= end ? unit.start : lineAfter(source, end);
}

function lineAfter(source: string, offset: number): number {
  const found = /\r\n|\n|\r/.exec(source.slice(offset));
  return found ? offset + found.index + found[0].length : source.length;
}

/** The start of the line that holds an offset, but not before `least`. */
function lineStart(source: string, offset: number, least: number): number {
  if (offset <= least) return least;
  const line = Math.max(source.lastIndexOf('\n', offset - 1) + 1, least);
  // A search for what most files do not have goes no farther back than it has to.
  return line + source.slice(line, offset).lastIndexOf('\r') + 1;
}
