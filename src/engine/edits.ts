import type { Edit } from '../model/plan.js';

/** Two rules, or two forms of reference, want to change the same characters. */
export class EditConflict extends Error {
  constructor(
    readonly first: Edit,
    readonly second: Edit,
  ) {
    super(`overlapping edits at ${first.start}-${first.end} and ${second.start}-${second.end}`);
    this.name = 'EditConflict';
  }
}

/**
 * Sorts edits and drops exact repetitions.
 *
 * @throws EditConflict when two edits overlap; insertions at one offset keep their order.
 */
export function orderEdits(edits: readonly Edit[]): Edit[] {
  const sorted = edits.map((edit, index) => ({ edit, index }));
  sorted.sort((a, b) => a.edit.start - b.edit.start || a.edit.end - b.edit.end || a.index - b.index);
  const ordered: Edit[] = [];
  for (const { edit } of sorted) {
    const last = ordered.at(-1);
    if (
      last &&
      last.start === edit.start &&
      last.end === edit.end &&
      last.text === edit.text &&
      edit.end > edit.start
    )
      continue;
    if (last && edit.start < last.end) throw new EditConflict(last, edit);
    ordered.push(edit);
  }
  return ordered;
}

/** The text with edits applied: `edits` as given by `orderEdits`. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  return applyWithin(text, edits, 0, text.length);
}

/** The slice `start..end` of a text with the edits inside it applied. */
export function applyWithin(text: string, edits: readonly Edit[], start: number, end: number): string {
  let result = '';
  let at = start;
  for (const edit of edits) {
    if (edit.start < start || edit.end > end) continue;
    result += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return result + text.slice(at, end);
}

/** Insertions that would stand behind a line that goes: at the start of the next line instead. */
export function behindRemovals(
  insertions: readonly Edit[],
  changes: readonly Edit[],
  newline: string,
): Edit[] {
  return insertions.map((insertion) => {
    const around = changes.find(
      ({ start, end, text }) => text === '' && start < insertion.start && insertion.start <= end,
    );
    if (!around) return insertion;
    // At the end of the file it keeps its distance from what stands before.
    if (insertion.end > insertion.start && insertion.end <= around.end)
      return { ...insertion, start: around.end, end: around.end, text: insertion.text.slice(newline.length) };
    const text = insertion.text.replace(/^[\r\n]+/, '') + newline;
    return { ...insertion, start: around.end, end: around.end, text };
  });
}

/** Removals that touch the same characters become one; what they take out is gone either way. */
export function joinRemovals(edits: readonly Edit[]): Edit[] {
  const removals = edits
    .filter(({ start, end, text }) => text === '' && end > start)
    .sort((a, b) => a.start - b.start);
  const joined: Edit[] = [];
  for (const removal of removals) {
    const last = joined.at(-1);
    if (last && removal.start < last.end)
      joined[joined.length - 1] = { ...last, end: Math.max(last.end, removal.end) };
    else joined.push(removal);
  }
  return [...edits.filter((edit) => !removals.includes(edit)), ...joined];
}
