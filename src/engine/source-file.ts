import type { Module } from '../python/ast.js';
import { type DecodedText, decodeSource } from '../python/encoding.js';
import { type LexedImports, lexImports } from '../python/lex-imports.js';
import { parseImports } from '../python/parse-imports.js';
import { parseModule } from '../python/parser.js';
import type { ModuleScopes } from '../python/scope.js';
import { analyseScopes } from '../python/scope-builder.js';
import { type Unit, unitsOf } from '../python/unit.js';

/** One file of the repository; parsed and analysed when first asked, once. */
export class SourceFile {
  private decoded: DecodedText | undefined | null = null;
  private parsed: Module | undefined;
  private analysed: ModuleScopes | undefined;
  private unitList: readonly Unit[] | undefined;
  private lexed: LexedImports | undefined;
  private lineStarts: readonly number[] | undefined;
  private view: SourceFile | undefined;

  /** @param parse how its text is read. */
  constructor(
    readonly path: string,
    readonly bytes: Uint8Array,
    private readonly parse: (text: string) => Module = parseModule,
  ) {}

  /** The decoded text, or `undefined` when the bytes are not valid in their declared encoding. */
  get decodedText(): DecodedText | undefined {
    if (this.decoded === null) this.decoded = decodeSource(this.bytes);
    return this.decoded;
  }

  get text(): string {
    return this.decodedText?.text ?? '';
  }

  /** @throws PythonSyntaxError when the text is not Python. */
  get module(): Module {
    this.parsed ??= this.parse(this.text);
    return this.parsed;
  }

  /**
   * The file with the statements that import, and the blocks these stand in; what other statements say is not in it,
   * only that they are there. Much cheaper than all of it, and the file itself when that has been parsed already.
   */
  get importView(): SourceFile {
    if (this.parsed) return this;
    if (!this.view) {
      this.view = new SourceFile(this.path, this.bytes, parseImports);
      this.view.decoded = this.decodedText;
    }
    return this.view;
  }

  get units(): readonly Unit[] {
    this.unitList ??= unitsOf(this.module);
    return this.unitList;
  }

  get scopes(): ModuleScopes {
    this.analysed ??= analyseScopes(this.module, this.units);
    return this.analysed;
  }

  /** Its import statements, read without parsing: a few too many rather than too few. */
  get lexedImports(): LexedImports {
    this.lexed ??= lexImports(this.text);
    return this.lexed;
  }

  /** The line ending that the file uses: that of its first line. */
  get newline(): string {
    const first = /\r\n|\n|\r/.exec(this.text);
    return first ? first[0] : '\n';
  }

  /** Whether it has been parsed already: for statistics. */
  get isParsed(): boolean {
    return this.parsed !== undefined;
  }

  /** Line and column (from 1) of an offset. */
  position(offset: number): { line: number; column: number } {
    if (!this.lineStarts) {
      const starts = [0];
      for (let i = 0; i < this.text.length; i++) {
        const code = this.text.charCodeAt(i);
        if (code === 10 || (code === 13 && this.text.charCodeAt(i + 1) !== 10)) starts.push(i + 1);
      }
      this.lineStarts = starts;
    }
    let low = 0;
    let high = this.lineStarts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.lineStarts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - this.lineStarts[low]! + 1 };
  }
  /** The offset of a line and column (from 1); the reverse of `position`. */
  offset(line: number, column: number): number {
    this.position(0);
    return (this.lineStarts![line - 1] ?? this.text.length) + column - 1;
  }
}
