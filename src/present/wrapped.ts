import { stripVTControlCharacters } from 'node:util';
import { displayWidth } from './display-width.js';

/** A text in lines of at most `width` columns; the first begins with `first`, the others with `rest`. */
export function wrapped(text: string, width: number, first: string, rest: string): readonly string[] {
  const lines: string[] = [];
  let line = first;
  let empty = true;
  for (const word of text.split(/\s+/).filter((part) => part !== '')) {
    const room = width - displayWidth(stripVTControlCharacters(line));
    if (!empty && displayWidth(word) + 1 > room) {
      lines.push(line);
      line = rest;
      empty = true;
    }
    line += (empty ? '' : ' ') + word;
    empty = false;
  }
  return [...lines, line.trimEnd()];
}
