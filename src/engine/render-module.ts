import { arrangeEntries, type BodyPart, type Composition } from './compose.js';
import { readExportList } from './export-list.js';
import { addEntry, type ImportEntry, renderEntries } from './import-entry.js';
import type { Legacy } from './relocation-table.js';
import type { SplitDestination } from './split.js';
import { unitText } from './unit-text.js';

/** Writes a new module: header, docstring, imports, the moved statements in source order, `__all__`. */
export function renderNewModule(
  legacy: Legacy,
  destination: SplitDestination,
  composition: Composition,
): string {
  const { layout, imports, body, exports } = composition;
  const { file } = legacy.split;
  const runtime = [...imports.runtime];
  const guardedBody = body.some(({ guarded }) => guarded);
  if (imports.typeOnly.length > 0 || guardedBody) ensureTypeChecking(runtime, legacy);
  const head: string[] = [];
  const header = headerComment(legacy);
  if (header) head.push(header);
  if (destination.spec.docstring !== undefined)
    head.push(docstring(destination.spec.docstring, layout.newline));
  const futures = file.units.filter((_, unit) => legacy.split.facts[unit]!.kind === 'future');
  if (futures.length > 0)
    head.push(futures.map((unit) => file.text.slice(unit.start, unit.end)).join(layout.newline));
  if (runtime.length > 0) head.push(renderEntries(arrangeEntries(runtime, legacy, layout), '', layout));
  if (imports.typeOnly.length > 0) {
    const entries = renderEntries(arrangeEntries(imports.typeOnly, legacy, layout), '    ', layout);
    head.push(`if ${typeCheckingTest(runtime)}:${layout.newline}${entries}`);
  }
  const list = exportList(legacy, exports, layout.newline, layout.width);
  const listFirst = list !== undefined && exportsStandFirst(legacy);
  if (listFirst) head.push(list);
  let text = head.join(layout.newline.repeat(2));
  text += renderBody(body, text !== '', layout.newline, typeCheckingTest(runtime));
  if (list !== undefined && !listFirst) {
    const after = body.findIndex(({ unit }) => unit > exportUnit(legacy));
    text =
      after < 0
        ? `${text}${layout.newline.repeat(3)}${list}`
        : insertList(head, body, after, list, composition, typeCheckingTest(runtime));
  }
  return text === '' ? '' : `${text}${layout.newline}`;
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

/** Statements with the empty lines that the source had between them, two around classes and functions. */
export function renderBody(
  body: readonly BodyPart[],
  something: boolean,
  newline: string,
  test: string,
): string {
  let text = '';
  for (const [index, part] of body.entries()) {
    const previous = body[index - 1];
    const adjacent = previous !== undefined && previous.unit === part.unit - 1;
    const wide = part.isDefinition || previous?.isDefinition === true;
    const least = previous === undefined ? (wide ? 2 : 1) : wide && !part.guarded ? 2 : 0;
    let blank = adjacent ? part.blank : Math.max(part.blank, least);
    if (previous === undefined) blank = Math.max(least, Math.min(part.blank, 2));
    const opens = part.guarded && !(previous?.guarded === true);
    if (opens) blank = previous?.isDefinition ? 2 : 1;
    if (previous?.guarded && !part.guarded) blank = Math.max(blank, 2);
    if (text !== '' || something) text += newline.repeat(blank + 1);
    if (opens) text += `if ${test}:${newline}`;
    text += part.text;
  }
  return text;
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
function ensureTypeChecking(runtime: ImportEntry[], legacy: Legacy): void {
  if (typeCheckingTest(runtime) !== 'TYPE_CHECKING' || hasName(runtime, 'TYPE_CHECKING')) return;
  const plain = legacy.split.file.scopes.imports.find(
    ({ node, scope }) =>
      node.kind === 'Import' && scope.kind === 'module' && node.names.some(({ name }) => name === 'typing'),
  );
  const named = legacy.split.file.scopes.module.bindings.has('TYPE_CHECKING');
  const kind = plain && !named ? 'import' : 'from';
  const asname = plain?.node.names.find(({ name }) => name === 'typing')?.asname;
  const item = kind === 'from' ? { name: 'TYPE_CHECKING', asname: undefined } : { name: '', asname };
  addEntry(runtime, {
    kind,
    module: 'typing',
    items: [{ ...item, leading: [], trailing: undefined }],
    above: [],
    opening: undefined,
    closing: undefined,
    exploded: false,
  });
}

function hasName(entries: readonly ImportEntry[], name: string): boolean {
  return entries.some(({ items }) => items.some((item) => item.name === name && item.asname === undefined));
}

/** Comments at the very top that stand apart from the first statement: licence, coding cookie. */
function headerComment({ split }: Legacy): string | undefined {
  const { file } = split;
  if (file.units.length === 0) return undefined;
  const top = file.text.slice(0, file.units[0]!.start).replace(/^\ufeff/, '');
  const isDocstring = split.facts[0]!.kind === 'docstring';
  const blocks = top.trim().split(/(?:\r\n|\n|\r)[ \t]*(?:\r\n|\n|\r)+/);
  const apart =
    isDocstring || /(?:\r\n|\n|\r)[ \t]*(?:\r\n|\n|\r)\s*$/.test(top) ? blocks : blocks.slice(0, -1);
  const lines = apart.filter((block) => block !== '' && !/^#!/.test(block));
  return lines.length > 0 ? lines.join('\n\n').replaceAll('\n', file.newline) : undefined;
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
