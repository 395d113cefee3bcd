import { compareModules, compareNames, type ImportSection } from '../python/import-order.js';
import type { ImportItem } from '../python/import-text.js';
import { renderFromImport } from '../python/import-text.js';

/** One import statement of a module that is being composed. */
export interface ImportEntry {
  readonly kind: 'from' | 'import';
  /** As it is written: with dots when relative. */
  readonly module: string;
  readonly items: ImportItem[];
  /** Comment lines above it. */
  readonly above: readonly string[];
  readonly opening: string | undefined;
  readonly closing: string | undefined;
  readonly exploded: boolean;
}

/** How composed import statements are laid out. */
export interface ImportLayout {
  readonly width: number;
  readonly newline: string;
  /** The section of an import block that a module belongs to. */
  readonly section: (module: string) => ImportSection;
}

/** Adds a statement; names from a module that is imported already join its statement. */
export function addEntry(entries: ImportEntry[], entry: ImportEntry): void {
  const same = entries.find(
    (other) =>
      other.kind === entry.kind &&
      other.module === entry.module &&
      (entry.kind === 'from'
        ? isStar(other) === isStar(entry) && !hasAlias(other) && !hasAlias(entry)
        : sameItems(other, entry)),
  );
  if (!same) {
    entries.push({ ...entry, items: [...entry.items] });
    return;
  }
  if (entry.kind === 'import') return;
  for (const item of entry.items)
    if (!same.items.some(({ name }) => name === item.name)) same.items.push(item);
  same.items.sort((a, b) => compareNames(a.name, b.name));
}

/** Adds a statement that the source does not have: behind the last of its section, or before the first of a later one. */
export function placeEntry(entries: ImportEntry[], entry: ImportEntry, { section }: ImportLayout): void {
  const own = section(entry.module);
  const last = entries.findLastIndex(({ module }) => section(module) === own);
  const later = entries.findIndex(({ module }) => section(module) > own);
  const at = last >= 0 ? last + 1 : later >= 0 ? later : entries.length;
  const before = entries.length;
  addEntry(entries, entry);
  if (entries.length > before) entries.splice(at, 0, entries.pop()!);
}

function hasAlias({ items }: ImportEntry): boolean {
  return items.some(({ asname }) => asname !== undefined);
}

function isStar({ items }: ImportEntry): boolean {
  return items[0]?.name === '*';
}

function sameItems(a: ImportEntry, b: ImportEntry): boolean {
  return a.items[0]?.asname === b.items[0]?.asname;
}

/** Whether statements stand in the order that import sorters give. */
export function isSorted(entries: readonly ImportEntry[], layout: ImportLayout): boolean {
  return entries.every(
    (entry, index) => index === 0 || compareEntries(entries[index - 1]!, entry, layout) <= 0,
  );
}

/** Sorts statements into sections. */
export function sortEntries(entries: readonly ImportEntry[], layout: ImportLayout): ImportEntry[] {
  return [...entries].sort((a, b) => compareEntries(a, b, layout));
}

/** The order of import sorters: sections, `import` before `from`, then by module. */
export function compareEntries(a: ImportEntry, b: ImportEntry, { section }: ImportLayout): number {
  return (
    section(a.module) - section(b.module) ||
    (a.kind === b.kind ? 0 : a.kind === 'import' ? -1 : 1) ||
    compareModules(a.module, b.module)
  );
}

/** Writes statements, with an empty line between sections. */
export function renderEntries(entries: readonly ImportEntry[], indent: string, layout: ImportLayout): string {
  const lines: string[] = [];
  for (const [index, entry] of entries.entries()) {
    const previous = entries[index - 1];
    if (previous && layout.section(previous.module) !== layout.section(entry.module)) lines.push('');
    for (const comment of entry.above) lines.push(indent + comment);
    lines.push(indent + renderEntry(entry, indent, layout));
  }
  return lines.join(layout.newline);
}

/** Writes one statement, without the indentation of its first line. */
export function renderEntry(entry: ImportEntry, indent: string, layout: ImportLayout): string {
  if (entry.kind === 'from')
    return renderFromImport(entry.module, entry, { indent, width: layout.width, newline: layout.newline });
  const { asname } = entry.items[0]!;
  const text = asname === undefined ? `import ${entry.module}` : `import ${entry.module} as ${asname}`;
  return entry.closing === undefined ? text : `${text}  ${entry.closing}`;
}
