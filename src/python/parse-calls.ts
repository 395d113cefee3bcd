import type { Arg, Arguments, Expr, Keyword, Slice } from './ast.js';
import { DisplayParser, FORGOTTEN_COMMA } from './parse-displays.js';
import { T } from './tokens.js';

/** Arguments, parameters and subscripts. */
export abstract class CallParser extends DisplayParser {
  protected abstract namedExpression(): Expr;
  protected abstract starExpression(): Expr;

  /** `( … )` of a call or, without generator argument, of a class definition. */
  protected callArguments(args: Expr[], keywords: Keyword[], generator: boolean): void {
    const open = this.pos;
    this.advance();
    let mapping = false;
    while (this.kind !== T.RPAR) {
      const start = this.start();
      if (this.kind === T.STAR) {
        if (mapping) this.fail('iterable argument unpacking follows keyword argument unpacking');
        this.advance();
        const value = this.expression();
        args.push({ kind: 'Starred', start, end: this.end(), value, ctx: 'Load' });
      } else if (this.kind === T.DOUBLESTAR) {
        this.advance();
        const value = this.expression();
        keywords.push({ kind: 'keyword', start, end: this.end(), arg: undefined, value });
        mapping = true;
      } else if (this.kind === T.NAME && this.peek() === T.EQUAL) {
        const arg = this.identifier();
        this.advance();
        const value = this.expression();
        keywords.push({ kind: 'keyword', start, end: this.end(), arg, value });
      } else {
        const at = this.pos;
        const value = this.namedExpression();
        if (this.kind === T.FOR || this.kind === T.ASYNC) {
          if (!generator || args.length + keywords.length > 0) {
            this.fail('Generator expression must be parenthesized', at);
          }
          args.push(this.comprehensionExpr('GeneratorExp', this.starts[open]!, value, undefined, T.RPAR));
          return;
        }
        if (keywords.length > 0) {
          this.fail(`positional argument follows keyword argument${mapping ? ' unpacking' : ''}`, at);
        }
        if (this.kind === T.EQUAL) {
          this.fail('expression cannot contain assignment, perhaps you meant "=="?', at);
        }
        args.push(value);
      }
      if (this.kind !== T.RPAR) this.expect(T.COMMA, FORGOTTEN_COMMA);
    }
    this.advance();
  }

  /** Parameters up to `close`, which is not consumed: `)` of a function, `:` of a lambda. */
  protected parameters(close: number): Arguments {
    const posonlyargs: Arg[] = [];
    let args: Arg[] = [];
    const kwonlyargs: Arg[] = [];
    const defaults: Expr[] = [];
    const kwDefaults: (Expr | undefined)[] = [];
    let vararg: Arg | undefined;
    let kwarg: Arg | undefined;
    let starred = false;
    const annotated = close === T.RPAR;
    while (this.kind !== close) {
      if (this.kind === T.SLASH) {
        if (posonlyargs.length > 0) this.fail('/ may appear only once');
        if (starred) this.fail('/ must be ahead of *');
        if (args.length === 0) this.fail('at least one argument must precede /');
        this.advance();
        posonlyargs.push(...args);
        args = [];
      } else if (this.kind === T.STAR) {
        if (starred) this.fail('* argument may appear only once');
        starred = true;
        this.advance();
        if (this.kind === T.NAME) {
          vararg = this.parameter(annotated, true);
          if (this.kind === T.EQUAL) this.fail('var-positional argument cannot have default value');
        } else if (this.kind !== T.COMMA || this.peek() !== T.NAME) {
          this.fail('named arguments must follow bare *');
        }
      } else if (this.accept(T.DOUBLESTAR)) {
        kwarg = this.parameter(annotated, false);
        if (this.kind === T.EQUAL) this.fail('var-keyword argument cannot have default value');
        this.accept(T.COMMA);
        if (this.kind !== close) this.fail('arguments cannot follow var-keyword argument');
        break;
      } else {
        const parameter = this.parameter(annotated, false);
        const value = this.accept(T.EQUAL) ? this.expression() : undefined;
        if (starred) {
          kwonlyargs.push(parameter);
          kwDefaults.push(value);
        } else {
          args.push(parameter);
          if (value !== undefined) defaults.push(value);
          else if (defaults.length > 0) {
            this.failAt('parameter without a default follows parameter with a default', parameter.start);
          }
        }
      }
      if (this.kind !== close) this.expect(T.COMMA);
    }
    return { posonlyargs, args, vararg, kwonlyargs, kwarg, defaults, kwDefaults };
  }

  private parameter(annotated: boolean, variadic: boolean): Arg {
    const start = this.start();
    const arg = this.identifier();
    let annotation: Expr | undefined;
    if (annotated && this.accept(T.COLON)) annotation = variadic ? this.starExpression() : this.expression();
    return { kind: 'arg', start, end: this.end(), arg, annotation };
  }

  protected slices(): Expr {
    const start = this.start();
    const first = this.slice();
    if (this.kind !== T.COMMA && first.kind !== 'Starred') return first;
    const elts = [first];
    while (this.accept(T.COMMA)) {
      if (this.kind === T.RSQB) break;
      elts.push(this.slice());
    }
    return { kind: 'Tuple', start, end: this.end(), elts, ctx: 'Load' };
  }

  private slice(): Expr {
    const start = this.start();
    if (this.kind === T.STAR) {
      this.advance();
      const value = this.expression();
      return { kind: 'Starred', start, end: this.end(), value, ctx: 'Load' };
    }
    let lower: Expr | undefined;
    if (this.kind !== T.COLON) {
      lower = this.namedExpression();
      if (this.kind !== T.COLON || this.isBareWalrus(lower)) return lower;
    }
    this.expect(T.COLON);
    const upper = this.sliceBound();
    const step = this.accept(T.COLON) ? this.sliceBound() : undefined;
    return { kind: 'Slice', start, end: this.end(), lower, upper, step } satisfies Slice;
  }

  private sliceBound(): Expr | undefined {
    switch (this.kind) {
      case T.COLON:
      case T.COMMA:
      case T.RSQB:
        return undefined;
      default:
        return this.expression();
    }
  }
}
