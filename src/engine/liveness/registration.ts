import type { ClassDef, Expr, FunctionDef, Stmt } from '../../python/ast.js';
import { STDLIB_MODULES } from '../../python/stdlib-modules.js';
import type { SourceFile } from '../source-file.js';
import type { CodeSpace } from './code-space.js';
import { isTestPath, type SymbolId, type Use } from './reference.js';

/** Decorators that give back what they are given, changed, and tell nobody else about it. */
const HARMLESS_DECORATORS = new Set([
  'property',
  'staticmethod',
  'classmethod',
  'abc.abstractmethod',
  'contextlib.contextmanager',
  'contextlib.asynccontextmanager',
  'dataclasses.dataclass',
  'enum.unique',
  'enum.verify',
  'functools.cache',
  'functools.cached_property',
  'functools.lru_cache',
  'functools.total_ordering',
  'functools.wraps',
  'functools.singledispatch',
  'typing.overload',
  'typing.final',
  'typing.override',
  'typing.no_type_check',
  'typing.runtime_checkable',
  'typing.dataclass_transform',
  'types.coroutine',
  'warnings.deprecated',
  'typing_extensions.overload',
  'typing_extensions.final',
  'typing_extensions.override',
  'typing_extensions.runtime_checkable',
  'typing_extensions.deprecated',
  'typing_extensions.dataclass_transform',
  'attr.s',
  'attr.define',
  'attr.frozen',
  'attrs.define',
  'attrs.frozen',
  'attrs.mutable',
]);

/** Classes outside the standard library whose subclasses nobody collects. */
const HARMLESS_BASES = new Set([
  'typing_extensions.Protocol',
  'typing_extensions.TypedDict',
  'typing_extensions.NamedTuple',
  'typing_extensions.Generic',
  'msgspec.Struct',
  'pydantic.BaseModel',
  'pydantic_settings.BaseSettings',
]);

/** Names that Python or its tools look for. */
const SPECIAL =
  /^(?:__\w+__|pytest_\w+|pytestmark|collect_ignore\w*|load_tests|set[uU]p_?[mM]odule|tear[dD]own_?[mM]odule|(?:setup|teardown)_(?:function|class|method))$/;

/**
 * What keeps a symbol alive by the way it is defined, without anybody naming it.
 *
 * @param keepsState whether a call of what a dotted name means may keep what it is given.
 */
export function registrations(
  space: CodeSpace,
  { path, name }: SymbolId,
  keepsState: (written: string | undefined) => boolean,
): Use[] {
  const file = space.tree.python(path);
  if (!file) return [];
  const found: Use[] = [];
  const sites = file.scopes.module.bindings.get(name)?.sites ?? [];
  const add = (form: Use['form'], span: { start: number; end: number }, detail: string) =>
    found.push({ form, path, start: span.start, end: span.end, detail });
  if (SPECIAL.test(name) && sites[0]) add('special-name', sites[0], 'Python or a tool looks for this name');
  for (const stmt of definitionsOf(file, name)) {
    if (isTestPath(path) && isCollected(stmt)) add('special-name', nameSpan(stmt), 'pytest collects it');
    for (const decorator of stmt.decorators) {
      const written = dottedName(space, file, decorator);
      if (isFixture(written) && !isAutomatic(decorator)) continue;
      if (!keepsState(written)) continue;
      const said = shown(file, decorator);
      add('decorator', decorator, `\`@${said}\` may register it`);
    }
    if (stmt.kind === 'ClassDef') {
      const hook = classHook(space, file, stmt, new Set());
      if (hook !== undefined) add('subclass-hook', nameSpan(stmt), hook);
    }
  }
  return found;
}

/** A fixture lives while some test asks for it by a parameter. */
export function isFixture(written: string | undefined): boolean {
  return written === 'pytest.fixture' || written === 'pytest_asyncio.fixture';
}

function isAutomatic(decorator: Expr): boolean {
  return decorator.kind === 'Call' && decorator.keywords.some(({ arg }) => arg === 'autouse');
}

/** Decorators and other callables that give back what they are given, and tell nobody else about it. */
export function isKnownHarmless(written: string): boolean {
  return HARMLESS_DECORATORS.has(written);
}

function isCollected(stmt: FunctionDef | ClassDef): boolean {
  if (/test/i.test(stmt.name)) return true;
  return (
    stmt.kind === 'ClassDef' &&
    stmt.body.some((inner) => inner.kind === 'FunctionDef' && inner.name.startsWith('test'))
  );
}

function nameSpan({ nameStart, name }: FunctionDef | ClassDef) {
  return { start: nameStart, end: nameStart + name.length };
}

/** Functions and classes that bind a name at the top level, inside `if` and `try` too. */
export function definitionsOf(file: SourceFile, name: string): (FunctionDef | ClassDef)[] {
  const sites = new Set(
    (file.scopes.module.bindings.get(name)?.sites ?? [])
      .filter(({ kind }) => kind === 'function' || kind === 'class')
      .map(({ unit }) => unit),
  );
  const found: (FunctionDef | ClassDef)[] = [];
  const walk = (stmts: readonly Stmt[]): void => {
    for (const stmt of stmts) {
      if (stmt.kind === 'FunctionDef' || stmt.kind === 'AsyncFunctionDef' || stmt.kind === 'ClassDef') {
        if (stmt.name === name) found.push(stmt);
      } else if (stmt.kind === 'If' || stmt.kind === 'While') {
        walk(stmt.body);
        walk(stmt.orelse);
      } else if (stmt.kind === 'Try' || stmt.kind === 'TryStar') {
        walk(stmt.body);
        for (const handler of stmt.handlers) walk(handler.body);
        walk(stmt.orelse);
        walk(stmt.finalbody);
      } else if (stmt.kind === 'With') walk(stmt.body);
    }
  };
  for (const unit of sites) if (unit >= 0) walk([file.units[unit]!.stmt]);
  return found;
}

/** The absolute dotted name of an expression, arguments and subscripts left out: `functools.lru_cache`. */
export function dottedName(space: CodeSpace, file: SourceFile, expr: Expr): string | undefined {
  let head = expr;
  while (head.kind === 'Call' || head.kind === 'Subscript')
    head = head.kind === 'Call' ? head.func : head.value;
  const attributes: string[] = [];
  while (head.kind === 'Attribute') {
    attributes.unshift(head.attr);
    head = head.value;
  }
  if (head.kind !== 'Name') return undefined;
  const { start } = head;
  const use = file.scopes.uses.find((each) => each.start === start);
  const binding = file.scopes.module.bindings.get(head.id);
  if (!use || !binding) return [head.id, ...attributes].join('.');
  const origins = [...space.origins.ofBinding(file.path, binding)];
  if (origins.length !== 1) return undefined;
  return [origins[0]!.replace(':', '.'), ...attributes].join('.');
}

/** Why a class is known to somebody because of its bases; `undefined` when it is not. */
function classHook(
  space: CodeSpace,
  file: SourceFile,
  stmt: ClassDef,
  seen: Set<string>,
): string | undefined {
  for (const { arg, value } of stmt.keywords) {
    if (arg !== 'metaclass') continue;
    const written = dottedName(space, file, value);
    if (!isStandard(written)) return `its metaclass \`${shown(file, value)}\` may register it`;
  }
  for (const base of stmt.bases) {
    const hook = baseHook(space, file, base, seen);
    if (hook !== undefined) return hook;
  }
  return undefined;
}

function baseHook(space: CodeSpace, file: SourceFile, base: Expr, seen: Set<string>): string | undefined {
  const written = dottedName(space, file, base);
  if (written === undefined) return `its base \`${shown(file, base)}\` is not known`;
  const own = /^(.*\.pyi?)\.(\w+)$/.exec(written) ?? undefined;
  const local = own ? { path: own[1]!, name: own[2]! } : localClass(file, written);
  if (!local) {
    if (isStandard(written) || HARMLESS_BASES.has(written)) return undefined;
    return `its base \`${shown(file, base)}\` comes from outside and may register subclasses`;
  }
  const key = `${local.path}:${local.name}`;
  if (seen.has(key)) return undefined;
  seen.add(key);
  const home = space.tree.python(local.path);
  const definitions = home ? definitionsOf(home, local.name) : [];
  if (!home || definitions.length === 0) return `its base \`${shown(file, base)}\` is not known`;
  for (const definition of definitions) {
    if (definition.kind !== 'ClassDef') return `its base \`${shown(file, base)}\` is made by a function`;
    const hooks = definition.body.some(
      (inner) => inner.kind === 'FunctionDef' && inner.name === '__init_subclass__',
    );
    if (hooks) return `\`${local.name}.__init_subclass__\` is told of it`;
    if (listsSubclasses(space, local.name)) return `\`${local.name}.__subclasses__()\` finds it`;
    const hook = classHook(space, home, definition, seen);
    if (hook !== undefined) return hook;
  }
  return undefined;
}

function localClass(file: SourceFile, written: string): SymbolId | undefined {
  return file.scopes.module.bindings.has(written) ? { path: file.path, name: written } : undefined;
}

const asked = new WeakMap<CodeSpace, ReadonlySet<string>>();

/** Whether some code asks a class for its subclasses; which class an expression is, its text has to say. */
function listsSubclasses(space: CodeSpace, name: string): boolean {
  let names = asked.get(space);
  if (!names) {
    const texts = space.files.map(({ text }) => text).filter((text) => text.includes('__subclasses__'));
    const found = texts.flatMap((text) => [...text.matchAll(/(\w+)\s*\.\s*__subclasses__/g)]);
    names = new Set(found.map((match) => match[1]!));
    asked.set(space, names);
  }
  // A variable may hold any class.
  return names.has(name) || [...names].some((each) => !/^[A-Z]/.test(each));
}

/** A builtin, or something of the standard library. */
export function isStandard(written: string | undefined): boolean {
  if (written === undefined || /\.pyi?(?:\.|$)/.test(written)) return false;
  return !written.includes('.') || STDLIB_MODULES.has(written.split('.', 1)[0]!);
}

function shown(file: SourceFile, expr: Expr): string {
  return file.text.slice(expr.start, expr.end).split('\n', 1)[0]!;
}
