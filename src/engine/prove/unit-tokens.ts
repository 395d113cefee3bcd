import { lex } from '../../python/lexer.js';
import type { TokenTable } from '../../python/tokens.js';
import { T } from '../../python/tokens.js';
import type { SourceFile } from '../source-file.js';

/** One token or comment of a unit. */
export interface UnitToken {
  /** What it is compared by: its text, or its kind for layout. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly isComment: boolean;
  /** The end of a line, or a change of indentation. */
  readonly isLayout: boolean;
  /** A string literal, or text inside an f-string. */
  readonly isString: boolean;
}

const LAYOUT = new Map<number, string>([
  [T.NEWLINE, '<end of line>'],
  [T.INDENT, '<indentation>'],
  [T.DEDENT, '<end of block>'],
  [T.ENDMARKER, '<end of file>'],
]);

/** The tokens of a file, by unit. */
export class FileTokens {
  private table: TokenTable | undefined;

  constructor(readonly file: SourceFile) {}

  /** The unit's text with the comment behind it on its last line. */
  textOf(unit: number): string {
    const { start } = this.file.units[unit]!;
    return this.file.text.slice(start, this.endOf(unit));
  }

  /** Tokens and comments in source order, the comment on the last line included. */
  of(unit: number): UnitToken[] {
    const { start } = this.file.units[unit]!;
    const end = this.endOf(unit);
    const { text, module } = this.file;
    const tokens: UnitToken[] = [];
    this.table ??= lex(text);
    const { count, kinds, starts, ends } = this.table;
    for (let i = this.firstFrom(start); i < count && starts[i]! < end; i++) {
      const kind = kinds[i]!;
      // What ends the statement before is no part of this one.
      if (tokens.length === 0 && LAYOUT.has(kind)) continue;
      const own = text.slice(starts[i]!, ends[i]!);
      const isString = kind === T.STRING || kind === T.FSTRING_MIDDLE;
      tokens.push({
        text: LAYOUT.get(kind) ?? own,
        start: starts[i]!,
        end: ends[i]!,
        isComment: false,
        isLayout: LAYOUT.has(kind),
        isString,
      });
    }
    for (const comment of module.comments) {
      if (comment.start < start || comment.start >= end) continue;
      const own = text.slice(comment.start, comment.end).trimEnd();
      tokens.push({
        text: own,
        start: comment.start,
        end: comment.end,
        isComment: true,
        isLayout: false,
        isString: false,
      });
    }
    return tokens.sort((a, b) => a.start - b.start || a.end - b.end);
  }

  /** Comments on lines of their own between the unit before and this one. */
  above(unit: number): string[] {
    const { units, module, text } = this.file;
    const from = unit === 0 ? 0 : units[unit - 1]!.end;
    const to = units[unit]!.start;
    return module.comments
      .filter(({ start, ownLine }) => ownLine && start >= from && start < to)
      .map(({ start, end }) => text.slice(start, end).trimEnd());
  }

  /** Comments behind the last unit, from the next line on. */
  behindAll(): { text: string; start: number }[] {
    const { units, module, text } = this.file;
    const from = units.at(-1)?.end ?? 0;
    return module.comments
      .filter(({ start, ownLine }) => ownLine && start >= from)
      .map(({ start, end }) => ({ text: text.slice(start, end).trimEnd(), start }));
  }

  private endOf(unit: number): number {
    const { end } = this.file.units[unit]!;
    const { text, module } = this.file;
    const limit = this.file.units[unit + 1]?.start ?? text.length;
    const comment = module.comments[firstComment(module.comments, end)];
    const behind = comment && comment.start < limit && /^[ \t]*$/.test(text.slice(end, comment.start));
    return behind ? comment.end : end;
  }

  private firstFrom(offset: number): number {
    const { count, starts } = this.table!;
    let low = 0;
    let high = count;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (starts[middle]! < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function firstComment(comments: readonly { readonly start: number }[], offset: number): number {
  let low = 0;
  let high = comments.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (comments[middle]!.start < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
