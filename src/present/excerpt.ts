import type { Place } from '../model/finding.js';
import { displayWidth } from './display-width.js';

/** One line of source and the marks to put under it. */
export interface Excerpt {
  readonly source: string;
  /** Columns of the terminal before the marks, and how many marks. */
  readonly indent: number;
  readonly length: number;
}

const TAB = '    ';
const MARGIN = 20;

/** The line that a place is in, cut to `width` columns around the place; `undefined` when there is no such line. */
export function excerptOf(line: string | undefined, place: Place, width: number): Excerpt | undefined {
  if (line === undefined) return undefined;
  const start = Math.min(place.column - 1, line.length);
  const end = Math.max(start, Math.min(line.length, endOf(line, place, start)));
  const shift = firstShown(line, start, end, width);
  const head = (shift > 0 ? '…' : '') + legible(line.slice(shift, start));
  const marked = legible(line.slice(start, end));
  const source = cut(head + marked + legible(line.slice(end)).trimEnd(), width);
  const indent = displayWidth(head);
  return { source, indent, length: Math.max(1, Math.min(displayWidth(marked), width - indent)) };
}

/** A place without an end is about the word that stands there; one that goes on is marked to the end of its line. */
function endOf(line: string, place: Place, start: number): number {
  if (place.endLine !== undefined && place.endLine > place.line) return line.trimEnd().length;
  if (place.endColumn !== undefined) return place.endColumn - 1;
  return start + (/^[\w.]+/.exec(line.slice(start))?.[0].length ?? 1);
}

function firstShown(line: string, start: number, end: number, width: number): number {
  if (displayWidth(legible(line.slice(0, end))) <= width) return 0;
  return Math.max(0, start - MARGIN);
}

/** A line of anything, in at most `width` columns. */
export function fitted(line: string, width: number): string {
  return cut(legible(line), width);
}

/** Control characters would move the cursor or colour the terminal. */
function legible(text: string): string {
  return text
    .replaceAll('\t', TAB)
    .replace(/\r$/, '')
    .replace(/\p{Cc}/gu, '�');
}

function cut(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  let shown = '';
  for (const char of text) {
    if (displayWidth(shown + char) >= width) break;
    shown += char;
  }
  return `${shown}…`;
}
