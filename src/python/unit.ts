import type { Expr, Module, Stmt, While } from './ast.js';

/**
 * The smallest part of a module that moves as a whole: a top-level statement, or one statement of a top-level
 * `if TYPE_CHECKING:` without an `else`.
 */
export interface Unit {
  readonly index: number;
  readonly stmt: Stmt;
  /** The `if TYPE_CHECKING:` around it. */
  readonly guard: While | undefined;
  /** Where its first decorator or keyword starts. */
  readonly start: number;
  readonly end: number;
}

/** Whether an expression is `TYPE_CHECKING` or `typing.TYPE_CHECKING`. */
export function isTypeCheckingTest(test: Expr): boolean {
  return (
    (test.kind === 'Name' && test.id === 'TYPE_CHECKING') ||
    (test.kind === 'Attribute' && test.attr === 'TYPE_CHECKING' && test.value.kind === 'Name')
  );
}

/** Where a statement's text starts: its first decorator's `@`, otherwise the statement itself. */
function statementStart(stmt: Stmt, source: string): number {
  if (
    (stmt.kind !== 'FunctionDef' && stmt.kind !== 'AsyncFunctionDef' && stmt.kind !== 'ClassDef') ||
    !stmt.decorators[0]
  ) {
    return stmt.start;
  }
  const at = source.lastIndexOf('@', stmt.decorators[0].start);
  return at < 0 ? stmt.start : at;
}

/** The units of a module, in source order. */
export function unitsOf(module: Module): Unit[] {
  const units: Unit[] = [];
  const add = (stmt: Stmt, guard: While | undefined) => {
    units.push({
      index: units.length,
      stmt,
      guard,
      start: statementStart(stmt, module.source),
      end: stmt.end,
    });
  };
  for (const stmt of module.body) {
    if (stmt.kind === 'If' && stmt.orelse.length === 0 && isTypeCheckingTest(stmt.test)) {
      for (const inner of stmt.body) add(inner, stmt);
    } else add(stmt, undefined);
  }
  return units;
}
