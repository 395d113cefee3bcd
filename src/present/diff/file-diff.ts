import type { Edit, FileChange } from '../../model/plan.js';
import { type Hunk, hunksOf, type LineKind } from './hunks.js';
import { lineChanges } from './line-changes.js';
import { splitLines } from './lines.js';

/** What becomes of one file, line by line. */
export interface FileDiff {
  readonly change: FileChange;
  /** Where a file comes from that moves. */
  readonly from?: string;
  readonly added: number;
  readonly removed: number;
  /** `undefined` when one side is no text. */
  readonly hunks: readonly Hunk[] | undefined;
}

/** Turns bytes into text; `undefined`: they are none. */
export type Decode = (bytes: Uint8Array) => string | undefined;

/** The diffs of a plan's files; a file that moves is one diff, from its old content to its new one. */
export function fileDiffs(changes: readonly FileChange[], decode: Decode): FileDiff[] {
  const byPath = new Map(changes.map((change) => [change.path, change]));
  const moves = changes.flatMap((change) =>
    change.kind === 'create' && change.moved ? [change.moved.from] : [],
  );
  const gone = new Set(moves);
  return changes.flatMap((change) => {
    if (change.kind === 'delete' && gone.has(change.path)) return [];
    const moved = change.kind === 'create' ? change.moved : undefined;
    const before = moved && byPath.get(moved.from);
    if (!moved || before?.kind !== 'delete' || change.kind !== 'create') return [fileDiff(change, decode)];
    const diff = contentDiff(change, before.before, change.after, moved.edits, decode);
    return [{ ...diff, from: moved.from }];
  });
}

/** The diff of one file. A file that comes or goes as a whole needs no comparison. */
function fileDiff(change: FileChange, decode: Decode): FileDiff {
  if (change.kind === 'modify') return contentDiff(change, change.before, change.after, change.edits, decode);
  const text = decode(change.kind === 'create' ? change.after : change.before);
  if (text === undefined) return { change, added: 0, removed: 0, hunks: undefined };
  return wholeFile(change, change.kind === 'create' ? 'added' : 'removed', splitLines(text));
}

function contentDiff(
  change: FileChange,
  bytesBefore: Uint8Array,
  bytesAfter: Uint8Array,
  edits: readonly Edit[],
  decode: Decode,
): FileDiff {
  const [before, after] = [decode(bytesBefore), decode(bytesAfter)];
  if (before === undefined || after === undefined) return { change, added: 0, removed: 0, hunks: undefined };
  const changes = lineChanges(before, after, edits);
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
