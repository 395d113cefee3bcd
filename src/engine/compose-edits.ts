import type { Edit } from '../model/plan.js';
import { applyWithin } from './edits.js';

/** A stretch of a text that an edit has written. */
interface Written {
  /** In the text before the edit. */
  readonly start: number;
  readonly end: number;
  /** In the text after it. */
  readonly from: number;
  readonly to: number;
  readonly edit: Edit;
}

/**
 * The edits that do in one step what two lists of edits do one after the other. Edits that touch become one, which
 * has the first one's rule.
 *
 * @param text the text before both; `first` are edits of it, in order, and `second` of what they leave.
 */
export function composeEdits(text: string, first: readonly Edit[], second: readonly Edit[]): Edit[] {
  if (first.length === 0) return [...second];
  if (second.length === 0) return [...first];
  const written = stretches(first);
  const middle = applyWithin(text, first, 0, text.length);
  const composed: Edit[] = [];
  let at = 0;
  for (let index = 0; index < second.length; ) {
    const group = [second[index++]!];
    let [from, to] = [group[0]!.start, group[0]!.end];
    // Whatever reaches into the group makes it larger, and so what it touches.
    for (let grown = true; grown; ) {
      grown = false;
      for (const each of written) {
        if (each.to < from || each.from > to || (each.from >= from && each.to <= to)) continue;
        [from, to, grown] = [Math.min(from, each.from), Math.max(to, each.to), true];
      }
      while (index < second.length && second[index]!.start <= to) {
        const next = second[index++]!;
        group.push(next);
        [to, grown] = [Math.max(to, next.end), true];
      }
    }
    while (at < written.length && written[at]!.to < from) composed.push(written[at++]!.edit);
    while (at < written.length && written[at]!.from <= to) at++;
    const start = from + shiftOf(written.filter((each) => each.to < from));
    const end = to + shiftOf(written.filter((each) => each.from <= to));
    composed.push({ ...group[0]!, start, end, text: applyWithin(middle, group, from, to) });
  }
  while (at < written.length) composed.push(written[at++]!.edit);
  return composed;
}

/** Where an offset of the text behind some edits stands in the text before them: of what they wrote, where it begins. */
export function offsetBefore(edits: readonly Edit[], offset: number): number {
  const written = stretches(edits);
  const inside = written.find(({ from, to }) => from <= offset && offset < to);
  return inside ? inside.start : offset + shiftOf(written.filter(({ to }) => to <= offset));
}

/** How far behind some stretches the text before stands from the text after. */
function shiftOf(written: readonly Written[]): number {
  const last = written.at(-1);
  return last ? last.end - last.to : 0;
}

function stretches(edits: readonly Edit[]): Written[] {
  let shift = 0;
  return edits.map((edit) => {
    const from = edit.start + shift;
    const to = from + edit.text.length;
    shift += edit.text.length - (edit.end - edit.start);
    return { start: edit.start, end: edit.end, from, to, edit };
  });
}
