import type { Dict, Expr, Sequence } from '../python/ast.js';
import { resolveUse } from '../python/scope.js';
import { editableContent } from '../python/strings.js';
import type { SourceFile } from './source-file.js';
import { stringList } from './string-contexts.js';

/** One entry of a table from which a module's `__getattr__` serves names that the module does not define (PEP 562). */
export interface LazyExport {
  /** The name under which the module offers it. */
  readonly exported: string;
  /** The module as the table spells it; `undefined` for a table of names alone. */
  readonly module: string | undefined;
  /** The name there. */
  readonly attribute: string;
  /** The display that the entry stands in, and where. */
  readonly container: Sequence | Dict;
  readonly index: number;
  /** The item of the table, when that lists several names. */
  readonly within?: { readonly table: Dict; readonly index: number };
  /** The entry says so only where this is no module: it would be `(module, attribute)` otherwise. */
  readonly unless?: string;
}

const known = new WeakMap<SourceFile, readonly LazyExport[]>();

/** The entries of all tables of lazy exports in a file. */
export function lazyExports(file: SourceFile): readonly LazyExport[] {
  let found = known.get(file);
  if (!found) {
    found = file.text.includes('__getattr__') ? collect(file) : [];
    known.set(file, found);
  }
  return found;
}

/** Names with which a module offers what it does not define, and says so. */
const READERS = new Set(['__getattr__', '__dir__', '__all__']);

function collect(file: SourceFile): LazyExport[] {
  return file.units.flatMap(({ stmt, index }) => {
    const value = stmt.kind === 'Assign' || stmt.kind === 'AnnAssign' ? stmt.value : undefined;
    if (!value || !isLazyUnit(file, index, new Set())) return [];
    return entriesOf(value, file);
  });
}

/** Whether a statement serves lazy exports and nothing else: `__getattr__` reads what it binds, and only that, `__dir__` and `__all__` do. */
function isLazyUnit(file: SourceFile, unit: number, seen: ReadonlySet<number> = new Set()): boolean {
  const { module, uses } = file.scopes;
  if (!module.bindings.has('__getattr__')) return false;
  const names = [...module.bindings.values()].filter(({ sites }) => sites.some((site) => site.unit === unit));
  if (names.length === 0) return false;
  return names.every((binding) => {
    if (READERS.has(binding.name)) return true;
    const readers = new Set(
      uses
        .filter((use) => use.ctx === 'Load' && use.unit !== unit && use.name === binding.name)
        .filter((use) => resolveUse(use) === binding)
        .map((use) => use.unit),
    );
    if (readers.size === 0) return false;
    return [...readers].every(
      (reader) => !seen.has(reader) && reader >= 0 && isLazyUnit(file, reader, new Set([...seen, unit])),
    );
  });
}

function entriesOf(table: Expr, file: SourceFile): LazyExport[] {
  if (table.kind !== 'Dict') return namesIn(table, undefined, file);
  return table.values.flatMap((value, index): LazyExport[] => {
    const key = textOf(table.keys[index], file);
    if (key === undefined) return [];
    const base = { container: table, index };
    const single = textOf(value, file);
    if (single !== undefined) return [{ ...base, exported: key, ...spelt(single, key) }];
    const pair = value.kind === 'Tuple' || value.kind === 'List' ? stringList(value, file) : undefined;
    if (!pair) return [];
    const listed = namesIn(value, key, file).map((entry) => ({ ...entry, within: { table, index } }));
    const isName = /^[A-Za-z_]\w*$/;
    if (pair.length !== 2 || !isName.test(key) || !isName.test(pair[1]!.text)) return listed;
    const [module, attribute] = [pair[0]!.text, pair[1]!.text];
    const named = { ...base, exported: key, module, attribute };
    return isName.test(module) ? [named, ...listed.map((entry) => ({ ...entry, unless: module }))] : [named];
  });
}

/** `"pkg.mod:name"`, `"pkg.mod.name"`, or `"pkg.mod"` alone, which has the name that is asked for. */
function spelt(text: string, key: string): { module: string; attribute: string } {
  const colon = text.indexOf(':');
  if (colon >= 0) return { module: text.slice(0, colon), attribute: text.slice(colon + 1) };
  if (text.endsWith(`.${key}`))
    return { module: text.slice(0, -key.length - 1) || text.slice(0, -key.length), attribute: key };
  return { module: text, attribute: key };
}

function namesIn(list: Expr, module: string | undefined, file: SourceFile): LazyExport[] {
  const names = stringList(list, file);
  if (!names) return [];
  const container = list as Sequence;
  return names.map(({ text }, index) => ({ exported: text, module, attribute: text, container, index }));
}

function textOf(expr: Expr | undefined, file: SourceFile): string | undefined {
  return expr?.kind === 'Str' ? editableContent(expr, file.text)?.text : undefined;
}
