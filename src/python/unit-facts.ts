import type { Expr, Stmt } from './ast.js';
import type { ModuleScopes } from './scope.js';
import type { Unit } from './unit.js';
import { forEachChild } from './visit.js';

/**
 * What a unit is to a move. `import` and `import-fallback` units (a `try` or `if` that only imports, with constant
 * stand-ins) are copied to whoever uses their names, `module-bound` ones (`getLogger(__name__)`) are repeated per
 * module; `definition` and `effect` units move exactly once. What a wave takes away is `removed`.
 */
export type UnitKind =
  | 'docstring'
  | 'future'
  | 'import'
  | 'import-fallback'
  | 'export-list'
  | 'module-bound'
  | 'definition'
  | 'effect'
  | 'removed'
  | 'pass';

export interface UnitFacts {
  readonly kind: UnitKind;
  /** Module-level names the unit binds, in order of their first binding. */
  readonly binds: readonly string[];
  /** Module-level names whose value the unit changes while the module body runs: `X.update()`, `X[k] = v`, `X += …`, `del X`. */
  readonly mutates: readonly string[];
  /** Module-level names that functions of the unit rebind (`global x`). */
  readonly rebinds: readonly string[];
}

/** Facts of each unit, by its index. */
export function unitFacts(units: readonly Unit[], scopes: ModuleScopes, source: string): UnitFacts[] {
  const binds = units.map(() => new Set<string>());
  const mutates = units.map(() => new Set<string>());
  const rebinds = units.map(() => new Set<string>());
  for (const binding of scopes.module.bindings.values()) {
    for (const site of binding.sites) {
      if (site.unit < 0) continue;
      if (site.from !== scopes.module && site.from.kind !== 'comprehension')
        rebinds[site.unit]!.add(binding.name);
      else if (site.kind === 'augmented' || site.kind === 'delete') mutates[site.unit]!.add(binding.name);
      else binds[site.unit]!.add(binding.name);
    }
  }
  const all = units.map((unit, index): UnitFacts => {
    for (const name of mutatedRoots(unit.stmt))
      if (scopes.module.bindings.has(name)) mutates[index]!.add(name);
    const bound = [...binds[index]!];
    return {
      kind: kindOf(unit, bound, mutates[index]!, source),
      binds: bound,
      mutates: [...mutates[index]!].filter((name) => !binds[index]!.has(name)),
      rebinds: [...rebinds[index]!],
    };
  });
  // A fallback for a name that is also defined is part of that definition: apart, each would tell half of the truth.
  const defined = new Set(all.flatMap(({ kind, binds }) => (kind === 'definition' ? binds : [])));
  return all.map((facts) =>
    facts.kind === 'import-fallback' && facts.binds.some((name) => defined.has(name))
      ? { ...facts, kind: 'definition' }
      : facts,
  );
}

function kindOf(
  unit: Unit,
  binds: readonly string[],
  mutates: ReadonlySet<string>,
  source: string,
): UnitKind {
  const { stmt } = unit;
  if (unit.index === 0 && stmt.kind === 'Expr' && stmt.value.kind === 'Str' && !stmt.value.bytes)
    return 'docstring';
  if (stmt.kind === 'ImportFrom' && stmt.module === '__future__') return 'future';
  if (stmt.kind === 'Import' || stmt.kind === 'ImportFrom') return 'import';
  if (binds.includes('__all__') || mutates.has('__all__')) return 'export-list';
  if (stmt.kind === 'Pass' || (stmt.kind === 'Expr' && stmt.value.kind === 'Constant')) return 'pass';
  if ((stmt.kind === 'Try' || stmt.kind === 'If') && onlyImports([stmt])) return 'import-fallback';
  if (binds.length === 1 && isModuleBound(stmt, source)) return 'module-bound';
  return binds.length > 0 ? 'definition' : 'effect';
}

/**
 * `logger = logging.getLogger(__name__)`: a call whose only argument is the module's name, or the name of a logger,
 * which everybody gets the same one for (https://docs.python.org/3/library/logging.html#logging.getLogger).
 */
function isModuleBound(stmt: Stmt, source: string): boolean {
  const value = stmt.kind === 'Assign' || stmt.kind === 'AnnAssign' ? stmt.value : undefined;
  if (value?.kind !== 'Call' || value.keywords.length > 0 || value.args.length > 1) return false;
  const callee = source.slice(value.func.start, value.func.end);
  const [name] = value.args;
  if (name?.kind === 'Name' && name.id === '__name__') return /(?:^|\.|_)(?:get_?logger)$/i.test(callee);
  return callee === 'logging.getLogger' && (name === undefined || name.kind === 'Str');
}

/** A statement that does nothing but import, with constants for what could not be imported. */
function onlyImports(body: readonly Stmt[]): boolean {
  let imports = false;
  const check = (stmts: readonly Stmt[]): boolean =>
    stmts.every((stmt) => {
      switch (stmt.kind) {
        case 'Import':
        case 'ImportFrom':
          imports = true;
          return true;
        case 'Pass':
        case 'Raise':
          return true;
        case 'Assign':
          return stmt.targets.every((target) => target.kind === 'Name') && isPlainStandIn(stmt.value);
        case 'AnnAssign':
          return stmt.target.kind === 'Name' && (!stmt.value || isPlainStandIn(stmt.value));
        case 'If':
          return check(stmt.body) && check(stmt.orelse);
        case 'Try':
          return (
            check(stmt.body) &&
            stmt.handlers.every((handler) => check(handler.body)) &&
            check(stmt.orelse) &&
            check(stmt.finalbody)
          );
        default:
          return false;
      }
    });
  return check(body) && imports;
}

function isPlainStandIn(value: Expr): boolean {
  return value.kind === 'Constant' || value.kind === 'Name';
}

/** Roots of the objects that a statement changes in place while the module body runs. */
function mutatedRoots(stmt: Stmt): string[] {
  const roots: string[] = [];
  const root = (expr: Expr): string | undefined => {
    let base = expr;
    while (base.kind === 'Attribute' || base.kind === 'Subscript') base = base.value;
    return base.kind === 'Name' && base !== expr ? base.id : undefined;
  };
  const add = (expr: Expr) => {
    const name = root(expr);
    if (name !== undefined) roots.push(name);
    else if (expr.kind === 'Tuple' || expr.kind === 'List') for (const element of expr.elts) add(element);
  };
  const walk = (node: Stmt): void => {
    switch (node.kind) {
      case 'Expr':
        if (node.value.kind === 'Call' && node.value.func.kind === 'Attribute') add(node.value.func);
        return;
      case 'Assign':
        for (const target of node.targets) add(target);
        return;
      case 'AugAssign':
      case 'AnnAssign':
        return add(node.target);
      case 'Delete':
        for (const target of node.targets) add(target);
        return;
      case 'FunctionDef':
      case 'AsyncFunctionDef':
      case 'ClassDef':
        return;
      default:
        forEachChild(node, (child) => {
          if (isStatement(child)) walk(child);
          else if (child.kind === 'ExceptHandler' || child.kind === 'match_case')
            for (const inner of child.body) walk(inner);
        });
    }
  };
  walk(stmt);
  return roots;
}

const STATEMENTS = new Set<string>([
  'FunctionDef',
  'AsyncFunctionDef',
  'ClassDef',
  'Assign',
  'AugAssign',
  'AnnAssign',
  'Delete',
  'Expr',
  'For',
  'AsyncFor',
  'While',
  'If',
  'With',
  'AsyncWith',
  'Try',
  'TryStar',
  'Match',
]);

function isStatement(node: { kind: string }): node is Stmt {
  return STATEMENTS.has(node.kind);
}
