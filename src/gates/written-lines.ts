import { diffArrays } from 'diff';
import type { Edit } from '../model/plan.js';

/** An edit of a plan with the lines (from 1) that it ended up on. */
export interface PlacedEdit {
  readonly edit: Edit;
  /** The text that it replaced. */
  readonly old: string;
  /** Line that it began on, before the wave. */
  readonly oldLine: number;
  readonly firstLine: number;
  readonly lastLine: number;
}

/**
 * Where the edits of a file stand in the text that was written in the end: planned, and then mended by fixers.
 *
 * @param edits not overlapping; offsets into `before`.
 */
export function placeEdits(
  before: string,
  edits: readonly Edit[],
  planned: string,
  written: string,
): readonly PlacedEdit[] {
  const writtenLine = lineMap(planned, written);
  let shift = 0;
  return [...edits]
    .sort((a, b) => a.start - b.start)
    .map((edit) => {
      const start = edit.start + shift;
      shift += edit.text.length - (edit.end - edit.start);
      const last = Math.max(start, start + edit.text.replace(/\s+$/, '').length);
      return {
        edit,
        old: before.slice(edit.start, edit.end),
        oldLine: lineAt(before, edit.start),
        firstLine: writtenLine(lineAt(planned, start)),
        lastLine: writtenLine(lineAt(planned, last)),
      };
    });
}

/** The line (from 1) of an offset. */
function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

/** Tells for a line of one text where it stands in the other; for one that is gone, where its neighbour stands. */
function lineMap(from: string, to: string): (line: number) => number {
  if (from === to) return (line) => line;
  const lines = new Map<number, number>();
  let [old, fresh] = [1, 1];
  for (const { value, added, removed } of diffArrays(from.split('\n'), to.split('\n'))) {
    for (let index = 0; index < value.length; index++) {
      if (!added) lines.set(old + index, removed ? fresh : fresh + index);
    }
    if (!added) old += value.length;
    if (!removed) fresh += value.length;
  }
  return (line) => lines.get(line) ?? fresh;
}
