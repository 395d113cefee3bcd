import { CLOSE_BRACE, COLON, DOT, EQUAL, isDigit, OPEN_BRACE } from './characters.js';
import { numberEnd } from './lex-numbers.js';
import { StringLexer } from './lex-strings.js';
import { PythonSyntaxError, T } from './tokens.js';

/** Operators, brackets and numbers, as a number may begin with a dot. */
export abstract class OperatorLexer extends StringLexer {
  protected number(start: number): number {
    const end = numberEnd(this.text, start);
    this.emit(T.NUMBER, start, end);
    return end;
  }

  protected operator(c: number, pos: number): number {
    const next = this.text.charCodeAt(pos + 1);
    switch (c) {
      case 40: // (
        this.openBracket(c, pos);
        return this.one(T.LPAR, pos);
      case 41: // )
        this.closeBracket(c, pos);
        return this.one(T.RPAR, pos);
      case 91: // [
        this.openBracket(c, pos);
        return this.one(T.LSQB, pos);
      case 93: // ]
        this.closeBracket(c, pos);
        return this.one(T.RSQB, pos);
      case OPEN_BRACE:
        this.openBracket(c, pos);
        return this.one(T.LBRACE, pos);
      case CLOSE_BRACE: {
        const field = this.closeBracket(c, pos);
        this.one(T.RBRACE, pos);
        return field ? this.fstringText(pos + 1) : pos + 1;
      }
      case COLON:
        if (this.inField()) {
          this.one(T.FSTRING_COLON, pos);
          return this.fstringText(pos + 1);
        }
        return next === EQUAL ? this.two(T.COLONEQUAL, pos) : this.one(T.COLON, pos);
      case 44: // ,
        return this.one(T.COMMA, pos);
      case 59: // ;
        return this.one(T.SEMI, pos);
      case DOT:
        if (isDigit(next)) return this.number(pos);
        if (next === DOT && this.text.charCodeAt(pos + 2) === DOT) return this.three(T.ELLIPSIS, pos);
        return this.one(T.DOT, pos);
      case EQUAL:
        return next === EQUAL ? this.two(T.EQEQUAL, pos) : this.one(T.EQUAL, pos);
      case 33: // !
        if (next === EQUAL) return this.two(T.NOTEQUAL, pos);
        if (this.inField()) return this.one(T.EXCLAMATION, pos);
        break;
      case 126: // ~
        return this.one(T.TILDE, pos);
      case 43: // +
        return next === EQUAL ? this.two(T.PLUSEQUAL, pos) : this.one(T.PLUS, pos);
      case 45: // -
        if (next === 62) return this.two(T.RARROW, pos);
        return next === EQUAL ? this.two(T.MINEQUAL, pos) : this.one(T.MINUS, pos);
      case 42: // *
        return this.doubled(c, next, pos, T.STAR, T.STAREQUAL, T.DOUBLESTAR, T.DOUBLESTAREQUAL);
      case 47: // /
        return this.doubled(c, next, pos, T.SLASH, T.SLASHEQUAL, T.DOUBLESLASH, T.DOUBLESLASHEQUAL);
      case 60: // <
        return this.doubled(c, next, pos, T.LESS, T.LESSEQUAL, T.LEFTSHIFT, T.LEFTSHIFTEQUAL);
      case 62: // >
        return this.doubled(c, next, pos, T.GREATER, T.GREATEREQUAL, T.RIGHTSHIFT, T.RIGHTSHIFTEQUAL);
      case 37: // %
        return next === EQUAL ? this.two(T.PERCENTEQUAL, pos) : this.one(T.PERCENT, pos);
      case 64: // @
        return next === EQUAL ? this.two(T.ATEQUAL, pos) : this.one(T.AT, pos);
      case 124: // |
        return next === EQUAL ? this.two(T.VBAREQUAL, pos) : this.one(T.VBAR, pos);
      case 38: // &
        return next === EQUAL ? this.two(T.AMPEREQUAL, pos) : this.one(T.AMPER, pos);
      case 94: // ^
        return next === EQUAL ? this.two(T.CIRCUMFLEXEQUAL, pos) : this.one(T.CIRCUMFLEX, pos);
    }
    throw new PythonSyntaxError('invalid syntax', pos);
  }

  private two(kind: number, pos: number): number {
    this.emit(kind, pos, pos + 2);
    return pos + 2;
  }

  private three(kind: number, pos: number): number {
    this.emit(kind, pos, pos + 3);
    return pos + 3;
  }

  /** An operator that may be doubled, and then or at once be followed by `=`. */
  private doubled(
    c: number,
    next: number,
    pos: number,
    single: number,
    singleEqual: number,
    double: number,
    doubleEqual: number,
  ): number {
    if (next === EQUAL) return this.two(singleEqual, pos);
    if (next !== c) return this.one(single, pos);
    return this.text.charCodeAt(pos + 2) === EQUAL ? this.three(doubleEqual, pos) : this.two(double, pos);
  }
}
