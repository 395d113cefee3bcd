import type { Expr } from './ast.js';

/** The last part of the name by which something is called: `c` of `a.b.c()`; '' for what has no name. */
export function calledName(func: Expr): string {
  return func.kind === 'Name' ? func.id : func.kind === 'Attribute' ? func.attr : '';
}
