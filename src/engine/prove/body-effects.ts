import type { ClassDef, Expr, FunctionDef, Lambda, Name, Stmt } from '../../python/ast.js';
import { type Binding, type NameUse, resolve, type Scope } from '../../python/scope.js';
import { isTypeCheckingTest } from '../../python/unit.js';
import { forEachChild, type Node } from '../../python/visit.js';
import type { SourceFile } from '../source-file.js';
import type { Origin, Origins } from './origins.js';

/** What an expression begins with: something defined in a module, or a parameter of a function that it stands in. */
export type Root =
  | { readonly kind: 'origin'; readonly origin: Origin }
  | { readonly kind: 'parameter'; readonly owner: FunctionDef | Lambda; readonly index: number };

/** Code that changes the value of something in place, or binds it anew. */
export interface Touch {
  readonly root: Root;
  /** What the value was before decides what is computed: a counter, an iterator. */
  readonly isStep: boolean;
  /** Attributes between the root and what is changed: one for `cls.seen[name] = …`. */
  readonly depth: number;
  /** It is changed on the class of the root: `type(self).count += 1`. */
  readonly ofClass?: true;
  /** What the change does to the order of what is in there. */
  readonly order?: Order;
}

/** A list keeps the order of the changes; what an object of unread code does with it, nobody here knows. */
export type Order = 'kept' | 'unknown';

/** How code runs the body of a function or class. */
export type CallForm = 'call' | 'decorator' | 'decorator-factory' | 'class-statement';

/** Code that runs something else: what that does is asked of its own body. */
export interface CallSite {
  readonly form: CallForm;
  readonly callee: Root;
  /** Attributes behind the callee: `["get"]` for `registry.get(…)`. */
  readonly chain: readonly string[];
  readonly args: readonly (Root | undefined)[];
  /** Nothing is done with the result: the call is made for what it changes. */
  readonly isStatement: boolean;
}

/** A root with what stands behind it. */
export interface Rooted {
  readonly root: Root;
  /** Attributes and items between the root and what is meant. */
  readonly depth: number;
  /** The attributes among these. */
  readonly chain: readonly string[];
  readonly ofClass?: true;
}

/** What running some code does to values that other code sees as well. */
export interface BodyEffects {
  readonly touches: readonly Touch[];
  readonly calls: readonly CallSite[];
  /** Definitions that the code reads. */
  readonly reads: ReadonlySet<Origin>;
  /** Functions and lambdas inside that are not called there: a decorator hands them back. */
  readonly inner: readonly (FunctionDef | Lambda)[];
}

/** Methods of sequences: values stay in the order in which they came. */
const SEQUENCE_METHODS = new Set(['append', 'appendleft', 'extend', 'extendleft', 'insert']);
/** Other methods of built-in containers that change them. */
const CONTAINER_METHODS = new Set(
  'add update setdefault remove discard clear reverse sort __setitem__ __delitem__'.split(' '),
);
/** Methods that put something into an object, by their names. */
const REGISTERING_METHODS = new Set(['register', 'subscribe', 'connect']);
/** Methods that hand out one value after the other. */
const CONSUMERS = new Set(['pop', 'popleft', 'popitem', 'send', '__next__']);

/** Methods that give what is in a container. */
const GETTERS = new Set(['get', 'setdefault', '__getitem__']);

/** Reads what code does: the body of a function when it is called, or a statement while its module is imported. */
export class EffectReader {
  private readonly uses = new Map<number, NameUse>();
  private values: ReadonlyMap<number, readonly Expr[]> | undefined;
  private functions: readonly (FunctionDef | Lambda)[] | undefined;

  constructor(
    private readonly file: SourceFile,
    private readonly origins: Origins,
  ) {
    for (const use of file.scopes.uses) this.uses.set(use.start, use);
  }

  /** A statement of the module body. */
  ofStatement(stmt: Stmt): BodyEffects {
    return this.collect((walk) => walk(stmt), undefined);
  }

  /** The body of a function or lambda. */
  ofFunction(node: FunctionDef | Lambda): BodyEffects {
    const body = node.kind === 'Lambda' ? [node.body] : node.body;
    return this.collect((walk) => {
      for (const each of body) walk(each);
    }, node);
  }

  private collect(
    start: (walk: (node: Node) => void) => void,
    inside: FunctionDef | Lambda | undefined,
  ): BodyEffects {
    const touches: Touch[] = [];
    const calls: CallSite[] = [];
    const reads = new Set<Origin>();
    const inner: (FunctionDef | Lambda)[] = [];
    const called = new Set<string>();
    const touch = (target: Expr, isStep: boolean, order?: Order) => {
      for (const { root, depth, ofClass } of this.rootsOf(target, inside))
        touches.push({
          root,
          depth,
          isStep,
          ...(ofClass === undefined ? {} : { ofClass }),
          ...(order === undefined ? {} : { order }),
        });
    };
    const assign = (target: Expr, isStep: boolean): void => {
      if (target.kind === 'Attribute' || target.kind === 'Subscript') touch(target.value, isStep);
      else if (target.kind === 'Tuple' || target.kind === 'List')
        for (const element of target.elts) assign(element, isStep);
      else if (target.kind === 'Starred') assign(target.value, isStep);
      else if (target.kind === 'Name' && inside && this.isGlobal(target.start)) touch(target, isStep);
      else if (target.kind === 'Name' && !inside && isStep) touch(target, true);
    };
    const call = (func: Expr, args: readonly Expr[], form: CallForm, isStatement: boolean) => {
      const roots = args.map((arg) => this.rootsOf(arg, inside)[0]?.root);
      for (const { root, chain } of this.rootsOf(func, inside))
        calls.push({ form, callee: root, chain, args: roots, isStatement });
    };
    const decorate = (decorators: readonly Expr[]) => {
      for (const decorator of decorators) {
        if (decorator.kind === 'Call') {
          call(decorator.func, decorator.args, 'decorator-factory', false);
          for (const arg of [...decorator.args, ...decorator.keywords]) walk(arg);
        } else call(decorator, [], 'decorator', false);
      }
    };
    const walk = (node: Node): void => {
      switch (node.kind) {
        case 'FunctionDef':
        case 'AsyncFunctionDef':
          decorate(node.decorators);
          for (const value of [...node.args.defaults, ...node.args.kwDefaults]) if (value) walk(value);
          if (inside) inner.push(node);
          return;
        case 'Lambda':
          if (inside) inner.push(node);
          return;
        case 'ClassDef':
          decorate(node.decorators);
          for (const value of [...node.bases, ...node.keywords]) walk(value);
          for (const base of [...node.bases, ...node.keywords.map(({ value }) => value)])
            call(base.kind === 'Subscript' ? base.value : base, [], 'class-statement', false);
          for (const stmt of node.body) walk(stmt);
          return;
        case 'If':
          walk(node.test);
          if (!isTypeCheckingTest(node.test)) for (const stmt of node.body) walk(stmt);
          for (const stmt of node.orelse) walk(stmt);
          return;
        case 'Assign':
          for (const target of node.targets) assign(target, false);
          break;
        case 'AnnAssign':
          if (node.value) assign(node.target, false);
          break;
        case 'AugAssign':
          assign(node.target, true);
          break;
        case 'Delete':
          for (const target of node.targets) assign(target, false);
          break;
        case 'For':
        case 'AsyncFor':
          assign(node.target, false);
          break;
        case 'Expr':
          if (node.value.kind === 'Call') {
            call(node.value.func, node.value.args, 'call', true);
            methodTouch(node.value.func, touch);
            for (const arg of [...node.value.args, ...node.value.keywords]) walk(arg);
            walk(node.value.func);
            return;
          }
          break;
        case 'Call': {
          // What a call gives back is called at once: a decorator with arguments, written out.
          if (node.func.kind === 'Call') call(node.func.func, node.func.args, 'decorator-factory', false);
          call(node.func, node.args, 'call', false);
          if (node.func.kind === 'Name') called.add(node.func.id);
          methodTouch(node.func, touch);
          const [first] = node.args;
          if (first && this.isBuiltin(node.func, ['next'])) touch(first, true);
          if (first && this.isBuiltin(node.func, ['setattr', 'delattr'])) touch(first, false);
          break;
        }
        case 'Name': {
          const use = this.uses.get(node.start);
          if (use?.ctx === 'Load' && use.mode === 'value')
            for (const origin of this.meant(use)) reads.add(origin);
          return;
        }
      }
      forEachChild(node, walk);
    };
    start(walk);
    // A function inside that the body itself calls runs with it.
    const left: (FunctionDef | Lambda)[] = [];
    for (const each of inner) {
      if (each.kind === 'Lambda' || !called.has(each.name)) {
        left.push(each);
        continue;
      }
      const nested = this.ofFunction(each);
      const isOuter = (root: Root) => root.kind === 'origin' || root.owner !== each;
      touches.push(...nested.touches.filter(({ root }) => isOuter(root)));
      calls.push(...nested.calls.filter(({ callee }) => isOuter(callee)));
      for (const origin of nested.reads) reads.add(origin);
    }
    return { touches, calls, reads, inner: left };
  }

  /**
   * What an expression may begin with: a name of a module, a parameter, or what a variable of the function was made of.
   *
   * @param inside the function whose body it stands in.
   */
  rootsOf(
    expr: Expr,
    inside: FunctionDef | Lambda | undefined,
    following: ReadonlySet<Binding> = new Set(),
  ): readonly Rooted[] {
    const again = (other: Expr) => this.rootsOf(other, inside, following);
    if (expr.kind === 'IfExp') return [...again(expr.body), ...again(expr.orelse)];
    if (expr.kind === 'BoolOp') return expr.values.flatMap(again);
    if (expr.kind === 'NamedExpr') return again(expr.value);
    if (expr.kind === 'Attribute') return again(expr.value).map((found) => this.attribute(found, expr.attr));
    if (expr.kind === 'Subscript')
      return again(expr.value).map((found) => ({ ...found, depth: found.depth + 1 }));
    if (expr.kind === 'Call') {
      const [first] = expr.args;
      // `type(self).count` and `self.__class__.count` are the class's.
      if (first && this.isBuiltin(expr.func, ['type']))
        return again(first).map((found) => ({ ...found, depth: found.depth + 1, ofClass: true }));
      return expr.func.kind === 'Attribute' && GETTERS.has(expr.func.attr)
        ? again(expr.func.value).map((found) => ({ ...found, depth: found.depth + 1 }))
        : [];
    }
    return expr.kind === 'Name' ? this.ofName(expr, inside, following) : [];
  }

  private ofName(
    { start }: Name,
    inside: FunctionDef | Lambda | undefined,
    following: ReadonlySet<Binding>,
  ): readonly Rooted[] {
    const use = this.uses.get(start);
    const binding = use && resolve(use.name, use.scope);
    if (!binding) return [];
    if (binding.scope === this.file.scopes.module)
      return [...this.origins.ofBinding(this.file.path, binding)]
        .slice(0, 1)
        .map((origin) => ({ root: { kind: 'origin', origin }, depth: 0, chain: [] }));
    if (!inside || (binding.scope.kind !== 'function' && binding.scope.kind !== 'lambda')) return [];
    const given = binding.sites[0]?.kind === 'parameter' ? this.parameter(binding, inside) : [];
    if (following.has(binding)) return given;
    const starts = binding.sites.map((site) => site.start);
    const values = starts.flatMap((at) => this.assignedAt(at));
    const isReplaced = given.some(({ root }) => root.kind === 'parameter' && bindsAnew(root.owner, starts));
    return [
      ...(isReplaced ? [] : given),
      ...values.flatMap((value) => this.rootsOf(value, inside, new Set([...following, binding]))),
    ];
  }

  private parameter({ name, scope }: Binding, inside: FunctionDef | Lambda): readonly Rooted[] {
    const owner = this.ownerOf(scope, inside);
    const index = owner ? parametersOf(owner).indexOf(name) : -1;
    return owner && index >= 0 ? [{ root: { kind: 'parameter', owner, index }, depth: 0, chain: [] }] : [];
  }

  /** One attribute further on: a name of the module that the root is, or something behind it. */
  private attribute({ root, depth, chain, ofClass }: Rooted, attr: string): Rooted {
    const behind =
      ofClass ?? (attr === '__class__' && root.kind === 'parameter' && depth === 0 ? true : undefined);
    if (root.kind === 'origin' && root.origin.endsWith('.py') && depth === 0) {
      const [origin] = this.origins.ofName(root.origin, attr);
      if (origin !== undefined) return { root: { kind: 'origin', origin }, depth: 0, chain: [] };
    }
    return {
      root,
      depth: depth + 1,
      chain: [...chain, attr],
      ...(behind === undefined ? {} : { ofClass: behind }),
    };
  }

  /** The function, around the code of another one or itself, that a parameter's scope belongs to. */
  private ownerOf(scope: Scope, inside: FunctionDef | Lambda): FunctionDef | Lambda | undefined {
    this.functions ??= functionsOf(this.file);
    return this.functions.findLast(
      ({ start, end }) =>
        start <= inside.start && inside.end <= end && start <= scope.start && scope.end <= end,
    );
  }

  /** What assignments give to a name that stands at an offset. */
  private assignedAt(start: number): readonly Expr[] {
    this.values ??= assignedValues(this.file);
    return this.values.get(start) ?? [];
  }

  /** What a name means; with attributes behind it when it is a module. */
  private meant(use: NameUse): Origin[] {
    const binding = resolve(use.name, use.scope);
    if (binding?.scope !== this.file.scopes.module) return [];
    return [...this.origins.ofBinding(this.file.path, binding)].flatMap((origin) => {
      let path = origin;
      for (const { attr } of use.chain) {
        if (!path.endsWith('.py')) return [path];
        const [next] = this.origins.ofName(path, attr);
        if (next === undefined) return [];
        path = next;
      }
      return [path];
    });
  }

  private isGlobal(offset: number): boolean {
    const use = this.uses.get(offset);
    return use !== undefined && declaresGlobal(use.scope, use.name);
  }

  private isBuiltin(func: Expr, names: readonly string[]): boolean {
    if (func.kind !== 'Name' || !names.includes(func.id)) return false;
    const use = this.uses.get(func.start);
    return use !== undefined && resolve(func.id, use.scope) === undefined;
  }
}

function methodTouch(func: Expr, touch: (target: Expr, isStep: boolean, order?: Order) => void): void {
  if (func.kind !== 'Attribute') return;
  const { attr, value } = func;
  if (SEQUENCE_METHODS.has(attr) || CONTAINER_METHODS.has(attr) || REGISTERING_METHODS.has(attr))
    touch(value, false, orderBy(attr));
  else if (CONSUMERS.has(attr)) touch(value, true);
}

/** Whether an object on which a method is called keeps the order of the calls. */
export function orderBy(method: string): Order | undefined {
  if (SEQUENCE_METHODS.has(method)) return 'kept';
  return CONTAINER_METHODS.has(method) ? undefined : 'unknown';
}

function declaresGlobal(scope: Scope, name: string): boolean {
  return (
    scope.globals.has(name) ||
    (scope.kind === 'comprehension' && !!scope.parent && declaresGlobal(scope.parent, name))
  );
}

/** The functions of a file, those around others first. */
function functionsOf({ module }: SourceFile): (FunctionDef | Lambda)[] {
  const found: (FunctionDef | Lambda)[] = [];
  const walk = (node: Node): void => {
    if (node.kind === 'FunctionDef' || node.kind === 'AsyncFunctionDef' || node.kind === 'Lambda')
      found.push(node);
    forEachChild(node, walk);
  };
  for (const stmt of module.body) walk(stmt);
  return found;
}

/** Values of plain assignments, by the offset of the name that gets them. */
function assignedValues({ module }: SourceFile): Map<number, readonly Expr[]> {
  const found = new Map<number, readonly Expr[]>();
  const walk = (node: Node): void => {
    const targets = node.kind === 'Assign' ? node.targets : node.kind === 'AnnAssign' ? [node.target] : [];
    for (const target of targets)
      if (target.kind === 'Name' && 'value' in node && node.value)
        found.set(target.start, [node.value as Expr]);
    if (node.kind === 'NamedExpr') found.set(node.target.start, [node.value]);
    forEachChild(node, walk);
  };
  for (const stmt of module.body) walk(stmt);
  return found;
}

/** Whether a statement of a function's body gives a name another value in any case. */
function bindsAnew({ body }: FunctionDef | Lambda, starts: readonly number[]): boolean {
  return (
    Array.isArray(body) &&
    body.some(
      (stmt: Stmt) =>
        stmt.kind === 'Assign' &&
        stmt.targets.some((target) => target.kind === 'Name' && starts.includes(target.start)),
    )
  );
}

/** The default value of a parameter, by the index that `Root` gives it. */
export function defaultOf({ args }: FunctionDef | Lambda, index: number): Expr | undefined {
  const positional = args.posonlyargs.length + args.args.length;
  return index < positional
    ? args.defaults[index - positional + args.defaults.length]
    : args.kwDefaults[index - positional];
}

/** Names of the parameters that positional arguments go to, then the others. */
function parametersOf({ args }: FunctionDef | Lambda): string[] {
  const all = [...args.posonlyargs, ...args.args, ...args.kwonlyargs, args.vararg, args.kwarg];
  return all.flatMap((each) => (each ? [each.arg] : []));
}

/** The method of a class, its own or that of a base defined in the same module. */
export function methodOf(
  node: ClassDef,
  name: string,
  classAt: (name: string) => ClassDef | undefined,
  seen = new Set<ClassDef>(),
): { readonly method: FunctionDef; readonly owner: ClassDef } | undefined {
  if (seen.has(node)) return undefined;
  seen.add(node);
  for (const stmt of node.body)
    if ((stmt.kind === 'FunctionDef' || stmt.kind === 'AsyncFunctionDef') && stmt.name === name)
      return { method: stmt, owner: node };
  for (const base of node.bases) {
    const next = base.kind === 'Name' ? classAt(base.id) : undefined;
    const found = next && methodOf(next, name, classAt, seen);
    if (found) return found;
  }
  return undefined;
}
