import type { Alias, Expr, Global, ImportFrom, Stmt, TypeAlias, TypeParam } from './ast.js';
import { PatternParser } from './parse-patterns.js';
import { describe } from './parse-targets.js';
import { PythonSyntaxError, T } from './tokens.js';

const augmentedOperators: string[] = [];
augmentedOperators[T.PLUSEQUAL] = '+';
augmentedOperators[T.MINEQUAL] = '-';
augmentedOperators[T.STAREQUAL] = '*';
augmentedOperators[T.SLASHEQUAL] = '/';
augmentedOperators[T.DOUBLESLASHEQUAL] = '//';
augmentedOperators[T.PERCENTEQUAL] = '%';
augmentedOperators[T.ATEQUAL] = '@';
augmentedOperators[T.DOUBLESTAREQUAL] = '**';
augmentedOperators[T.VBAREQUAL] = '|';
augmentedOperators[T.AMPEREQUAL] = '&';
augmentedOperators[T.CIRCUMFLEXEQUAL] = '^';
augmentedOperators[T.LEFTSHIFTEQUAL] = '<<';
augmentedOperators[T.RIGHTSHIFTEQUAL] = '>>';

/** Statements of one line. */
export abstract class SimpleStatementParser extends PatternParser {
  /** `simple_stmts`: small statements with semicolons between them, and the end of the line. */
  protected simpleStatements(into: Stmt[]): void {
    do {
      into.push(this.simpleStatement());
    } while (this.accept(T.SEMI) && this.kind !== T.NEWLINE);
    if (this.kind === T.NEWLINE) this.advance();
    else this.failAfter(into[into.length - 1]!);
  }

  private failAfter(statement: Stmt): never {
    if (statement.kind === 'Expr' && statement.value.kind === 'Name') {
      const { id } = statement.value;
      if ((id === 'print' || id === 'exec') && this.beginsExpression()) {
        const message = `Missing parentheses in call to '${id}'. Did you mean ${id}(...)?`;
        throw new PythonSyntaxError(message, statement.start);
      }
    }
    this.fail();
  }

  private simpleStatement(): Stmt {
    const start = this.start();
    switch (this.kind) {
      case T.NAME:
        if (this.peek() === T.NAME && this.atWord('type')) return this.typeAlias();
        break;
      case T.RETURN: {
        this.advance();
        const value = this.beginsExpression() ? this.starExpressions() : undefined;
        return { kind: 'Return', start, end: this.end(), value };
      }
      case T.IMPORT:
        return this.importStatement();
      case T.FROM:
        return this.importFrom();
      case T.RAISE: {
        this.advance();
        const exc = this.beginsExpression() ? this.expression() : undefined;
        const cause = exc !== undefined && this.accept(T.FROM) ? this.expression() : undefined;
        return { kind: 'Raise', start, end: this.end(), exc, cause };
      }
      case T.PASS:
        this.advance();
        return { kind: 'Pass', start, end: this.end() };
      case T.BREAK:
        this.advance();
        return { kind: 'Break', start, end: this.end() };
      case T.CONTINUE:
        this.advance();
        return { kind: 'Continue', start, end: this.end() };
      case T.DEL:
        return this.deleteStatement();
      case T.ASSERT: {
        this.advance();
        const test = this.expression();
        const msg = this.accept(T.COMMA) ? this.expression() : undefined;
        return { kind: 'Assert', start, end: this.end(), test, msg };
      }
      case T.GLOBAL:
        return this.globalStatement('Global');
      case T.NONLOCAL:
        return this.globalStatement('Nonlocal');
    }
    return this.expressionStatement();
  }

  /** An expression, or an assignment of any kind. */
  private expressionStatement(): Stmt {
    const start = this.start();
    const first = this.yieldOrStarExpressions();
    const kind = this.kind;
    if (kind === T.NEWLINE) return { kind: 'Expr', start, end: this.end(), value: first };
    if (kind === T.EQUAL) {
      const targets: Expr[] = [];
      let value = first;
      while (this.accept(T.EQUAL)) {
        this.bindAssigned(value);
        targets.push(value);
        value = this.yieldOrStarExpressions();
      }
      return { kind: 'Assign', start, end: this.end(), targets, value };
    }
    const op = augmentedOperators[kind];
    if (op !== undefined) {
      this.bindSingle(first, `'${describe(first)}' is an illegal expression for augmented assignment`);
      this.advance();
      const value = this.yieldOrStarExpressions();
      return { kind: 'AugAssign', start, end: this.end(), target: first, op, value };
    }
    if (kind === T.COLON) {
      if (first.kind === 'Tuple' || first.kind === 'List') {
        const message = `only single target (not ${describe(first)}) can be annotated`;
        throw new PythonSyntaxError(message, first.start);
      }
      this.bindSingle(first, 'illegal target for annotation');
      this.advance();
      const annotation = this.expression();
      const value = this.accept(T.EQUAL) ? this.yieldOrStarExpressions() : undefined;
      return { kind: 'AnnAssign', start, end: this.end(), target: first, annotation, value };
    }
    return { kind: 'Expr', start, end: this.end(), value: first };
  }

  private bindSingle(target: Expr, complaint: string): void {
    if (target.kind !== 'Name' && target.kind !== 'Attribute' && target.kind !== 'Subscript') {
      throw new PythonSyntaxError(complaint, target.start);
    }
    target.ctx = 'Store';
  }

  private bindAssigned(target: Expr): void {
    switch (target.kind) {
      case 'BinOp':
      case 'UnaryOp':
      case 'Call':
      case 'Compare':
      case 'JoinedStr':
      case 'Str': {
        const message = `cannot assign to ${describe(target)} here. Maybe you meant '==' instead of '='?`;
        throw new PythonSyntaxError(message, target.start);
      }
      default:
        this.bind(target, 'Store');
    }
  }

  private deleteStatement(): Stmt {
    const start = this.start();
    this.advance();
    const targets: Expr[] = [];
    do {
      if (targets.length > 0 && !this.beginsExpression()) break;
      const target = this.primary();
      this.bind(target, 'Del');
      targets.push(target);
    } while (this.accept(T.COMMA));
    return { kind: 'Delete', start, end: this.end(), targets };
  }

  private globalStatement(kind: Global['kind']): Global {
    const start = this.start();
    this.advance();
    const names: string[] = [];
    const nameStarts: number[] = [];
    do {
      nameStarts.push(this.start());
      names.push(this.identifier());
    } while (this.accept(T.COMMA));
    return { kind, start, end: this.end(), names, nameStarts };
  }

  private typeAlias(): TypeAlias {
    const start = this.start();
    this.advance();
    const name = this.nameNode('Store');
    const typeParams = this.typeParams();
    this.expect(T.EQUAL);
    const value = this.expression();
    return { kind: 'TypeAlias', start, end: this.end(), name, typeParams, value };
  }

  protected typeParams(): TypeParam[] {
    const params: TypeParam[] = [];
    if (!this.accept(T.LSQB)) return params;
    if (this.kind === T.RSQB) this.fail('Type parameter list cannot be empty');
    while (this.kind !== T.RSQB) {
      params.push(this.typeParam());
      if (this.kind !== T.RSQB) this.expect(T.COMMA);
    }
    this.advance();
    return params;
  }

  private typeParam(): TypeParam {
    const start = this.start();
    const kind = this.accept(T.STAR) ? 'TypeVarTuple' : this.accept(T.DOUBLESTAR) ? 'ParamSpec' : 'TypeVar';
    const name = this.identifier();
    let bound: Expr | undefined;
    if (this.kind === T.COLON) {
      if (kind !== 'TypeVar') this.fail(`cannot use bound with ${kind}`);
      this.advance();
      bound = this.expression();
    }
    let defaultValue: Expr | undefined;
    if (this.accept(T.EQUAL)) {
      defaultValue = kind === 'TypeVarTuple' ? this.starExpression() : this.expression();
    }
    return { kind, start, end: this.end(), name, bound, defaultValue };
  }

  private importStatement(): Stmt {
    const start = this.start();
    this.advance();
    const names: Alias[] = [];
    do {
      const aliasStart = this.start();
      names.push(this.alias(aliasStart, this.dottedModule()));
    } while (this.accept(T.COMMA));
    return { kind: 'Import', start, end: this.end(), names };
  }

  private dottedModule(): string {
    let name = this.identifier();
    while (this.accept(T.DOT)) name += `.${this.identifier()}`;
    return name;
  }

  private alias(start: number, name: string): Alias {
    if (!this.accept(T.AS)) {
      return { kind: 'alias', start, end: this.end(), name, asname: undefined, asnameStart: undefined };
    }
    const asnameStart = this.start();
    const asname = this.identifier();
    return { kind: 'alias', start, end: this.end(), name, asname, asnameStart };
  }

  private importFrom(): ImportFrom {
    const start = this.start();
    this.advance();
    const moduleStart = this.start();
    let level = 0;
    for (;;) {
      if (this.accept(T.DOT)) level++;
      else if (this.accept(T.ELLIPSIS)) level += 3;
      else break;
    }
    const module = level === 0 || this.kind === T.NAME ? this.dottedModule() : '';
    const moduleEnd = this.end();
    this.expect(T.IMPORT);
    const names: Alias[] = [];
    if (this.kind === T.STAR) {
      const at = this.start();
      this.advance();
      names.push({
        kind: 'alias',
        start: at,
        end: this.end(),
        name: '*',
        asname: undefined,
        asnameStart: undefined,
      });
    } else {
      const parenthesised = this.accept(T.LPAR);
      do {
        if (parenthesised && names.length > 0 && this.kind === T.RPAR) break;
        if (this.kind === T.NEWLINE && names.length > 0) {
          this.fail('trailing comma not allowed without surrounding parentheses');
        }
        const aliasStart = this.start();
        names.push(this.alias(aliasStart, this.identifier()));
      } while (this.accept(T.COMMA));
      if (parenthesised) this.expect(T.RPAR);
    }
    return { kind: 'ImportFrom', start, end: this.end(), module, level, moduleStart, moduleEnd, names };
  }
}
