import type { Dict, Expr, Sequence, Stmt } from '../python/ast.js';
import { type ExportEntry, exportValue, readExportList } from './export-list.js';
import type { SourceFile } from './source-file.js';

/** A change that takes something out of a list: nothing stands in its place, or a comma that a tuple needs. */
export interface ListEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The edits for `__all__` not to list some names. */
export function withoutExports(file: SourceFile, gone: ReadonlySet<string>): ListEdit[] {
  if (gone.size === 0) return [];
  const { entries } = readExportList(file.module);
  const statements = new Set(entries.filter(({ name }) => gone.has(name)).map(({ stmt }) => stmt));
  return [...statements].flatMap((stmt) => {
    const own = entries.filter((entry) => entry.stmt === stmt);
    if (stmt.kind !== 'Assign' && stmt.kind !== 'AnnAssign' && own.every(({ name }) => gone.has(name)))
      return [withoutStatement(file, stmt)];
    return fromLists(file, stmt, own, gone);
  });
}

function fromLists(
  file: SourceFile,
  stmt: Stmt,
  entries: readonly ExportEntry[],
  gone: ReadonlySet<string>,
): ListEdit[] {
  const isEmptied = (list: Expr) =>
    entries.some((entry) => entry.list === list) &&
    (list as Sequence).elts.every((element) =>
      entries.some(({ node, name }) => node === element && gone.has(name)),
    );
  const value = exportValue(stmt);
  const summands = value ? withoutSummands(file.text, summandsOf(value), isEmptied) : [];
  const isTaken = (list: Sequence) =>
    summands.some(({ start, end }) => start <= list.start && list.end <= end);
  const lists = new Set(entries.map(({ list }) => list));
  const elements = [...lists].flatMap((list) => {
    if (!list || isTaken(list)) return [];
    const own = new Set(
      entries.filter((entry) => entry.list === list && gone.has(entry.name)).map(({ node }) => node.start),
    );
    return withoutElements(file.text, list, (index) => own.has(list.elts[index]!.start));
  });
  return [...summands, ...elements];
}

/** The parts of `a + b + c`, in order. */
function summandsOf(expr: Expr): Expr[] {
  if (expr.kind !== 'BinOp' || expr.op !== '+') return [expr];
  return [...summandsOf(expr.left), ...summandsOf(expr.right)];
}

/** Takes lists in which nothing is left out of a sum, with their operators; of a sum of nothing else the first stays. */
function withoutSummands(text: string, all: readonly Expr[], isEmptied: (part: Expr) => boolean): ListEdit[] {
  const first = Math.max(
    all.findIndex((part) => !isEmptied(part)),
    0,
  );
  const edits: ListEdit[] = [];
  for (const [index, part] of all.entries()) {
    if (index === first || !isEmptied(part)) continue;
    const isBehind = index > first;
    const edit = isBehind
      ? { start: all[index - 1]!.end, end: part.end, text: '' }
      : { start: part.start, end: all[index + 1]!.start, text: '' };
    const operator = isBehind ? text.slice(edit.start, part.start) : text.slice(part.end, edit.end);
    // With parentheses or comments between them, the empty list stays.
    if (/^[\s\\]*\+[\s\\]*$/.test(operator)) edits.push(edit);
  }
  return edits;
}

/** A statement that only adds to the list what goes: its line, or `pass` where others share it. */
function withoutStatement({ text }: SourceFile, { start, end }: Stmt): ListEdit {
  const lineStart = Math.max(text.lastIndexOf('\n', start - 1), text.lastIndexOf('\r', start - 1)) + 1;
  const rest = /^[ \t]*(?:#[^\r\n]*)?(?:\r\n|\n|\r|$)/.exec(text.slice(end));
  if (text.slice(lineStart, start).trim() !== '' || !rest) return { start, end, text: 'pass' };
  return { start: lineStart, end: end + rest[0].length, text: '' };
}

/**
 * The edits that take elements out of a display, run by run, with the commas that go with them.
 *
 * @param isGone by index; items of a dictionary count by their values.
 */
export function withoutElements(
  text: string,
  display: Sequence | Dict,
  isGone: (index: number) => boolean,
): ListEdit[] {
  const elements = elementsOf(display);
  const gone = elements.map((_, index) => isGone(index));
  const edits: ListEdit[] = [];
  for (let first = gone.indexOf(true); first >= 0; ) {
    const stay = gone.indexOf(false, first);
    const last = (stay < 0 ? elements.length : stay) - 1;
    const { start } = elements[first]!;
    const { end } = elements[last]!;
    if (stay >= 0) edits.push({ start, end: elements[stay]!.start, text: '' });
    else if (first > 0) edits.push({ start: elements[first - 1]!.end, end, text: '' });
    else edits.push({ start, end: trailingComma(text, end), text: '' });
    first = stay < 0 ? -1 : gone.indexOf(true, stay);
  }
  const only = display.kind === 'Tuple' ? elements[gone.indexOf(false)] : undefined;
  if (only && edits.length > 0 && gone.filter((each) => !each).length === 1) {
    // One element in parentheses is no tuple without a comma.
    const behind = elements.at(-1)!.end;
    const isKept = /^\s*(?:#[^\r\n]*[\r\n]\s*)*,/.test(text.slice(behind));
    const at = edits.findIndex(({ start }) => start === only.end);
    if (!isKept && at >= 0) edits[at] = { ...edits[at]!, text: ',' };
    else if (!isKept) edits.push({ start: only.end, end: only.end, text: ',' });
  }
  return edits;
}

function elementsOf(display: Sequence | Dict): { start: number; end: number }[] {
  if (display.kind !== 'Dict') return display.elts.map(({ start, end }) => ({ start, end }));
  return display.values.map((value, index) => ({
    start: display.keys[index]?.start ?? value.start,
    end: value.end,
  }));
}

function trailingComma(text: string, offset: number): number {
  return offset + /^\s*,?/.exec(text.slice(offset, offset + 200))![0].length;
}
