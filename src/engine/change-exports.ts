import type { Str } from '../python/ast.js';
import { areInOrder, compareNames } from '../python/import-order.js';
import { type ExportEntry, readExportList } from './export-list.js';
import type { SourceFile } from './source-file.js';
import { type ListEdit, withoutExports } from './without-exports.js';

/** Replaces one entry of `__all__` by others: in its place, or where they sort in a list that is sorted. */
export function renameExportEntry(file: SourceFile, name: string, names: readonly string[]): ListEdit[] {
  const { entries } = readExportList(file.module);
  const entry = entries.find((each) => each.name === name);
  if (!entry) return [];
  const { node, alone } = entry;
  const others = entries.filter((each) => each !== entry);
  if (isSorted(entries) && others.some(({ node: other }) => other.start > node.start))
    return [...withoutExports(file, new Set([name])), ...inserted(file.text, others, names)];
  if (alone) {
    const [first, ...more] = names;
    const text = quoted(file.text, node, first!);
    return [{ start: node.start, end: node.end, text }, ...inserted(file.text, others, more)];
  }
  const separator = startsLine(file.text, node.start) ? `,${lineBreak(file.text, node.start)}` : ', ';
  const text = names.map((each) => quoted(file.text, node, each)).join(separator);
  return [{ start: node.start, end: node.end, text }];
}

/** Adds entries to `__all__`: where they sort in a list that is sorted, otherwise behind its last. */
export function addExportEntries(file: SourceFile, names: readonly string[]): ListEdit[] {
  const { entries } = readExportList(file.module);
  const known = new Set(entries.map((entry) => entry.name));
  return inserted(
    file.text,
    entries,
    [...new Set(names)].filter((name) => !known.has(name)),
  );
}

function inserted(text: string, all: readonly ExportEntry[], names: readonly string[]): ListEdit[] {
  const entries = all.filter(({ alone }) => !alone);
  const last = entries.at(-1);
  if (!last || names.length === 0) return [];
  const sorted = isSorted(entries);
  const ordered = sorted ? [...names].sort(compareNames) : names;
  const behind: string[] = [];
  const edits: ListEdit[] = [];
  for (const name of ordered) {
    const before = sorted ? entries.find((entry) => compareNames(entry.name, name) > 0)?.node : undefined;
    if (!before) behind.push(quoted(text, last.node, name));
    else {
      const gap = startsLine(text, before.start) ? lineBreak(text, before.start) : ' ';
      edits.push({
        start: before.start,
        end: before.start,
        text: `${quoted(text, before, name)},${gap}`,
      });
    }
  }
  return behind.length > 0 ? [...edits, ...behindEntry(text, last.node, behind)] : edits;
}

/** Behind the last entry of a list: a comment on its line stays with it. */
function behindEntry(text: string, { start, end }: Str, literals: readonly string[]): ListEdit[] {
  if (!startsLine(text, start))
    return [{ start: end, end, text: literals.map((each) => `, ${each}`).join('') }];
  const gap = lineBreak(text, start);
  const [tail, comma] = /^([^\S\n]*,)?(?:[^\S\r\n]*#[^\r\n]*)?/.exec(text.slice(end))!;
  const at = end + tail.length;
  if (comma !== undefined)
    return [{ start: at, end: at, text: literals.map((each) => `${gap}${each},`).join('') }];
  const lines = gap + literals.join(`,${gap}`);
  if (tail === '') return [{ start: end, end, text: `,${lines}` }];
  return [
    { start: end, end, text: ',' },
    { start: at, end: at, text: lines },
  ];
}

function isSorted(entries: readonly ExportEntry[]): boolean {
  return areInOrder(entries.map(({ name }) => name));
}

/** A name as a literal that is written as another entry is. */
function quoted(text: string, like: Str, name: string): string {
  const part = like.parts[0]!;
  return text.slice(like.start, part.contentStart) + name + text.slice(part.contentEnd, like.end);
}

function startsLine(text: string, offset: number): boolean {
  return text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset).trim() === '';
}

/** The end of the line before an offset, and the indentation up to it. */
function lineBreak(text: string, offset: number): string {
  const line = text.lastIndexOf('\n', offset - 1);
  return text.slice(text[line - 1] === '\r' ? line - 1 : line, offset);
}
