import type {
  Alias,
  Arg,
  Arguments,
  Comprehension,
  ExceptHandler,
  Expr,
  Keyword,
  MatchCase,
  Pattern,
  Stmt,
  TypeParam,
  WithItem,
} from './ast.js';

/** Anything in a syntax tree that has a kind and a place. */
export type Node =
  | Stmt
  | Expr
  | Pattern
  | Arg
  | Keyword
  | Alias
  | Comprehension
  | ExceptHandler
  | WithItem
  | MatchCase
  | TypeParam;

export type Visit = (child: Node) => void;

/** Calls `visit` for each direct child of a node, in source order. */
export function forEachChild(node: Node, visit: Visit): void {
  switch (node.kind) {
    case 'Name':
    case 'Constant':
    case 'Str':
    case 'alias':
    case 'Pass':
    case 'Break':
    case 'Continue':
    case 'Global':
    case 'Nonlocal':
    case 'MatchStar':
      return;
    case 'Attribute':
    case 'Starred':
    case 'Await':
    case 'YieldFrom':
    case 'keyword':
    case 'Expr':
    case 'MatchValue':
      visit(node.value);
      return;
    case 'Yield':
    case 'Return':
      if (node.value !== undefined) visit(node.value);
      return;
    case 'Subscript':
      visit(node.value);
      visit(node.slice);
      return;
    case 'Call':
      visit(node.func);
      visitArguments(node.args, node.keywords, visit);
      return;
    case 'Tuple':
    case 'List':
    case 'Set':
      visitAll(node.elts, visit);
      return;
    case 'JoinedStr':
    case 'BoolOp':
      visitAll(node.values, visit);
      return;
    case 'Dict':
      for (let i = 0; i < node.values.length; i++) {
        const key = node.keys[i];
        if (key !== undefined) visit(key);
        visit(node.values[i]!);
      }
      return;
    case 'BinOp':
      visit(node.left);
      visit(node.right);
      return;
    case 'UnaryOp':
      visit(node.operand);
      return;
    case 'Compare':
      visit(node.left);
      visitAll(node.comparators, visit);
      return;
    case 'IfExp':
      visit(node.body);
      visit(node.test);
      visit(node.orelse);
      return;
    case 'Lambda':
      visitParameters(node.args, visit);
      visit(node.body);
      return;
    case 'NamedExpr':
      visit(node.target);
      visit(node.value);
      return;
    case 'Slice':
      if (node.lower !== undefined) visit(node.lower);
      if (node.upper !== undefined) visit(node.upper);
      if (node.step !== undefined) visit(node.step);
      return;
    case 'ListComp':
    case 'SetComp':
    case 'GeneratorExp':
    case 'DictComp':
      visit(node.elt);
      if (node.value !== undefined) visit(node.value);
      visitAll(node.generators, visit);
      return;
    case 'comprehension':
      visit(node.target);
      visit(node.iter);
      visitAll(node.ifs, visit);
      return;
    case 'arg':
      if (node.annotation !== undefined) visit(node.annotation);
      return;
    case 'TypeVar':
    case 'TypeVarTuple':
    case 'ParamSpec':
      if (node.bound !== undefined) visit(node.bound);
      if (node.defaultValue !== undefined) visit(node.defaultValue);
      return;
    case 'FunctionDef':
    case 'AsyncFunctionDef':
      visitAll(node.decorators, visit);
      visitAll(node.typeParams, visit);
      visitParameters(node.args, visit);
      if (node.returns !== undefined) visit(node.returns);
      visitAll(node.body, visit);
      return;
    case 'ClassDef':
      visitAll(node.decorators, visit);
      visitAll(node.typeParams, visit);
      visitArguments(node.bases, node.keywords, visit);
      visitAll(node.body, visit);
      return;
    case 'Delete':
      visitAll(node.targets, visit);
      return;
    case 'Assign':
      visitAll(node.targets, visit);
      visit(node.value);
      return;
    case 'AugAssign':
      visit(node.target);
      visit(node.value);
      return;
    case 'AnnAssign':
      visit(node.target);
      visit(node.annotation);
      if (node.value !== undefined) visit(node.value);
      return;
    case 'TypeAlias':
      visit(node.name);
      visitAll(node.typeParams, visit);
      visit(node.value);
      return;
    case 'For':
    case 'AsyncFor':
      visit(node.target);
      visit(node.iter);
      visitAll(node.body, visit);
      visitAll(node.orelse, visit);
      return;
    case 'While':
    case 'If':
      visit(node.test);
      visitAll(node.body, visit);
      visitAll(node.orelse, visit);
      return;
    case 'With':
    case 'AsyncWith':
      visitAll(node.items, visit);
      visitAll(node.body, visit);
      return;
    case 'withitem':
      visit(node.contextExpr);
      if (node.optionalVars !== undefined) visit(node.optionalVars);
      return;
    case 'Raise':
      if (node.exc !== undefined) visit(node.exc);
      if (node.cause !== undefined) visit(node.cause);
      return;
    case 'Try':
    case 'TryStar':
      visitAll(node.body, visit);
      visitAll(node.handlers, visit);
      visitAll(node.orelse, visit);
      visitAll(node.finalbody, visit);
      return;
    case 'ExceptHandler':
      if (node.type !== undefined) visit(node.type);
      visitAll(node.body, visit);
      return;
    case 'Assert':
      visit(node.test);
      if (node.msg !== undefined) visit(node.msg);
      return;
    case 'Import':
    case 'ImportFrom':
      visitAll(node.names, visit);
      return;
    case 'Match':
      visit(node.subject);
      visitAll(node.cases, visit);
      return;
    case 'match_case':
      visit(node.pattern);
      if (node.guard !== undefined) visit(node.guard);
      visitAll(node.body, visit);
      return;
    case 'MatchSequence':
    case 'MatchOr':
      visitAll(node.patterns, visit);
      return;
    case 'MatchMapping':
      for (let i = 0; i < node.keys.length; i++) {
        visit(node.keys[i]!);
        visit(node.patterns[i]!);
      }
      return;
    case 'MatchClass':
      visit(node.cls);
      visitAll(node.patterns, visit);
      visitAll(node.kwdPatterns, visit);
      return;
    case 'MatchAs':
      if (node.pattern !== undefined) visit(node.pattern);
      return;
    default:
      return unreachable(node);
  }
}

function visitAll(nodes: readonly Node[], visit: Visit): void {
  for (let i = 0; i < nodes.length; i++) visit(nodes[i]!);
}

/** Positional arguments may follow keywords when they are starred, so the two lists are merged by place. */
function visitArguments(args: readonly Expr[], keywords: readonly Keyword[], visit: Visit): void {
  let next = 0;
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]!;
    while (next < keywords.length && keywords[next]!.start < arg.start) visit(keywords[next++]!);
    visit(arg);
  }
  while (next < keywords.length) visit(keywords[next++]!);
}

/** Parameters with their annotations, each followed by its default value. */
function visitParameters(args: Arguments, visit: Visit): void {
  const { posonlyargs, defaults, kwonlyargs, kwDefaults } = args;
  const positional = posonlyargs.length + args.args.length;
  const required = positional - defaults.length;
  for (let i = 0; i < positional; i++) {
    visit(i < posonlyargs.length ? posonlyargs[i]! : args.args[i - posonlyargs.length]!);
    if (i >= required) visit(defaults[i - required]!);
  }
  if (args.vararg !== undefined) visit(args.vararg);
  for (let i = 0; i < kwonlyargs.length; i++) {
    visit(kwonlyargs[i]!);
    const value = kwDefaults[i];
    if (value !== undefined) visit(value);
  }
  if (args.kwarg !== undefined) visit(args.kwarg);
}

function unreachable(node: never): never {
  throw new Error(`unknown node: ${JSON.stringify(node)}`);
}
