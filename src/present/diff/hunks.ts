import type { LineChange } from './line-changes.js';

export type LineKind = 'context' | 'removed' | 'added';

/** A line of a diff, with its line feed where it has one. */
export interface DiffLine {
  readonly kind: LineKind;
  readonly text: string;
}

/** Lines of both texts, indices from 0. */
export interface Hunk {
  readonly beforeStart: number;
  readonly beforeCount: number;
  readonly afterStart: number;
  readonly afterCount: number;
  /** The definition that the hunk lies in, as git shows it. */
  readonly heading: string;
  readonly lines: readonly DiffLine[];
}

const CONTEXT = 3;

/** Changes with three lines of context around them; changes closer than that share a hunk. */
export function hunksOf(before: readonly string[], changes: readonly LineChange[]): readonly Hunk[] {
  const hunks: Hunk[] = [];
  let drift = 0;
  for (const group of neighbours(changes)) {
    const hunk = hunkOf(before, group, drift);
    hunks.push(hunk);
    drift += hunk.afterCount - hunk.beforeCount;
  }
  return hunks;
}

function neighbours(changes: readonly LineChange[]): readonly (readonly LineChange[])[] {
  const groups: LineChange[][] = [];
  let end = Number.NEGATIVE_INFINITY;
  for (const change of changes) {
    if (change.start - end <= 2 * CONTEXT) groups.at(-1)!.push(change);
    else groups.push([change]);
    end = change.start + change.removed;
  }
  return groups;
}

function hunkOf(before: readonly string[], changes: readonly LineChange[], drift: number): Hunk {
  const last = changes.at(-1)!;
  const start = Math.max(0, changes[0]!.start - CONTEXT);
  const end = Math.min(before.length, last.start + last.removed + CONTEXT);
  const lines: DiffLine[] = [];
  const copy = (kind: LineKind, texts: readonly string[]) => {
    for (const text of texts) lines.push({ kind, text });
  };
  let at = start;
  for (const change of changes) {
    copy('context', before.slice(at, change.start));
    copy('removed', before.slice(change.start, change.start + change.removed));
    copy('added', change.added);
    at = change.start + change.removed;
  }
  copy('context', before.slice(at, end));
  const afterCount = lines.reduce((count, line) => (line.kind === 'removed' ? count : count + 1), 0);
  return {
    beforeStart: start,
    beforeCount: end - start,
    afterStart: start + drift,
    afterCount,
    heading: headingOf(before, start),
    lines,
  };
}

/** The nearest line above that starts a definition, found as git does: by its first character. */
function headingOf(before: readonly string[], start: number): string {
  for (let index = start - 1; index >= 0; index--) {
    const line = before[index]!;
    if (/^[A-Za-z_$]/.test(line)) return line.trimEnd().slice(0, 80);
  }
  return '';
}
