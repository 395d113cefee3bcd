import type { Call, Expr, Module, Span } from '../python/ast.js';
import { forEachChild, type Node } from '../python/visit.js';
import type { EnclosingEdit } from './edits.js';

/** A patch that can be made several times, once per module that looks the name up. */
export interface Repetition extends Span {
  readonly call: Call;
  /** What stands between two of them. */
  readonly separator: string;
  /** The variable that holds what the first one puts in place, for the others to put there too. */
  readonly reuse: string | undefined;
}

/**
 * How a patch is repeated where it stands: as a statement, a decorator, or an item of a `with` statement. All copies put
 * the same object in place, so that it must be named, or bound by `as`, or be a constant or a `lambda`; or nobody can
 * tell the objects apart: mocks that nothing holds on to, and that do the same when they are called.
 *
 * @param parent the node that the call stands in directly.
 * @returns `undefined` when a copy would not do the same.
 */
export function repetitionOf(
  call: Call,
  parent: Node | undefined,
  source: string,
  newline: string,
): Repetition | undefined {
  if (parent?.kind === 'withitem') {
    const { start, end, optionalVars } = parent;
    const reuse = optionalVars?.kind === 'Name' ? optionalVars.id : undefined;
    if (reuse === undefined && (optionalVars || !(putsSame(call) || putsLike(call, source))))
      return undefined;
    return { call, start, end, separator: ', ', reuse };
  }
  if (!putsSame(call) && !(parent?.kind === 'Expr' && putsLike(call, source))) return undefined;
  if (parent?.kind === 'Expr') {
    const margin = marginBefore(parent.start, source);
    if (margin === undefined || !endsLine(parent.end, source)) return undefined;
    return { call, start: parent.start, end: parent.end, separator: newline + margin, reuse: undefined };
  }
  const decorated =
    parent?.kind === 'FunctionDef' || parent?.kind === 'AsyncFunctionDef' || parent?.kind === 'ClassDef';
  if (!decorated || !parent.decorators.includes(call)) return undefined;
  const at = /@[ \t]*$/.exec(source.slice(Math.max(0, call.start - 20), call.start));
  const margin = at ? marginBefore(call.start - at[0].length, source) : undefined;
  if (margin === undefined || !endsLine(call.end, source)) return undefined;
  return { call, start: call.start, end: call.end, separator: `${newline}${margin}@`, reuse: undefined };
}

/**
 * The edit that makes the copies.
 *
 * @param target what the copies differ in, inside the call.
 * @param spelt what each has there.
 */
export function repeatEdit(
  repetition: Repetition,
  target: Span,
  spelt: readonly string[],
  source: string,
  rule: string,
): EnclosingEdit {
  const { start, end } = repetition;
  const textFrom: EnclosingEdit['textFrom'] = (textAt) => repeatText(repetition, target, spelt, textAt);
  const text = textFrom((from, to) => source.slice(from, to));
  return { start, end, text, textFrom, rule, form: 'patch-target' };
}

function repeatText(
  { call, start, end, separator, reuse }: Repetition,
  target: Span,
  spelt: readonly string[],
  textAt: (start: number, end: number) => string,
): string {
  const [before, after] = [textAt(start, target.start), textAt(target.end, end)];
  const first = before + spelt[0] + after;
  const others = spelt.slice(1).map((text) => {
    if (reuse === undefined) return before + text + after;
    const attribute = call.args[1];
    const isObject = call.func.kind === 'Attribute' && call.func.attr === 'object';
    const name = isObject && attribute ? `, ${textAt(attribute.start, attribute.end)}` : '';
    const lead = textAt(call.start, call.args[0]!.start) + textAt(call.args[0]!.start, target.start);
    return `${lead}${text}${textAt(target.end, call.args[0]!.end)}${name}, ${reuse})`;
  });
  return [first, ...others].join(separator);
}

/** The edit that makes an assignment to `module.a` one to the attribute of several modules. @param end of the module. */
export function chainEdit(
  attribute: Span,
  end: number,
  spelt: readonly string[],
  source: string,
  rule: string,
): EnclosingEdit {
  const textFrom: EnclosingEdit['textFrom'] = (textAt) =>
    spelt.map((module) => module + textAt(end, attribute.end)).join(' = ');
  const text = textFrom((from, to) => source.slice(from, to));
  return { start: attribute.start, end: attribute.end, text, textFrom, rule, form: 'patch-target' };
}

/**
 * Whether an attribute is all that an assignment assigns to, or one of several such in a chain: `module.a = value`. One
 * more target beside it gets the same object (https://docs.python.org/3/reference/simple_stmts.html#assignment-statements).
 */
export function isWholeTarget({ body }: Module, attribute: Span): boolean {
  let found = false;
  const walk = (node: Node): void => {
    if (node.kind === 'Assign')
      found ||= node.targets.some(({ start, end }) => start === attribute.start && end === attribute.end);
    forEachChild(node, walk);
  };
  for (const stmt of body) walk(stmt);
  return found;
}

/** Whether evaluating the arguments again gives the same object, and the object is given at all. */
function putsSame(call: Call): boolean {
  const { func, args, keywords } = call;
  const isSetter = func.kind === 'Attribute' && /^(?:set|del)(?:attr|item)$/.test(func.attr);
  const isBuiltinSetter = func.kind === 'Name' && /^(?:set|del)attr$/.test(func.id);
  const hasName = func.kind === 'Attribute' && func.attr === 'object';
  const given = args.length > (hasName ? 2 : 1) || keywords.some(({ arg }) => arg === 'new');
  if (!given && !isSetter && !isBuiltinSetter) return false;
  return [...args, ...keywords.map(({ value }) => value)].every(isStable);
}

/** Whether each evaluation makes a mock that behaves like the others, which the program does not look at afterwards. */
function putsLike(call: Call, source: string): boolean {
  const { func, args, keywords } = call;
  const isPatch = /(?:^|\.)patch(?:\.object)?$/.test(source.slice(func.start, func.end));
  const isObject = func.kind === 'Attribute' && func.attr === 'object';
  if (!isPatch || args.length !== (isObject ? 2 : 1)) return false;
  const [target] = isObject ? args.slice(1) : args;
  const name =
    target?.kind === 'Str' ? /\w+$/.exec(source.slice(target.start, target.end - 1))?.[0] : undefined;
  // The mock can also be had by reading the attribute that it stands for.
  if (
    name === undefined ||
    new RegExp(`\\b${name}\\.(?:assert_|call|await|mock_|method_|return_value|side_effect)`).test(source)
  )
    return false;
  return keywords.every(({ arg, value }) =>
    arg === 'return_value' || arg === 'autospec' || arg === 'spec'
      ? isStable(value)
      : arg === 'side_effect' && isRepeatable(value, source),
  );
}

/** A function or an exception, which a mock calls or raises each time; an iterator would be used up by both. */
function isRepeatable(value: Expr, source: string): boolean {
  if (value.kind === 'Lambda') return true;
  if (value.kind !== 'Name') return false;
  if (/(?:Error|Exception|Interrupt|Exit)$/.test(value.id)) return true;
  return new RegExp(`^[ \\t]*(?:async[ \\t]+)?(?:def|class)[ \\t]+${value.id}\\b`, 'm').test(source);
}

const FRESH = new Set([
  'Call',
  'NamedExpr',
  'Await',
  'List',
  'Dict',
  'Set',
  'ListComp',
  'SetComp',
  'DictComp',
  'GeneratorExp',
  'Yield',
  'YieldFrom',
]);

function isStable(expr: Expr): boolean {
  let stable = true;
  const walk = (node: Node): void => {
    if (FRESH.has(node.kind)) stable = false;
    else if (node.kind !== 'Lambda') forEachChild(node, walk);
  };
  walk(expr);
  return stable;
}

/** The white space before something that begins its line. */
function marginBefore(start: number, source: string): string | undefined {
  const lineStart = Math.max(source.lastIndexOf('\n', start - 1), source.lastIndexOf('\r', start - 1)) + 1;
  const lead = source.slice(lineStart, start);
  return /^[ \t]*$/.test(lead) ? lead : undefined;
}

function endsLine(end: number, source: string): boolean {
  return /^[ \t]*(?:#|\r|\n|$)/.test(source.slice(end, end + 200));
}
