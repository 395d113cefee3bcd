import type { FileChange } from '../../model/plan.js';
import { binaryPatch, blobName } from './binary-patch.js';
import type { FileDiff } from './file-diff.js';
import type { Hunk, LineKind } from './hunks.js';
import { barePath, labelledPath, quotedPath } from './quoted-path.js';

/** Colours of the parts of a patch. */
export interface PatchPaint {
  header(text: string): string;
  hunk(text: string): string;
  line(kind: LineKind, text: string): string;
}

/** No colours: the exact patch. */
export const PLAIN: PatchPaint = {
  header: (text) => text,
  hunk: (text) => text,
  line: (_kind, text) => text,
};

const MARK: Readonly<Record<LineKind, string>> = { context: ' ', removed: '-', added: '+' };

/** One file's part of a patch, in git's words. */
export function patchText(diff: FileDiff, binary: 'exact' | 'mentioned', paint: PatchPaint): string {
  const { change, hunks, from } = diff;
  if (from !== undefined) return movedText(diff, from, paint);
  if (hunks !== undefined && hunks.length === 0 && change.kind === 'modify') return '';
  const parts = headerOf(change, hunks === undefined).map((line) => `${paint.header(line)}\n`);
  if (hunks === undefined) parts.push(binaryText(change, binary));
  if (hunks !== undefined && hunks.length > 0) {
    parts.push(...labelsOf(change).map((line) => `${paint.header(line)}\n`));
    for (const hunk of hunks) pushHunk(parts, hunk, paint);
  }
  return parts.join('');
}

/** A file that moves: git's extended header, and what changes in it. */
function movedText({ change, hunks = [] }: FileDiff, from: string, paint: PatchPaint): string {
  const to = change.path;
  const header = [
    `diff --git ${quotedPath('a', from)} ${quotedPath('b', to)}`,
    `rename from ${barePath(from)}`,
    `rename to ${barePath(to)}`,
  ];
  if (hunks.length > 0) header.push(`--- ${labelledPath('a', from)}`, `+++ ${labelledPath('b', to)}`);
  const parts = header.map((line) => `${paint.header(line)}\n`);
  for (const hunk of hunks) pushHunk(parts, hunk, paint);
  return parts.join('');
}

function headerOf(change: FileChange, binary: boolean): readonly string[] {
  const before = blobName(change.kind === 'create' ? undefined : change.before);
  const after = blobName(change.kind === 'delete' ? undefined : change.after);
  // Text needs the names only for `git apply --3way`; a binary patch is checked against them.
  const names = binary ? `${before}..${after}` : `${before.slice(0, 10)}..${after.slice(0, 10)}`;
  const title = `diff --git ${quotedPath('a', change.path)} ${quotedPath('b', change.path)}`;
  if (change.kind === 'create') return [title, 'new file mode 100644', `index ${names}`];
  if (change.kind === 'delete') return [title, 'deleted file mode 100644', `index ${names}`];
  return [title, `index ${names}`];
}

function labelsOf(change: FileChange): readonly string[] {
  const before = change.kind === 'create' ? '/dev/null' : labelledPath('a', change.path);
  const after = change.kind === 'delete' ? '/dev/null' : labelledPath('b', change.path);
  return [`--- ${before}`, `+++ ${after}`];
}

function binaryText(change: FileChange, binary: 'exact' | 'mentioned'): string {
  const before = change.kind === 'create' ? undefined : change.before;
  const after = change.kind === 'delete' ? undefined : change.after;
  if (binary === 'exact') return binaryPatch(before, after);
  const [from, to] = labelsOf(change).map((label) => label.slice(4).trimEnd());
  return `Binary files ${from} and ${to} differ\n`;
}

function pushHunk(parts: string[], hunk: Hunk, paint: PatchPaint): void {
  const before = rangeOf(hunk.beforeStart, hunk.beforeCount);
  const after = rangeOf(hunk.afterStart, hunk.afterCount);
  const heading = hunk.heading === '' ? '' : ` ${hunk.heading}`;
  parts.push(`${paint.hunk(`@@ -${before} +${after} @@`)}${heading}\n`);
  for (const { kind, text } of hunk.lines) {
    const whole = text.endsWith('\n');
    parts.push(paint.line(kind, MARK[kind] + (whole ? text.slice(0, -1) : text)), '\n');
    if (!whole) parts.push('\\ No newline at end of file\n');
  }
}

/** An empty range names the line before it. */
function rangeOf(start: number, count: number): string {
  if (count === 1) return String(start + 1);
  return `${count === 0 ? start : start + 1},${count}`;
}
