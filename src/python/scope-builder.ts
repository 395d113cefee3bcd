import type {
  Arguments,
  Attribute,
  ClassDef,
  Comprehension,
  ExceptHandler,
  Expr,
  FunctionDef,
  Import,
  ImportFrom,
  Module,
  Name,
  Pattern,
  Stmt,
  TypeParam,
} from './ast.js';
import { calledName } from './called-name.js';
import { parseExpression } from './parser.js';
import type {
  AnnotationOwner,
  BindingKind,
  ImportedName,
  ImportSite,
  ModuleScopes,
  NameUse,
  Scope,
  ScopeKind,
  UseMode,
} from './scope.js';
import { mangle } from './scope.js';
import { editableContent } from './strings.js';
import { isTypeCheckingTest, type Unit, unitsOf } from './unit.js';

/** Analyses the names of a module: scopes, bindings, uses and imports. */
export function analyseScopes(module: Module, units: readonly Unit[] = unitsOf(module)): ModuleScopes {
  return new ScopeBuilder(module).run(units);
}

const IMPORT_FAILURES = new Set([
  'ImportError',
  'ModuleNotFoundError',
  'Exception',
  'BaseException',
  'AttributeError',
]);

/** Subscripted names whose string arguments are types, when used outside an annotation. */
const TYPE_CONSTRUCTORS = /^(?:[A-Z]\w*|list|dict|tuple|set|frozenset|type)$/;

/** What most scopes and uses have none of, shared by all of them. */
const NO_NAMES: ReadonlySet<string> = new Set();
const NO_CHAIN: readonly Attribute[] = [];

/** A scope while it is built. */
type OpenScope = { -readonly [Part in keyof Scope]: Scope[Part] };

class ScopeBuilder {
  private readonly source: string;
  private readonly scopes: Scope[] = [];
  private readonly uses: NameUse[] = [];
  private readonly imports: ImportSite[] = [];
  private readonly root: Scope;
  private scope: Scope;
  private unit = -1;
  private mode: UseMode = 'value';
  private timing: 'import' | 'call' = 'import';
  private owner: AnnotationOwner | undefined;
  private typeChecking = false;
  private guarded = false;
  private block: readonly Stmt[];
  /** Names that are being bound are not bound before this offset. */
  private since = 0;

  constructor(private readonly module: Module) {
    this.source = module.source;
    this.block = module.body;
    this.root = this.newScope('module', undefined, undefined, 0, module.source.length);
    this.scope = this.root;
  }

  run(units: readonly Unit[]): ModuleScopes {
    for (const unit of units) {
      this.unit = unit.index;
      this.typeChecking = unit.guard !== undefined;
      this.block = unit.guard ? unit.guard.body : this.module.body;
      this.statement(unit.stmt);
    }
    this.typeComments();
    const futureAnnotations = this.imports.some(
      ({ node }) =>
        node.kind === 'ImportFrom' &&
        node.module === '__future__' &&
        node.names.some((alias) => alias.name === 'annotations'),
    );
    return {
      module: this.root,
      scopes: this.scopes,
      uses: this.uses,
      imports: this.imports,
      futureAnnotations,
    };
  }

  private newScope(
    kind: ScopeKind,
    parent: Scope | undefined,
    name: string | undefined,
    start: number,
    end: number,
  ): Scope {
    const scope: Scope = {
      kind,
      parent,
      name,
      start,
      end,
      bindings: new Map(),
      globals: NO_NAMES,
      nonlocals: NO_NAMES,
    };
    this.scopes.push(scope);
    return scope;
  }

  private within(scope: Scope, work: () => void): void {
    const { scope: outerScope, timing, mode } = this;
    this.scope = scope;
    this.mode = 'value';
    if (scope.kind === 'function' || scope.kind === 'lambda') this.timing = 'call';
    work();
    this.scope = outerScope;
    this.timing = timing;
    this.mode = mode;
  }

  private bind(name: string, kind: BindingKind, start: number, end: number, imported?: ImportedName): void {
    const mangled = mangle(name, this.scope);
    const home = this.bindingScope(mangled, kind);
    let binding = home.bindings.get(mangled);
    if (!binding) {
      binding = { name: mangled, scope: home, sites: [] };
      home.bindings.set(mangled, binding);
    }
    const since = Math.max(start, this.since);
    const site = { kind, start, end, since, unit: this.unit, from: this.scope };
    binding.sites.push(imported ? { ...site, import: imported } : site);
  }

  /** A function or class is bound behind its header, which is evaluated before. */
  private bindDefinition(
    { name, nameStart, body }: FunctionDef | ClassDef,
    kind: 'function' | 'class',
  ): void {
    this.since = body[0]!.start;
    this.bind(name, kind, nameStart, nameStart + name.length);
    this.since = 0;
  }

  /** Targets that are bound once what stands before an offset has been evaluated. */
  private targets(targets: readonly Expr[], kind: BindingKind, since: number): void {
    this.since = since;
    for (const target of targets) this.target(target, kind);
    this.since = 0;
  }

  /** Where a binding of `name` made here lands: `global`, `nonlocal`, and walrus out of comprehensions (PEP 572). */
  private bindingScope(name: string, kind: BindingKind): Scope {
    let scope = this.scope;
    if (kind === 'walrus') while (scope.kind === 'comprehension' && scope.parent) scope = scope.parent;
    if (scope.globals.has(name)) return this.root;
    if (scope.nonlocals.has(name)) {
      for (let outer = scope.parent; outer; outer = outer.parent) {
        if (outer.kind === 'function' && !outer.nonlocals.has(name) && outer.bindings.has(name)) return outer;
      }
      for (let outer = scope.parent; outer; outer = outer.parent) if (outer.kind === 'function') return outer;
    }
    return scope;
  }

  private use(node: Name, chain: readonly Attribute[]): void {
    this.uses.push({
      name: mangle(node.id, this.scope),
      start: node.start,
      end: node.end,
      scope: this.scope,
      ctx: node.ctx,
      unit: this.unit,
      mode: this.mode,
      chain,
      timing: this.timing,
      owner: this.mode === 'value' ? undefined : this.owner,
    });
  }

  // --- statements

  private statements(body: readonly Stmt[]): void {
    const outer = this.block;
    this.block = body;
    for (const stmt of body) this.statement(stmt);
    this.block = outer;
  }

  private statement(stmt: Stmt): void {
    switch (stmt.kind) {
      case 'FunctionDef':
      case 'AsyncFunctionDef':
        return this.functionDef(stmt);
      case 'ClassDef': {
        for (const decorator of stmt.decorators) this.expr(decorator);
        this.bindDefinition(stmt, 'class');
        return this.withTypeParams(stmt.typeParams, stmt.start, stmt.end, () => {
          for (const base of stmt.bases) this.expr(base, true);
          for (const keyword of stmt.keywords) this.expr(keyword.value);
          const scope = this.newScope('class', this.scope, stmt.name, stmt.start, stmt.end);
          this.within(scope, () => {
            const { owner } = this;
            this.owner = { kind: 'field', node: stmt };
            this.statements(stmt.body);
            this.owner = owner;
          });
        });
      }
      case 'Return':
        return this.optional(stmt.value);
      case 'Delete':
        for (const target of stmt.targets) this.target(target, 'delete');
        return;
      case 'Assign':
        this.expr(stmt.value, true);
        return this.targets(stmt.targets, 'assignment', stmt.end);
      case 'AugAssign':
        this.expr(stmt.value);
        if (stmt.target.kind === 'Name') this.use(stmt.target, []);
        return this.targets([stmt.target], 'augmented', stmt.end);
      case 'AnnAssign':
        this.annotation(stmt.annotation, {
          kind: this.scope.kind === 'class' ? 'field' : 'variable',
          node: this.scope.kind === 'class' ? this.owner?.node : stmt,
        });
        if (stmt.value) {
          const alias = /(?:^|\.)TypeAlias$/.test(
            this.source.slice(stmt.annotation.start, stmt.annotation.end),
          );
          if (alias && stmt.value.kind === 'Str') this.quoted(stmt.value, { kind: 'variable', node: stmt });
          else this.expr(stmt.value, true);
        }
        return this.targets([stmt.target], stmt.value ? 'assignment' : 'annotation', stmt.end);
      case 'TypeAlias':
        this.bind(stmt.name.id, 'type-alias', stmt.name.start, stmt.name.end);
        return this.withTypeParams(stmt.typeParams, stmt.start, stmt.end, () => {
          const scope = this.newScope(
            'type-parameters',
            this.scope,
            undefined,
            stmt.value.start,
            stmt.value.end,
          );
          this.within(scope, () => {
            this.timing = 'call';
            this.expr(stmt.value, true);
          });
        });
      case 'For':
      case 'AsyncFor':
        this.expr(stmt.iter);
        this.targets([stmt.target], 'for', stmt.iter.end);
        this.statements(stmt.body);
        return this.statements(stmt.orelse);
      case 'While':
        this.expr(stmt.test);
        this.statements(stmt.body);
        return this.statements(stmt.orelse);
      case 'If':
        return this.ifStatement(stmt.test, stmt.body, stmt.orelse);
      case 'With':
      case 'AsyncWith':
        for (const item of stmt.items) {
          this.expr(item.contextExpr);
          if (item.optionalVars) this.target(item.optionalVars, 'with');
        }
        return this.statements(stmt.body);
      case 'Raise':
        this.optional(stmt.exc);
        return this.optional(stmt.cause);
      case 'Try':
      case 'TryStar': {
        const outer = this.guarded;
        this.guarded = outer || stmt.handlers.some((handler) => catchesImportFailure(handler));
        this.statements(stmt.body);
        for (const handler of stmt.handlers) this.handler(handler);
        this.guarded = outer;
        this.statements(stmt.orelse);
        return this.statements(stmt.finalbody);
      }
      case 'Assert':
        this.expr(stmt.test);
        return this.optional(stmt.msg);
      case 'Import':
      case 'ImportFrom':
        return this.importStatement(stmt);
      case 'Global':
        return this.declare('globals', stmt.names);
      case 'Nonlocal':
        return this.declare('nonlocals', stmt.names);
      case 'Expr':
        return this.expr(stmt.value);
      case 'Match':
        this.expr(stmt.subject);
        for (const matchCase of stmt.cases) {
          this.pattern(matchCase.pattern);
          this.optional(matchCase.guard);
          this.statements(matchCase.body);
        }
        return;
      default:
        return;
    }
  }

  private ifStatement(test: Expr, body: readonly Stmt[], orelse: readonly Stmt[]): void {
    this.expr(test);
    const outer = this.typeChecking;
    this.typeChecking = outer || isTypeCheckingTest(test);
    this.statements(body);
    this.typeChecking = outer;
    this.statements(orelse);
  }

  private handler(handler: ExceptHandler): void {
    this.optional(handler.type);
    if (handler.name !== undefined && handler.nameStart !== undefined) {
      this.bind(handler.name, 'except', handler.nameStart, handler.nameStart + handler.name.length);
    }
    this.statements(handler.body);
  }

  private functionDef(stmt: FunctionDef): void {
    for (const decorator of stmt.decorators) this.expr(decorator);
    this.defaults(stmt.args);
    this.bindDefinition(stmt, 'function');
    this.withTypeParams(stmt.typeParams, stmt.start, stmt.end, () => {
      const owner: AnnotationOwner = { kind: 'signature', node: stmt };
      for (const arg of allArgs(stmt.args)) if (arg.annotation) this.annotation(arg.annotation, owner);
      if (stmt.returns) this.annotation(stmt.returns, owner);
      const scope = this.newScope('function', this.scope, stmt.name, stmt.start, stmt.end);
      this.within(scope, () => {
        this.parameters(stmt.args);
        this.declareGlobals(stmt.body);
        this.statements(stmt.body);
      });
    });
  }

  /** `global` holds for the whole block, wherever the statement stands. */
  private declareGlobals(body: readonly Stmt[]): void {
    for (const stmt of body) if (stmt.kind === 'Global' || stmt.kind === 'Nonlocal') this.statement(stmt);
  }

  private declare(as: 'globals' | 'nonlocals', names: readonly string[]): void {
    const { scope } = this;
    (scope as OpenScope)[as] = new Set([...scope[as], ...names.map((name) => mangle(name, scope))]);
  }

  private parameters(args: Arguments): void {
    for (const arg of allArgs(args)) this.bind(arg.arg, 'parameter', arg.start, arg.start + arg.arg.length);
  }

  private defaults(args: Arguments): void {
    for (const value of args.defaults) this.expr(value);
    for (const value of args.kwDefaults) this.optional(value);
  }

  /** PEP 695: type parameters live in a scope of their own around the signature, bases and body. */
  private withTypeParams(params: readonly TypeParam[], start: number, end: number, work: () => void): void {
    if (params.length === 0) return work();
    const scope = this.newScope('type-parameters', this.scope, undefined, start, end);
    this.within(scope, () => {
      for (const param of params)
        this.bind(param.name, 'type-parameter', param.start, param.start + param.name.length);
      for (const param of params) {
        const { timing } = this;
        this.timing = 'call';
        this.optional(param.bound);
        this.optional(param.defaultValue);
        this.timing = timing;
      }
      work();
    });
  }

  private importStatement(node: Import | ImportFrom): void {
    const site: ImportSite = {
      node,
      scope: this.scope,
      unit: this.unit,
      typeChecking: this.typeChecking,
      guarded: this.guarded,
      block: this.block,
    };
    this.imports.push(site);
    for (const alias of node.names) {
      if (alias.name === '*') continue;
      const name = alias.asname ?? (node.kind === 'Import' ? alias.name.split('.', 1)[0]! : alias.name);
      this.bind(name, 'import', alias.start, alias.end, { site, alias });
    }
  }

  // --- targets and patterns

  private target(target: Expr, kind: BindingKind): void {
    switch (target.kind) {
      case 'Name':
        return this.bind(target.id, kind, target.start, target.end);
      case 'Tuple':
      case 'List':
      case 'Set':
        for (const element of target.elts) this.target(element, kind);
        return;
      case 'Starred':
        return this.target(target.value, kind);
      default:
        return this.expr(target);
    }
  }

  private pattern(pattern: Pattern): void {
    const capture = (name: string | undefined, start: number | undefined) => {
      if (name !== undefined && start !== undefined) this.bind(name, 'match', start, start + name.length);
    };
    switch (pattern.kind) {
      case 'MatchValue':
        return this.expr(pattern.value);
      case 'MatchSequence':
      case 'MatchOr':
        for (const inner of pattern.patterns) this.pattern(inner);
        return;
      case 'MatchMapping':
        for (const key of pattern.keys) this.expr(key);
        for (const inner of pattern.patterns) this.pattern(inner);
        return capture(pattern.rest, pattern.restStart);
      case 'MatchClass':
        this.expr(pattern.cls);
        for (const inner of pattern.patterns) this.pattern(inner);
        for (const inner of pattern.kwdPatterns) this.pattern(inner);
        return;
      case 'MatchStar':
        return capture(pattern.name, pattern.nameStart);
      case 'MatchAs':
        if (pattern.pattern) this.pattern(pattern.pattern);
        return capture(pattern.name, pattern.nameStart);
    }
  }

  // --- expressions

  private optional(expr: Expr | undefined): void {
    if (expr) this.expr(expr);
  }

  private all(exprs: readonly (Expr | undefined)[]): void {
    for (const expr of exprs) if (expr) this.expr(expr);
  }

  /** @param types the expression may be a type (a base class, an alias): strings in its subscripts are read as types. */
  private expr(expr: Expr, types = false): void {
    switch (expr.kind) {
      case 'Name':
        return this.use(expr, NO_CHAIN);
      case 'Attribute':
        return this.attribute(expr);
      case 'Subscript':
        this.expr(expr.value, types);
        if (this.mode !== 'value' || (types && isTypeConstructor(expr.value)))
          return this.typeArguments(expr.value, expr.slice);
        return this.expr(expr.slice);
      case 'Call':
        return this.call(expr.func, expr.args, expr.keywords);
      case 'Str':
        if (this.mode === 'annotation' || this.mode === 'quoted') this.quoted(expr, this.owner);
        return;
      case 'Lambda':
        this.defaults(expr.args);
        return this.within(this.newScope('lambda', this.scope, undefined, expr.start, expr.end), () => {
          this.parameters(expr.args);
          this.expr(expr.body);
        });
      case 'NamedExpr':
        this.expr(expr.value);
        return this.targets([expr.target], 'walrus', expr.end);
      case 'ListComp':
      case 'SetComp':
      case 'GeneratorExp':
      case 'DictComp':
        return this.comprehension(expr.generators, [expr.elt, expr.value], expr.start, expr.end);
      case 'BinOp':
        this.expr(expr.left, types);
        return this.expr(expr.right, types);
      case 'BoolOp':
        return this.all(expr.values);
      case 'Compare':
        this.expr(expr.left);
        return this.all(expr.comparators);
      case 'UnaryOp':
        return this.expr(expr.operand);
      case 'IfExp':
        this.expr(expr.test);
        this.expr(expr.body, types);
        return this.expr(expr.orelse, types);
      case 'Tuple':
      case 'List':
      case 'Set':
        return this.all(expr.elts);
      case 'Dict':
        this.all(expr.keys);
        return this.all(expr.values);
      case 'JoinedStr':
        return this.all(expr.values);
      case 'Starred':
      case 'Await':
      case 'YieldFrom':
        return this.expr(expr.value);
      case 'Yield':
        return this.optional(expr.value);
      case 'Slice':
        return this.all([expr.lower, expr.upper, expr.step]);
      default:
        return;
    }
  }

  private attribute(expr: Attribute): void {
    const chain: Attribute[] = [];
    let base: Expr = expr;
    while (base.kind === 'Attribute') {
      chain.push(base);
      base = base.value;
    }
    if (base.kind === 'Name') this.use(base, chain.reverse());
    else this.expr(base);
  }

  private call(
    func: Expr,
    args: readonly Expr[],
    keywords: readonly { arg: string | undefined; value: Expr }[],
  ): void {
    this.expr(func);
    const name = calledName(func);
    for (const [index, arg] of args.entries()) {
      const isType =
        (name === 'cast' && index === 0) ||
        ((name === 'TypeVar' || name === 'NewType') && index > 0) ||
        name === 'ForwardRef';
      if (isType) this.typeValue(arg);
      else if ((name === 'NamedTuple' || name === 'TypedDict') && index === 1) this.typedFields(arg);
      else this.expr(arg);
    }
    for (const keyword of keywords) {
      if (name === 'TypeVar' && (keyword.arg === 'bound' || keyword.arg === 'default'))
        this.typeValue(keyword.value);
      else this.expr(keyword.value);
    }
  }

  /** A type given as a value: evaluated where it is an expression, read by type checkers where it is quoted. */
  private typeValue(expr: Expr): void {
    if (expr.kind === 'Str') this.quoted(expr, { kind: 'variable', node: undefined });
    else this.expr(expr, true);
  }

  private typedFields(expr: Expr): void {
    if (expr.kind === 'Dict') {
      this.all(expr.keys);
      for (const value of expr.values) this.typeValue(value);
    } else if (expr.kind === 'List' || expr.kind === 'Tuple') {
      for (const field of expr.elts) {
        if (field.kind === 'Tuple' && field.elts.length === 2) this.typeValue(field.elts[1]!);
        else this.expr(field);
      }
    } else this.expr(expr);
  }

  private typeArguments(head: Expr, slice: Expr): void {
    const name = head.kind === 'Name' ? head.id : head.kind === 'Attribute' ? head.attr : '';
    if (name === 'Literal') return this.inMode('value', () => this.expr(slice));
    const elements = slice.kind === 'Tuple' ? slice.elts : [slice];
    for (const [index, element] of elements.entries()) {
      if (name === 'Annotated' && index > 0) this.inMode('value', () => this.expr(element));
      else if (this.mode === 'value') this.typeElement(element);
      else this.expr(element);
    }
  }

  private typeElement(element: Expr): void {
    if (element.kind === 'List') for (const inner of element.elts) this.typeValue(inner);
    else this.typeValue(element);
  }

  private inMode(mode: UseMode, work: () => void): void {
    const outer = this.mode;
    this.mode = mode;
    work();
    this.mode = outer;
  }

  private annotation(expr: Expr, owner: AnnotationOwner): void {
    const { mode, owner: outerOwner } = this;
    this.mode = 'annotation';
    this.owner = owner;
    if (expr.kind === 'Starred') this.expr(expr.value);
    else this.expr(expr);
    this.mode = mode;
    this.owner = outerOwner;
  }

  /** A string that type checkers read as an expression; text that is no expression is no reference. */
  private quoted(node: Expr & { kind: 'Str' }, owner: AnnotationOwner | undefined): void {
    const content = editableContent(node, this.source);
    if (content) this.quotedText(content.text, content.start, 'quoted', owner);
  }

  private quotedText(text: string, offset: number, mode: UseMode, owner: AnnotationOwner | undefined): void {
    let expr: Expr;
    try {
      expr = parseExpression(text, offset);
    } catch {
      return;
    }
    const outer = this.owner;
    this.owner = owner;
    this.inMode(mode, () => this.expr(expr));
    this.owner = outer;
  }

  private comprehension(
    generators: readonly Comprehension[],
    elements: readonly (Expr | undefined)[],
    start: number,
    end: number,
  ): void {
    const first = generators[0];
    if (first) this.expr(first.iter);
    this.within(this.newScope('comprehension', this.scope, undefined, start, end), () => {
      for (const generator of generators) {
        if (generator !== first) this.expr(generator.iter);
        this.target(generator.target, 'for');
        this.all(generator.ifs);
      }
      this.all(elements);
    });
  }

  /** PEP 484 type comments: `# type: List[X]`, `# type: (int, X) -> Y`. */
  private typeComments(): void {
    for (const comment of this.module.comments) {
      const text = this.source.slice(comment.start, comment.end);
      const match = /^#\s*type:(?!\s*ignore\b)\s*(.*?)(?:\s+#.*)?$/.exec(text);
      if (!match?.[1]) continue;
      const offset = comment.start + text.indexOf(match[1]);
      this.scope = this.scopeAt(comment.start);
      this.unit = this.unitAt(comment.start);
      const signature = /^\((.*)\)\s*->\s*(.*)$/.exec(match[1]);
      const owner: AnnotationOwner = { kind: 'variable', node: undefined };
      if (!signature) this.quotedText(match[1], offset, 'comment', owner);
      else {
        const args = signature[1]!.replaceAll('*', ' ');
        if (args.trim() !== '') this.quotedText(`(${args})`, offset, 'comment', owner);
        this.quotedText(signature[2]!, offset + match[1].lastIndexOf(signature[2]!), 'comment', owner);
      }
    }
    this.scope = this.root;
  }

  private scopeAt(offset: number): Scope {
    let best = this.root;
    for (const scope of this.scopes) {
      if (scope.start <= offset && offset <= scope.end && scope.start >= best.start && scope.end <= best.end)
        best = scope;
    }
    return best;
  }

  private unitAt(offset: number): number {
    return this.unitIndex.findLastIndex((unit) => unit.start <= offset);
  }

  private get unitIndex(): readonly Unit[] {
    this.cachedUnits ??= unitsOf(this.module);
    return this.cachedUnits;
  }
  private cachedUnits: readonly Unit[] | undefined;
}

function allArgs(args: Arguments) {
  const all = [...args.posonlyargs, ...args.args];
  if (args.vararg) all.push(args.vararg);
  all.push(...args.kwonlyargs);
  if (args.kwarg) all.push(args.kwarg);
  return all;
}

function catchesImportFailure(handler: ExceptHandler): boolean {
  const names = (expr: Expr | undefined): string[] => {
    if (!expr) return ['BaseException'];
    if (expr.kind === 'Name') return [expr.id];
    if (expr.kind === 'Attribute') return [expr.attr];
    if (expr.kind === 'Tuple') return expr.elts.flatMap(names);
    return [];
  };
  return names(handler.type).some((name) => IMPORT_FAILURES.has(name));
}

function isTypeConstructor(head: Expr): boolean {
  const name = head.kind === 'Name' ? head.id : head.kind === 'Attribute' ? head.attr : '';
  return TYPE_CONSTRUCTORS.test(name);
}
