import type { Expr, Module, Stmt, Str } from '../python/ast.js';
import { compareNames } from '../python/import-order.js';
import type { ModuleScopes } from '../python/scope.js';
import { literalText } from '../python/strings.js';
import type { SourceFile } from './source-file.js';

/** One entry of `__all__`, with its place. */
export interface ExportEntry {
  readonly name: string;
  readonly node: Str;
  /** It stands by itself, as the argument of `append`: another one cannot stand beside it. */
  readonly alone: boolean;
}

/** What the statements about `__all__` say. */
export interface ExportList {
  readonly entries: readonly ExportEntry[];
  /** Some part is computed: its names are not known here. */
  readonly computed: boolean;
  readonly declared: boolean;
}

/** Reads `__all__ = […]`, `__all__ += […]`, `.extend([…])`, `.append("…")` and sums of them. */
export function readExportList(module: Module): ExportList {
  const entries: ExportEntry[] = [];
  let computed = false;
  let declared = false;
  const literal = (expr: Expr): void => {
    if (expr.kind === 'List' || expr.kind === 'Tuple' || expr.kind === 'Set') {
      for (const element of expr.elts) {
        const name = element.kind === 'Str' ? literalText(element, module.source) : undefined;
        if (element.kind === 'Str' && name !== undefined) entries.push({ name, node: element, alone: false });
        else computed = true;
      }
    } else if (expr.kind === 'BinOp' && expr.op === '+') {
      literal(expr.left);
      literal(expr.right);
    } else computed = true;
  };
  for (const stmt of module.body) {
    const value = exportValue(stmt);
    if (!value) continue;
    declared = true;
    if (value.kind === 'Str') {
      entries.push({ name: literalText(value, module.source) ?? '', node: value, alone: true });
    } else literal(value);
  }
  return { entries, computed, declared };
}

/** The list that a statement assigns or adds to `__all__`. */
export function exportValue(stmt: Stmt): Expr | undefined {
  const isAll = (expr: Expr) => expr.kind === 'Name' && expr.id === '__all__';
  if (stmt.kind === 'Assign' && stmt.targets.some(isAll)) return stmt.value;
  if (stmt.kind === 'AnnAssign' && isAll(stmt.target)) return stmt.value;
  if (stmt.kind === 'AugAssign' && isAll(stmt.target)) return stmt.value;
  if (stmt.kind !== 'Expr' || stmt.value.kind !== 'Call' || stmt.value.func.kind !== 'Attribute')
    return undefined;
  const { func, args } = stmt.value;
  if (!isAll(func.value) || !['extend', 'append'].includes(func.attr)) return undefined;
  return args[0];
}

/** The names that a star import takes: `__all__`, or every public name (language reference, 7.11). */
export function exportedNames(module: Module, scopes: ModuleScopes): string[] {
  const list = readExportList(module);
  if (list.declared) return [...new Set(list.entries.map(({ name }) => name))];
  return [...scopes.module.bindings.keys()].filter((name) => !name.startsWith('_'));
}

/** The ranges to take out of a file for `__all__` not to list some names. */
export function withoutExports(
  file: SourceFile,
  gone: ReadonlySet<string>,
): { start: number; end: number }[] {
  if (gone.size === 0) return [];
  const { entries } = readExportList(file.module);
  const places = entries.map(({ name, node }) => ({
    start: node.start,
    end: node.end,
    gone: gone.has(name),
  }));
  return withoutElements(file.text, places);
}

/** The ranges to take out of a display for some of its elements to go, run by run, with the commas that go with them. */
export function withoutElements(
  text: string,
  elements: readonly { readonly start: number; readonly end: number; readonly gone: boolean }[],
): { start: number; end: number }[] {
  const gone = elements.map((element) => element.gone);
  const ranges: { start: number; end: number }[] = [];
  for (let first = gone.indexOf(true); first >= 0; ) {
    const stay = gone.indexOf(false, first);
    const last = (stay < 0 ? elements.length : stay) - 1;
    const { start } = elements[first]!;
    const { end } = elements[last]!;
    if (stay >= 0) ranges.push({ start, end: elements[stay]!.start });
    else if (first > 0) ranges.push({ start: elements[first - 1]!.end, end });
    else ranges.push({ start, end: trailingComma(text, end) });
    first = stay < 0 ? -1 : gone.indexOf(true, stay);
  }
  return ranges;
}

function trailingComma(text: string, offset: number): number {
  return offset + /^\s*,?/.exec(text.slice(offset, offset + 200))![0].length;
}

/** Replaces one entry of `__all__` by others: in its place, or where they sort in a list that is sorted. */
export function renameExportEntry(file: SourceFile, name: string, names: readonly string[]): Edit[] {
  const { entries } = readExportList(file.module);
  const entry = entries.find((each) => each.name === name);
  if (!entry) return [];
  const { node, alone } = entry;
  const others = entries.filter((each) => each !== entry);
  if (isSorted(entries) && others.some(({ node: other }) => other.start > node.start))
    return [
      ...withoutExports(file, new Set([name])).map((range) => ({ ...range, text: '' })),
      ...inserted(file.text, others, names),
    ];
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
export function addExportEntries(file: SourceFile, names: readonly string[]): Edit[] {
  const { entries } = readExportList(file.module);
  const known = new Set(entries.map((entry) => entry.name));
  return inserted(
    file.text,
    entries,
    [...new Set(names)].filter((name) => !known.has(name)),
  );
}

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

function inserted(text: string, all: readonly ExportEntry[], names: readonly string[]): Edit[] {
  const entries = all.filter(({ alone }) => !alone);
  const last = entries.at(-1);
  if (!last || names.length === 0) return [];
  const sorted = isSorted(entries);
  const ordered = sorted ? [...names].sort(compareNames) : names;
  const behind: string[] = [];
  const edits: Edit[] = [];
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
function behindEntry(text: string, { start, end }: Str, literals: readonly string[]): Edit[] {
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
  return entries.every((entry, at) => at === 0 || compareNames(entries[at - 1]!.name, entry.name) <= 0);
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
