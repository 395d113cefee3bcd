import type { UseForm } from '../../model/liveness.js';
import type { Call, Expr, Str } from '../../python/ast.js';
import { calledName } from '../../python/called-name.js';
import { editableContent } from '../../python/strings.js';
import { forEachChild, type Node } from '../../python/visit.js';
import { isDynamicImport } from '../computed-names.js';
import { exportValue } from '../export-list.js';
import { lazyExports } from '../lazy-exports.js';
import { forEachCall, multipleNames, patchTargets } from '../module-uses.js';
import type { SourceFile } from '../source-file.js';
import {
  dictionaryPartner,
  neighbours,
  recordTexts,
  type StringContext,
  stringContexts,
  stringList,
} from '../string-contexts.js';
import type { CodeSpace } from './code-space.js';
import { dynamicObject, type ModuleObject, variableUses } from './module-access.js';

/** A name of a module that a string names. */
export interface NamedByString {
  readonly module: string;
  readonly name: string;
  readonly form: UseForm;
  readonly start: number;
  readonly end: number;
}

/** What the strings of a file name: symbols, modules that are fetched as objects, and attributes of who knows what. */
export interface StringUses {
  readonly symbols: readonly NamedByString[];
  readonly objects: readonly ModuleObject[];
  /** `getattr(some_module, "name")`, where the module is not known. */
  readonly attributes: readonly { readonly name: string; readonly start: number; readonly end: number }[];
}

/** Collects what strings name, entries of lazy exports left out. */
export function stringUses(space: CodeSpace, file: SourceFile): StringUses {
  const symbols: NamedByString[] = [];
  const objects: ModuleObject[] = [];
  const lists = exportRanges(file);
  const patches = patchTargets(file.module);
  const own = file.scopes.module.bindings;
  // In a list, the name of something in its own module may be how it is looked up.
  const accepts = (text: string) => own.has(text) || mayName(space, file.path, text);
  for (const literal of stringContexts(file, accepts)) {
    if (lists.some(({ start, end }) => start <= literal.start && literal.end <= end)) continue;
    if (own.has(literal.text) && /^(?:List|Tuple|Set)$/.test(literal.ancestors[0]?.kind ?? '')) {
      const { text: name, start, end } = literal;
      symbols.push({ module: file.path, name, form: 'string-path', start, end });
    }
    const module = space.moduleNamedBy(literal.text, file.path);
    if (module !== undefined) {
      objects.push(...fetched(file, literal, module));
      for (const name of besides(file, literal))
        symbols.push({ module, name, form: 'registry-entry', start: literal.start, end: literal.end });
      continue;
    }
    const form = patches.has(literal.node) ? 'named-attribute' : 'string-path';
    const symbol = symbolNamed(space, literal.text, file.path);
    if (symbol) symbols.push({ ...symbol, form, start: literal.start, end: literal.end });
  }
  return { symbols, objects, attributes: looseAttributes(file) };
}

/** Lists of what a module hands on: `__all__` and tables of lazy exports. */
function exportRanges(file: SourceFile): { start: number; end: number }[] {
  const lists = file.module.body.filter((stmt) => exportValue(stmt) !== undefined);
  return [...lists, ...new Set(lazyExports(file).map(({ container }) => container))];
}

function mayName(space: CodeSpace, path: string, text: string): boolean {
  if (text.length > 300 || !/^\.*[A-Za-z_][\w.]*(?::[A-Za-z_][\w.]*)?$/.test(text)) return false;
  if (text.startsWith('.')) return true;
  const first = /^\w+/.exec(text)![0];
  return first === text ? space.moduleNamedBy(text, path) !== undefined : space.tree.isOwn(first, path);
}

/** `pkg.mod.name` or `pkg.mod:name`, with more attributes behind it or not. */
export function symbolNamed(
  space: CodeSpace,
  text: string,
  path: string,
): { module: string; name: string } | undefined {
  const colon = text.indexOf(':');
  if (colon >= 0) {
    const module = space.moduleNamedBy(text.slice(0, colon), path);
    return module === undefined ? undefined : { module, name: text.slice(colon + 1).split('.', 1)[0]! };
  }
  for (let dot = text.lastIndexOf('.'); dot > 0; dot = text.lastIndexOf('.', dot - 1)) {
    const module = space.moduleNamedBy(text.slice(0, dot), path);
    if (module !== undefined) return { module, name: text.slice(dot + 1).split('.', 1)[0]! };
  }
  return undefined;
}

/** Names that stand beside a module's name: in a tuple, a record, a dictionary, a call. */
function besides(file: SourceFile, literal: StringContext): string[] {
  const names = [...neighbours(literal, file).map(({ text }) => text), ...recordTexts(literal, file)];
  const call = literal.ancestors.find((node): node is Call => node.kind === 'Call');
  if (call) names.push(...(multipleNames(call) ?? []));
  const partner = dictionaryPartner(literal)?.partner;
  if (partner?.kind === 'Str') names.push(editableContent(partner, file.text)?.text ?? '');
  else if (partner) names.push(...(stringList(partner, file) ?? []).map(({ text }) => text));
  return [...new Set(names)].filter((name) => /^[A-Za-z_]\w*$/.test(name));
}

/** The expressions that are the module which `import_module("…")` and its like give. */
function fetched(file: SourceFile, literal: StringContext, module: string): ModuleObject[] {
  const object = dynamicObject(literal);
  const [parent] = object?.ancestors ?? [];
  if (!object || parent?.kind === 'Expr') return [];
  const target = parent?.kind === 'Assign' && parent.targets.length === 1 ? parent.targets[0] : undefined;
  if (target?.kind !== 'Name') return [{ module, start: object.node.start, end: object.node.end }];
  return variableUses(file, target.start).map(({ start, end }) => ({ module, start, end }));
}

/** Attributes that are read, or named by a string, of an object that may be any module, in code that fetches modules. */
function looseAttributes(file: SourceFile): { name: string; start: number; end: number }[] {
  if (!/\b(?:import_module|__import__|sys\.modules|ModuleType|iter_modules|walk_packages)\b/.test(file.text))
    return [];
  const found: { name: string; start: number; end: number }[] = [];
  forEachCall(file.module, ({ func, args }) => {
    const callee = calledName(func);
    const at = callee === 'attrgetter' ? 0 : ['getattr', 'hasattr', 'setattr'].includes(callee) ? 1 : -1;
    const literal = at < 0 ? undefined : (args[at] as Str | undefined);
    const content = literal?.kind === 'Str' ? editableContent(literal, file.text) : undefined;
    if (content) found.push({ name: content.text, start: content.start, end: content.end });
  });
  return [...found, ...attributesOfComputed(file)];
}

/** Attributes that are read of a module which is imported by a computed name: at once, or of a variable that holds it. */
function attributesOfComputed(file: SourceFile): { name: string; start: number; end: number }[] {
  const isComputed = (node: Expr | undefined): boolean =>
    node?.kind === 'Call' && isDynamicImport(node.func) && node.args[0]?.kind !== 'Str';
  const found: { name: string; start: number; end: number }[] = [];
  const look = (node: Node): void => {
    if (node.kind === 'Attribute' && isComputed(node.value))
      found.push({ name: node.attr, start: node.start, end: node.end });
    if (node.kind === 'Assign' && isComputed(node.value) && node.targets[0]?.kind === 'Name')
      for (const { chain } of variableUses(file, node.targets[0].start))
        if (chain[0]) found.push({ name: chain[0].attr, start: chain[0].start, end: chain[0].end });
    forEachChild(node, look);
  };
  for (const stmt of file.module.body) look(stmt);
  return found;
}
