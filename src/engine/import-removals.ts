import type { Edit } from '../model/plan.js';
import type { Alias, Stmt, While } from '../python/ast.js';
import { commentAfter } from '../python/import-text.js';
import { type ImportSite, resolveUse } from '../python/scope.js';
import { readExportList } from './export-list.js';
import { isKeptImport } from './kept-import.js';
import type { SourceFile } from './source-file.js';

/** A place in a file: half-open UTF-16 offsets. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** An import statement that goes, and the edit that takes it out. */
export interface Removal {
  readonly site: ImportSite;
  readonly edit: Edit;
}

/** The `if TYPE_CHECKING:` in which nothing is left. */
export function emptiedGuard(
  file: SourceFile,
  block: readonly Stmt[],
  removed: readonly Removal[],
  additions: readonly Range[],
): While | undefined {
  const guard = file.units[removed[0]!.site.unit]?.guard;
  if (guard?.body !== block || removed.length < block.length) return undefined;
  return additions.some(({ start, end }) => guard.start < start && end <= guard.end) ? undefined : guard;
}

/** An `if TYPE_CHECKING:` goes with its lines. */
export function withoutGuard(file: SourceFile, guard: While, edit: Edit): Edit {
  const last = commentAfter(guard.end, file.module)?.end ?? guard.end;
  const ending = /^[ \t]*(?:\r\n|\n|\r)/.exec(file.text.slice(last, last + 200))?.[0].length ?? 0;
  return { ...edit, start: guard.start, end: last + ending, text: '' };
}

/** Removals in one block: where nothing else would stand in it, a `pass` does. */
export function removeFrom(
  file: SourceFile,
  block: readonly Stmt[],
  removed: readonly Removal[],
  additions: readonly Range[],
): Edit[] {
  const edits = removed.map(({ edit }) => edit);
  if (removed.length < block.length || block === file.module.body) return edits;
  const first = block[0]!;
  if (additions.some(({ start, end }) => first.start <= start && end <= block.at(-1)!.end))
    return removed.map(({ site, edit }) =>
      removeStatement(file, site, false, (start, end, text) => ({ ...edit, start, end, text })),
    );
  const { node } = removed[0]!.site;
  return [{ ...edits[0]!, start: node.start, end: node.end, text: 'pass' }, ...edits.slice(1)];
}

/**
 * A statement that goes takes blank lines along, so that no more of them are left than stood on one side of it, or of
 * the lines that go with it.
 */
export function withoutGap(
  text: string,
  edit: Edit,
  edits: readonly Edit[],
  additions: readonly Range[],
): Edit {
  const { start, end } = edit;
  const wholeLines = edit.text === '' && (start === 0 || text[start - 1] === '\n') && text[end - 1] === '\n';
  if (!wholeLines || additions.some((each) => start <= each.start && each.end <= end)) return edit;
  const first = startOfRun(edit, edits);
  const before =
    /(?:\n[ \t\r]*)*$/.exec(text.slice(Math.max(0, first - 200), Math.max(0, first - 1)))![0].split('\n')
      .length - 1;
  const after = /^(?:[ \t]*\r?\n)*/.exec(text.slice(end, end + 200))![0].match(/.*\n/g) ?? [];
  return { ...edit, end: end + after.slice(0, before).join('').length };
}

/** Where the removals that end right before one, and right before each other, begin. */
function startOfRun({ start }: Edit, edits: readonly Edit[]): number {
  const previous = edits.find((other) => other.text === '' && other.end === start && other.start < start);
  return previous ? startOfRun(previous, edits) : start;
}

/** Imports that nothing reads any more when some `if TYPE_CHECKING:` go: those of `TYPE_CHECKING` itself. */
export function idleImports(file: SourceFile, guards: readonly While[]): Alias[] {
  const { module, uses } = file.scopes;
  const listed = new Set(readExportList(file.module).entries.map(({ name }) => name));
  const staying = file.units.flatMap(({ guard }) =>
    guard && !guards.includes(guard) ? testedName(guard) : [],
  );
  return [...new Set(guards.map(testedName))].flatMap((name) => {
    const sites = module.bindings.get(name)?.sites ?? [];
    const imported = sites.length === 1 ? sites[0]!.import : undefined;
    if (!imported || listed.has(name) || isKeptImport(imported.site, file)) return [];
    const isRead =
      staying.includes(name) || uses.some((use) => use.name === name && resolveUse(use)?.scope === module);
    return isRead ? [] : [imported.alias];
  });
}

/** The name that the test of an `if TYPE_CHECKING:` begins with. */
function testedName({ test }: While): string {
  const name = test.kind === 'Attribute' ? test.value : test;
  return name.kind === 'Name' ? name.id : '';
}

/** Whether nothing else would stand in the block of a statement that goes. */
export function isAlone(file: SourceFile, { block }: ImportSite): boolean {
  return block.length === 1 && block !== file.module.body;
}

/** Takes a whole statement out: its line, or `pass` in its place where it stands alone in its block. */
export function removeStatement(
  file: SourceFile,
  { node, block }: ImportSite,
  alone: boolean,
  make: (start: number, end: number, text: string) => Edit,
): Edit {
  const source = file.text;
  const lineStart = source.lastIndexOf('\n', node.start - 1) + 1;
  const comment = commentAfter(node.end, file.module);
  const end = comment?.end ?? node.end;
  const ownLine = /^[ \t\f]*$/.test(source.slice(lineStart, node.start));
  const lineEnd = /^[ \t]*(?:\r\n|\n|\r)/.exec(source.slice(end, end + 200))?.[0];
  if (alone) return make(node.start, node.end, 'pass');
  // The last line of a file, without an end: what stood before it ends the file.
  if (ownLine && lineEnd === undefined && block === file.module.body && source.slice(end).trim() === '')
    return make(source.slice(0, lineStart).trimEnd().length, source.length, '');
  if (ownLine && lineEnd !== undefined) {
    const opens = node === block[0] && block !== file.module.body && block.length > 1;
    const first = source.slice(0, lineStart).trim() === '';
    const blank =
      opens || first ? /^(?:[ \t]*(?:\r\n|\n|\r))*/.exec(source.slice(end + lineEnd.length))![0] : '';
    return make(lineStart, end + lineEnd.length + blank.length, '');
  }
  const semicolon = /^[ \t]*;[ \t]*/.exec(source.slice(node.end, node.end + 200))?.[0];
  return semicolon !== undefined
    ? make(node.start, node.end + semicolon.length, '')
    : make(node.start, node.end, 'pass');
}
