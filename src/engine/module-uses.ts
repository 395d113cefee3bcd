import type { Call, Expr, Module, Str } from '../python/ast.js';
import { calledName } from '../python/called-name.js';
import { editableContent } from '../python/strings.js';
import { forEachChild, type Node } from '../python/visit.js';

/** What a call does with the attribute that it names by a string. */
export type AttributeAccess = 'read' | 'patch';

/** `setattr(module, "a", …)`, `monkeypatch.setattr(module, "a", …)`, `patch.object(module, "a")`: an attribute by its name. */
export interface NamedAttribute {
  readonly call: Call;
  readonly access: AttributeAccess;
  /** One, or several for `patch.multiple`; `undefined` when the name is computed. */
  readonly attributes: readonly string[] | undefined;
  /** Where the only one is written. */
  readonly written: { readonly start: number; readonly end: number } | undefined;
  /** The node that the call stands in directly. */
  readonly parent: Node | undefined;
}

/** Calls that take an object and the name of an attribute, by the offset of the object expression. */
export function namedAttributes(module: Module): Map<number, NamedAttribute> {
  const found = new Map<number, NamedAttribute>();
  forEachCall(module, (call, parent) => {
    const func = calledLater(call);
    const access = accessOf(func ?? call.func);
    const [object, name] = func ? call.args.slice(1) : call.args;
    if (!access || !object || (object.kind !== 'Name' && object.kind !== 'Attribute')) return;
    const content = name?.kind === 'Str' ? editableContent(name, module.source) : undefined;
    const attributes = isMultiple(call.func) ? multipleNames(call) : content && [content.text];
    const written = isMultiple(call.func) ? undefined : content;
    found.set(object.start, { call, access, attributes, written, parent });
  });
  return found;
}

/** Functions that call their first argument with the others, then or later. */
const CALLERS = new Set([
  'addCleanup',
  'addClassCleanup',
  'addModuleCleanup',
  'callback',
  'partial',
  'register',
]);

/** The `setattr` or `delattr` of `addCleanup(setattr, module, "a", …)`; `undefined` for other calls. */
function calledLater({ func, args }: Call): Expr | undefined {
  const [first] = args;
  if (first?.kind !== 'Name' || (first.id !== 'setattr' && first.id !== 'delattr')) return undefined;
  return CALLERS.has(calledName(func)) ? first : undefined;
}

/** The string arguments that name what a call patches: `patch("a.b")`, `monkeypatch.setattr("a.b", …)`. */
export function patchTargets(module: Module): Set<Str> {
  const found = new Set<Str>();
  forEachCall(module, (call) => {
    const first = call.args[0] ?? call.keywords.find(({ arg }) => arg === 'target')?.value;
    if (first?.kind === 'Str' && isStringPatch(call.func)) found.add(first);
  });
  return found;
}

function accessOf(func: Expr): AttributeAccess | undefined {
  if (func.kind === 'Name') {
    if (func.id === 'getattr' || func.id === 'hasattr') return 'read';
    return func.id === 'setattr' || func.id === 'delattr' ? 'patch' : undefined;
  }
  if (func.kind !== 'Attribute') return undefined;
  if (func.attr === 'setattr' || func.attr === 'delattr') return 'patch';
  return isMultiple(func) || (func.attr === 'object' && endsWithPatch(func.value)) ? 'patch' : undefined;
}

function isMultiple(func: Expr): boolean {
  return func.kind === 'Attribute' && func.attr === 'multiple' && endsWithPatch(func.value);
}

const PATCH_OPTIONS = new Set(['spec', 'create', 'spec_set', 'autospec', 'new_callable', 'target']);

/** The names that `patch.multiple(target, a=…, b=…)` replaces; `undefined` when some are computed. */
export function multipleNames(call: Call): string[] | undefined {
  if (!isMultiple(call.func)) return undefined;
  const names = call.keywords
    .map(({ arg }) => arg)
    .filter((arg) => arg === undefined || !PATCH_OPTIONS.has(arg));
  return names.includes(undefined) || names.length === 0 ? undefined : (names as string[]);
}

function isStringPatch(func: Expr): boolean {
  if (endsWithPatch(func)) return true;
  if (func.kind !== 'Attribute') return false;
  return (
    func.attr === 'setattr' ||
    func.attr === 'delattr' ||
    (['multiple', 'dict'].includes(func.attr) && endsWithPatch(func.value))
  );
}

function endsWithPatch(func: Expr): boolean {
  return (
    (func.kind === 'Name' && func.id === 'patch') || (func.kind === 'Attribute' && func.attr === 'patch')
  );
}

/** Visits every call of a module, with the node it stands in directly. */
export function forEachCall(module: Module, visit: (call: Call, parent: Node | undefined) => void): void {
  const walk = (node: Node, parent: Node | undefined): void => {
    if (node.kind === 'Call') visit(node, parent);
    forEachChild(node, (child) => walk(child, node));
  };
  for (const stmt of module.body) walk(stmt, undefined);
}
