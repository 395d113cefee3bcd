import type { ClassDef, Expr, FunctionDef, Module, Stmt } from './ast.js';
import type { ModuleScopes, NameUse } from './scope.js';
import { resolve } from './scope.js';

/** Decorators that never look at the annotations of what they decorate. */
const INERT_DECORATORS = new Set([
  'staticmethod',
  'classmethod',
  'property',
  'setter',
  'getter',
  'deleter',
  'abstractmethod',
  'overload',
  'override',
  'final',
  'lru_cache',
  'cache',
  'cached_property',
  'wraps',
  'contextmanager',
  'asynccontextmanager',
  'total_ordering',
  'runtime_checkable',
  'deprecated',
  'no_type_check',
  'unique',
  'fixture',
  'parametrize',
  'skip',
  'skipif',
  'xfail',
  'usefixtures',
  'patch',
  'object',
  'property_cached',
  'coroutine',
  'type_check_only',
]);

/** Bases whose class machinery never evaluates field annotations. */
const INERT_BASES = new Set([
  'object',
  'Protocol',
  'Generic',
  'ABC',
  'Enum',
  'IntEnum',
  'StrEnum',
  'Flag',
  'IntFlag',
  'str',
  'int',
  'float',
  'bytes',
  'dict',
  'list',
  'tuple',
  'set',
  'frozenset',
  'Mapping',
  'MutableMapping',
  'Sequence',
  'Iterator',
  'Iterable',
  'type',
  'Exception',
  'BaseException',
  'Thread',
  'TestCase',
]);

/** A class statement and the module that it stands in. */
export interface ClassInModule {
  readonly node: ClassDef;
  readonly scopes: ModuleScopes;
  readonly module: Module;
  readonly elsewhere: FindClass;
}

/** The class that a module-level name means where another module defines it; `undefined` when that is not known. */
export type FindClass = (name: string) => ClassInModule | undefined;

/**
 * Whether the name is needed when the program runs: a value always is; an annotation is when Python evaluates it
 * (no `from __future__ import annotations`, PEP 563) or when what it belongs to does: a decorated function, or a
 * class whose base or decorator builds itself from its fields (msgspec, pydantic, attrs, dataclasses).
 *
 * @param elsewhere finds bases that the module imports; what it does not find may be any class.
 */
export function isEvaluated(
  use: NameUse,
  scopes: ModuleScopes,
  module: Module,
  elsewhere: FindClass = () => undefined,
): boolean {
  if (use.mode === 'value') return true;
  if (use.mode === 'comment') return false;
  const { owner } = use;
  if (use.mode === 'annotation' && !scopes.futureAnnotations) {
    // Annotations of a function's local variables are never evaluated (PEP 526).
    return !(owner?.kind === 'variable' && (use.scope.kind === 'function' || use.scope.kind === 'lambda'));
  }
  return isReadByOwner(use, scopes, module, elsewhere);
}

/** Whether what an annotation belongs to reads it while the program runs, even where Python itself does not. */
export function isReadByOwner(
  { owner }: NameUse,
  scopes: ModuleScopes,
  module: Module,
  elsewhere: FindClass = () => undefined,
): boolean {
  if (owner?.kind === 'field')
    return owner.node?.kind === 'ClassDef' && classEvaluates({ node: owner.node, scopes, module, elsewhere });
  if (owner?.kind === 'signature')
    return isFunction(owner.node) && owner.node.decorators.some((d) => !isInertDecorator(d));
  return false;
}

/** Whether something reads a class's field annotations as types when the program runs. */
function classEvaluates(
  { node, scopes, module, elsewhere }: ClassInModule,
  seen = new Set<ClassDef>(),
): boolean {
  if (seen.has(node)) return false;
  seen.add(node);
  if (node.keywords.some(({ arg }) => arg === 'metaclass')) return true;
  if (node.decorators.some((decorator) => !isInertDecorator(decorator)))
    return !alreadyUnresolvable(node, scopes);
  return node.bases.some((base) => {
    const head = base.kind === 'Subscript' ? base.value : base;
    const name = lastName(head);
    if (name === undefined) return true;
    if (INERT_BASES.has(name) || /(?:Error|Exception|Warning)$/.test(name)) return false;
    if (head.kind !== 'Name') return true;
    const local = localClass(head.id, module);
    const found = local ? { node: local, scopes, module, elsewhere } : elsewhere(head.id);
    return found === undefined || classEvaluates(found, seen);
  });
}

/** A class with a field typed by a name that exists for type checkers only: nobody can evaluate it today. */
function alreadyUnresolvable(node: ClassDef, scopes: ModuleScopes): boolean {
  return scopes.uses.some((use) => {
    if (use.owner?.node !== node || use.owner.kind !== 'field' || use.mode === 'value') return false;
    const sites = resolve(use.name, use.scope)?.sites;
    return sites !== undefined && sites.length > 0 && sites.every((site) => site.import?.site.typeChecking);
  });
}

function isInertDecorator(decorator: Expr): boolean {
  const name = lastName(decorator.kind === 'Call' ? decorator.func : decorator);
  return name !== undefined && INERT_DECORATORS.has(name);
}

function lastName(expr: Expr): string | undefined {
  if (expr.kind === 'Name') return expr.id;
  if (expr.kind === 'Attribute') return expr.attr;
  return undefined;
}

function localClass(name: string, module: Module): ClassDef | undefined {
  return module.body.find((stmt): stmt is ClassDef => stmt.kind === 'ClassDef' && stmt.name === name);
}

function isFunction(node: Stmt | undefined): node is FunctionDef {
  return node?.kind === 'FunctionDef' || node?.kind === 'AsyncFunctionDef';
}
