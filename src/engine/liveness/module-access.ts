import { calledName } from '../../python/called-name.js';
import { resolveUse } from '../../python/scope.js';
import { editableContent } from '../../python/strings.js';
import { forEachChild, type Node } from '../../python/visit.js';
import { isDynamicImport } from '../computed-names.js';
import { readExportList } from '../export-list.js';
import { namedAttributes } from '../module-uses.js';
import type { SourceFile } from '../source-file.js';
import type { StringContext } from '../string-contexts.js';
import type { CodeSpace } from './code-space.js';
import { findsFrom } from './namespace-lookup.js';

/** An expression that is a module as a whole, and what of it is reached that the code does not spell. */
export interface ModuleAccess {
  /** The module's file. */
  readonly module: string;
  readonly start: number;
  readonly end: number;
  readonly reaches: (name: string) => boolean;
  readonly detail: string;
  /** Attributes that it names by strings: these alone are reached, and this is how. */
  readonly named?: readonly string[];
}

/** A module object in the code of a file. */
export interface ModuleObject {
  readonly module: string;
  readonly start: number;
  readonly end: number;
}

/** Calls that do nothing with the names of a module that they are given. */
const HARMLESS = new Set([
  'reload',
  'getfile',
  'getsourcefile',
  'getsource',
  'getdoc',
  'print',
  'repr',
  'str',
  'id',
  'isinstance',
  'ismodule',
]);

/** What code reaches through module objects that it uses as values. */
export function moduleAccesses(
  space: CodeSpace,
  file: SourceFile,
  objects: readonly ModuleObject[],
): ModuleAccess[] {
  if (objects.length === 0) return [];
  const parents = parentsOf(file, new Set(objects.map(({ start, end }) => `${start}:${end}`)));
  const named = namedAttributes(file.module);
  return objects.flatMap((object): ModuleAccess[] => {
    const access = named.get(object.start);
    if (access?.attributes)
      return [
        {
          ...object,
          reaches: () => false,
          named: access.attributes,
          detail: 'its name is given as a string',
        },
      ];
    if (access)
      return [{ ...object, reaches: () => true, detail: 'an attribute is read by a computed name' }];
    const ancestors = parents.get(`${object.start}:${object.end}`) ?? [];
    const reached = reachedBy(space, file, ancestors, object);
    return reached ? [{ ...object, ...reached }] : [];
  });
}

/** Reads of the variable that a store at an offset binds. */
export function variableUses(file: SourceFile, store: number) {
  return file.scopes.uses.filter(
    (use) => use.ctx === 'Load' && resolveUse(use)?.sites.some(({ start }) => start === store),
  );
}

/** The call or subscript by which a string that names a module gives that module. */
export function dynamicObject({
  node,
  ancestors,
}: StringContext): { node: Node; ancestors: readonly Node[] } | undefined {
  const [first] = ancestors;
  if (first?.kind === 'Call' && first.args[0] === node && isDynamicImport(first.func)) {
    return calledName(first.func) === 'find_spec'
      ? undefined
      : { node: first, ancestors: ancestors.slice(1) };
  }
  if (first?.kind === 'Subscript' && first.slice === node && first.ctx === 'Load') {
    const { value } = first;
    const isModules =
      (value.kind === 'Name' && value.id === 'modules') ||
      (value.kind === 'Attribute' && value.attr === 'modules');
    return isModules ? { node: first, ancestors: ancestors.slice(1) } : undefined;
  }
  return undefined;
}

/** Which names an expression that is a module may reach; `undefined`: none. */
function reachedBy(
  space: CodeSpace,
  file: SourceFile,
  ancestors: readonly Node[],
  { module, start, end }: ModuleObject,
): Pick<ModuleAccess, 'reaches' | 'detail' | 'named'> | undefined {
  const [parent] = ancestors;
  if (parent?.kind === 'Attribute' && parent.attr === '__all__') {
    const own = space.tree.python(module);
    const exported = new Set(own ? readExportList(own.module).entries.map(({ name }) => name) : []);
    return { reaches: (name) => exported.has(name), detail: 'its `__all__` is read' };
  }
  if (parent?.kind === 'Attribute' && parent.attr !== '__dict__')
    return { reaches: () => false, named: [parent.attr], detail: 'an attribute is read' };
  if (parent?.kind === 'Compare' || parent?.kind === 'Expr' || parent?.kind === 'Delete') return undefined;
  const name = parent?.kind === 'Call' ? calledName(parent.func) : undefined;
  if (name !== undefined && HARMLESS.has(name)) return undefined;
  const written = file.text.slice(start, end).split('\n', 1)[0]!;
  const attribute = name === 'getattr' && parent?.kind === 'Call' ? parent.args[1] : undefined;
  if (attribute?.kind === 'Str') {
    const named = [editableContent(attribute, file.text)?.text ?? ''];
    return { reaches: () => false, named, detail: 'its name is given as a string' };
  }
  const lists =
    (name !== undefined && ['vars', 'dir', 'getmembers', 'getattr'].includes(name)) ||
    (parent?.kind === 'Attribute' && parent.attr === '__dict__');
  if (lists && parent) {
    const expr = parent as Parameters<typeof findsFrom>[0];
    const found = name === 'getattr' ? undefined : findsFrom(expr, ancestors.slice(1), file);
    return { reaches: found ?? (() => true), detail: 'the names of the module are listed' };
  }
  return { reaches: () => true, detail: `the module object \`${written}\` is handed on` };
}

/** The ancestors of some expressions, innermost first, by `start:end`. */
function parentsOf(file: SourceFile, wanted: ReadonlySet<string>): Map<string, readonly Node[]> {
  const found = new Map<string, readonly Node[]>();
  const path: Node[] = [];
  const walk = (node: Node): void => {
    const key = `${node.start}:${node.end}`;
    if (wanted.has(key) && node.kind !== 'Expr' && node.kind !== 'keyword')
      found.set(key, [...path].reverse());
    path.push(node);
    forEachChild(node, walk);
    path.pop();
  };
  for (const stmt of file.module.body) walk(stmt);
  return found;
}
