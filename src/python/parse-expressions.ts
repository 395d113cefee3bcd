import type {
  BoolOp,
  Compare,
  Context,
  Expr,
  Keyword,
  Lambda,
  Name,
  Sequence,
  Starred,
  Yield,
} from './ast.js';
import { CallParser } from './parse-calls.js';
import { T } from './tokens.js';

/** Precedence of binary operators by kind, 0 for other tokens; `**` is handled with the unary ones. */
const precedence = new Uint8Array(128);
precedence[T.VBAR] = 1;
precedence[T.CIRCUMFLEX] = 2;
precedence[T.AMPER] = 3;
precedence[T.LEFTSHIFT] = precedence[T.RIGHTSHIFT] = 4;
precedence[T.PLUS] = precedence[T.MINUS] = 5;
for (const kind of [T.STAR, T.SLASH, T.DOUBLESLASH, T.PERCENT, T.AT]) precedence[kind] = 6;

const operatorText: string[] = new Array(128).fill('');
for (const [kind, text] of [
  [T.VBAR, '|'],
  [T.CIRCUMFLEX, '^'],
  [T.AMPER, '&'],
  [T.LEFTSHIFT, '<<'],
  [T.RIGHTSHIFT, '>>'],
  [T.PLUS, '+'],
  [T.MINUS, '-'],
  [T.STAR, '*'],
  [T.SLASH, '/'],
  [T.DOUBLESLASH, '//'],
  [T.PERCENT, '%'],
  [T.AT, '@'],
  [T.TILDE, '~'],
  [T.LESS, '<'],
  [T.GREATER, '>'],
  [T.EQEQUAL, '=='],
  [T.NOTEQUAL, '!='],
  [T.LESSEQUAL, '<='],
  [T.GREATEREQUAL, '>='],
] as const) {
  operatorText[kind] = text;
}

/** Expressions, by recursive descent in the shape of CPython's grammar. */
export abstract class ExpressionParser extends CallParser {
  /** `expression`: a conditional expression, a lambda, or anything that binds tighter. */
  protected override expression(): Expr {
    if (this.kind === T.LAMBDA) return this.lambda();
    const start = this.start();
    const body = this.disjunction();
    if (this.kind !== T.IF) return body;
    this.advance();
    const test = this.disjunction();
    this.expect(T.ELSE, "expected 'else' after 'if' expression");
    const orelse = this.expression();
    return { kind: 'IfExp', start, end: this.end(), test, body, orelse };
  }

  /** `named_expression`: `name := value` or an expression. */
  protected override namedExpression(): Expr {
    if (this.kind === T.NAME && this.peek() === T.COLONEQUAL) {
      const target = this.nameNode('Store');
      this.advance();
      const value = this.expression();
      return { kind: 'NamedExpr', start: target.start, end: this.end(), target, value };
    }
    return this.expression();
  }

  /** `star_expressions`: a tuple without parentheses, or one element of it. */
  protected starExpressions(): Expr {
    const start = this.start();
    const first = this.starExpression();
    return this.kind === T.COMMA ? this.openTuple(start, first, false) : first;
  }

  /** As `starExpressions`, with `:=` allowed: the subject of a match statement. */
  protected starNamedExpressions(): Expr {
    const start = this.start();
    const first = this.starNamedExpression();
    if (this.kind === T.COMMA) return this.openTuple(start, first, true);
    if (first.kind === 'Starred') this.fail();
    return first;
  }

  private openTuple(start: number, first: Expr, named: boolean): Sequence {
    const elts = [first];
    while (this.accept(T.COMMA)) {
      if (!this.beginsExpression()) break;
      elts.push(named ? this.starNamedExpression() : this.starExpression());
    }
    return { kind: 'Tuple', start, end: this.end(), elts, ctx: 'Load' };
  }

  protected override yieldOrStarExpressions(): Expr {
    return this.kind === T.YIELD ? this.yieldExpression() : this.starExpressions();
  }

  protected override starExpression(): Expr {
    return this.kind === T.STAR ? this.starred() : this.expression();
  }

  protected override starNamedExpression(): Expr {
    return this.kind === T.STAR ? this.starred() : this.namedExpression();
  }

  private starred(): Starred {
    const start = this.start();
    this.advance();
    const value = this.binary(0);
    return { kind: 'Starred', start, end: this.end(), value, ctx: 'Load' };
  }

  protected override yieldExpression(): Expr {
    const start = this.start();
    this.advance();
    if (this.accept(T.FROM)) {
      const value = this.expression();
      return { kind: 'YieldFrom', start, end: this.end(), value };
    }
    const value = this.beginsExpression() ? this.starExpressions() : undefined;
    return { kind: 'Yield', start, end: this.end(), value } satisfies Yield;
  }

  private lambda(): Lambda {
    const start = this.start();
    this.advance();
    const args = this.parameters(T.COLON);
    this.expect(T.COLON);
    const body = this.expression();
    return { kind: 'Lambda', start, end: this.end(), args, body };
  }

  protected override disjunction(): Expr {
    const start = this.start();
    const first = this.conjunction();
    if (this.kind !== T.OR) return first;
    const values = [first];
    while (this.accept(T.OR)) values.push(this.conjunction());
    return { kind: 'BoolOp', start, end: this.end(), op: 'or', values } satisfies BoolOp;
  }

  private conjunction(): Expr {
    const start = this.start();
    const first = this.inversion();
    if (this.kind !== T.AND) return first;
    const values = [first];
    while (this.accept(T.AND)) values.push(this.inversion());
    return { kind: 'BoolOp', start, end: this.end(), op: 'and', values } satisfies BoolOp;
  }

  private inversion(): Expr {
    if (this.kind !== T.NOT) return this.comparison();
    const start = this.start();
    this.advance();
    const operand = this.inversion();
    return { kind: 'UnaryOp', start, end: this.end(), op: 'not', operand };
  }

  private comparison(): Expr {
    const start = this.start();
    const left = this.binary(0);
    let op = this.comparisonOperator();
    if (op === '') return left;
    const ops: string[] = [];
    const comparators: Expr[] = [];
    while (op !== '') {
      ops.push(op);
      comparators.push(this.binary(0));
      op = this.comparisonOperator();
    }
    return { kind: 'Compare', start, end: this.end(), left, ops, comparators } satisfies Compare;
  }

  /** Steps over a comparison operator and returns it, '' when there is none. */
  private comparisonOperator(): string {
    const kind = this.kind;
    if (kind >= T.LESS && kind <= T.GREATEREQUAL) {
      this.advance();
      return operatorText[kind]!;
    }
    switch (kind) {
      case T.IN:
        this.advance();
        return 'in';
      case T.IS:
        this.advance();
        return this.accept(T.NOT) ? 'is not' : 'is';
      case T.NOT:
        if (this.peek() !== T.IN) return '';
        this.advance();
        this.advance();
        return 'not in';
      default:
        return '';
    }
  }

  /** Operators that bind tighter than `above`, and their operands: `bitwise_or` for 0. */
  protected override binary(above: number): Expr {
    const start = this.start();
    let left = this.unary();
    for (;;) {
      const kind = this.kind;
      const level = precedence[kind]!;
      if (level <= above) return left;
      this.advance();
      const right = this.binary(level);
      left = { kind: 'BinOp', start, end: this.end(), left, op: operatorText[kind]!, right };
    }
  }

  private unary(): Expr {
    const kind = this.kind;
    const start = this.start();
    if (kind === T.MINUS || kind === T.PLUS || kind === T.TILDE) {
      this.advance();
      const operand = this.unary();
      return { kind: 'UnaryOp', start, end: this.end(), op: operatorText[kind]!, operand };
    }
    const left = kind === T.AWAIT ? this.awaited() : this.primary();
    if (this.kind !== T.DOUBLESTAR) return left;
    this.advance();
    const right = this.unary();
    return { kind: 'BinOp', start, end: this.end(), left, op: '**', right };
  }

  private awaited(): Expr {
    const start = this.start();
    this.advance();
    const value = this.primary();
    return { kind: 'Await', start, end: this.end(), value };
  }

  /** An atom and the attributes, calls and subscripts that follow it. */
  protected override primary(): Expr {
    const start = this.start();
    let value = this.atom();
    for (;;) {
      switch (this.kind) {
        case T.DOT: {
          this.advance();
          const attrStart = this.start();
          const attr = this.identifier();
          value = { kind: 'Attribute', start, end: this.end(), value, attr, attrStart, ctx: 'Load' };
          break;
        }
        case T.LPAR: {
          const args: Expr[] = [];
          const keywords: Keyword[] = [];
          this.callArguments(args, keywords, true);
          value = { kind: 'Call', start, end: this.end(), func: value, args, keywords };
          break;
        }
        case T.LSQB: {
          this.advance();
          const slice = this.slices();
          this.expect(T.RSQB);
          value = { kind: 'Subscript', start, end: this.end(), value, slice, ctx: 'Load' };
          break;
        }
        default:
          return value;
      }
    }
  }

  private atom(): Expr {
    switch (this.kind) {
      case T.NAME:
        return this.nameNode('Load');
      case T.NUMBER:
      case T.NONE:
      case T.TRUE:
      case T.FALSE:
      case T.ELLIPSIS: {
        const text = this.textAt(this.pos);
        const start = this.start();
        this.advance();
        return { kind: 'Constant', start, end: this.end(), text };
      }
      case T.STRING:
      case T.FSTRING_START:
        return this.strings();
      case T.LPAR:
        return this.parenthesised();
      case T.LSQB:
        return this.list();
      case T.LBRACE:
        return this.dictOrSet();
      default:
        return this.fail();
    }
  }

  protected nameNode(ctx: Context): Name {
    const start = this.start();
    const id = this.identifier();
    return { kind: 'Name', start, end: this.end(), id, ctx };
  }
}
