import type { Module, Stmt } from './ast.js';
import { guarded, Parser } from './parser.js';
import { T } from './tokens.js';

/**
 * The import statements of a file and the blocks they stand in. Every other statement is skipped, blocks and all, and is
 * in the tree as a `Pass` with its span: what stands in front of what can be told as from the whole tree.
 *
 * @throws PythonSyntaxError when lines, brackets, blocks or imports are not Python 3; the rest is not looked at.
 */
export function parseImports(source: string): Module {
  return guarded(0, () => new ImportParser(source, 0).module());
}

/** Keywords of the clauses that go on with a compound statement. */
const CONTINUATIONS: ReadonlySet<number> = new Set([T.ELIF, T.ELSE, T.EXCEPT, T.FINALLY]);

class ImportParser extends Parser {
  private nextImport = -1;

  protected override statement(into: Stmt[]): void {
    const first = this.pos;
    if (this.kind === T.INDENT || CONTINUATIONS.has(this.kind)) this.fail();
    const behind = this.endOfStatement(first);
    if (this.importFromOn(first) < behind) return super.statement(into);
    this.reset(behind);
    into.push({ kind: 'Pass', start: this.starts[first]!, end: this.blockEnd() });
  }

  /** The first `import` at or behind a token. */
  private importFromOn(at: number): number {
    if (this.nextImport < at) {
      const found = this.kinds.indexOf(T.IMPORT, at);
      this.nextImport = found < 0 ? Number.POSITIVE_INFINITY : found;
    }
    return this.nextImport;
  }

  /** The token behind a line of simple statements, or behind all blocks of a compound statement. */
  private endOfStatement(at: number): number {
    while (this.kinds[at] === T.AT) at = this.kinds.indexOf(T.NEWLINE, at) + 1;
    at = this.endOfClause(at);
    while (CONTINUATIONS.has(this.kinds[at]!)) at = this.endOfClause(at);
    return at;
  }

  /** The token behind a line and the block below it. */
  private endOfClause(at: number): number {
    at = this.kinds.indexOf(T.NEWLINE, at) + 1;
    const isHeader = this.kinds[at - 2] === T.COLON;
    if (isHeader !== (this.kinds[at] === T.INDENT)) this.fail(undefined, at);
    if (!isHeader) return at;
    for (let depth = 0; ; at++) {
      if (this.kinds[at] === T.INDENT) depth++;
      else if (this.kinds[at] === T.DEDENT && --depth === 0) return at + 1;
    }
  }
}
