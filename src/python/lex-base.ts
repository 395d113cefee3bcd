import { CLOSE_BRACE } from './characters.js';
import { PythonSyntaxError } from './tokens.js';

const MAX_NESTING = 200;

/** On the stack of open brackets: the `{` of a replacement field, as opposed to a dict or set. */
export const FIELD = 1;

/** An f-string or t-string whose end has not been reached. */
interface OpenFString {
  readonly quote: number;
  readonly triple: boolean;
  readonly raw: boolean;
  readonly start: number;
  /** Open brackets when the string began; more of them in its text means a format spec. */
  readonly nesting: number;
}

/** Where tokens are written, and what is open: brackets and f-strings. */
export abstract class LexerBase {
  protected readonly length: number;
  /** The source and some NULs, so that looking ahead needs no bounds check. */
  protected readonly text: string;
  protected kinds: Uint8Array;
  protected starts: Int32Array;
  protected ends: Int32Array;
  protected count = 0;
  protected readonly brackets: number[] = [];
  protected readonly bracketStarts: number[] = [];
  protected readonly fstrings: OpenFString[] = [];

  constructor(source: string) {
    this.length = source.length;
    this.text = `${source}\0\0\0\0`;
    const capacity = (source.length >> 1) + 16;
    this.kinds = new Uint8Array(capacity);
    this.starts = new Int32Array(capacity);
    this.ends = new Int32Array(capacity);
  }

  protected emit(kind: number, start: number, end: number): void {
    const at = this.count++;
    if (at === this.kinds.length) this.grow();
    this.kinds[at] = kind;
    this.starts[at] = start;
    this.ends[at] = end;
  }

  private grow(): void {
    const capacity = this.kinds.length * 2;
    const kinds = new Uint8Array(capacity);
    const starts = new Int32Array(capacity);
    const ends = new Int32Array(capacity);
    kinds.set(this.kinds);
    starts.set(this.starts);
    ends.set(this.ends);
    this.kinds = kinds;
    this.starts = starts;
    this.ends = ends;
  }

  protected one(kind: number, pos: number): number {
    this.emit(kind, pos, pos + 1);
    return pos + 1;
  }

  protected openBracket(bracket: number, pos: number): void {
    if (this.brackets.length >= MAX_NESTING) throw new PythonSyntaxError('too many nested parentheses', pos);
    this.brackets.push(bracket);
    this.bracketStarts.push(pos);
  }

  protected closeBracket(c: number, pos: number): boolean {
    const open = this.brackets.pop();
    const start = this.bracketStarts.pop()!;
    const fstring = this.fstrings[this.fstrings.length - 1];
    if (open === undefined || (fstring !== undefined && this.brackets.length < fstring.nesting)) {
      throw new PythonSyntaxError(`unmatched '${this.text[pos]}'`, pos);
    }
    const wanted = open === 40 ? 41 : open === 91 ? 93 : CLOSE_BRACE;
    if (c !== wanted) {
      throw new PythonSyntaxError(
        `closing parenthesis '${this.text[pos]}' does not match opening parenthesis '${this.text[start]}'`,
        pos,
      );
    }
    return open === FIELD;
  }

  protected inField(): boolean {
    return this.fstrings.length > 0 && this.brackets[this.brackets.length - 1] === FIELD;
  }
}
