import type { Expr, Stmt } from '../../python/ast.js';
import { resolve } from '../../python/scope.js';
import type { Split } from '../split.js';
import { isMovable } from './movable-unit.js';

/** A statement that, while its module is imported, changes something that the module only imports. */
export interface OutsideEffect {
  readonly unit: number;
  /** The imported name. */
  readonly name: string;
  /** Attributes that lead to what is changed: `path` for `sys.path.insert(…)`; none for `module.set_up()`. */
  readonly attributes: readonly string[];
  /** Dotted name of the module that the name comes from. */
  readonly module: string;
}

/** Effects on imported objects, in source order. Those of `logging` and `warnings` change nothing that code computes with. */
export function outsideEffects(split: Split): OutsideEffect[] {
  const { file, facts } = split;
  return file.units.flatMap(({ stmt, index }): OutsideEffect[] => {
    if (facts[index]!.kind !== 'effect' || !isMovable(facts[index]!)) return [];
    const changed = changedObject(stmt);
    const binding = changed && resolve(changed.name, file.scopes.module);
    const imported = binding?.sites.find((site) => site.import)?.import;
    if (!changed || !imported) return [];
    const { node } = imported.site;
    const module = node.kind === 'Import' ? imported.alias.name : node.module;
    return HARMLESS.has(module.split('.', 1)[0]!) ? [] : [{ unit: index, ...changed, module }];
  });
}

const HARMLESS = new Set(['logging', 'warnings', 'typing', 'faulthandler', 'doctest', 'unittest']);

/** What a statement changes, when it is nothing but a call or an assignment to a part of something. */
function changedObject(stmt: Stmt): { name: string; attributes: string[] } | undefined {
  switch (stmt.kind) {
    case 'Expr':
      if (stmt.value.kind !== 'Call') return undefined;
      return stmt.value.func.kind === 'Attribute' ? pathOf(stmt.value.func.value) : pathOf(stmt.value.func);
    case 'Assign':
      return stmt.targets.map(assigned).find((path) => path !== undefined);
    case 'AugAssign':
    case 'AnnAssign':
      return assigned(stmt.target);
    case 'Delete':
      return stmt.targets.map(assigned).find((path) => path !== undefined);
    default:
      return undefined;
  }
}

function assigned(target: Expr): { name: string; attributes: string[] } | undefined {
  if (target.kind === 'Attribute') return pathOf(target);
  return target.kind === 'Subscript' ? pathOf(target.value) : undefined;
}

function pathOf(expr: Expr): { name: string; attributes: string[] } | undefined {
  if (expr.kind === 'Name') return { name: expr.id, attributes: [] };
  if (expr.kind === 'Attribute') {
    const base = pathOf(expr.value);
    return base && { name: base.name, attributes: [...base.attributes, expr.attr] };
  }
  if (expr.kind === 'Call') return pathOf(expr.func);
  return expr.kind === 'Subscript' ? pathOf(expr.value) : undefined;
}
