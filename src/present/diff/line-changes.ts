import { diffArrays } from 'diff';
import type { Edit } from '../../model/plan.js';
import { lineAt, lineStarts, splitLines } from './lines.js';

/** Lines that are replaced: `removed` lines from index `start` of the text before give way to `added`. */
export interface LineChange {
  readonly start: number;
  readonly removed: number;
  readonly added: readonly string[];
}

/** Beyond this many changed lines in one place a minimal diff costs more than it tells. */
const MAX_EDIT_LENGTH = 200;

/**
 * The changed lines of a file, straight from the edits: they say where it changed, so nothing is searched. Falls back
 * to comparing the texts when the edits do not explain the text after (a fixer has been at it since).
 */
export function lineChanges(before: string, after: string, edits: readonly Edit[]): readonly LineChange[] {
  const lines = splitLines(before);
  const sorted = [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
  // Whoever parsed the file may have counted from behind the byte order mark.
  for (const shift of before.startsWith('\uFEFF') ? [0, 1] : [0]) {
    const moved = sorted.map((edit) => ({ ...edit, start: edit.start + shift, end: edit.end + shift }));
    if (applied(before, moved) === after) return fromEdits(before, lines, moved);
  }
  return refined(0, lines, splitLines(after));
}

function applied(text: string, edits: readonly Edit[]): string | undefined {
  const parts: string[] = [];
  let at = 0;
  for (const edit of edits) {
    if (edit.start < at || edit.end < edit.start || edit.end > text.length) return undefined;
    parts.push(text.slice(at, edit.start), edit.text);
    at = edit.end;
  }
  parts.push(text.slice(at));
  return parts.join('');
}

function fromEdits(before: string, lines: readonly string[], edits: readonly Edit[]): readonly LineChange[] {
  const starts = lineStarts(lines);
  // Behind a last line without a line feed there is no further line: what is added there changes that line.
  const lastLine = before.endsWith('\n') ? lines.length : Math.max(0, lines.length - 1);
  return groupByLines(starts, lastLine, edits).flatMap(({ first, last, edits: group }) => {
    const start = starts[first]!;
    const end = starts[Math.min(last + 1, lines.length)]!;
    const inside = group.map((edit) => ({ ...edit, start: edit.start - start, end: edit.end - start }));
    const text = applied(before.slice(start, end), inside)!;
    return refined(first, lines.slice(first, last + 1), splitLines(text));
  });
}

interface Group {
  readonly first: number;
  last: number;
  readonly edits: Edit[];
}

/** Edits that touch the same line belong together. */
function groupByLines(starts: readonly number[], lastLine: number, edits: readonly Edit[]): readonly Group[] {
  const groups: Group[] = [];
  for (const edit of edits) {
    const first = Math.min(lineAt(starts, edit.start), lastLine);
    const last = Math.min(lineAt(starts, edit.end), lastLine);
    const group = groups.at(-1);
    if (group !== undefined && first <= group.last) {
      group.last = Math.max(group.last, last);
      group.edits.push(edit);
    } else {
      groups.push({ first, last, edits: [edit] });
    }
  }
  return groups;
}

/** The changes between two runs of lines, without what both begin and end with. */
function refined(start: number, removed: readonly string[], added: readonly string[]): readonly LineChange[] {
  const shorter = Math.min(removed.length, added.length);
  let head = 0;
  while (head < shorter && removed[head] === added[head]) head++;
  let tail = 0;
  while (tail < shorter - head && removed.at(-1 - tail) === added.at(-1 - tail)) tail++;
  const gone = removed.slice(head, removed.length - tail);
  const come = added.slice(head, added.length - tail);
  if (gone.length === 0 && come.length === 0) return [];
  if (gone.length === 0 || come.length === 0)
    return [{ start: start + head, removed: gone.length, added: come }];
  return minimal(start + head, gone, come);
}

function minimal(start: number, removed: readonly string[], added: readonly string[]): readonly LineChange[] {
  const whole = { start, removed: removed.length, added };
  const parts = diffArrays([...removed], [...added], { maxEditLength: MAX_EDIT_LENGTH });
  if (parts === undefined) return [whole];
  const changes: { start: number; removed: number; added: string[] }[] = [];
  let at = start;
  let open = false;
  for (const part of parts) {
    if (part.added !== true && part.removed !== true) {
      at += part.value.length;
      open = false;
      continue;
    }
    if (!open) changes.push({ start: at, removed: 0, added: [] });
    open = true;
    const change = changes.at(-1)!;
    if (part.added === true) change.added.push(...part.value);
    else {
      change.removed += part.value.length;
      at += part.value.length;
    }
  }
  return changes;
}
