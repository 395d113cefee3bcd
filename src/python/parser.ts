import type { Comment, Expr, Module } from './ast.js';
import { tooDeep } from './depth.js';
import { StatementParser } from './parse-statements.js';
import { PythonSyntaxError, T } from './tokens.js';

export { PythonSyntaxError };

/** The syntax tree of a file. Throws `PythonSyntaxError` when it is not Python 3. */
export function parseModule(source: string): Module {
  return guarded(0, () => new Parser(source, 0).module());
}

/**
 * The syntax tree of a string that holds one expression, such as a quoted annotation; leading blanks are
 * allowed. `offset` is added to every position in the tree: the place of the string's content in a file.
 */
export function parseExpression(source: string, offset = 0): Expr {
  let blanks = 0;
  while (source[blanks] === ' ' || source[blanks] === '\t') blanks++;
  return guarded(offset, () => new Parser(source.slice(blanks), offset + blanks).onlyExpression());
}

export class Parser extends StatementParser {
  module(): Module {
    const body = this.statements();
    const comments: Comment[] = [];
    for (let i = 0; i < this.comments.length; i += 3) {
      comments.push({
        start: this.comments[i]!,
        end: this.comments[i + 1]!,
        ownLine: this.comments[i + 2] === 1,
      });
    }
    return { source: this.source, body, comments };
  }

  onlyExpression(): Expr {
    const value = this.starExpressions();
    this.accept(T.NEWLINE);
    if (this.kind !== T.ENDMARKER) this.fail();
    return value;
  }
}

/** Nesting that exhausts the stack, now or when the tree is analysed, is an error of the source, as it is to CPython. */
export function guarded<R extends Module | Expr>(offset: number, parse: () => R): R {
  try {
    const tree = parse();
    const deep = tooDeep(tree);
    if (deep !== undefined) throw new PythonSyntaxError('too deeply nested', deep);
    return tree;
  } catch (error) {
    if (error instanceof RangeError && /call stack/.test(error.message)) {
      throw new PythonSyntaxError('too deeply nested', offset);
    }
    throw error;
  }
}
