import type { Alias, Attribute, Context, Import, ImportFrom, Stmt } from './ast.js';

/** The kinds of block that own names (https://docs.python.org/3/reference/executionmodel.html#naming-and-binding). */
export type ScopeKind = 'module' | 'class' | 'function' | 'lambda' | 'comprehension' | 'type-parameters';

export interface Scope {
  readonly kind: ScopeKind;
  readonly parent: Scope | undefined;
  /** Name of the class or function, for messages and private name mangling. */
  readonly name: string | undefined;
  readonly start: number;
  readonly end: number;
  readonly bindings: Map<string, Binding>;
  /** Names declared `global` here. */
  readonly globals: ReadonlySet<string>;
  /** Names declared `nonlocal` here. */
  readonly nonlocals: ReadonlySet<string>;
}

export type BindingKind =
  | 'import'
  | 'function'
  | 'class'
  | 'assignment'
  | 'augmented'
  | 'annotation'
  | 'for'
  | 'with'
  | 'except'
  | 'parameter'
  | 'match'
  | 'walrus'
  | 'delete'
  | 'type-parameter'
  | 'type-alias';

/** One place that binds (or unbinds) a name. */
export interface BindingSite {
  readonly kind: BindingKind;
  readonly start: number;
  readonly end: number;
  /** From where on the name is bound: in `x = x`, behind the value. */
  readonly since: number;
  /** Index of the top-level unit that holds it. */
  readonly unit: number;
  /** The scope the statement stands in: differs from the binding's scope under `global` and `nonlocal`. */
  readonly from: Scope;
  readonly import?: ImportedName;
}

export interface Binding {
  readonly name: string;
  readonly scope: Scope;
  readonly sites: BindingSite[];
}

/**
 * How a name is read: as a value; in an annotation; inside a quoted annotation or another string that a type
 * checker reads as an expression; in a type comment.
 */
export type UseMode = 'value' | 'annotation' | 'quoted' | 'comment';

/** One occurrence of a name outside an import statement. */
export interface NameUse {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly scope: Scope;
  readonly ctx: Context;
  readonly unit: number;
  readonly mode: UseMode;
  /** Attributes applied directly to the name, innermost first: two for `a.b.c`. */
  readonly chain: readonly Attribute[];
  /** When the expression is evaluated: with the module body, or when a function is called. */
  readonly timing: 'import' | 'call';
  /** For an annotation: the class whose fields it types, or the function whose signature it is in. */
  readonly owner: AnnotationOwner | undefined;
}

/** What an annotation belongs to: decides whether somebody evaluates it at run time. */
export interface AnnotationOwner {
  readonly kind: 'field' | 'signature' | 'variable';
  readonly node: Stmt | undefined;
}

/** One import statement with where it stands. */
export interface ImportSite {
  readonly node: Import | ImportFrom;
  readonly scope: Scope;
  readonly unit: number;
  /** Inside `if TYPE_CHECKING:` (not its `else`). */
  readonly typeChecking: boolean;
  /** Inside the body or a handler of a `try` that catches an import failure. */
  readonly guarded: boolean;
  /** The statement list that holds it. */
  readonly block: readonly Stmt[];
}

/** One name of an import statement. */
export interface ImportedName {
  readonly site: ImportSite;
  readonly alias: Alias;
}

/** Everything that is known of the names of one module. */
export interface ModuleScopes {
  readonly module: Scope;
  readonly scopes: readonly Scope[];
  readonly uses: readonly NameUse[];
  readonly imports: readonly ImportSite[];
  /** `from __future__ import annotations` is in force. */
  readonly futureAnnotations: boolean;
}

/**
 * The binding that a name refers to, by Python's rules: class scopes are not visible from the functions inside
 * them; `global` and `nonlocal` redirect; annotation scopes see the class they stand in (PEP 695).
 *
 * @param at where the name is read: the body of a class sees its own names only behind their first binding.
 * @returns `undefined` for a builtin or an unbound name.
 */
export function resolve(name: string, from: Scope, at?: number): Binding | undefined {
  let scope: Scope | undefined = from;
  let classVisible = true;
  while (scope) {
    if (scope.globals.has(name)) return moduleScope(scope).bindings.get(name);
    if (scope.kind !== 'class' || classVisible) {
      const binding = scope.bindings.get(name);
      const bound = binding && (scope.kind !== 'class' || at === undefined || isBoundBefore(binding, at));
      if (bound && !scope.nonlocals.has(name)) return binding;
    }
    if (scope.kind !== 'type-parameters') classVisible = false;
    scope = scope.parent;
  }
  return undefined;
}

/** Whether some statement that binds a class's name, not only annotates it, stands before an offset. */
function isBoundBefore(binding: Binding, at: number): boolean {
  return binding.sites.some(({ kind, since }) => kind !== 'annotation' && since <= at);
}

/** The binding that one occurrence of a name refers to. */
export function resolveUse(use: NameUse): Binding | undefined {
  return resolve(use.name, use.scope, use.start);
}

/** The outermost scope. */
function moduleScope(scope: Scope): Scope {
  let current = scope;
  while (current.parent) current = current.parent;
  return current;
}

/** The names of a scope and those around it, without the module: `/Class/method`. */
export function scopePath(scope: Scope): string {
  return scope.parent ? `${scopePath(scope.parent)}/${scope.name ?? scope.kind}` : '';
}

/**
 * Private name mangling: inside class `C`, `__x` means `_C__x`
 * (https://docs.python.org/3/reference/expressions.html#private-name-mangling).
 */
export function mangle(name: string, scope: Scope): string {
  if (!name.startsWith('__') || name.endsWith('__') || name.includes('.')) return name;
  for (let current: Scope | undefined = scope; current; current = current.parent) {
    if (current.kind === 'class' && current.name) {
      const stripped = current.name.replace(/^_+/, '');
      return stripped === '' ? name : `_${stripped}${name}`;
    }
  }
  return name;
}
