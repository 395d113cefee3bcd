import { isPackageFile } from '../../python/module-index.js';
import type { Binding, NameUse } from '../../python/scope.js';
import { resolve } from '../../python/scope.js';
import { nameSpans } from '../name-spans.js';
import type { RelocationTable } from '../relocation-table.js';
import { goneLazyExports } from '../remove-lazy-exports.js';
import type { SourceFile } from '../source-file.js';
import type { ListEdit } from '../without-exports.js';
import type { CanonicalText } from './canonical-text.js';
import { type Origin, type Origins, relocated } from './origins.js';
import type { UnitToken } from './unit-tokens.js';

/** A token as it is compared: any of `texts` will do. */
export interface ComparedToken {
  readonly texts: ReadonlySet<string>;
  /** The token as written, for messages. */
  readonly written: string;
  readonly start: number;
}

/** What the tokens of one side are read with. */
export interface Side {
  readonly origins: Origins;
  /** Maps names to where they stand after the wave; `undefined` for code that is there already. */
  readonly table: RelocationTable | undefined;
  readonly text: CanonicalText;
  /** Symbols that stood in the code's own module, and that it imports in its functions after the wave. */
  readonly deferred: ReadonlySet<Origin>;
  /** The file in which the code stands after the wave. */
  readonly destination: string;
}

interface Replaced {
  readonly start: number;
  readonly end: number;
  readonly texts: ReadonlySet<string> | undefined;
}

/**
 * The tokens of a unit in a form in which retargeting leaves them equal: an import is what it binds and where that
 * comes from, a module object is the file that it stands for, text is canonical.
 */
export function retargetedTokens(
  file: SourceFile,
  unit: number,
  tokens: readonly UnitToken[],
  side: Side,
): ComparedToken[] {
  const emptied = removedEntries(file, side);
  const added = emptied.filter(({ text }) => text !== '');
  const replaced = [
    ...importRuns(file, unit, tokens, side),
    ...moduleObjects(file, unit, side),
    ...emptied.flatMap(({ start, end }) => (end > start ? [{ start, end, texts: undefined }] : [])),
  ].sort((a, b) => a.start - b.start);
  const compared: ComparedToken[] = [];
  let next = 0;
  let said: Replaced | undefined;
  const renames = side.table ? renamedNames(file, side.table) : [];
  for (const [index, token] of tokens.entries()) {
    while (replaced[next] && replaced[next]!.end <= token.start) next++;
    const comma = added.find(
      ({ start }) => tokens[index - 1] && start > tokens[index - 1]!.start && start <= token.start,
    );
    if (comma) compared.push({ texts: new Set([comma.text]), written: comma.text, start: comma.start });
    const range = replaced[next];
    const isInside = range && token.start >= range.start && !(token.isLayout && token.start === range.start);
    if (isInside) {
      const written = file.text.slice(range.start, range.end).trim();
      if (range !== said && range.texts) compared.push({ texts: range.texts, written, start: range.start });
      said = range;
    } else if (!isPass(tokens, index)) {
      const renamed = withRenames(token, renames);
      const text = token.isComment || token.isString ? side.text.of(renamed) : renamed;
      compared.push({ texts: new Set([text]), written: token.text, start: token.start });
    }
  }
  return compared;
}

/** Entries of lazy exports that go with what they lead to, and commas that a tuple needs then. */
function removedEntries(file: SourceFile, { table, origins }: Side): readonly ListEdit[] {
  if (!table) return [];
  const identity = { module: origins.tree.nameOf(file.path), isPackage: isPackageFile(file.path) };
  return goneLazyExports(file, identity, table, (dotted) => origins.tree.resolve(dotted, file.path)).edits;
}

interface RenamedName {
  readonly start: number;
  readonly end: number;
  readonly to: string;
}

/** Where a source writes the names of its symbols that are renamed. */
function renamedNames(file: SourceFile, table: RelocationTable): RenamedName[] {
  const renames = table.at(file.path)?.split.renames ?? new Map<string, string>();
  return [...renames].flatMap(([name, to]) => {
    const binding = file.scopes.module.bindings.get(name);
    const spans = binding && nameSpans(file, binding);
    return (spans ?? []).map((span) => ({ ...span, to }));
  });
}

function withRenames(token: UnitToken, renames: readonly RenamedName[]): string {
  const inside = renames.filter(({ start, end }) => start >= token.start && end <= token.end);
  let text = token.text;
  for (const { start, end, to } of inside.sort((a, b) => b.start - a.start))
    text = text.slice(0, start - token.start) + to + text.slice(end - token.start);
  return text;
}

/** `pass` says nothing; it stands where an import was the whole of a block. */
function isPass(tokens: readonly UnitToken[], index: number): boolean {
  const isWord = (at: number) => tokens[at]?.text === 'pass';
  return isWord(index) || (tokens[index]!.text === '<end of line>' && isWord(index - 1));
}

/** Imports inside the unit: each run of them is one token that says what is bound to what. */
function importRuns(file: SourceFile, unit: number, tokens: readonly UnitToken[], side: Side): Replaced[] {
  const sites = file.scopes.imports.filter((site) => site.unit === unit);
  const runs: Replaced[] = [];
  let run: { start: number; end: number; entries: string[] } | undefined;
  const close = () => {
    if (!run) return;
    const entries = [...new Set(run.entries)].sort();
    const texts = entries.length === 0 ? undefined : new Set([`import ${entries.join(', ')}`]);
    runs.push({ start: run.start, end: run.end, texts });
    run = undefined;
  };
  for (const { node } of sites) {
    const semicolon = tokens.find(({ start }) => start >= node.end);
    // An import that says nothing takes the semicolon behind it along.
    const end =
      side.deferred.size > 0 && semicolon?.text === ';' ? semicolon.end : statementEnd(tokens, node.end);
    const entries = node.names.flatMap((alias) => {
      const local = alias.asname ?? (node.kind === 'Import' ? alias.name.split('.', 1)[0]! : alias.name);
      return importedAs(local, side.origins.ofAlias(file.path, node, alias), side);
    });
    const gap = run ? tokens.some(({ start }) => start >= run!.end && start < node.start) : true;
    if (gap) {
      close();
      run = { start: node.start, end, entries };
    } else {
      run!.end = end;
      run!.entries.push(...entries);
    }
  }
  close();
  return runs;
}

/** Behind the statement's comment and line end. */
function statementEnd(tokens: readonly UnitToken[], end: number): number {
  let last = end;
  for (const token of tokens) {
    if (token.start < end) continue;
    if (!token.isComment && token.text !== '<end of line>') break;
    last = Math.max(last, token.end);
    if (!token.isComment) break;
  }
  return last;
}

/** Module objects are compared where they are used; a destination needs no import of its own names. */
function importedAs(local: string, origins: ReadonlySet<Origin>, side: Side): string[] {
  const moved = [...origins].flatMap((origin) =>
    side.table ? [...relocated(origin, side.table)] : [origin],
  );
  const names = moved.filter(
    (origin) => (/:/.test(origin) || !origin.endsWith('.py')) && !side.deferred.has(origin),
  );
  if (names.length === 0 || names.includes(`${side.destination}:${local}`)) return [];
  return [`${local}=${names.sort().join('|')}`];
}

/** Expressions that denote a module of the repository, as the files they may stand for after the wave. */
function moduleObjects(file: SourceFile, unit: number, side: Side): Replaced[] {
  const found: Replaced[] = [];
  for (const use of file.scopes.uses) {
    if (use.unit !== unit) continue;
    const denoted = denotedModule(file, use, side.origins);
    if (!denoted) continue;
    const next = use.chain[denoted.depth];
    const attribute = next?.attr;
    found.push({ start: use.start, end: denoted.end, texts: filesOf(denoted.path, attribute, side.table) });
    const target = attribute === undefined ? undefined : side.table?.at(denoted.path)?.target(attribute);
    if (target?.kind === 'moved' && target.name !== attribute)
      found.push({ start: next!.end - attribute!.length, end: next!.end, texts: new Set([target.name]) });
  }
  return found;
}

/** The module of the repository that a name with some of its attributes stands for. */
export function denotedModule(
  file: SourceFile,
  use: NameUse,
  origins: Origins,
): { path: string; end: number; depth: number } | undefined {
  const binding = resolve(use.name, use.scope);
  if (!binding?.sites.every((site) => site.import)) return undefined;
  const meant = [...origins.ofBinding(file.path, binding)];
  let path: string | undefined = meant[0];
  if (meant.length !== 1 || path === undefined || path.includes(':')) return undefined;
  let depth = 0;
  const { tree } = origins;
  for (const attribute of use.chain) {
    const inside = path.endsWith('.py')
      ? `${tree.nameOf(path)}.${attribute.attr}`
      : `${path}.${attribute.attr}`;
    const submodule = tree.resolve(inside);
    if (submodule === undefined) break;
    const shadowed: Binding | undefined = tree.python(path)?.scopes.module.bindings.get(attribute.attr);
    if (shadowed && !origins.ofBinding(path, shadowed).has(submodule)) break;
    path = submodule;
    depth++;
  }
  if (!path.endsWith('.py')) return undefined;
  return { path, depth, end: depth === 0 ? use.end : use.chain[depth - 1]!.end };
}

function filesOf(
  path: string,
  attribute: string | undefined,
  table: RelocationTable | undefined,
): ReadonlySet<string> {
  if (!table?.at(path)) return new Set([path]);
  const homes = relocated(attribute === undefined ? path : `${path}:${attribute}`, table);
  return new Set([...homes].map((origin) => origin.replace(/:[^:]*$/, '')));
}
