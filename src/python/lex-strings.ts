import {
  BACKSLASH,
  CLOSE_BRACE,
  CR,
  continues,
  digitValue,
  LF,
  LOWER_U,
  LOWER_X,
  OPEN_BRACE,
  SPACE,
  UPPER_N,
  UPPER_U,
} from './characters.js';
import { FIELD, LexerBase } from './lex-base.js';
import { PythonSyntaxError, T } from './tokens.js';

const MAX_FSTRINGS = 150;
const MAX_FIELDS = 3;

const PREFIX_BYTES = 1;
const PREFIX_RAW = 2;
const PREFIX_FORMAT = 4;
const PREFIX_OTHER = 8;

/** Flags of a string prefix of one or two characters, 0 when it is none. */
export function prefixFlags(first: number, second: number): number {
  const one = prefixFlag(first);
  if (second === 0 || one === 0) return one;
  const both = one | prefixFlag(second);
  return both === (PREFIX_BYTES | PREFIX_RAW) || both === (PREFIX_FORMAT | PREFIX_RAW) ? both : 0;
}

function prefixFlag(c: number): number {
  switch (c | 32) {
    case 98: // b
      return PREFIX_BYTES;
    case 114: // r
      return PREFIX_RAW;
    case 102: // f
    case 116: // t
      return PREFIX_FORMAT;
    case 117: // u
      return PREFIX_OTHER;
    default:
      return 0;
  }
}

/** String literals; the text of f-strings comes here piece by piece, their fields are ordinary tokens. */
export abstract class StringLexer extends LexerBase {
  protected string(start: number, quoteAt: number, flags: number): number {
    const { text } = this;
    const quote = text.charCodeAt(quoteAt);
    const triple = text.charCodeAt(quoteAt + 1) === quote && text.charCodeAt(quoteAt + 2) === quote;
    let pos = quoteAt + (triple ? 3 : 1);
    if ((flags & PREFIX_FORMAT) !== 0) {
      if (this.fstrings.length >= MAX_FSTRINGS)
        throw new PythonSyntaxError('too many nested f-strings', start);
      this.emit(T.FSTRING_START, start, pos);
      const raw = (flags & PREFIX_RAW) !== 0;
      this.fstrings.push({ quote, triple, raw, start, nesting: this.brackets.length });
      return this.fstringText(pos);
    }
    for (; ; pos++) {
      const c = text.charCodeAt(pos);
      if (c === quote) {
        if (!triple) break;
        if (text.charCodeAt(pos + 1) === quote && text.charCodeAt(pos + 2) === quote) {
          pos += 2;
          break;
        }
      } else if (c === BACKSLASH) {
        if ((flags & PREFIX_RAW) === 0) this.checkEscape(pos, (flags & PREFIX_BYTES) !== 0);
        pos++;
        if (text.charCodeAt(pos) === CR && text.charCodeAt(pos + 1) === LF) pos++;
      } else if (c === LF || c === CR) {
        if (!triple) throw new PythonSyntaxError('unterminated string literal', start);
      } else if (c === 0) {
        throw new PythonSyntaxError(`unterminated ${triple ? 'triple-quoted ' : ''}string literal`, start);
      }
    }
    if ((flags & PREFIX_BYTES) !== 0) this.checkBytes(quoteAt, pos);
    this.emit(T.STRING, start, pos + 1);
    return pos + 1;
  }

  private checkBytes(from: number, to: number): void {
    for (let i = from; i < to; i++) {
      if (this.text.charCodeAt(i) >= 128) {
        throw new PythonSyntaxError('bytes can only contain ASCII literal characters', i);
      }
    }
  }

  /**
   * The text of the innermost f-string, or of a format spec in it, up to the next field, the end of the
   * spec, or the end of the string; returns to ordinary tokens in each case.
   */
  protected fstringText(from: number): number {
    const { text } = this;
    const open = this.fstrings[this.fstrings.length - 1]!;
    const { quote, triple } = open;
    const inSpec = this.brackets.length > open.nesting;
    let pos = from;
    for (; ; pos++) {
      const c = text.charCodeAt(pos);
      if (c === quote) {
        if (triple && (text.charCodeAt(pos + 1) !== quote || text.charCodeAt(pos + 2) !== quote)) continue;
        if (inSpec) throw new PythonSyntaxError("f-string: expecting '}'", pos);
        this.middle(from, pos);
        const end = pos + (triple ? 3 : 1);
        this.emit(T.FSTRING_END, pos, end);
        this.fstrings.pop();
        return end;
      }
      if (c === OPEN_BRACE) {
        if (!inSpec && text.charCodeAt(pos + 1) === OPEN_BRACE) {
          pos++;
          continue;
        }
        this.middle(from, pos);
        if (this.brackets.length - open.nesting >= MAX_FIELDS) {
          throw new PythonSyntaxError('f-string: expressions nested too deeply', pos);
        }
        this.openBracket(FIELD, pos);
        this.emit(T.LBRACE, pos, pos + 1);
        return pos + 1;
      }
      if (c === CLOSE_BRACE) {
        if (inSpec) {
          this.middle(from, pos);
          return pos;
        }
        if (text.charCodeAt(pos + 1) !== CLOSE_BRACE) {
          throw new PythonSyntaxError("f-string: single '}' is not allowed", pos);
        }
        pos++;
      } else if (c === BACKSLASH) {
        pos = this.fstringEscape(pos, open.raw);
      } else if (c === LF || c === CR) {
        if (!triple) {
          // A line may end in a field, and so after its format spec.
          if (inSpec) {
            this.middle(from, pos);
            return pos;
          }
          throw new PythonSyntaxError('unterminated f-string literal', open.start);
        }
      } else if (c === 0) {
        throw new PythonSyntaxError(
          `unterminated ${triple ? 'triple-quoted ' : ''}f-string literal`,
          open.start,
        );
      }
    }
  }

  /** The last offset of an escape: a brace is never escaped, `\N{…}` is no field. */
  private fstringEscape(at: number, raw: boolean): number {
    const { text } = this;
    const next = text.charCodeAt(at + 1);
    if (next === OPEN_BRACE || next === CLOSE_BRACE || (next === 0 && at + 1 >= this.length)) return at;
    if (next === CR && text.charCodeAt(at + 2) === LF) return at + 2;
    if (!raw) {
      this.checkEscape(at, false);
      if (next === UPPER_N) return this.text.indexOf('}', at);
    }
    return at + 1;
  }

  /** Complains of numeric and named escapes that are cut short; whether a name exists is not checked. */
  private checkEscape(at: number, bytes: boolean): void {
    const { text } = this;
    const letter = text.charCodeAt(at + 1);
    if (letter === LOWER_X) {
      if (this.hexDigits(at + 2, 2)) return;
      const message = bytes ? '(value error) invalid \\x escape' : '(unicode error) truncated \\xXX escape';
      throw new PythonSyntaxError(message, at);
    }
    if (bytes) return;
    if (letter === LOWER_U) {
      if (!this.hexDigits(at + 2, 4))
        throw new PythonSyntaxError('(unicode error) truncated \\uXXXX escape', at);
    } else if (letter === UPPER_U) {
      if (!this.hexDigits(at + 2, 8)) {
        throw new PythonSyntaxError('(unicode error) truncated \\UXXXXXXXX escape', at);
      }
      if (Number.parseInt(text.slice(at + 2, at + 10), 16) > 0x10ffff) {
        throw new PythonSyntaxError('(unicode error) illegal Unicode character', at);
      }
    } else if (letter === UPPER_N) {
      let pos = at + 3;
      while (continuesUnicodeName(text.charCodeAt(pos))) pos++;
      if (text.charCodeAt(at + 2) !== OPEN_BRACE || pos === at + 3 || text.charCodeAt(pos) !== CLOSE_BRACE) {
        throw new PythonSyntaxError('(unicode error) malformed \\N character escape', at);
      }
    }
  }

  private hexDigits(from: number, count: number): boolean {
    for (let i = from; i < from + count; i++) {
      if (digitValue(this.text.charCodeAt(i)) >= 16) return false;
    }
    return true;
  }

  private middle(from: number, to: number): void {
    if (to > from) this.emit(T.FSTRING_MIDDLE, from, to);
  }
}

/** Characters of a Unicode name in `\N{…}`. */
function continuesUnicodeName(c: number): boolean {
  return (c < 128 && continues[c] === 1) || c === SPACE || c === 45;
}
