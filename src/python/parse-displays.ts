import type { Comprehension, ComprehensionExpr, Dict, Expr } from './ast.js';
import { TargetParser } from './parse-targets.js';
import { T } from './tokens.js';

export const FORGOTTEN_COMMA = 'invalid syntax. Perhaps you forgot a comma?';

/** What stands in brackets: groups, tuples, lists, dicts, sets and comprehensions. */
export abstract class DisplayParser extends TargetParser {
  protected abstract expression(): Expr;
  protected abstract disjunction(): Expr;
  protected abstract binary(above: number): Expr;
  protected abstract yieldExpression(): Expr;
  protected abstract starNamedExpression(): Expr;

  /** A group, a tuple or a generator expression. */
  protected parenthesised(): Expr {
    const start = this.start();
    this.advance();
    if (this.accept(T.RPAR)) return { kind: 'Tuple', start, end: this.end(), elts: [], ctx: 'Load' };
    if (this.kind === T.YIELD) {
      const value = this.yieldExpression();
      this.expect(T.RPAR);
      return value;
    }
    const first = this.starNamedExpression();
    if (this.kind === T.RPAR) {
      if (first.kind === 'Starred') this.failAt('cannot use starred expression here', first.start);
      this.advance();
      return first;
    }
    if (this.kind === T.FOR || this.kind === T.ASYNC) {
      return this.comprehensionExpr('GeneratorExp', start, first, undefined, T.RPAR);
    }
    const elts = this.restOfElements(first, T.RPAR);
    return { kind: 'Tuple', start, end: this.end(), elts, ctx: 'Load' };
  }

  protected list(): Expr {
    const start = this.start();
    this.advance();
    if (this.accept(T.RSQB)) return { kind: 'List', start, end: this.end(), elts: [], ctx: 'Load' };
    const first = this.starNamedExpression();
    if (this.kind === T.FOR || this.kind === T.ASYNC) {
      return this.comprehensionExpr('ListComp', start, first, undefined, T.RSQB);
    }
    const elts = this.restOfElements(first, T.RSQB);
    return { kind: 'List', start, end: this.end(), elts, ctx: 'Load' };
  }

  private restOfElements(first: Expr, close: number): Expr[] {
    const elts = [first];
    while (this.kind !== close) {
      this.expect(T.COMMA, FORGOTTEN_COMMA);
      if (this.kind === close) break;
      elts.push(this.starNamedExpression());
    }
    this.advance();
    return elts;
  }

  protected dictOrSet(): Expr {
    const start = this.start();
    this.advance();
    if (this.kind === T.RBRACE || this.kind === T.DOUBLESTAR) return this.dict(start, undefined);
    const first = this.starNamedExpression();
    if (this.kind === T.COLON && first.kind !== 'Starred' && !this.isBareWalrus(first)) {
      this.advance();
      const value = this.expression();
      if (this.kind === T.FOR || this.kind === T.ASYNC) {
        return this.comprehensionExpr('DictComp', start, first, value, T.RBRACE);
      }
      return this.dict(start, { key: first, value });
    }
    if (this.kind === T.FOR || this.kind === T.ASYNC) {
      return this.comprehensionExpr('SetComp', start, first, undefined, T.RBRACE);
    }
    const elts = this.restOfElements(first, T.RBRACE);
    return { kind: 'Set', start, end: this.end(), elts, ctx: 'Load' };
  }

  private dict(start: number, first: { readonly key: Expr; readonly value: Expr } | undefined): Dict {
    const keys: (Expr | undefined)[] = [];
    const values: Expr[] = [];
    if (first !== undefined) {
      keys.push(first.key);
      values.push(first.value);
      if (this.kind !== T.RBRACE) this.expect(T.COMMA, FORGOTTEN_COMMA);
    }
    while (this.kind !== T.RBRACE) {
      if (this.accept(T.DOUBLESTAR)) {
        keys.push(undefined);
        values.push(this.binary(0));
      } else {
        keys.push(this.expression());
        this.expect(T.COLON, "':' expected after dictionary key");
        values.push(this.expression());
      }
      if (this.kind !== T.RBRACE) this.expect(T.COMMA, FORGOTTEN_COMMA);
    }
    this.advance();
    return { kind: 'Dict', start, end: this.end(), keys, values };
  }

  /** `name := value` without parentheses: the expression ends where the last token does, `)` if any. */
  protected isBareWalrus(expr: Expr): boolean {
    return expr.kind === 'NamedExpr' && this.end() === expr.end;
  }

  protected comprehensionExpr(
    kind: ComprehensionExpr['kind'],
    start: number,
    elt: Expr,
    value: Expr | undefined,
    close: number,
  ): ComprehensionExpr {
    if (elt.kind === 'Starred') {
      this.failAt('iterable unpacking cannot be used in comprehension', elt.start);
    }
    const generators: Comprehension[] = [];
    while (this.kind === T.FOR || this.kind === T.ASYNC) generators.push(this.comprehension());
    this.expect(close);
    return { kind, start, end: this.end(), elt, value, generators };
  }

  private comprehension(): Comprehension {
    const start = this.start();
    const isAsync = this.accept(T.ASYNC);
    this.expect(T.FOR);
    const target = this.starTargets();
    this.expect(T.IN, "'in' expected after for-loop variables");
    const iter = this.disjunction();
    const ifs: Expr[] = [];
    while (this.accept(T.IF)) ifs.push(this.disjunction());
    return { kind: 'comprehension', start, end: this.end(), target, iter, ifs, isAsync };
  }
}
