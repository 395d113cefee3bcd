import { isPackageFile, parentOf } from '../../python/module-index.js';
import { lazyExports } from '../lazy-exports.js';
import type { SourceFile } from '../source-file.js';
import type { CodeSpace } from './code-space.js';
import { keyOf } from './reference.js';

/**
 * Names by which modules hand on something that goes, where others take it from them: after the wave these are gone too.
 *
 * @param gone definitions that go, as `file:name`.
 * @param deleted files that go whole.
 * @returns names by file.
 */
export function handedOn(
  space: CodeSpace,
  gone: ReadonlySet<string>,
  deleted: ReadonlySet<string>,
): Map<string, Set<string>> {
  const handing = new Set<string>();
  const isGone = (path: string, name: string) =>
    deleted.has(path) || gone.has(keyOf({ path, name })) || handing.has(keyOf({ path, name }));
  for (let size = -1; size !== handing.size; ) {
    size = handing.size;
    for (const file of space.files)
      if (!deleted.has(file.path))
        for (const name of namesHanded(space, file, isGone)) handing.add(keyOf({ path: file.path, name }));
  }
  const taken = new Map<string, Set<string>>();
  for (const file of space.files)
    for (const { path, name } of namesTaken(space, file))
      if (handing.has(keyOf({ path, name }))) taken.set(path, (taken.get(path) ?? new Set()).add(name));
  return taken;
}

/** Names of a module that are nothing but imports, or lazy exports, of what goes. */
function namesHanded(
  space: CodeSpace,
  file: SourceFile,
  isGone: (path: string, name: string) => boolean,
): string[] {
  const imported = [...file.scopes.module.bindings.values()].filter(({ sites }) =>
    sites.every((site) => {
      const { import: from } = site;
      if (from?.site.node.kind !== 'ImportFrom') return false;
      const module = space.tree.moduleOf(file.path, from.site.node);
      const path = module === undefined ? undefined : space.tree.resolve(module, file.path);
      return path !== undefined && isGone(path, from.alias.name);
    }),
  );
  const lazy = lazyExports(file).filter((entry) => {
    const path = space.lazyModule(entry, file.path);
    return path !== undefined && isGone(path, entry.attribute);
  });
  return [...imported.map(({ name }) => name), ...lazy.map(({ exported }) => exported)];
}

function namesTaken(space: CodeSpace, file: SourceFile): { path: string; name: string }[] {
  return file.scopes.imports.flatMap(({ node }) => {
    if (node.kind !== 'ImportFrom') return [];
    const module = space.tree.moduleOf(file.path, node);
    const path = module === undefined ? undefined : space.tree.resolve(module, file.path);
    return path === undefined ? [] : node.names.map(({ name }) => ({ path, name }));
  });
}

/** `__init__.py` files of packages that are empty once some files are gone, and that nobody imports. */
export function emptiedPackages(space: CodeSpace, deleted: ReadonlySet<string>): string[] {
  const gone = new Set(deleted);
  const found: string[] = [];
  const imported = new Set(
    space.files.filter(({ path }) => !deleted.has(path)).flatMap((file) => importedPackages(space, file)),
  );
  const folders = [...deleted].map(parentOf).sort((a, b) => b.length - a.length);
  for (let folder = folders.shift(); folder !== undefined; folder = folders.shift()) {
    const init = `${folder}/__init__.py`;
    const file = gone.has(init) ? undefined : space.tree.python(init);
    const isEmpty = space.survey.paths.every(
      (path) => path === init || gone.has(path) || !path.startsWith(`${folder}/`),
    );
    if (!file || !isEmpty || imported.has(init) || !saysNothing(space, file)) continue;
    gone.add(init);
    found.push(init);
    folders.push(parentOf(folder));
  }
  return found;
}

function saysNothing(space: CodeSpace, file: SourceFile): boolean {
  return space
    .factsOf(file)
    .every(({ kind }) => ['docstring', 'future', 'pass', 'export-list'].includes(kind));
}

/** Packages that an import statement names themselves, not only on the way to a module in them. */
function importedPackages(space: CodeSpace, file: SourceFile): string[] {
  return file.scopes.imports.flatMap(({ node }) => {
    const module = node.kind === 'ImportFrom' ? space.tree.moduleOf(file.path, node) : undefined;
    const names =
      node.kind === 'Import'
        ? node.names.map(({ name }) => name)
        : node.names.flatMap(({ name }) => {
            if (module === undefined) return [];
            const inside = `${module}.${name}`;
            return [space.tree.exists(inside, file.path) ? inside : module];
          });
    return names.flatMap((name) => {
      const path = space.tree.resolve(name, file.path);
      return path !== undefined && isPackageFile(path) ? [path] : [];
    });
  });
}
