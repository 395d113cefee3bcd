import type {
  ClassDef,
  ExceptHandler,
  Expr,
  For,
  FunctionDef,
  Keyword,
  Match,
  MatchCase,
  Stmt,
  Try,
  While,
  With,
  WithItem,
} from './ast.js';
import { SimpleStatementParser } from './parse-simple-statements.js';
import { PythonSyntaxError, T } from './tokens.js';

/** Statements with blocks, and the blocks. */
export abstract class StatementParser extends SimpleStatementParser {
  /** All statements up to the end of the source. */
  protected statements(): Stmt[] {
    const body: Stmt[] = [];
    while (this.kind !== T.ENDMARKER) this.statement(body);
    return body;
  }

  protected statement(into: Stmt[]): void {
    switch (this.kind) {
      case T.IF:
        into.push(this.ifStatement());
        return;
      case T.DEF:
        into.push(this.functionDef([], this.start(), 'FunctionDef'));
        return;
      case T.CLASS:
        into.push(this.classDef([]));
        return;
      case T.FOR:
        into.push(this.forStatement(this.start(), 'For'));
        return;
      case T.WITH:
        into.push(this.withStatement(this.start(), 'With'));
        return;
      case T.TRY:
        into.push(this.tryStatement());
        return;
      case T.WHILE:
        into.push(this.whileStatement());
        return;
      case T.AT:
        into.push(this.decorated());
        return;
      case T.ASYNC:
        into.push(this.asyncStatement());
        return;
      case T.NAME:
        if (this.atWord('match') && this.startsMatch()) {
          into.push(this.matchStatement());
          return;
        }
    }
    this.simpleStatements(into);
  }

  /** `:` and what it introduces: an indented block, or simple statements on the same line. */
  private block(after: string, header: number): Stmt[] {
    this.expect(T.COLON, "expected ':'");
    const body: Stmt[] = [];
    if (this.kind !== T.NEWLINE) {
      this.simpleStatements(body);
      return body;
    }
    this.advance();
    if (this.kind !== T.INDENT) this.failUnindented(after, header);
    this.advance();
    do {
      this.statement(body);
    } while (this.kind !== T.DEDENT);
    this.advance();
    return body;
  }

  private failUnindented(after: string, header: number): never {
    const line = this.source.slice(0, header - this.base).split(/\r\n|\r|\n/).length;
    this.fail(`expected an indented block after ${after} on line ${line}`);
  }

  private orElse(): Stmt[] {
    const start = this.start();
    return this.accept(T.ELSE) ? this.block("'else' statement", start) : [];
  }

  /** The branches are read in a loop and nested afterwards, so that long chains need no stack. */
  private ifStatement(): While {
    const branches: { readonly start: number; readonly test: Expr; readonly body: Stmt[] }[] = [];
    do {
      const start = this.start();
      this.advance();
      const test = this.namedExpression();
      const after = branches.length === 0 ? "'if' statement" : "'elif' statement";
      branches.push({ start, test, body: this.block(after, start) });
    } while (this.kind === T.ELIF);
    let orelse = this.orElse();
    const end = this.blockEnd();
    let result: While | undefined;
    for (let i = branches.length - 1; i >= 0; i--) {
      const { start, test, body } = branches[i]!;
      result = { kind: 'If', start, end, test, body, orelse };
      orelse = [result];
    }
    return result!;
  }

  private whileStatement(): While {
    const start = this.start();
    this.advance();
    const test = this.namedExpression();
    const body = this.block("'while' statement", start);
    const orelse = this.orElse();
    return { kind: 'While', start, end: this.blockEnd(), test, body, orelse };
  }

  private forStatement(start: number, kind: For['kind']): For {
    this.advance();
    const target = this.starTargets();
    this.expect(T.IN);
    const iter = this.starExpressions();
    const body = this.block("'for' statement", start);
    const orelse = this.orElse();
    return { kind, start, end: this.blockEnd(), target, iter, body, orelse };
  }

  private asyncStatement(): Stmt {
    const start = this.start();
    this.advance();
    switch (this.kind) {
      case T.DEF:
        return this.functionDef([], start, 'AsyncFunctionDef');
      case T.FOR:
        return this.forStatement(start, 'AsyncFor');
      case T.WITH:
        return this.withStatement(start, 'AsyncWith');
      default:
        return this.fail();
    }
  }

  private withStatement(start: number, kind: With['kind']): With {
    this.advance();
    const items = (this.kind === T.LPAR && this.parenthesisedItems()) || this.withItems();
    const body = this.block("'with' statement", start);
    return { kind, start, end: this.blockEnd(), items, body };
  }

  private withItems(): WithItem[] {
    const items: WithItem[] = [];
    do {
      items.push(this.withItem());
    } while (this.accept(T.COMMA));
    return items;
  }

  /**
   * `with (a, b as c):`, tried first whenever the closing parenthesis is followed by the colon. It fails
   * where the parentheses are those of an expression (`with (yield):`, `with (x for x in y):`).
   */
  private parenthesisedItems(): WithItem[] | undefined {
    const from = this.pos;
    if (this.kinds[this.closingIndex(from) + 1] !== T.COLON) return undefined;
    try {
      this.advance();
      const items: WithItem[] = [];
      do {
        if (this.kind === T.RPAR && items.length > 0) break;
        items.push(this.withItem());
      } while (this.accept(T.COMMA));
      this.expect(T.RPAR);
      if (this.kind === T.COLON) return items;
    } catch (error) {
      if (!(error instanceof PythonSyntaxError)) throw error;
    }
    this.reset(from);
    return undefined;
  }

  /** Index of the token that closes the bracket at `from`; the lexer has seen to it that there is one. */
  private closingIndex(from: number): number {
    let depth = 0;
    for (let i = from; ; i++) {
      const kind = this.kinds[i]!;
      if (kind < T.LPAR || kind > T.RBRACE) continue;
      // Opening brackets have even kinds, their counterparts follow them.
      depth += (kind & 1) === 0 ? 1 : -1;
      if (depth === 0) return i;
    }
  }

  private withItem(): WithItem {
    const start = this.start();
    const contextExpr = this.expression();
    const optionalVars = this.accept(T.AS) ? this.starTarget() : undefined;
    return { kind: 'withitem', start, end: this.end(), contextExpr, optionalVars };
  }

  private tryStatement(): Try {
    const start = this.start();
    this.advance();
    const body = this.block("'try' statement", start);
    const handlers: ExceptHandler[] = [];
    let star: boolean | undefined;
    while (this.kind === T.EXCEPT) {
      const handlerStar = this.peek() === T.STAR;
      if (star !== undefined && star !== handlerStar) {
        this.fail("cannot have both 'except' and 'except*' on the same 'try'");
      }
      star = handlerStar;
      handlers.push(this.exceptHandler());
    }
    const orelse = handlers.length > 0 ? this.orElse() : [];
    const finalStart = this.start();
    const finalbody = this.accept(T.FINALLY) ? this.block("'finally' statement", finalStart) : [];
    if (handlers.length + finalbody.length === 0) this.fail("expected 'except' or 'finally' block");
    const kind = star === true ? 'TryStar' : 'Try';
    return { kind, start, end: this.blockEnd(), body, handlers, orelse, finalbody };
  }

  private exceptHandler(): ExceptHandler {
    const start = this.start();
    this.advance();
    const star = this.accept(T.STAR);
    let type: Expr | undefined;
    let name: string | undefined;
    let nameStart: number | undefined;
    if (star || this.kind !== T.COLON) {
      const typeStart = this.start();
      type = this.expression();
      if (this.kind === T.COMMA) type = this.exceptionTypes(typeStart, type);
      if (this.accept(T.AS)) {
        nameStart = this.start();
        name = this.identifier();
      }
    }
    const body = this.block(`'except${star ? '*' : ''}' statement`, start);
    return { kind: 'ExceptHandler', start, end: this.blockEnd(), type, name, nameStart, body };
  }

  /** PEP 758: several types without parentheses, where no `as` follows. */
  private exceptionTypes(start: number, first: Expr): Expr {
    const elts = [first];
    while (this.accept(T.COMMA)) {
      if (!this.beginsExpression()) break;
      elts.push(this.expression());
    }
    if (this.kind === T.AS) this.fail("multiple exception types must be parenthesized when using 'as'");
    return { kind: 'Tuple', start, end: this.end(), elts, ctx: 'Load' };
  }

  private decorated(): Stmt {
    const decorators: Expr[] = [];
    while (this.accept(T.AT)) {
      decorators.push(this.namedExpression());
      this.expect(T.NEWLINE);
    }
    const start = this.start();
    if (this.kind === T.CLASS) return this.classDef(decorators);
    const isAsync = this.accept(T.ASYNC);
    if (this.kind !== T.DEF) this.fail();
    return this.functionDef(decorators, start, isAsync ? 'AsyncFunctionDef' : 'FunctionDef');
  }

  private functionDef(decorators: Expr[], start: number, kind: FunctionDef['kind']): FunctionDef {
    this.expect(T.DEF);
    const nameStart = this.start();
    const name = this.identifier();
    const typeParams = this.typeParams();
    this.expect(T.LPAR, "expected '('");
    const args = this.parameters(T.RPAR);
    this.advance();
    const returns = this.accept(T.RARROW) ? this.expression() : undefined;
    const body = this.block('function definition', start);
    const end = this.blockEnd();
    return { kind, start, end, name, nameStart, decorators, typeParams, args, returns, body };
  }

  private classDef(decorators: Expr[]): ClassDef {
    const start = this.start();
    this.advance();
    const nameStart = this.start();
    const name = this.identifier();
    const typeParams = this.typeParams();
    const bases: Expr[] = [];
    const keywords: Keyword[] = [];
    if (this.kind === T.LPAR) this.callArguments(bases, keywords, false);
    const body = this.block('class definition', start);
    const end = this.blockEnd();
    return { kind: 'ClassDef', start, end, name, nameStart, decorators, typeParams, bases, keywords, body };
  }

  /** The soft keyword begins a match statement when its line ends in a colon and a block follows. */
  private startsMatch(): boolean {
    switch (this.peek()) {
      case T.DOT:
      case T.EQUAL:
      case T.COMMA:
      case T.NEWLINE:
        return false;
    }
    let i = this.pos + 1;
    while (this.kinds[i]! !== T.NEWLINE) i++;
    return i > this.pos + 2 && this.kinds[i - 1] === T.COLON && this.kinds[i + 1] === T.INDENT;
  }

  private matchStatement(): Match {
    const start = this.start();
    this.advance();
    const subject = this.starNamedExpressions();
    this.expect(T.COLON, "expected ':'");
    this.expect(T.NEWLINE);
    if (this.kind !== T.INDENT) this.failUnindented("'match' statement", start);
    this.advance();
    const cases: MatchCase[] = [];
    do {
      cases.push(this.matchCase());
    } while (this.kind !== T.DEDENT);
    this.advance();
    return { kind: 'Match', start, end: this.blockEnd(), subject, cases };
  }

  private matchCase(): MatchCase {
    const start = this.start();
    if (!this.atWord('case')) this.fail();
    this.advance();
    const pattern = this.patterns();
    const guard = this.accept(T.IF) ? this.namedExpression() : undefined;
    const body = this.block("'case' statement", start);
    return { kind: 'match_case', start, end: this.blockEnd(), pattern, guard, body };
  }
}
