import type { Expr, Module, Sequence, Stmt, Str } from '../python/ast.js';
import type { ModuleScopes } from '../python/scope.js';
import { literalText } from '../python/strings.js';

/** One entry of `__all__`, with its place. */
export interface ExportEntry {
  readonly name: string;
  readonly node: Str;
  /** It stands by itself, as the argument of `append`: another one cannot stand beside it. */
  readonly alone: boolean;
  /** The display that holds it; `undefined` for the argument of `append`. */
  readonly list: Sequence | undefined;
  /** The statement that holds it. */
  readonly stmt: Stmt;
}

/** What the statements about `__all__` say. */
export interface ExportList {
  readonly entries: readonly ExportEntry[];
  /** Some part is computed: its names are not known here. */
  readonly computed: boolean;
  readonly declared: boolean;
}

/** Reads `__all__ = […]`, `__all__ += […]`, `.extend([…])`, `.append("…")` and sums of them. */
export function readExportList(module: Module): ExportList {
  const entries: ExportEntry[] = [];
  let computed = false;
  let declared = false;
  const literal = (expr: Expr, stmt: Stmt): void => {
    if (expr.kind === 'List' || expr.kind === 'Tuple' || expr.kind === 'Set') {
      for (const element of expr.elts) {
        const name = element.kind === 'Str' ? literalText(element, module.source) : undefined;
        if (element.kind === 'Str' && name !== undefined)
          entries.push({ name, node: element, alone: false, list: expr, stmt });
        else computed = true;
      }
    } else if (expr.kind === 'BinOp' && expr.op === '+') {
      literal(expr.left, stmt);
      literal(expr.right, stmt);
    } else computed = true;
  };
  for (const stmt of module.body) {
    const value = exportValue(stmt);
    if (!value) continue;
    declared = true;
    if (value.kind === 'Str') {
      const name = literalText(value, module.source) ?? '';
      entries.push({ name, node: value, alone: true, list: undefined, stmt });
    } else literal(value, stmt);
  }
  return { entries, computed, declared };
}

/** The list that a statement assigns or adds to `__all__`. */
export function exportValue(stmt: Stmt): Expr | undefined {
  const isAll = (expr: Expr) => expr.kind === 'Name' && expr.id === '__all__';
  if (stmt.kind === 'Assign' && stmt.targets.some(isAll)) return stmt.value;
  if (stmt.kind === 'AnnAssign' && isAll(stmt.target)) return stmt.value;
  if (stmt.kind === 'AugAssign' && isAll(stmt.target)) return stmt.value;
  if (stmt.kind !== 'Expr' || stmt.value.kind !== 'Call' || stmt.value.func.kind !== 'Attribute')
    return undefined;
  const { func, args } = stmt.value;
  if (!isAll(func.value) || !['extend', 'append'].includes(func.attr)) return undefined;
  return args[0];
}

/** The names that a star import takes: `__all__`, or every public name (language reference, 7.11). */
export function exportedNames(module: Module, scopes: ModuleScopes): string[] {
  const list = readExportList(module);
  if (list.declared) return [...new Set(list.entries.map(({ name }) => name))];
  return [...scopes.module.bindings.keys()].filter((name) => !name.startsWith('_'));
}
