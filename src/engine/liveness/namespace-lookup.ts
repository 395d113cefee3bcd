import type { Call, Expr, Stmt } from '../../python/ast.js';
import { resolve } from '../../python/scope.js';
import { editableContent } from '../../python/strings.js';
import { forEachChild, type Node } from '../../python/visit.js';
import type { SourceFile } from '../source-file.js';

/** A place that looks names of a module up at run time: `globals()`, `vars(module)`, `dir(module)`. */
export interface NamespaceLookup {
  readonly start: number;
  readonly end: number;
  /** Whether it can find a name: by the literal tests around it, otherwise every name. */
  readonly finds: (name: string) => boolean;
}

const known = new WeakMap<SourceFile, readonly NamespaceLookup[]>();

/** Lookups in a module's own namespace, in the file of that module. */
export function ownLookups(file: SourceFile): readonly NamespaceLookup[] {
  let found = known.get(file);
  if (!found) {
    found = /\b(?:globals|vars|locals|dir|sys\s*\.\s*modules|eval|exec)\b/.test(file.text)
      ? collect(file)
      : [];
    known.set(file, found);
  }
  return found;
}

function collect(file: SourceFile): NamespaceLookup[] {
  const found: NamespaceLookup[] = [];
  const path: Node[] = [];
  const walk = (node: Node): void => {
    const name = node.kind === 'Call' ? builtinOf(file, node) : undefined;
    if (
      (name !== undefined && node.kind === 'Call' && looksUp(file, node, name)) ||
      isOwnModule(node, file)
    ) {
      const finds = findsFrom(node as Expr, [...path].reverse(), file);
      if (finds) found.push({ start: node.start, end: node.end, finds });
    }
    path.push(node);
    forEachChild(node, walk);
    path.pop();
  };
  for (const stmt of file.module.body) walk(stmt);
  return found;
}

function builtinOf({ scopes }: SourceFile, { func }: Call): string | undefined {
  if (func.kind !== 'Name') return undefined;
  if (!['globals', 'vars', 'locals', 'dir', 'eval', 'exec'].includes(func.id)) return undefined;
  const use = scopes.uses.find(({ start }) => start === func.start);
  return use && resolve(func.id, use.scope) === undefined ? func.id : undefined;
}

/** `globals()` anywhere; the others without arguments where a module's own body calls them. */
function looksUp({ scopes }: SourceFile, call: Call, name: string): boolean {
  if (name === 'eval' || name === 'exec') return call.args.length === 1 && call.args[0]!.kind !== 'Str';
  if (call.args.length > 0) return false;
  if (name === 'globals') return true;
  return !scopes.scopes.some(
    ({ kind, start, end }) =>
      ['function', 'lambda', 'class'].includes(kind) && start <= call.start && call.start < end,
  );
}

/** `sys.modules[__name__]`. */
function isOwnModule(node: Node, { text }: SourceFile): boolean {
  return (
    node.kind === 'Subscript' &&
    node.slice.kind === 'Name' &&
    node.slice.id === '__name__' &&
    /^(?:sys\s*\.\s*)?modules$/.test(text.slice(node.value.start, node.value.end))
  );
}

/**
 * What a lookup can find, from the expressions around it, innermost first.
 *
 * @returns `undefined` when it reads nothing: it writes, lists names for `dir()`, or fills in what is missing.
 */
export function findsFrom(
  lookup: Expr,
  ancestors: readonly Node[],
  file: SourceFile,
): ((name: string) => boolean) | undefined {
  const every = () => true;
  const [parent, outer] = ancestors;
  const readers = ancestors.find((node) => node.kind === 'FunctionDef');
  if (readers?.kind === 'FunctionDef' && readers.name === '__dir__') return undefined;
  if (parent?.kind === 'Subscript' && parent.value === lookup) {
    // What `__getattr__` is asked for is not there.
    if (parent.ctx !== 'Load' || (readers?.kind === 'FunctionDef' && readers.name === '__getattr__'))
      return undefined;
    return namesOf(parent.slice, file) ?? every;
  }
  if (parent?.kind === 'Compare' && parent.comparators.includes(lookup))
    return namesOf(parent.left, file) ?? every;
  if (parent?.kind === 'Call' && parent.func.kind === 'Name' && parent.func.id === 'getattr')
    return (parent.args[1] && namesOf(parent.args[1], file)) ?? every;
  if (parent?.kind === 'Attribute' && outer?.kind === 'Call' && outer.func === parent) {
    if (['get', 'pop', '__getitem__'].includes(parent.attr))
      return (outer.args[0] && namesOf(outer.args[0], file)) ?? every;
    if (['update', 'setdefault', '__setitem__'].includes(parent.attr)) return undefined;
  }
  return filterAround(lookup, ancestors, file) ?? every;
}

/** The names that a subscript or key can be: a literal, or an f-string or sum with literal parts. */
function namesOf(key: Expr, file: SourceFile): ((name: string) => boolean) | undefined {
  const pattern = patternOf(key, file);
  if (pattern === undefined || pattern === '.*') return undefined;
  const whole = new RegExp(`^(?:${pattern})$`, 's');
  return (name) => whole.test(name);
}

function patternOf(expr: Expr, file: SourceFile): string | undefined {
  if (expr.kind === 'Str') {
    const text = editableContent(expr, file.text)?.text;
    return text === undefined ? undefined : escaped(text);
  }
  if (expr.kind === 'BinOp' && expr.op === '+')
    return (patternOf(expr.left, file) ?? '.*') + (patternOf(expr.right, file) ?? '.*');
  if (expr.kind !== 'JoinedStr' || expr.parts.length !== 1) return undefined;
  const part = expr.parts[0]!;
  const content = file.text.slice(part.contentStart, part.contentEnd);
  if (content.includes('\\') || content.includes('{{') || content.includes('}}')) return undefined;
  return content
    .split(/(\{[^{}]*\})/)
    .map((piece) => (piece.startsWith('{') ? '.*' : escaped(piece)))
    .join('');
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** The tests on the name in the comprehension or loop that goes through a namespace. */
function filterAround(
  lookup: Expr,
  ancestors: readonly Node[],
  file: SourceFile,
): ((name: string) => boolean) | undefined {
  for (const node of ancestors) {
    if (node.kind === 'comprehension' && holds(node.iter, lookup)) {
      const variable = nameVariable(node.target, node.iter, file);
      if (variable === undefined) return undefined;
      return (name) => node.ifs.every((test) => decide(test, variable, name, file) !== false);
    }
    if (node.kind === 'For' && holds(node.iter, lookup)) {
      const variable = nameVariable(node.target, node.iter, file);
      const tests = variable === undefined ? undefined : loopTests(node.body);
      if (variable === undefined || tests === undefined) return undefined;
      return (name) => tests.every(({ test, wanted }) => decide(test, variable, name, file) !== !wanted);
    }
    if (node.kind === 'FunctionDef' || node.kind === 'ClassDef') return undefined;
  }
  return undefined;
}

function holds(outer: Expr, inner: Expr): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** The variable that holds the name: the first of `.items()`, the only one otherwise; none for `.values()`. */
function nameVariable(target: Expr, iter: Expr, file: SourceFile): string | undefined {
  const written = file.text.slice(iter.start, iter.end);
  if (/\.values\(\)/.test(written)) return undefined;
  if (target.kind === 'Name') return /\.items\(\)/.test(written) ? undefined : target.id;
  if (target.kind !== 'Tuple') return undefined;
  const first = target.elts[0];
  return first?.kind === 'Name' ? first.id : undefined;
}

/** Tests that every use of the name in a loop's body has passed: `if test:` alone, or `if not test: continue` first. */
function loopTests(body: readonly Stmt[]): { test: Expr; wanted: boolean }[] | undefined {
  const tests: { test: Expr; wanted: boolean }[] = [];
  for (const [index, stmt] of body.entries()) {
    if (stmt.kind !== 'If' || stmt.orelse.length > 0) break;
    if (stmt.body.length === 1 && stmt.body[0]!.kind === 'Continue')
      tests.push({ test: stmt.test, wanted: false });
    else if (index === body.length - 1) tests.push({ test: stmt.test, wanted: true });
    else break;
  }
  return tests.length > 0 ? tests : undefined;
}

/** Whether a test holds for a name; `undefined` when its text does not say. */
function decide(test: Expr, variable: string, name: string, file: SourceFile): boolean | undefined {
  if (test.kind === 'UnaryOp' && test.op === 'not') {
    const inner = decide(test.operand, variable, name, file);
    return inner === undefined ? undefined : !inner;
  }
  if (test.kind === 'BoolOp') {
    const parts = test.values.map((value) => decide(value, variable, name, file));
    const deciding = test.op === 'or';
    if (parts.includes(deciding)) return deciding;
    return parts.includes(undefined) ? undefined : !deciding;
  }
  if (test.kind === 'Compare' && test.ops.length === 1) return compare(test, variable, name, file);
  if (test.kind !== 'Call' || test.func.kind !== 'Attribute' || test.args.length !== 1) return undefined;
  const { func, args } = test;
  if (func.value.kind !== 'Name' || func.value.id !== variable) return undefined;
  const texts = literals(args[0]!, file);
  if (texts === undefined) return undefined;
  if (func.attr === 'endswith') return texts.some((text) => name.endsWith(text));
  if (func.attr === 'startswith') return texts.some((text) => name.startsWith(text));
  return undefined;
}

function compare(
  { left, ops, comparators }: Extract<Expr, { kind: 'Compare' }>,
  variable: string,
  name: string,
  file: SourceFile,
): boolean | undefined {
  const right = comparators[0]!;
  const isVariable = (expr: Expr) => expr.kind === 'Name' && expr.id === variable;
  const texts = isVariable(left)
    ? literals(right, file)
    : isVariable(right)
      ? literals(left, file)
      : undefined;
  if (texts === undefined) return undefined;
  const inside = isVariable(left)
    ? right.kind === 'Str'
      ? texts[0]!.includes(name)
      : texts.includes(name)
    : name.includes(texts[0]!);
  switch (ops[0]) {
    case '==':
      return texts[0] === name;
    case '!=':
      return texts[0] !== name;
    case 'in':
      return inside;
    case 'not in':
      return !inside;
    default:
      return undefined;
  }
}

function literals(expr: Expr, file: SourceFile): string[] | undefined {
  const elements = expr.kind === 'Tuple' || expr.kind === 'List' || expr.kind === 'Set' ? expr.elts : [expr];
  const texts = elements.map((element) =>
    element.kind === 'Str' ? editableContent(element, file.text)?.text : undefined,
  );
  return texts.includes(undefined) || texts.length === 0 ? undefined : (texts as string[]);
}
