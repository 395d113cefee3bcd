import { arrangeEntries, type BodyPart, type Composition } from './compose.js';
import { boundNames, type Contribution, joinedImports } from './contribution.js';
import { layoutedBody, renderBody } from './contribution-body.js';
import { readExportList } from './export-list.js';
import { type ImportEntry, type ImportLayout, placeEntry, renderEntries } from './import-entry.js';
import { namedAnew } from './mentions.js';
import type { Legacy } from './relocation-table.js';
import type { SplitDestination } from './split.js';
import { unitText } from './unit-text.js';

/** Writes a new module: header, docstring, imports, the moved statements in source order, `__all__`. */
export function renderNewModule(contributions: readonly Contribution[]): string {
  const [{ legacy, composition, destination }] = contributions as [Contribution, ...Contribution[]];
  const { layout } = composition;
  const { runtime, typeOnly } = joinedImports(contributions);
  const guardedBody = contributions.some(({ composition: { body } }) => body.some(({ guarded }) => guarded));
  if (typeOnly.length > 0 || guardedBody) ensureTypeChecking(runtime, legacy, layout);
  const head: string[] = [];
  const header = headerComment(legacy, destination);
  if (header) head.push(header);
  const text = contributions
    .map(({ destination }) => destination.spec.docstring)
    .find((each) => each !== undefined);
  if (text !== undefined) head.push(docstring(text, layout.newline));
  const futures = [...new Set(contributions.flatMap(futureImports))];
  if (futures.length > 0) head.push(futures.join(layout.newline));
  if (runtime.length > 0) head.push(renderEntries(arrangeEntries(runtime, legacy, layout), '', layout));
  if (typeOnly.length > 0) {
    const entries = renderEntries(arrangeEntries(typeOnly, legacy, layout), '    ', layout);
    head.push(`if ${typeCheckingTest(runtime)}:${layout.newline}${entries}`);
  }
  const written = withExports(contributions, head, typeCheckingTest(runtime));
  return written === '' ? '' : `${written}${layout.newline}`;
}

function futureImports({ legacy: { split } }: Contribution): string[] {
  return split.file.units
    .filter((_, unit) => split.facts[unit]!.kind === 'future')
    .map((unit) => split.file.text.slice(unit.start, unit.end));
}

/** Head and statements, with `__all__` where the source that has one has it. */
function withExports(contributions: readonly Contribution[], head: string[], test: string): string {
  const lister = contributions.find(({ composition: { exports } }) => exports.length > 0);
  const { newline, width } = contributions[0]!.composition.layout;
  const list = lister && exportList(lister.legacy, allExports(contributions), newline, width);
  const listFirst = list !== undefined && exportsStandFirst(lister!.legacy);
  if (listFirst) head.push(list);
  const top = head.join(newline.repeat(2));
  const text = top + layoutedBody(contributions, top !== '', test);
  if (list === undefined || listFirst) return text;
  const { body } = lister!.composition;
  const after =
    contributions.length > 1 ? -1 : body.findIndex(({ unit }) => unit > exportUnit(lister!.legacy));
  return after < 0
    ? `${text}${newline.repeat(3)}${list}`
    : insertList(head, body, after, list, lister!.composition, test);
}

/** What the module lists: for a source without a list of its own, every public name that it gives. */
function allExports(contributions: readonly Contribution[]): string[] {
  const names = contributions.flatMap((each) => {
    const listed = readExportList(each.legacy.split.file.module).declared;
    return listed ? each.composition.exports : boundNames(each).filter((name) => !name.startsWith('_'));
  });
  return [...new Set(names)];
}

/** Statements behind the source's `__all__` stay behind it. */
function insertList(
  head: readonly string[],
  body: readonly BodyPart[],
  after: number,
  list: string,
  { layout }: Composition,
  test: string,
): string {
  const { newline } = layout;
  const top = head.join(newline.repeat(2));
  const first = top + renderBody(body.slice(0, after), top !== '', newline, test);
  return `${first}${newline.repeat(3)}${list}${renderBody(body.slice(after), true, newline, test)}`;
}

function typeCheckingTest(runtime: readonly ImportEntry[]): string {
  const named = runtime.some(
    ({ kind, items }) => kind === 'from' && items.some(({ name }) => name === 'TYPE_CHECKING'),
  );
  if (named) return 'TYPE_CHECKING';
  const module = runtime.find((entry) => entry.kind === 'import' && entry.module === 'typing');
  return module ? `${module.items[0]?.asname ?? 'typing'}.TYPE_CHECKING` : 'TYPE_CHECKING';
}

/** The import of `TYPE_CHECKING` itself, in the source's way. */
function ensureTypeChecking(runtime: ImportEntry[], legacy: Legacy, layout: ImportLayout): void {
  if (typeCheckingTest(runtime) !== 'TYPE_CHECKING' || hasName(runtime, 'TYPE_CHECKING')) return;
  const plain = legacy.split.file.scopes.imports.find(
    ({ node, scope }) =>
      node.kind === 'Import' && scope.kind === 'module' && node.names.some(({ name }) => name === 'typing'),
  );
  const named = legacy.split.file.scopes.module.bindings.has('TYPE_CHECKING');
  const kind = plain && !named ? 'import' : 'from';
  const asname = plain?.node.names.find(({ name }) => name === 'typing')?.asname;
  const item = kind === 'from' ? { name: 'TYPE_CHECKING', asname: undefined } : { name: '', asname };
  const entry: ImportEntry = {
    kind,
    module: 'typing',
    items: [{ ...item, leading: [], trailing: undefined }],
    above: [],
    opening: undefined,
    closing: undefined,
    exploded: false,
  };
  placeEntry(runtime, entry, layout);
}

function hasName(entries: readonly ImportEntry[], name: string): boolean {
  return entries.some(({ items }) => items.some((item) => item.name === name && item.asname === undefined));
}

/** Comments at the very top that stand apart from the first statement: licence, coding cookie, the module's own path. */
function headerComment(legacy: Legacy, destination: SplitDestination): string | undefined {
  const { split } = legacy;
  const { file } = split;
  if (file.units.length === 0) return undefined;
  const top = file.text.slice(0, file.units[0]!.start).replace(/^\ufeff/, '');
  const isDocstring = split.facts[0]!.kind === 'docstring';
  const blocks = top.trim().split(/(?:\r\n|\n|\r)[ \t]*(?:\r\n|\n|\r)+/);
  const apart =
    isDocstring || /(?:\r\n|\n|\r)[ \t]*(?:\r\n|\n|\r)\s*$/.test(top) ? blocks : blocks.slice(0, -1);
  const lines = apart.filter((block) => block !== '' && !/^#!/.test(block));
  if (lines.length === 0) return undefined;
  return namedAnew(lines.join('\n\n'), legacy, destination).replaceAll('\n', file.newline);
}

function docstring(text: string, newline: string): string {
  const body = text.trim().replaceAll('\\', '\\\\').replaceAll('"""', '\\"\\"\\"');
  const lines = body.split('\n');
  if (lines.length === 1) return `"""${body}${body.endsWith('"') ? ' ' : ''}"""`;
  return `"""${lines.join(newline)}${newline}"""`;
}

function exportUnit({ split }: Legacy): number {
  return split.facts.findIndex(({ kind }) => kind === 'export-list');
}

function exportsStandFirst(legacy: Legacy): boolean {
  const first = legacy.split.facts.findIndex(({ kind }) => kind === 'definition' || kind === 'effect');
  return first < 0 || exportUnit(legacy) < first;
}

/** `__all__` in the brackets and quotes that the source uses. */
function exportList(
  legacy: Legacy,
  names: readonly string[],
  newline: string,
  width: number,
): string | undefined {
  if (names.length === 0) return undefined;
  const { file } = legacy.split;
  const source = readExportList(file.module);
  const first = source.entries[0]!.node;
  const quote = file.text[first.parts[0]!.contentEnd] ?? '"';
  const unit = exportUnit(legacy);
  const statement = unitText(file, unit, []).text;
  const tuple = /=\s*\(/.test(statement);
  const annotation = /^__all__\s*:\s*([^=]+?)\s*=/.exec(statement)?.[1];
  const target = annotation ? `__all__: ${annotation}` : '__all__';
  const items = names.map((name) => quote + name + quote);
  const inline = tuple ? `(${items.join(', ')}${items.length === 1 ? ',' : ''})` : `[${items.join(', ')}]`;
  const multiline = /[[(]\s*(?:#[^\n\r]*)?[\r\n]/.test(statement);
  if (!multiline && `${target} = ${inline}`.length <= width) return `${target} = ${inline}`;
  const [open, close] = tuple ? ['(', ')'] : ['[', ']'];
  return [`${target} = ${open}`, ...items.map((item) => `    ${item},`), close].join(newline);
}
