import type { Edit } from '../model/plan.js';

/** An edit of a range that other edits may lie in: what they make of it goes into its text. */
export interface EnclosingEdit extends Edit {
  /** The text, given what a range of the source inside becomes. */
  readonly textFrom: (textAt: (start: number, end: number) => string) => string;
}

/** Two rules, or two forms of reference, want to change the same characters: a bug, none of them can be left out. */
export class EditConflict extends Error {
  constructor(
    readonly first: Edit,
    readonly second: Edit,
    source: string,
  ) {
    const quoted = ({ start, end, rule }: Edit) => `\`${source.slice(start, end)}\` (rule \`${rule}\`)`;
    super(`Two changes want the same characters: ${quoted(first)} and ${quoted(second)}`);
    this.name = 'EditConflict';
  }
}

/**
 * Sorts edits, drops exact repetitions, and takes those that another one encloses into its text.
 *
 * @param source the text that they edit.
 * @throws EditConflict when two edits overlap; insertions at one offset keep their order.
 */
export function orderEdits(edits: readonly Edit[], source: string): Edit[] {
  const sorted = enclosed(edits, source).map((edit, index) => ({ edit, index }));
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
    if (last && edit.start < last.end) throw new EditConflict(last, edit, source);
    ordered.push(edit);
  }
  return ordered;
}

/** The edits with those that enclose others done, the inner ones first. */
function enclosed(edits: readonly Edit[], source: string): readonly Edit[] {
  const enclosing = edits
    .filter((edit): edit is EnclosingEdit => 'textFrom' in edit)
    .sort((a, b) => a.end - a.start - (b.end - b.start));
  let all = edits;
  for (const outer of enclosing) {
    const { start, end, rule, form } = outer;
    const inner = all.filter((edit) => edit !== outer && start <= edit.start && edit.end <= end);
    const ordered = orderEdits(inner, source);
    const text = outer.textFrom((from, to) => applyWithin(source, ordered, from, to));
    all = all.flatMap((edit) =>
      edit === outer ? [{ start, end, text, rule, form }] : inner.includes(edit) ? [] : [edit],
    );
  }
  return all;
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
