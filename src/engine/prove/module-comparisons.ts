import type { Finding } from '../../model/finding.js';
import type { Expr, Module } from '../../python/ast.js';
import { editableContent } from '../../python/strings.js';
import { forEachChild, type Node } from '../../python/visit.js';
import type { SourceFile } from '../source-file.js';
import type { Split } from '../split.js';
import { finding, listed, type ProofContext } from './proof.js';
import { SOUGHT } from './sought-words.js';

/** How a text is compared with the name of a module. */
type Comparison = 'equals' | 'startswith' | 'endswith' | 'contains';

/** A comparison whose outcome depends on the module that something is defined in. */
interface ModuleComparison {
  readonly node: Expr;
  /** What the name is compared with; `undefined`: the name of the module that the code stands in. */
  readonly text: string | undefined;
  readonly comparison: Comparison;
}

/** Code that decides by `__module__` where something is defined: after the split the answer is another one. */
export function findModuleComparisons(context: ProofContext, split: Split): Finding[] {
  if (split.whole) return [];
  const { before, input } = context;
  const comparing = new Set(before.holding(SOUGHT.definingModule));
  const concerned = new Set([split.file.path, ...before.holding(input.finder.words)]);
  return [...concerned].flatMap((path) => {
    const file = comparing.has(path) && path.endsWith('.py') ? before.python(path) : undefined;
    if (!file) return [];
    return comparisonsIn(file.module)
      .filter((each) => changes(context, split, file, each))
      .map(({ node, text }) => describe(context, split, file, node, text));
  });
}

/** Whether the comparison comes out differently for what has moved. */
function changes(
  { after }: ProofContext,
  split: Split,
  { path }: SourceFile,
  { text, comparison }: ModuleComparison,
): boolean {
  const now = [
    ...split.destinations.map(({ module }) => module),
    ...(split.keptPath === undefined ? [] : [after.nameOf(split.keptPath)]),
  ];
  if (text === undefined) return path === split.file.path && new Set(now).size > 1;
  const holds = (module: string): boolean => {
    if (comparison === 'equals') return module === text;
    if (comparison === 'startswith') return module.startsWith(text);
    return comparison === 'endswith' ? module.endsWith(text) : module.includes(text);
  };
  return now.some((module) => holds(module) !== holds(split.module));
}

function describe(
  { before }: ProofContext,
  split: Split,
  file: SourceFile,
  { start, end }: Expr,
  text: string | undefined,
): Finding {
  const modules = listed(split.destinations.map(({ module }) => module));
  const what = text === undefined ? '`__name__`' : `\`${text}\``;
  return finding(
    'RW316',
    'error',
    before.place(file.path, start, end),
    `\`__module__\` is compared with ${what} here: for what comes from \`${split.module}\` it will be ${modules}.`,
    'Ask for the class or function itself instead (`isinstance`, `is`), before the wave; or waive this with the reason why either answer is right.',
  );
}

function comparisonsIn(module: Module): ModuleComparison[] {
  const holders = new Set<string>();
  const found: ModuleComparison[] = [];
  const source = module.source;
  const isModuleName = (expr: Expr): boolean => {
    if (expr.kind === 'Attribute') return expr.attr === '__module__';
    if (expr.kind === 'Name') return holders.has(expr.id);
    if (expr.kind !== 'Call') return false;
    const { func, args } = expr;
    if (func.kind === 'Attribute' && ['lower', 'strip', 'upper'].includes(func.attr))
      return isModuleName(func.value);
    return func.kind === 'Name' && func.id === 'getattr' && textOf(args[1], source) === '__module__';
  };
  const note = (node: Expr, other: Expr, comparison: Comparison) => {
    for (const text of textsOf(other, source)) found.push({ node, text, comparison });
    if (other.kind === 'Name' && other.id === '__name__') found.push({ node, text: undefined, comparison });
  };
  const walk = (node: Node): void => {
    if (node.kind === 'Assign' && isModuleName(node.value))
      for (const target of node.targets) if (target.kind === 'Name') holders.add(target.id);
    if (node.kind === 'Compare') {
      const sides = [node.left, ...node.comparators];
      for (const [index, op] of node.ops.entries()) {
        const [left, right] = [sides[index]!, sides[index + 1]!];
        const isContained = /\bin\b/.test(op);
        if (isModuleName(left)) note(node, right, 'equals');
        else if (isModuleName(right)) note(node, left, isContained ? 'contains' : 'equals');
      }
    }
    if (node.kind === 'Call' && node.func.kind === 'Attribute' && isModuleName(node.func.value)) {
      const { attr } = node.func;
      const [first] = node.args;
      if (first && (attr === 'startswith' || attr === 'endswith')) note(node, first, attr);
    }
    forEachChild(node, walk);
  };
  for (const stmt of module.body) walk(stmt);
  return found;
}

/** The texts that an expression may be: of a literal, or of the elements of a display. */
function textsOf(expr: Expr, source: string): string[] {
  if (expr.kind === 'Tuple' || expr.kind === 'List' || expr.kind === 'Set')
    return expr.elts.flatMap((each) => textsOf(each, source));
  const text = textOf(expr, source);
  return text === undefined ? [] : [text];
}

function textOf(expr: Expr | undefined, source: string): string | undefined {
  return expr?.kind === 'Str' ? editableContent(expr, source)?.text : undefined;
}
