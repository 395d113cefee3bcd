import type { Stmt } from '../../python/ast.js';
import { isTypeCheckingTest } from '../../python/unit.js';
import type { SourceFile } from '../source-file.js';

interface Range {
  readonly start: number;
  readonly end: number;
}

const known = new WeakMap<SourceFile, readonly Range[]>();

/** Whether a place stands in the body of an `if TYPE_CHECKING:`, which never runs. */
export function isForTypesOnly(file: SourceFile, offset: number): boolean {
  let ranges = known.get(file);
  if (!ranges) {
    ranges = file.text.includes('TYPE_CHECKING') ? guardedRanges(file.module.body) : [];
    known.set(file, ranges);
  }
  return ranges.some(({ start, end }) => start <= offset && offset < end);
}

function guardedRanges(body: readonly Stmt[]): Range[] {
  const ranges: Range[] = [];
  const walk = (stmts: readonly Stmt[]): void => {
    for (const stmt of stmts) {
      if (stmt.kind === 'If' && isTypeCheckingTest(stmt.test)) {
        ranges.push({ start: stmt.body[0]!.start, end: stmt.body.at(-1)!.end });
        walk(stmt.orelse);
      } else for (const block of blocksOf(stmt)) walk(block);
    }
  };
  walk(body);
  return ranges;
}

/** The statement lists inside a statement. */
function blocksOf(stmt: Stmt): readonly (readonly Stmt[])[] {
  switch (stmt.kind) {
    case 'FunctionDef':
    case 'AsyncFunctionDef':
    case 'ClassDef':
    case 'With':
    case 'AsyncWith':
      return [stmt.body];
    case 'If':
    case 'While':
    case 'For':
    case 'AsyncFor':
      return [stmt.body, stmt.orelse];
    case 'Try':
    case 'TryStar':
      return [stmt.body, ...stmt.handlers.map(({ body }) => body), stmt.orelse, stmt.finalbody];
    case 'Match':
      return stmt.cases.map(({ body }) => body);
    default:
      return [];
  }
}
