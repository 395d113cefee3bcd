import type { ClassDef, Expr, FunctionDef, Stmt, Try } from '../../python/ast.js';
import { resolve } from '../../python/scope.js';
import { isTypeCheckingTest } from '../../python/unit.js';
import { forEachChild, type Node } from '../../python/visit.js';
import type { SourceFile } from '../source-file.js';

/** What happens, in order, while a module is imported: as far as it decides whether a circular import works. */
export type Step =
  | {
      readonly kind: 'import';
      readonly module: string;
      readonly local: Local;
      readonly top: boolean;
      readonly start: number;
      readonly end: number;
    }
  | {
      readonly kind: 'from';
      readonly level: number;
      readonly module: string;
      readonly name: string;
      readonly local: Local;
      readonly start: number;
      readonly end: number;
    }
  | { readonly kind: 'bind'; readonly local: Local; readonly value: FunctionDef | ClassDef | undefined }
  | {
      readonly kind: 'read' | 'call';
      readonly from: Local;
      readonly chain: readonly string[];
      readonly start: number;
      readonly end: number;
    }
  | {
      readonly kind: 'try';
      readonly body: readonly Step[];
      readonly handlers: readonly Handler[];
      readonly rest: readonly Step[];
    };

/** A name and whether it belongs to the module rather than to a function or class. */
export interface Local {
  readonly name: string;
  readonly global: boolean;
}

interface Handler {
  /** Names of exceptions; empty: all. */
  readonly catches: readonly string[];
  readonly body: readonly Step[];
}

/** The steps of a module body, and of the bodies of its functions. */
export class ImportProgram {
  private readonly bodies = new Map<FunctionDef, readonly Step[]>();
  private readonly scopeOf = new Map<number, boolean>();
  private whole: readonly Step[] | undefined;

  constructor(readonly file: SourceFile) {
    for (const use of file.scopes.uses)
      this.scopeOf.set(
        use.start,
        (resolve(use.name, use.scope)?.scope ?? file.scopes.module) === file.scopes.module,
      );
  }

  get steps(): readonly Step[] {
    this.whole ??= this.block(this.file.module.body, 'module');
    return this.whole;
  }

  /** The steps of a function's body that are certain to run when it is called. */
  body(node: FunctionDef): readonly Step[] {
    let steps = this.bodies.get(node);
    if (!steps) {
      steps =
        node.kind === 'AsyncFunctionDef' || isGenerator(node.body) ? [] : this.block(node.body, 'function');
      this.bodies.set(node, steps);
    }
    return steps;
  }

  private block(body: readonly Stmt[], where: Where): Step[] {
    const steps: Step[] = [];
    for (const stmt of body) {
      this.statement(stmt, where, steps);
      if (where === 'function' && (stmt.kind === 'Return' || stmt.kind === 'Raise')) break;
    }
    return steps;
  }

  private statement(stmt: Stmt, where: Where, steps: Step[]): void {
    const bind = (name: string, value?: FunctionDef | ClassDef) =>
      steps.push({ kind: 'bind', local: { name, global: where === 'module' }, value });
    switch (stmt.kind) {
      case 'Import':
        for (const { name, asname, start, end } of stmt.names) {
          const local = { name: asname ?? name.split('.', 1)[0]!, global: where === 'module' };
          steps.push({ kind: 'import', module: name, local, top: asname === undefined, start, end });
        }
        return;
      case 'ImportFrom':
        for (const { name, asname, start, end } of stmt.names) {
          const local = { name: asname ?? name, global: where === 'module' };
          steps.push({ kind: 'from', level: stmt.level, module: stmt.module, name, local, start, end });
        }
        return;
      case 'FunctionDef':
      case 'AsyncFunctionDef':
        this.exprs([...stmt.args.defaults, ...stmt.args.kwDefaults], steps);
        if (!this.file.scopes.futureAnnotations) this.signature(stmt, steps);
        bind(stmt.name, stmt);
        return this.decorators(stmt.decorators, steps);
      case 'ClassDef':
        this.exprs([...stmt.bases, ...stmt.keywords.map(({ value }) => value)], steps);
        steps.push(...this.block(stmt.body, 'class'));
        bind(stmt.name, stmt);
        return this.decorators(stmt.decorators, steps);
      case 'If':
        this.expr(stmt.test, steps);
        if (isMainTest(stmt.test, this.file.text) || where === 'function') return;
        if (!isTypeCheckingTest(stmt.test)) steps.push(...this.block(stmt.body, where));
        steps.push(...this.block(stmt.orelse, where));
        return;
      case 'Try':
      case 'TryStar':
        steps.push(this.tryStep(stmt, where));
        return;
      case 'For':
      case 'AsyncFor':
        this.expr(stmt.iter, steps);
        this.targets([stmt.target], where, steps);
        if (where !== 'function')
          steps.push(...this.block(stmt.body, where), ...this.block(stmt.orelse, where));
        return;
      case 'While':
        this.expr(stmt.test, steps);
        if (where !== 'function')
          steps.push(...this.block(stmt.body, where), ...this.block(stmt.orelse, where));
        return;
      case 'With':
      case 'AsyncWith':
        for (const item of stmt.items) {
          this.expr(item.contextExpr, steps);
          if (item.optionalVars) this.targets([item.optionalVars], where, steps);
        }
        steps.push(...this.block(stmt.body, where));
        return;
      case 'Match':
        this.expr(stmt.subject, steps);
        if (where !== 'function') for (const each of stmt.cases) steps.push(...this.block(each.body, where));
        return;
      case 'Assign':
        this.expr(stmt.value, steps);
        return this.targets(stmt.targets, where, steps);
      case 'AnnAssign':
        if (!this.file.scopes.futureAnnotations && where !== 'function') this.expr(stmt.annotation, steps);
        if (stmt.value) this.expr(stmt.value, steps);
        if (stmt.value) this.targets([stmt.target], where, steps);
        return;
      case 'AugAssign':
        this.expr(stmt.value, steps);
        return this.targets([stmt.target], where, steps);
      case 'TypeAlias':
        bind(stmt.name.id);
        return;
      case 'Delete':
        return;
      default:
        forEachChild(stmt, (child) => this.expr(child, steps));
    }
  }

  private tryStep(stmt: Try, where: Where): Step {
    return {
      kind: 'try',
      body: [...this.block(stmt.body, where), ...this.block(stmt.orelse, where)],
      handlers: stmt.handlers.map((handler) => ({
        catches: handler.type ? exceptionNames(handler.type) : [],
        body: this.block(handler.body, where),
      })),
      rest: this.block(stmt.finalbody, where),
    };
  }

  private signature({ args, returns }: FunctionDef, steps: Step[]): void {
    const all = [...args.posonlyargs, ...args.args, args.vararg, ...args.kwonlyargs, args.kwarg];
    this.exprs([...all.map((arg) => arg?.annotation), returns], steps);
  }

  private decorators(decorators: readonly Expr[], steps: Step[]): void {
    for (const decorator of decorators) {
      this.expr(decorator, steps);
      const called = this.chainOf(decorator);
      if (called) steps.push({ kind: 'call', ...called });
    }
  }

  private targets(targets: readonly Expr[], where: Where, steps: Step[]): void {
    for (const target of targets) {
      if (target.kind === 'Name') {
        steps.push({
          kind: 'bind',
          local: { name: target.id, global: where === 'module' },
          value: undefined,
        });
      } else if (target.kind === 'Tuple' || target.kind === 'List') this.targets(target.elts, where, steps);
      else if (target.kind === 'Starred') this.targets([target.value], where, steps);
      else forEachChild(target, (child) => this.expr(child, steps));
    }
  }

  private exprs(exprs: readonly (Expr | undefined)[], steps: Step[]): void {
    for (const expr of exprs) if (expr) this.expr(expr, steps);
  }

  private expr(node: Node, steps: Step[]): void {
    if (node.kind === 'Name' || node.kind === 'Attribute') {
      const chain = this.chainOf(node);
      if (chain) steps.push({ kind: 'read', ...chain });
      else if (node.kind === 'Attribute') this.expr(node.value, steps);
      return;
    }
    if (node.kind === 'Lambda') return this.exprs([...node.args.defaults, ...node.args.kwDefaults], steps);
    forEachChild(node, (child) => this.expr(child, steps));
    const called = node.kind === 'Call' ? this.chainOf(node.func) : undefined;
    if (called) steps.push({ kind: 'call', ...called });
  }

  /** A name with attributes. */
  private chainOf(
    expr: Node,
  ): { from: Local; chain: readonly string[]; start: number; end: number } | undefined {
    const chain: string[] = [];
    let base = expr;
    while (base.kind === 'Attribute') {
      chain.unshift(base.attr);
      base = base.value;
    }
    if (base.kind !== 'Name') return undefined;
    const from = { name: base.id, global: this.scopeOf.get(base.start) ?? true };
    return { from, chain, start: expr.start, end: expr.end };
  }
}

/** Where statements stand. In a function only those count that run whatever happens. */
type Where = 'module' | 'class' | 'function';

function isMainTest(test: Expr, text: string): boolean {
  return /^__name__\s*==|==\s*__name__$/.test(text.slice(test.start, test.end));
}

function isGenerator(body: readonly Stmt[]): boolean {
  let found = false;
  const walk = (node: Node): void => {
    if (node.kind === 'Yield' || node.kind === 'YieldFrom') found = true;
    if (
      node.kind === 'FunctionDef' ||
      node.kind === 'AsyncFunctionDef' ||
      node.kind === 'Lambda' ||
      node.kind === 'ClassDef'
    )
      return;
    forEachChild(node, walk);
  };
  for (const stmt of body) walk(stmt);
  return found;
}

function exceptionNames(type: Expr): string[] {
  if (type.kind === 'Name') return [type.id];
  if (type.kind === 'Attribute') return [type.attr];
  return type.kind === 'Tuple' ? type.elts.flatMap(exceptionNames) : [];
}
