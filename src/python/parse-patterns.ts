import type { Constant, Expr, Pattern } from './ast.js';
import { ExpressionParser } from './parse-expressions.js';
import { T } from './tokens.js';

/** The patterns of match statements. */
export abstract class PatternParser extends ExpressionParser {
  /** `patterns`: what follows `case`, possibly a sequence without brackets. */
  protected patterns(): Pattern {
    const start = this.start();
    const first = this.maybeStarPattern();
    if (this.kind !== T.COMMA) {
      if (first.kind === 'MatchStar') this.fail();
      return first;
    }
    const patterns = [first];
    while (this.accept(T.COMMA)) {
      if (this.kind === T.COLON || this.kind === T.IF) break;
      patterns.push(this.maybeStarPattern());
    }
    return { kind: 'MatchSequence', start, end: this.end(), patterns };
  }

  private maybeStarPattern(): Pattern {
    if (this.kind !== T.STAR) return this.pattern();
    const start = this.start();
    this.advance();
    const nameStart = this.start();
    const name = this.identifier();
    return { kind: 'MatchStar', start, end: this.end(), name: name === '_' ? undefined : name, nameStart };
  }

  private pattern(): Pattern {
    const start = this.start();
    const pattern = this.orPattern();
    if (!this.accept(T.AS)) return pattern;
    const nameStart = this.start();
    const name = this.captureName();
    return { kind: 'MatchAs', start, end: this.end(), pattern, name, nameStart };
  }

  private captureName(): string {
    if (this.kind !== T.NAME) this.fail('invalid pattern target');
    if (this.atWord('_')) this.fail("cannot use '_' as a target");
    const name = this.identifier();
    if (this.kind === T.DOT || this.kind === T.LPAR || this.kind === T.EQUAL) {
      this.fail('invalid pattern target', this.pos - 1);
    }
    return name;
  }

  private orPattern(): Pattern {
    const start = this.start();
    const first = this.closedPattern();
    if (this.kind !== T.VBAR) return first;
    const patterns = [first];
    while (this.accept(T.VBAR)) patterns.push(this.closedPattern());
    return { kind: 'MatchOr', start, end: this.end(), patterns };
  }

  private closedPattern(): Pattern {
    const start = this.start();
    switch (this.kind) {
      case T.NAME:
        return this.namePattern();
      case T.LPAR:
        return this.groupOrSequence();
      case T.LSQB: {
        this.advance();
        const patterns = this.sequenceItems(T.RSQB);
        return { kind: 'MatchSequence', start, end: this.end(), patterns };
      }
      case T.LBRACE:
        return this.mappingPattern();
      default: {
        const value = this.literal();
        return { kind: 'MatchValue', start, end: this.end(), value };
      }
    }
  }

  /** A literal: string, `None`, `True`, `False`, signed number or complex number. */
  private literal(): Expr {
    switch (this.kind) {
      case T.STRING:
      case T.FSTRING_START:
        return this.strings();
      case T.NONE:
      case T.TRUE:
      case T.FALSE:
        return this.constant();
    }
    const start = this.start();
    const left = this.signedNumber();
    if (this.kind !== T.PLUS && this.kind !== T.MINUS) return left;
    if (isImaginary(left)) this.failAt('real number required in complex literal', start);
    const op = this.kind === T.PLUS ? '+' : '-';
    this.advance();
    if (this.kind !== T.NUMBER) this.fail();
    const right = this.constant();
    if (!isImaginary(right)) this.failAt('imaginary number required in complex literal', right.start);
    return { kind: 'BinOp', start, end: this.end(), left, op, right };
  }

  private signedNumber(): Expr {
    const start = this.start();
    const negative = this.accept(T.MINUS);
    if (this.kind !== T.NUMBER) this.fail();
    const operand = this.constant();
    return negative ? { kind: 'UnaryOp', start, end: this.end(), op: '-', operand } : operand;
  }

  private constant(): Constant {
    const start = this.start();
    const text = this.textAt(this.pos);
    this.advance();
    return { kind: 'Constant', start, end: this.end(), text };
  }

  /** A capture, the wildcard, a dotted value or a class pattern. */
  private namePattern(): Pattern {
    const start = this.start();
    const next = this.peek();
    // `_` is the wildcard whatever follows, as to CPython: `_.x` and `_()` are no patterns.
    const wildcard = this.atWord('_');
    if (wildcard || (next !== T.DOT && next !== T.LPAR)) {
      const name = wildcard ? undefined : this.nameAt(this.pos);
      this.advance();
      if (this.kind === T.EQUAL) this.fail();
      return { kind: 'MatchAs', start, end: this.end(), pattern: undefined, name, nameStart: start };
    }
    const value = this.dottedName();
    if (this.kind === T.LPAR) return this.classPattern(start, value);
    return { kind: 'MatchValue', start, end: this.end(), value };
  }

  private dottedName(): Expr {
    let value: Expr = this.nameNode('Load');
    const { start } = value;
    while (this.accept(T.DOT)) {
      const attrStart = this.start();
      const attr = this.identifier();
      value = { kind: 'Attribute', start, end: this.end(), value, attr, attrStart, ctx: 'Load' };
    }
    return value;
  }

  private groupOrSequence(): Pattern {
    const start = this.start();
    this.advance();
    if (this.accept(T.RPAR)) return { kind: 'MatchSequence', start, end: this.end(), patterns: [] };
    const first = this.maybeStarPattern();
    if (first.kind !== 'MatchStar' && this.accept(T.RPAR)) return first;
    this.expect(T.COMMA);
    const patterns = [first, ...this.sequenceItems(T.RPAR)];
    return { kind: 'MatchSequence', start, end: this.end(), patterns };
  }

  private sequenceItems(close: number): Pattern[] {
    const patterns: Pattern[] = [];
    while (this.kind !== close) {
      patterns.push(this.maybeStarPattern());
      if (this.kind !== close) this.expect(T.COMMA);
    }
    this.advance();
    return patterns;
  }

  private mappingPattern(): Pattern {
    const start = this.start();
    this.advance();
    const keys: Expr[] = [];
    const patterns: Pattern[] = [];
    let rest: string | undefined;
    let restStart: number | undefined;
    while (this.kind !== T.RBRACE) {
      if (this.accept(T.DOUBLESTAR)) {
        restStart = this.start();
        rest = this.captureName();
        this.accept(T.COMMA);
        if (this.kind !== T.RBRACE) this.fail();
        break;
      }
      keys.push(this.mappingKey());
      this.expect(T.COLON);
      patterns.push(this.pattern());
      if (this.kind !== T.RBRACE) this.expect(T.COMMA);
    }
    this.advance();
    return { kind: 'MatchMapping', start, end: this.end(), keys, patterns, rest, restStart };
  }

  private mappingKey(): Expr {
    if (this.kind !== T.NAME) return this.literal();
    if (this.peek() !== T.DOT) this.fail();
    return this.dottedName();
  }

  private classPattern(start: number, cls: Expr): Pattern {
    this.advance();
    const patterns: Pattern[] = [];
    const kwdAttrs: string[] = [];
    const kwdPatterns: Pattern[] = [];
    while (this.kind !== T.RPAR) {
      if (this.kind === T.NAME && this.peek() === T.EQUAL) {
        kwdAttrs.push(this.identifier());
        this.advance();
        kwdPatterns.push(this.pattern());
      } else {
        if (kwdAttrs.length > 0) this.fail('positional patterns follow keyword patterns');
        patterns.push(this.pattern());
      }
      if (this.kind !== T.RPAR) this.expect(T.COMMA);
    }
    this.advance();
    return { kind: 'MatchClass', start, end: this.end(), cls, patterns, kwdAttrs, kwdPatterns };
  }
}

function isImaginary(expr: Expr): boolean {
  const number = expr.kind === 'UnaryOp' ? expr.operand : expr;
  return number.kind === 'Constant' && /j$/i.test(number.text);
}
