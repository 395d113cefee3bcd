import type { FileChange } from '../../model/plan.js';
import { type Hunk, hunksOf, type LineKind } from './hunks.js';
import { lineChanges } from './line-changes.js';
import { splitLines } from './lines.js';

/** What becomes of one file, line by line. */
export interface FileDiff {
  readonly change: FileChange;
  readonly added: number;
  readonly removed: number;
  /** `undefined` when one side is no text. */
  readonly hunks: readonly Hunk[] | undefined;
}

/** Turns bytes into text; `undefined`: they are none. */
export type Decode = (bytes: Uint8Array) => string | undefined;

/** The diff of one file. A file that comes or goes as a whole needs no comparison. */
export function fileDiff(change: FileChange, decode: Decode): FileDiff {
  const before = change.kind === 'create' ? '' : decode(change.before);
  const after = change.kind === 'delete' ? '' : decode(change.after);
  if (before === undefined || after === undefined) return { change, added: 0, removed: 0, hunks: undefined };
  if (change.kind === 'create') return wholeFile(change, 'added', splitLines(after));
  if (change.kind === 'delete') return wholeFile(change, 'removed', splitLines(before));
  const changes = lineChanges(before, after, change.edits);
  return {
    change,
    added: changes.reduce((count, { added }) => count + added.length, 0),
    removed: changes.reduce((count, { removed }) => count + removed, 0),
    hunks: hunksOf(splitLines(before), changes),
  };
}

function wholeFile(change: FileChange, kind: LineKind, texts: readonly string[]): FileDiff {
  const [removed, added] = kind === 'removed' ? [texts.length, 0] : [0, texts.length];
  const lines = texts.map((text) => ({ kind, text }));
  const place = { beforeStart: 0, beforeCount: removed, afterStart: 0, afterCount: added, heading: '' };
  return { change, added, removed, hunks: texts.length === 0 ? [] : [{ ...place, lines }] };
}
