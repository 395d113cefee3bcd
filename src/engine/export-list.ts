import type { Expr, Module, Stmt, Str } from '../python/ast.js';
import { compareNames } from '../python/import-order.js';
import type { ModuleScopes } from '../python/scope.js';
import { literalText } from '../python/strings.js';
import type { SourceFile } from './source-file.js';

/** One entry of `__all__`, with its place. */
export interface ExportEntry {
  readonly name: string;
  readonly node: Str;
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
        if (element.kind === 'Str' && name !== undefined) entries.push({ name, node: element });
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
    if (value.kind === 'Str') entries.push({ name: literalText(value, module.source) ?? '', node: value });
    else literal(value);
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
export function renameExportEntry(
  file: SourceFile,
  name: string,
  names: readonly string[],
): { start: number; end: number; text: string }[] {
  const { entries } = readExportList(file.module);
  const index = entries.findIndex((entry) => entry.name === name);
  const own = entries[index]?.node;
  if (!own) return [];
  const source = file.text;
  const quote = source.slice(own.start, own.parts[0]!.contentStart);
  const close = source.slice(own.parts[0]!.contentEnd, own.end);
  const next = entries[index + 1]?.node;
  const previous = entries[index - 1]?.node;
  const between = next
    ? source.slice(own.end, next.start)
    : previous
      ? source.slice(previous.end, own.start)
      : ', ';
  const literals = (list: readonly string[]) =>
    list.map((each) => quote + each + close).join(/^,\s*$/.test(between) ? between : ', ');
  const sorted = entries.every(
    (entry, at) => at === 0 || compareNames(entries[at - 1]!.name, entry.name) <= 0,
  );
  if (!sorted || !next) return [{ start: own.start, end: own.end, text: literals(names) }];
  const edits = [{ start: own.start, end: next.start, text: '' }];
  const separator = source.slice(own.end, next.start);
  for (const each of [...names].sort(compareNames)) {
    const before = entries.find(
      (entry) => entry !== entries[index] && compareNames(entry.name, each) > 0,
    )?.node;
    if (before)
      edits.push({ start: before.start, end: before.start, text: quote + each + close + separator });
    else
      edits.push({
        start: entries.at(-1)!.node.end,
        end: entries.at(-1)!.node.end,
        text: `${separator.replace(/\s+$/, (space) => space)}${quote}${each}${close}`,
      });
  }
  return edits;
}
