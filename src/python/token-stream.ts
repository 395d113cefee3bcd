import { lex } from './lexer.js';
import { PythonSyntaxError, T } from './tokens.js';

/** A cursor over the tokens of a source; the parsers extend it. */
export abstract class TokenStream {
  protected readonly comments: readonly number[];
  /** Kind of the current token. */
  protected kind: number;
  protected pos = 0;
  protected readonly kinds: Uint8Array;
  protected readonly starts: Int32Array;
  protected readonly ends: Int32Array;
  private readonly unicodeNames: boolean;

  /** Offsets of nodes are those in `source` plus `base`. */
  constructor(
    protected readonly source: string,
    protected readonly base: number,
  ) {
    const { kinds, starts, ends, comments, unicodeNames } = lex(source, base);
    this.kinds = kinds;
    this.starts = starts;
    this.ends = ends;
    this.comments = comments;
    this.unicodeNames = unicodeNames;
    this.kind = kinds[0]!;
  }

  protected advance(): void {
    this.kind = this.kinds[++this.pos]!;
  }

  protected reset(pos: number): void {
    this.pos = pos;
    this.kind = this.kinds[pos]!;
  }

  /** Start of the current token. */
  protected start(): number {
    return this.starts[this.pos]!;
  }

  /** End of the token before the current one, which must not be layout. */
  protected end(): number {
    return this.ends[this.pos - 1]!;
  }

  /** End of the last token before the current one that is not layout: where a block ends. */
  protected blockEnd(): number {
    let i = this.pos - 1;
    while (i > 0 && this.kinds[i]! <= T.DEDENT) i--;
    return this.ends[i]!;
  }

  protected peek(): number {
    return this.kinds[this.pos + 1]!;
  }

  /** Steps over the current token when it is of this kind. */
  protected accept(kind: number): boolean {
    if (this.kind !== kind) return false;
    this.kind = this.kinds[++this.pos]!;
    return true;
  }

  protected expect(kind: number, message?: string): void {
    if (this.kind !== kind) this.fail(message);
    this.kind = this.kinds[++this.pos]!;
  }

  /** Text of a NAME token, normalised as Python compares names. */
  protected nameAt(index: number): string {
    const text = this.textAt(index);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the range of ASCII
    return this.unicodeNames && /[^\x00-\x7f]/.test(text) ? text.normalize('NFKC') : text;
  }

  protected textAt(index: number): string {
    return this.source.slice(this.starts[index]! - this.base, this.ends[index]! - this.base);
  }

  /** Steps over a NAME and returns its text. */
  protected identifier(): string {
    if (this.kind !== T.NAME) this.fail();
    const name = this.nameAt(this.pos);
    this.advance();
    return name;
  }

  /** True when the current token is the name `word`, a soft keyword. */
  protected atWord(word: string): boolean {
    if (this.kind !== T.NAME) return false;
    const start = this.starts[this.pos]!;
    return this.ends[this.pos]! - start === word.length && this.source.startsWith(word, start - this.base);
  }

  protected fail(message?: string, index = this.pos): never {
    throw new PythonSyntaxError(message ?? this.unexpected(index), this.starts[index]!);
  }

  private unexpected(index: number): string {
    switch (this.kinds[index]) {
      case T.INDENT:
        return 'unexpected indent';
      case T.DEDENT:
        return 'unexpected unindent';
      default:
        return 'invalid syntax';
    }
  }
}
