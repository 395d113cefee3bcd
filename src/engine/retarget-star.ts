import type { Alias } from '../python/ast.js';
import { isPackageFile } from '../python/module-index.js';
import { type ImportSite, type NameUse, resolve, resolveUse } from '../python/scope.js';
import { readExportList } from './export-list.js';
import type { FileContext } from './file-context.js';
import type { Legacy, Target } from './relocation-table.js';
import { renamed } from './renamed.js';
import type { Replacement } from './replacement.js';
import { replacementFor } from './replacement-for.js';
import { starBrings, starImports } from './star-imports.js';

/**
 * `from legacy import *`: replaced by the names that the importer uses or passes on. An importer that only passes
 * names on takes stars from the new modules, when those export exactly the same names.
 */
export function retargetStar(
  state: FileContext,
  site: ImportSite,
  alias: Alias,
  legacy: Legacy,
  module: string,
): void {
  const { whole } = legacy.split;
  if (whole) {
    const from = renamed(module, legacy, whole.module);
    state.aliases.set(alias, [{ kind: 'from', module: from, name: '*', asname: undefined, uses: undefined }]);
    return;
  }
  for (const name of legacy.starExports)
    if (legacy.target(name).kind === 'gone' && bringsAlone(state, site, name)) state.gone.add(name);
  const taken = takenNames(state, legacy, alias.start);
  const moved = legacy.starExports.filter((name) => isPassedOn(legacy.target(name)));
  // What the source hands on to this file, it goes on importing.
  for (const name of taken === 'all' ? legacy.starExports : taken)
    if (legacy.target(name).kind === 'stays') legacy.takenOutside.add(name);
  if (!legacy.gone && moved.length === 0) return;
  const replacements: Replacement[] = [];
  if (!legacy.gone)
    replacements.push({ kind: 'from', module, name: '*', asname: undefined, uses: undefined });
  if (taken === 'all' && readExportList(legacy.split.file.module).declared) {
    replacements.push(...stars(legacy, module, moved));
  } else {
    const wanted = taken === 'all' ? moved : moved.filter((name) => taken.has(name));
    for (const name of wanted) {
      const replacement = replacementFor(legacy.target(name), name, undefined, legacy, module);
      if (replacement) replacements.push(replacement);
    }
  }
  state.aliases.set(alias, replacements);
}

/** Whether nothing else in the file provides a name that a star import brings. */
function bringsAlone({ file, context }: FileContext, site: ImportSite, name: string): boolean {
  if (file.scopes.module.bindings.has(name)) return false;
  const others = starImports(file).filter((other) => other !== site);
  return others.every((other) => starBrings(name, other, file, context.survey) === 'lacks');
}

/** Whether a star import takes the name from somewhere else now; `from __future__` binds names that nobody reads. */
function isPassedOn(target: Target): boolean {
  return target.kind !== 'stays' && !(target.kind === 'origin' && target.module === '__future__');
}

/** Stars from each destination that exports something, single imports for what the source only passed on or what is renamed. */
function stars(legacy: Legacy, module: string, names: readonly string[]): Replacement[] {
  const replacements: Replacement[] = [];
  const starred = new Set<string>();
  for (const name of names) {
    const target = legacy.target(name);
    if (target.kind === 'moved') {
      const destination = renamed(module, legacy, target.destination.module);
      if (!starred.has(destination)) {
        starred.add(destination);
        replacements.push({
          kind: 'from',
          module: destination,
          name: '*',
          asname: undefined,
          uses: undefined,
        });
      }
      // The star brings the new name; who takes the name from here knows the old one.
      if (target.name === name) continue;
    }
    const replacement = replacementFor(target, name, undefined, legacy, module);
    if (replacement) replacements.push(replacement);
  }
  return replacements;
}

/** The exported names that a star importer uses itself, lists in `__all__`, or that others import from it. */
function takenNames(state: FileContext, legacy: Legacy, at: number): Set<string> | 'all' {
  const { file, context } = state;
  const exported = new Set(legacy.starExports);
  const taken = new Set<string>();
  for (const use of file.scopes.uses) {
    if (exported.has(use.name) && readsStar(use, at)) taken.add(use.name);
  }
  const list = readExportList(file.module);
  if (list.computed || readsNamesByText(state)) return 'all';
  // A module that uses none of the names is there to pass them on, to whomever.
  if (taken.size === 0 && !list.declared) return 'all';
  for (const { name } of list.entries) if (exported.has(name)) taken.add(name);
  if (isPackageFile(file.path)) return 'all';
  const last = file.path.replace(/\.py$/, '').split('/').at(-1)!;
  for (const path of context.survey.holding([Buffer.from(last)])) {
    if (!path.endsWith('.py') || path === file.path) continue;
    if (!context.survey.python(path)) continue;
    const outcome = namesTakenBy(state, path);
    if (outcome === 'all') return 'all';
    for (const name of outcome) if (exported.has(name)) taken.add(name);
  }
  return taken;
}

/** Whether a file looks names up at run time, so that which it uses is not to be seen. */
function readsNamesByText({ file }: FileContext): boolean {
  return file.scopes.uses.some(
    ({ name, scope }) =>
      ['eval', 'exec', 'globals', 'locals', 'vars'].includes(name) && !resolve(name, scope),
  );
}

/** Whether a use reads what a star import at `at` binds: nothing in the file binds the name, or only before it. */
function readsStar(use: NameUse, at: number): boolean {
  const binding = resolveUse(use);
  return !binding || (binding.scope.kind === 'module' && binding.sites.every(({ start }) => start < at));
}

/** Names that another file imports from this one; `all` when it takes a star or the module object. */
function namesTakenBy(state: FileContext, path: string): Set<string> | 'all' {
  const { survey } = state.context;
  const other = survey.file(path)!;
  const names = new Set<string>();
  const reader = new (state.constructor as typeof FileContext)(state.context, other);
  for (const { node } of other.scopes.imports) {
    if (node.kind === 'Import') {
      if (node.names.some((name) => survey.index.resolve(name.name, path) === state.file.path)) return 'all';
      continue;
    }
    const module = reader.moduleOf(node);
    if (module === undefined) continue;
    if (survey.index.resolve(module, path) === state.file.path) {
      for (const { name } of node.names) {
        if (name === '*') return 'all';
        names.add(name);
      }
    } else if (
      node.names.some(({ name }) => survey.index.resolve(`${module}.${name}`, path) === state.file.path)
    )
      return 'all';
  }
  return names;
}
