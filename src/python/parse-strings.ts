import type { Expr, JoinedStr, Str, StringPart } from './ast.js';
import { TokenStream } from './token-stream.js';
import { T } from './tokens.js';

const DOUBLE_QUOTE = 34;
const SINGLE_QUOTE = 39;

/** String literals: concatenations, and the replacement fields of f-strings and t-strings. */
export abstract class StringParser extends TokenStream {
  protected abstract yieldOrStarExpressions(): Expr;

  protected strings(): Str | JoinedStr {
    const first = this.pos;
    const start = this.start();
    const parts: StringPart[] = [];
    let values: Expr[] | undefined;
    for (;;) {
      if (this.kind === T.STRING) parts.push(this.plainPart());
      else if (this.kind === T.FSTRING_START) {
        values ??= [];
        parts.push(this.formattedPart(values));
      } else break;
    }
    if (parts.length > 1) this.checkMixture(parts, first);
    if (values !== undefined) return { kind: 'JoinedStr', start, end: this.end(), parts, values };
    return { kind: 'Str', start, end: this.end(), parts, bytes: parts[0]!.prefix.includes('b') };
  }

  private checkMixture(parts: readonly StringPart[], first: number): void {
    const bytes = parts[0]!.prefix.includes('b');
    const template = parts[0]!.prefix.includes('t');
    for (const { prefix } of parts) {
      if (prefix.includes('b') !== bytes) this.fail('cannot mix bytes and nonbytes literals', first);
      if (prefix.includes('t') !== template) {
        this.fail('cannot mix t-string literals with string or bytes literals', first);
      }
    }
  }

  private plainPart(): StringPart {
    const start = this.starts[this.pos]!;
    const end = this.ends[this.pos]!;
    const { source, base } = this;
    let quoteAt = start - base;
    let quote = source.charCodeAt(quoteAt);
    while (quote !== DOUBLE_QUOTE && quote !== SINGLE_QUOTE) quote = source.charCodeAt(++quoteAt);
    const prefix = quoteAt === start - base ? '' : source.slice(start - base, quoteAt).toLowerCase();
    const triple =
      source.charCodeAt(quoteAt + 1) === quote &&
      source.charCodeAt(quoteAt + 2) === quote &&
      end - base >= quoteAt + 6;
    const width = triple ? 3 : 1;
    this.advance();
    return { start, end, prefix, contentStart: quoteAt + base + width, contentEnd: end - width };
  }

  private formattedPart(values: Expr[]): StringPart {
    const start = this.start();
    const contentStart = this.ends[this.pos]!;
    const opening = this.textAt(this.pos).toLowerCase();
    const prefix = opening.slice(0, opening.search(/['"]/));
    this.advance();
    while (this.kind !== T.FSTRING_END) {
      if (this.kind === T.LBRACE) this.replacementField(values);
      else this.expect(T.FSTRING_MIDDLE);
    }
    const contentEnd = this.start();
    this.advance();
    return { start, end: this.end(), prefix, contentStart, contentEnd };
  }

  private replacementField(values: Expr[]): void {
    this.expect(T.LBRACE);
    switch (this.kind) {
      case T.RBRACE:
      case T.FSTRING_COLON:
      case T.EXCLAMATION:
      case T.EQUAL:
        this.fail(`f-string: valid expression required before '${this.textAt(this.pos)}'`);
    }
    values.push(this.yieldOrStarExpressions());
    this.accept(T.EQUAL);
    if (this.kind === T.EXCLAMATION) this.conversion();
    if (this.accept(T.FSTRING_COLON)) {
      for (;;) {
        if (this.kind === T.LBRACE) this.replacementField(values);
        else if (!this.accept(T.FSTRING_MIDDLE)) break;
      }
    }
    this.expect(T.RBRACE, "f-string: expecting '}'");
  }

  private conversion(): void {
    const mark = this.ends[this.pos]!;
    this.advance();
    const name = this.kind === T.NAME ? this.textAt(this.pos) : '';
    if (this.start() !== mark || (name !== 's' && name !== 'r' && name !== 'a')) {
      this.fail("f-string: invalid conversion character: expected 's', 'r', or 'a'");
    }
    this.advance();
  }
}
