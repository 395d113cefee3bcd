import type { ClassDef, Expr, FunctionDef, Lambda, Stmt } from '../../python/ast.js';
import {
  type BodyEffects,
  type CallSite,
  defaultOf,
  EffectReader,
  methodOf,
  type Order,
  orderBy,
  type Root,
  type Touch,
} from './body-effects.js';
import type { Origin, Origins } from './origins.js';
import type { Tree } from './tree.js';

/** A change that running some code makes to something that is defined in a module. */
export interface Change {
  readonly origin: Origin;
  /** What the value was before decides what is computed. */
  readonly isStep: boolean;
  /** Whether what is changed keeps the order of the changes. */
  readonly order: Order | undefined;
}

/** What a statement does, and looks at, while its module is imported: with all that it calls. */
export interface ImportEffect {
  readonly changes: readonly Change[];
  readonly reads: ReadonlySet<Origin>;
}

/** What some code does in the end; parameters are those of the function that it is the body of. */
interface Summary {
  readonly touches: readonly Touch[];
  readonly reads: ReadonlySet<Origin>;
}

/** Values that are called, one made by the other, that are followed. */
const DEEPEST = 5;
const NOTHING: Summary = { touches: [], reads: new Set() };

/** Follows calls, decorators and base classes to the functions of the repository that they run. */
export class ImportEffects {
  private readonly readers = new Map<string, EffectReader>();
  private readonly summaries = new Map<FunctionDef | Lambda, Summary>();
  private readonly definitions = new Map<string, ReadonlyMap<string, Stmt>>();

  /** @param countsSubclasses some code asks classes for their subclasses: to define one is to register it. */
  constructor(
    private readonly tree: Tree,
    private readonly origins: Origins,
    private readonly countsSubclasses: boolean,
  ) {}

  /** The effect of one statement of a module body. */
  ofStatement(path: string, stmt: Stmt): ImportEffect {
    const { touches, reads } = this.expand(this.reader(path)!.ofStatement(stmt), true);
    const changes = new Map<string, Change>();
    for (const { root, isStep, order } of touches) {
      if (root.kind !== 'origin') continue;
      const key = `${root.origin} ${isStep}`;
      const known = changes.get(key)?.order;
      changes.set(key, { origin: root.origin, isStep, order: known === 'kept' ? known : (order ?? known) });
    }
    return { changes: [...changes.values()], reads };
  }

  private reader(path: string): EffectReader | undefined {
    let reader = this.readers.get(path);
    const file = reader ? undefined : this.tree.python(path);
    if (file) {
      reader = new EffectReader(file, this.origins);
      this.readers.set(path, reader);
    }
    return reader;
  }

  private expand(body: BodyEffects, isTop: boolean): Summary {
    const touches: Touch[] = [...body.touches];
    const reads = new Set(body.reads);
    for (const call of body.calls) {
      const found = this.called(call, isTop);
      touches.push(...found.touches);
      for (const origin of found.reads) reads.add(origin);
    }
    return { touches, reads };
  }

  /** @param depth how many values that are called, and that other calls have made, have been followed so far. */
  private called(call: CallSite, isTop: boolean, depth = 0): Summary {
    const { callee, chain, form, args, isStatement } = call;
    const touched = (root: Root): Touch => ({ root, isStep: false, depth: 0 });
    if (callee.kind === 'parameter') return NOTHING;
    const [file, name] = split(callee.origin);
    const definition = file === undefined ? undefined : this.definition(file, name);
    if (file === undefined) {
      // Code that nobody here has read, called for what it does to its arguments.
      const given = isTop && isStatement ? args.filter((root) => root !== undefined) : [];
      return { touches: given.filter((root) => this.isState(root)).map(touched), reads: new Set() };
    }
    if (definition?.kind === 'FunctionDef' || definition?.kind === 'AsyncFunctionDef') {
      if (chain.length === 0) return this.run(file, definition, args, form);
      return form !== 'call' || isStatement ? { touches: [touched(callee)], reads: new Set() } : NOTHING;
    }
    if (definition?.kind === 'ClassDef') {
      if (form === 'class-statement') return this.subclassed(file, definition, callee);
      const methods =
        chain.length > 0
          ? chain.slice(0, 1)
          : ['__new__', '__init__', '__post_init__', ...(form === 'call' ? [] : ['__call__'])];
      return joined(
        methods.map((method) => this.method(file, definition, method, callee, args, form, chain.length > 0)),
      );
    }
    const value =
      definition?.kind === 'Assign' || definition?.kind === 'AnnAssign' ? definition.value : undefined;
    if (chain.length === 0)
      return value && depth < DEEPEST ? this.calledValue(file, value, call, isTop, depth + 1) : NOTHING;
    if (form === 'decorator' || form === 'decorator-factory' || isStatement)
      return { touches: [{ ...touched(callee), ...order(chain[0]!) }], reads: new Set() };
    const made = value && this.classMade(file, value);
    if (!made) return NOTHING;
    const found = methodOf(made, chain[0]!, (each) => this.classAt(file, each));
    return found ? this.run(file, found.method, [callee, ...args], form) : NOTHING;
  }

  /** What calling a variable of a module does: another name for something, an object, or what a function gave back. */
  private calledValue(path: string, value: Expr, call: CallSite, isTop: boolean, depth: number): Summary {
    const reader = this.reader(path)!;
    const rootOf = (expr: Expr) => reader.rootsOf(expr, undefined)[0];
    if (value.kind !== 'Call')
      return joined(
        reader
          .rootsOf(value, undefined)
          .map(({ root, chain }) => this.called({ ...call, callee: root, chain }, isTop, depth)),
      );
    const made = this.classMade(path, value);
    const method = made && methodOf(made, '__call__', (each) => this.classAt(path, each))?.method;
    if (method) return this.run(path, method, [call.callee, ...call.args], call.form);
    const factory = rootOf(value.func);
    if (factory?.root.kind !== 'origin') return NOTHING;
    const given = value.args.map((arg) => rootOf(arg)?.root);
    const [first] = value.args;
    if (factory.root.origin === 'functools:partial' && first) {
      const inner = rootOf(first);
      if (!inner) return NOTHING;
      const args = [...given.slice(1), ...call.args];
      return this.called({ ...call, callee: inner.root, chain: inner.chain, args }, isTop, depth);
    }
    const [file, name] = split(factory.root.origin);
    const definition =
      file === undefined || factory.chain.length > 0 ? undefined : this.definition(file, name);
    return definition?.kind === 'FunctionDef' ? this.innerOf(file!, definition, given) : NOTHING;
  }

  /** What calling a function does, in terms of its caller. */
  private run(
    path: string,
    node: FunctionDef | Lambda,
    args: readonly (Root | undefined)[],
    form: CallSite['form'],
  ): Summary {
    const { touches, reads } = this.summary(path, node);
    // What is decorated is the first argument.
    const given = form === 'decorator' && args.length === 0 ? [undefined] : args;
    const inner = form === 'decorator-factory' ? this.innerOf(path, node, given) : NOTHING;
    return joined([{ touches: this.applied(path, node, touches, given), reads }, inner]);
  }

  /** What a function does to its parameters is done to the arguments, or to the default values. */
  private applied(
    path: string,
    node: FunctionDef | Lambda,
    touches: readonly Touch[],
    args: readonly (Root | undefined)[],
  ): Touch[] {
    return touches.flatMap((touch): Touch[] => {
      const { root } = touch;
      if (root.kind === 'origin' || root.owner !== node) return [touch];
      const fallback = root.index < args.length ? undefined : defaultOf(node, root.index);
      const given =
        args[root.index] ?? (fallback && this.reader(path)!.rootsOf(fallback, undefined)[0]?.root);
      return given ? [{ ...touch, root: given }] : [];
    });
  }

  /** What the functions that a function hands back do, as far as it does not concern their own parameters. */
  private innerOf(path: string, node: FunctionDef | Lambda, args: readonly (Root | undefined)[]): Summary {
    return joined(
      this.reader(path)!
        .ofFunction(node)
        .inner.map((each) => {
          const { touches, reads } = this.summary(path, each);
          const shared = touches.filter(({ root }) => root.kind === 'origin' || root.owner !== each);
          return { touches: this.applied(path, node, shared, args), reads };
        }),
    );
  }

  private summary(path: string, node: FunctionDef | Lambda): Summary {
    const known = this.summaries.get(node);
    if (known) return known;
    this.summaries.set(node, NOTHING);
    const summary = this.expand(this.reader(path)!.ofFunction(node), false);
    this.summaries.set(node, summary);
    return summary;
  }

  /** A method with its class, or a new instance of it, as the first argument. */
  private method(
    path: string,
    definition: ClassDef,
    name: string,
    callee: Root,
    args: readonly (Root | undefined)[],
    form: CallSite['form'],
    onClass: boolean,
  ): Summary {
    const found = methodOf(definition, name, (each) => this.classAt(path, each));
    if (!found) return NOTHING;
    const isStatic = found.method.decorators.some(
      (each) => each.kind === 'Name' && each.id === 'staticmethod',
    );
    const self = onClass || name === '__new__' ? callee : undefined;
    const summary = this.run(path, found.method, isStatic ? args : [self, ...args], form);
    const ofClass = this.summary(path, found.method).touches.filter(
      ({ root, ofClass }) =>
        ofClass === true && root.kind === 'parameter' && root.owner === found.method && root.index === 0,
    );
    return joined([
      summary,
      { touches: ofClass.map((touch) => ({ ...touch, root: callee })), reads: new Set() },
    ]);
  }

  /** What a class statement does to its bases and to its metaclass. */
  private subclassed(path: string, definition: ClassDef, base: Root): Summary {
    const classAt = (name: string) => this.classAt(path, name);
    const asked: Touch[] = this.countsSubclasses ? [{ root: base, isStep: false, depth: 0 }] : [];
    const hook = methodOf(definition, '__init_subclass__', classAt);
    const metaclass = isMetaclass(definition, classAt) ? definition : metaclassOf(definition, classAt);
    const makers = (metaclass ? ['__new__', '__init__'] : []).flatMap(
      (name) => methodOf(metaclass!, name, classAt)?.method ?? [],
    );
    return joined([
      { touches: asked, reads: new Set() },
      ...[...(hook ? [hook.method] : []), ...makers].map((method) => {
        const { touches, reads } = this.summary(path, method);
        // `cls.kind = …` sets up the new class; `cls.kinds[name] = …` changes what it has inherited.
        const shared = touches.flatMap((touch): Touch[] => {
          if (touch.root.kind === 'origin') return [touch];
          return touch.root.owner === method && touch.root.index === 0 && touch.depth > 0
            ? [{ ...touch, root: base }]
            : [];
        });
        return { touches: shared, reads };
      }),
    ]);
  }

  private isState(root: Root): boolean {
    if (root.kind !== 'origin') return false;
    const [file, name] = split(root.origin);
    const definition = file === undefined ? undefined : this.definition(file, name);
    return (
      definition !== undefined && definition.kind !== 'FunctionDef' && definition.kind !== 'AsyncFunctionDef'
    );
  }

  private classMade(path: string, value: Expr): ClassDef | undefined {
    return value.kind === 'Call' && value.func.kind === 'Name'
      ? this.classAt(path, value.func.id)
      : undefined;
  }

  private classAt(path: string, name: string): ClassDef | undefined {
    const [origin] = this.origins.ofName(path, name);
    const [file, own] = origin === undefined ? [] : split(origin);
    const found = file === undefined || own === undefined ? undefined : this.definition(file, own);
    return found?.kind === 'ClassDef' ? found : undefined;
  }

  /** The last statement of a module that binds a name by itself, also under `if` and `try`. */
  private definition(path: string, name: string): Stmt | undefined {
    let known = this.definitions.get(path);
    if (!known) {
      known = new Map(
        (this.tree.python(path)?.units ?? []).flatMap(({ stmt }): [string, Stmt][] => {
          if (stmt.kind === 'FunctionDef' || stmt.kind === 'AsyncFunctionDef' || stmt.kind === 'ClassDef')
            return [[stmt.name, stmt]];
          const targets =
            stmt.kind === 'Assign' ? stmt.targets : stmt.kind === 'AnnAssign' ? [stmt.target] : [];
          return targets.flatMap((each) => (each.kind === 'Name' ? [[each.id, stmt]] : []));
        }),
      );
      this.definitions.set(path, known);
    }
    return known.get(name);
  }
}

/** `file.py` and the name in it; no file for what lies outside of the repository. */
export function split(origin: Origin): readonly [file: string | undefined, name: string] {
  const colon = origin.lastIndexOf(':');
  const file = colon < 0 ? origin : origin.slice(0, colon);
  return [file.endsWith('.py') && colon >= 0 ? file : undefined, colon < 0 ? '' : origin.slice(colon + 1)];
}

function order(method: string): Pick<Touch, 'order'> {
  const found = orderBy(method);
  return found === undefined ? {} : { order: found };
}

function joined(summaries: readonly Summary[]): Summary {
  return {
    touches: summaries.flatMap(({ touches }) => touches),
    reads: new Set(summaries.flatMap(({ reads }) => [...reads])),
  };
}

function isMetaclass(node: ClassDef, classAt: (name: string) => ClassDef | undefined, depth = 0): boolean {
  return node.bases.some((base) => {
    const name = base.kind === 'Name' ? base.id : base.kind === 'Attribute' ? base.attr : '';
    if (/^(?:type|ABCMeta|EnumMeta|EnumType)$/.test(name)) return true;
    const next = base.kind === 'Name' && depth < 50 ? classAt(name) : undefined;
    return next !== undefined && isMetaclass(next, classAt, depth + 1);
  });
}

function metaclassOf(
  node: ClassDef,
  classAt: (name: string) => ClassDef | undefined,
  depth = 0,
): ClassDef | undefined {
  const own = node.keywords.find(({ arg }) => arg === 'metaclass')?.value;
  if (own?.kind === 'Name') return classAt(own.id);
  for (const base of node.bases) {
    const next = base.kind === 'Name' && depth < 50 ? classAt(base.id) : undefined;
    const found = next && metaclassOf(next, classAt, depth + 1);
    if (found) return found;
  }
  return undefined;
}
