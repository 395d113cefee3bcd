import type { Edit } from '../model/plan.js';
import type { Stmt } from '../python/ast.js';
import { commentAfter } from '../python/import-text.js';
import {
  addEntry,
  compareEntries,
  type ImportEntry,
  type ImportLayout,
  isSorted,
  renderEntries,
  renderEntry,
  sortEntries,
} from './import-entry.js';
import type { SourceFile } from './source-file.js';
import { starImports } from './star-imports.js';

type Insertion = Pick<Edit, 'start' | 'end' | 'text'>;

/**
 * Insertions that add import statements to a module that exists: at the top where they sort, and for types only.
 *
 * @param brought names, as `module:name`, that its own imports bring once they are retargeted.
 * @param removed what is taken out of the module: nothing is added inside.
 * @param deeper by how many packages the module comes to stand deeper: its relative imports get as many dots more.
 */
export function insertImports(
  file: SourceFile,
  runtime: readonly ImportEntry[],
  typeOnly: readonly ImportEntry[],
  layout: ImportLayout,
  brought: ReadonlySet<string> = new Set(),
  removed: readonly { readonly start: number; readonly end: number }[] = [],
  deeper = 0,
): Insertion[] {
  const missing = missingEntries(file, runtime, false, brought);
  const missingTypes = missingEntries(file, typeOnly, true, brought);
  const guard = file.units.find(
    ({ guard }) => guard && !removed.some(({ start, end }) => start <= guard.start && guard.end <= end),
  )?.guard;
  if (missingTypes.length > 0 && !guard && !file.scopes.module.bindings.has('TYPE_CHECKING')) {
    missing.push(plainEntry('typing', 'TYPE_CHECKING'));
  }
  const insertions =
    leadingImports(file).length > 0
      ? missing.map((entry) => insertAtTop(file, entry, layout, deeper))
      : missing.length > 0
        ? [afterHeader(file, renderEntries(sortEntries(joinEntries(missing), layout), '', layout), layout)]
        : [];
  if (missingTypes.length > 0) insertions.push(insertGuarded(file, missingTypes, layout, guard?.body));
  return mergeAt(insertions);
}

/** Names of one module in one statement. */
function joinEntries(entries: readonly ImportEntry[]): ImportEntry[] {
  const joined: ImportEntry[] = [];
  for (const entry of entries) addEntry(joined, entry);
  return joined;
}

/** What a module does not import yet. */
function missingEntries(
  file: SourceFile,
  entries: readonly ImportEntry[],
  types: boolean,
  brought: ReadonlySet<string>,
): ImportEntry[] {
  return entries.flatMap((entry) => {
    const items = entry.items.filter(({ name, asname }) => {
      if (asname === undefined && brought.has(`${entry.module}:${name}`)) return false;
      if (name === '*') return !hasStar(file, entry.module);
      const local = asname ?? (entry.kind === 'from' ? name : entry.module.split('.', 1)[0]!);
      const sites = file.scopes.module.bindings.get(local)?.sites ?? [];
      return !sites.some((site) => {
        const imported = site.import;
        if (imported?.site.scope.kind !== 'module' || (imported.site.typeChecking && !types)) return false;
        const { node } = imported.site;
        if (entry.kind === 'import') return node.kind === 'Import' && imported.alias.name === entry.module;
        return (
          node.kind === 'ImportFrom' &&
          imported.alias.name === name &&
          file.text.slice(node.moduleStart, node.moduleEnd) === entry.module
        );
      });
    });
    return items.length > 0 ? [{ ...entry, items }] : [];
  });
}

function hasStar(file: SourceFile, module: string): boolean {
  return starImports(file).some(
    ({ node }) => node.kind === 'ImportFrom' && file.text.slice(node.moduleStart, node.moduleEnd) === module,
  );
}

/** Import statements before the first definition, outside guards, but for `from __future__`. */
function leadingImports(file: SourceFile): Stmt[] {
  const leading: Stmt[] = [];
  for (const { stmt, guard } of file.units) {
    if (stmt.kind === 'Import' || stmt.kind === 'ImportFrom') {
      if (!guard) leading.push(stmt);
    } else if (leading.length > 0 && !guard) break;
  }
  return leading.filter((stmt) => !(stmt.kind === 'ImportFrom' && stmt.module === '__future__'));
}

function insertAtTop(file: SourceFile, entry: ImportEntry, layout: ImportLayout, deeper: number): Insertion {
  const leading = leadingImports(file);
  const text = renderEntry(entry, '', layout);
  const entries = leading.map((stmt) => entryOf(stmt, deeper));
  const sorted = isSorted(entries, layout);
  const after = sorted
    ? entries.findLastIndex((other) => compareEntries(other, entry, layout) <= 0)
    : lastOfSection(entries, entry, layout);
  const next = leading[after + 1];
  const opensSection =
    sorted &&
    next !== undefined &&
    (after < 0 || layout.section(entries[after]!.module) !== layout.section(entry.module)) &&
    layout.section(entries[after + 1]!.module) === layout.section(entry.module) &&
    !isCommentAbove(file.text, next.start);
  if (opensSection) return { start: next.start, end: next.start, text: text + layout.newline };
  if (after >= 0) {
    const stmt = leading[after]!;
    const end = commentAfter(stmt.end, file.module)?.end ?? stmt.end;
    const gap = sorted && layout.section(entries[after]!.module) !== layout.section(entry.module) ? 2 : 1;
    return { start: end, end, text: layout.newline.repeat(gap) + text };
  }
  const first = leading[0]!;
  const gap = layout.section(entries[0]!.module) !== layout.section(entry.module) ? 2 : 1;
  return { start: first.start, end: first.start, text: text + layout.newline.repeat(gap) };
}

/** Whether the line before a statement is a comment, which belongs to it. */
function isCommentAbove(text: string, start: number): boolean {
  return /(?:^|\n)[ \t]*#[^\n]*\r?\n[ \t]*$/.test(text.slice(Math.max(0, start - 400), start));
}

/** The last statement of an entry's section, of those that stand in no order; else the last of all. */
function lastOfSection(
  entries: readonly ImportEntry[],
  { module }: ImportEntry,
  { section }: ImportLayout,
): number {
  const last = entries.findLastIndex((other) => section(other.module) === section(module));
  return last >= 0 ? last : entries.length - 1;
}

/** Behind the docstring and the `__future__` imports of a module that imports nothing. */
function afterHeader(file: SourceFile, text: string, { newline }: ImportLayout): Insertion {
  const header = file.units.findLast(
    ({ stmt, index }) =>
      (index === 0 && stmt.kind === 'Expr' && stmt.value.kind === 'Str') ||
      (stmt.kind === 'ImportFrom' && stmt.module === '__future__'),
  );
  if (header) {
    const end = commentAfter(header.end, file.module)?.end ?? header.end;
    return { start: end, end, text: newline.repeat(2) + text };
  }
  const start = file.units[0]?.start ?? file.text.length;
  return { start, end: start, text: text + newline.repeat(file.units.length > 0 ? 2 : 1) };
}

function insertGuarded(
  file: SourceFile,
  entries: readonly ImportEntry[],
  layout: ImportLayout,
  body: readonly Stmt[] | undefined,
): Insertion {
  const { newline } = layout;
  const imports = body?.filter((stmt) => stmt.kind === 'Import' || stmt.kind === 'ImportFrom') ?? [];
  const last = imports.at(-1);
  if (last) {
    const lineStart = file.text.lastIndexOf('\n', last.start - 1) + 1;
    const indent = file.text.slice(lineStart, last.start);
    const end = commentAfter(last.end, file.module)?.end ?? last.end;
    return { start: end, end, text: newline + renderEntries(entries, indent, layout) };
  }
  const block = `if TYPE_CHECKING:${newline}${renderEntries(entries, '    ', layout)}`;
  const leading = leadingImports(file).at(-1);
  if (!leading) return afterHeader(file, block, layout);
  const end = commentAfter(leading.end, file.module)?.end ?? leading.end;
  return { start: end, end, text: newline.repeat(2) + block };
}

/** Insertions at one place become one, in their order. */
function mergeAt(insertions: readonly Insertion[]): Insertion[] {
  const merged = new Map<number, Insertion>();
  for (const insertion of insertions) {
    const same = merged.get(insertion.start);
    merged.set(insertion.start, same ? { ...same, text: same.text + insertion.text } : insertion);
  }
  return [...merged.values()];
}

function entryOf(stmt: Stmt, deeper: number): ImportEntry {
  const module =
    stmt.kind === 'ImportFrom'
      ? '.'.repeat(stmt.level > 0 ? stmt.level + deeper : 0) + stmt.module
      : stmt.kind === 'Import'
        ? stmt.names[0]!.name
        : '';
  return { ...plainEntry(module, ''), kind: stmt.kind === 'ImportFrom' ? 'from' : 'import' };
}

function plainEntry(module: string, name: string): ImportEntry {
  return {
    kind: 'from',
    module,
    items: [{ name, asname: undefined, leading: [], trailing: undefined }],
    above: [],
    opening: undefined,
    closing: undefined,
    exploded: false,
  };
}
