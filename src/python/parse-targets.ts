import type { Expr } from './ast.js';
import { StringParser } from './parse-strings.js';
import { T } from './tokens.js';

/** Kinds of tokens that an expression, possibly starred, may begin with. */
const beginsExpression = new Uint8Array(128);
for (const kind of [
  T.NAME,
  T.NUMBER,
  T.STRING,
  T.FSTRING_START,
  T.LPAR,
  T.LSQB,
  T.LBRACE,
  T.ELLIPSIS,
  T.TILDE,
  T.PLUS,
  T.MINUS,
  T.STAR,
  T.FALSE,
  T.NONE,
  T.TRUE,
  T.AWAIT,
  T.LAMBDA,
  T.NOT,
]) {
  beginsExpression[kind] = 1;
}

/** What assignments, loops and deletions bind. */
export abstract class TargetParser extends StringParser {
  protected abstract primary(): Expr;

  /** `star_targets`: what a `for` binds. */
  protected starTargets(): Expr {
    const start = this.start();
    const first = this.starTarget();
    if (this.kind !== T.COMMA) return first;
    const elts = [first];
    while (this.accept(T.COMMA)) {
      if (!this.beginsExpression()) break;
      elts.push(this.starTarget());
    }
    return { kind: 'Tuple', start, end: this.end(), elts, ctx: 'Store' };
  }

  /** One target, which ends before an `in` or a comma; never an operator expression. */
  protected starTarget(): Expr {
    const start = this.start();
    const starred = this.accept(T.STAR);
    const value = this.primary();
    const target: Expr = starred ? { kind: 'Starred', start, end: this.end(), value, ctx: 'Load' } : value;
    this.bind(target, 'Store');
    return target;
  }

  /** Turns an expression that was read into the target of an assignment or deletion. */
  protected bind(target: Expr, ctx: 'Store' | 'Del'): void {
    switch (target.kind) {
      case 'Name':
      case 'Attribute':
      case 'Subscript':
        target.ctx = ctx;
        return;
      case 'Tuple':
      case 'List':
        target.ctx = ctx;
        for (const element of target.elts) this.bind(element, ctx);
        return;
      case 'Starred':
        if (ctx === 'Store' && target.value.kind !== 'Starred') {
          target.ctx = ctx;
          this.bind(target.value, ctx);
          return;
        }
    }
    this.failAt(`cannot ${ctx === 'Store' ? 'assign to' : 'delete'} ${describe(target)}`, target.start);
  }

  protected failAt(message: string, offset: number): never {
    let index = this.pos;
    while (index > 0 && this.starts[index]! > offset) index--;
    this.fail(message, index);
  }

  protected beginsExpression(): boolean {
    return beginsExpression[this.kind] === 1;
  }
}

/** How CPython names an expression that cannot be bound. */
export function describe(expr: Expr): string {
  switch (expr.kind) {
    case 'Call':
      return 'function call';
    case 'BinOp':
    case 'UnaryOp':
    case 'BoolOp':
      return 'expression';
    case 'Compare':
      return 'comparison';
    case 'IfExp':
      return 'conditional expression';
    case 'Lambda':
      return 'lambda';
    case 'NamedExpr':
      return 'named expression';
    case 'Await':
      return 'await expression';
    case 'Yield':
    case 'YieldFrom':
      return 'yield expression';
    case 'GeneratorExp':
      return 'generator expression';
    case 'ListComp':
      return 'list comprehension';
    case 'SetComp':
      return 'set comprehension';
    case 'DictComp':
      return 'dict comprehension';
    case 'Dict':
      return 'dict literal';
    case 'Set':
      return 'set display';
    case 'JoinedStr':
      return 'f-string expression';
    case 'Str':
      return 'literal';
    case 'Constant':
      return /^[NTF]/.test(expr.text) ? expr.text : expr.text === '...' ? 'ellipsis' : 'literal';
    case 'Starred':
      return 'starred';
    case 'Tuple':
      return 'tuple';
    case 'List':
      return 'list';
    default:
      return expr.kind.toLowerCase();
  }
}
