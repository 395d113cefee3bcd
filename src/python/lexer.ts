import {
  BACKSLASH,
  begins,
  CR,
  continues,
  DOUBLE_QUOTE,
  FF,
  HASH,
  LF,
  SINGLE_QUOTE,
  SPACE,
  START_BLANK,
  START_COMMENT,
  START_CONTINUATION,
  START_DIGIT,
  START_NAME,
  START_NEWLINE,
  START_QUOTE,
  TAB,
} from './characters.js';
import { OperatorLexer } from './lex-operators.js';
import { prefixFlags } from './lex-strings.js';
import { KEYWORDS, PythonSyntaxError, T, type TokenTable } from './tokens.js';

/** One token: `kind` is a value of `T`, the offsets are half-open as everywhere. */
export interface Token {
  readonly kind: number;
  readonly start: number;
  readonly end: number;
}

/**
 * All tokens of a source, NEWLINE, INDENT and DEDENT included, comments and blank lines left out. An
 * f-string is taken apart as in CPython 3.12: start, middles, the tokens of its fields, end.
 */
export function tokenize(source: string): Token[] {
  const { count, kinds, starts, ends } = lex(source);
  const tokens: Token[] = [];
  for (let i = 0; i < count; i++) tokens.push({ kind: kinds[i]!, start: starts[i]!, end: ends[i]! });
  return tokens;
}

/**
 * Tokens of a source as parallel arrays; throws `PythonSyntaxError`. `base` is added to the places of tokens
 * and errors, but not to those of comments.
 */
export function lex(source: string, base = 0): TokenTable {
  if (base === 0) return new Lexer(source).run();
  try {
    const table = new Lexer(source).run();
    for (let i = 0; i < table.count; i++) {
      table.starts[i]! += base;
      table.ends[i]! += base;
    }
    return table;
  } catch (error) {
    if (!(error instanceof PythonSyntaxError)) throw error;
    throw new PythonSyntaxError(error.message, error.offset + base);
  }
}

/** Keywords by first character and length, so that most names are told apart without slicing. */
const keywordTable: (readonly (readonly [string, number])[] | undefined)[] = new Array(128 * 16).fill(
  undefined,
);
for (const [word, kind] of KEYWORDS) {
  const slot = word.charCodeAt(0) * 16 + word.length;
  keywordTable[slot] = [...(keywordTable[slot] ?? []), [word, kind]];
}

const IDENTIFIER = /[\p{XIDS}_]\p{XIDC}*/uy;
const MAX_INDENTS = 100;
class Lexer extends OperatorLexer {
  private readonly comments: number[] = [];
  private unicodeNames = false;
  private atLineStart = true;
  private readonly indents: number[] = [0];
  /** Indentation with tabs as one column, to notice indentation that depends on the size of tabs. */
  private readonly alternates: number[] = [0];

  run(): TokenTable {
    const { text } = this;
    const nul = text.indexOf('\0');
    if (nul < this.length) throw new PythonSyntaxError('source code string cannot contain null bytes', nul);
    let pos = text.charCodeAt(0) === 0xfeff ? 1 : 0;
    for (;;) {
      if (this.atLineStart) pos = this.indentation(pos);
      const c = text.charCodeAt(pos);
      switch (c < 128 ? begins[c] : START_NAME) {
        case START_BLANK:
          pos++;
          break;
        case START_NAME:
          pos = this.name(pos);
          break;
        case START_DIGIT:
          pos = this.number(pos);
          break;
        case START_QUOTE:
          pos = this.string(pos, pos, 0);
          break;
        case START_NEWLINE: {
          const end = this.afterNewline(pos);
          if (this.brackets.length === 0) {
            this.emit(T.NEWLINE, pos, end);
            this.atLineStart = true;
          }
          pos = end;
          break;
        }
        case START_COMMENT:
          pos = this.comment(pos, this.brackets.length > 0 && this.onlyBlanksBefore(pos));
          break;
        case START_CONTINUATION:
          pos = this.continuation(pos);
          break;
        default:
          if (c === 0) return this.finish(pos);
          pos = this.operator(c, pos);
      }
    }
  }

  private finish(pos: number): TokenTable {
    if (this.brackets.length > 0) {
      const open = this.bracketStarts[this.bracketStarts.length - 1]!;
      throw new PythonSyntaxError(`'${this.text[open]}' was never closed`, open);
    }
    if (!this.atLineStart) this.emit(T.NEWLINE, pos, pos);
    for (let i = this.indents.length - 1; i > 0; i--) this.emit(T.DEDENT, pos, pos);
    this.emit(T.ENDMARKER, pos, pos);
    return {
      count: this.count,
      kinds: this.kinds,
      starts: this.starts,
      ends: this.ends,
      comments: this.comments,
      unicodeNames: this.unicodeNames,
    };
  }

  /** Skips blank lines, then emits INDENT or DEDENT for the first line that holds a token. */
  private indentation(from: number): number {
    const { text } = this;
    let pos = from;
    for (;;) {
      let column = 0;
      let alternate = 0;
      let continued = 0;
      let c = text.charCodeAt(pos);
      for (; ; c = text.charCodeAt(++pos)) {
        if (c === SPACE) {
          column++;
          alternate++;
        } else if (c === TAB) {
          column = (column | 7) + 1;
          alternate++;
        } else if (c === FF) {
          column = 0;
          alternate = 0;
        } else if (c === BACKSLASH) {
          // The indentation of a continued line is that of its first part.
          if (continued === 0) continued = column;
          pos = this.continuation(pos) - 1;
        } else break;
      }
      if (c === HASH) {
        pos = this.comment(pos, true);
        c = text.charCodeAt(pos);
      } else if (c !== LF && c !== CR && c !== 0) {
        this.atLineStart = false;
        if (continued > 0) {
          column = continued;
          alternate = continued;
        }
        this.indentTo(column, alternate, pos);
        return pos;
      }
      if (pos >= this.length) return pos;
      pos = this.afterNewline(pos);
    }
  }

  private indentTo(column: number, alternate: number, pos: number): void {
    const { indents, alternates } = this;
    let top = indents.length - 1;
    if (column === indents[top]!) {
      if (alternate !== alternates[top]!) throw inconsistentTabs(pos);
      return;
    }
    if (column > indents[top]!) {
      if (indents.length >= MAX_INDENTS) throw new PythonSyntaxError('too many levels of indentation', pos);
      if (alternate <= alternates[top]!) throw inconsistentTabs(pos);
      indents.push(column);
      alternates.push(alternate);
      this.emit(T.INDENT, pos, pos);
      return;
    }
    while (top > 0 && column < indents[top]!) {
      indents.pop();
      alternates.pop();
      top--;
      this.emit(T.DEDENT, pos, pos);
    }
    if (column !== indents[top]!) {
      throw new PythonSyntaxError('unindent does not match any outer indentation level', pos);
    }
    if (alternate !== alternates[top]!) throw inconsistentTabs(pos);
  }

  private afterNewline(pos: number): number {
    return this.text.charCodeAt(pos) === CR && this.text.charCodeAt(pos + 1) === LF ? pos + 2 : pos + 1;
  }

  /** The offset after a backslash and the line break that must follow it. */
  private continuation(pos: number): number {
    const next = this.text.charCodeAt(pos + 1);
    if (next !== LF && next !== CR) {
      if (pos + 1 >= this.length) throw new PythonSyntaxError('unexpected EOF while parsing', pos);
      throw new PythonSyntaxError('unexpected character after line continuation character', pos);
    }
    const end = this.afterNewline(pos + 1);
    if (end >= this.length) throw new PythonSyntaxError('unexpected EOF while parsing', pos);
    return end;
  }

  private comment(start: number, ownLine: boolean): number {
    const { text } = this;
    let pos = start + 1;
    for (; ; pos++) {
      const c = text.charCodeAt(pos);
      if (c === LF || c === CR || c === 0) break;
    }
    this.comments.push(start, pos, ownLine ? 1 : 0);
    return pos;
  }

  private onlyBlanksBefore(pos: number): boolean {
    let i = pos - 1;
    while (i >= 0 && begins[this.text.charCodeAt(i)] === START_BLANK) i--;
    return i < 0 || begins[this.text.charCodeAt(i)] === START_NEWLINE;
  }

  private name(start: number): number {
    const { text } = this;
    const first = text.charCodeAt(start);
    let unicode = first >= 128;
    let pos = start + 1;
    let c = text.charCodeAt(pos);
    for (; ; c = text.charCodeAt(++pos)) {
      if (c < 128) {
        if (continues[c] === 0) break;
      } else unicode = true;
    }
    if (unicode) {
      this.checkIdentifier(start, pos);
      this.emit(T.NAME, start, pos);
      return pos;
    }
    const length = pos - start;
    if (length <= 2 && (c === DOUBLE_QUOTE || c === SINGLE_QUOTE)) {
      const flags = prefixFlags(first, length === 2 ? text.charCodeAt(start + 1) : 0);
      if (flags !== 0) return this.string(start, pos, flags);
    }
    let kind: number = T.NAME;
    if (length <= 8 && length > 1) {
      const candidates = keywordTable[first * 16 + length];
      if (candidates !== undefined) {
        for (let i = 0; i < candidates.length; i++) {
          const candidate = candidates[i]!;
          if (text.startsWith(candidate[0], start)) {
            kind = candidate[1];
            break;
          }
        }
      }
    }
    this.emit(kind, start, pos);
    return pos;
  }

  private checkIdentifier(start: number, end: number): void {
    this.unicodeNames = true;
    IDENTIFIER.lastIndex = start;
    const matched = IDENTIFIER.test(this.text) ? IDENTIFIER.lastIndex : start;
    if (matched >= end) return;
    const code = this.text.codePointAt(matched)!;
    const hex = code.toString(16).toUpperCase().padStart(4, '0');
    const character = String.fromCodePoint(code);
    throw new PythonSyntaxError(
      /[\p{C}\p{Z}]/u.test(character)
        ? `invalid non-printable character U+${hex}`
        : `invalid character '${character}' (U+${hex})`,
      matched,
    );
  }
}

function inconsistentTabs(pos: number): PythonSyntaxError {
  return new PythonSyntaxError('inconsistent use of tabs and spaces in indentation', pos);
}
