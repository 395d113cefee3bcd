import type { Alias, Import, ImportFrom } from '../../python/ast.js';
import { isPackageFile } from '../../python/module-index.js';
import type { Binding } from '../../python/scope.js';
import type { Legacy, RelocationTable } from '../relocation-table.js';
import type { Tree } from './tree.js';

/**
 * Where a name comes from in the end, as text: `file.py:name` for a definition in the repository, `file.py` for a
 * module of it, `module:name` and `module` for what lies outside.
 */
export type Origin = string;

/** Follows names through imports and re-exports to what defines them. */
export class Origins {
  private readonly bindings = new WeakMap<Binding, ReadonlySet<Origin>>();
  private readonly known = new Map<string, ReadonlySet<Origin>>();

  constructor(readonly tree: Tree) {}

  /** What `name` of a module means; several origins when several statements may bind it. */
  ofName(path: string, name: string): ReadonlySet<Origin> {
    const key = `${path}:${name}`;
    const known = this.known.get(key);
    if (known) return known;
    // What is imported in a circle is the submodule of that name, or comes from nowhere else than from here.
    this.known.set(key, new Set([this.submodule(path, name) ?? key]));
    const origins = this.followName(path, name);
    this.known.set(key, origins);
    return origins;
  }

  private followName(path: string, name: string): Set<Origin> {
    const file = this.tree.python(path);
    const binding = file?.scopes.module.bindings.get(name);
    if (binding) return this.followBinding(path, binding);
    const submodule = this.submodule(path, name);
    if (submodule !== undefined) return new Set([submodule]);
    for (const { node, scope } of file?.scopes.imports ?? []) {
      if (node.kind !== 'ImportFrom' || node.names[0]?.name !== '*' || scope.kind !== 'module') continue;
      const module = this.tree.moduleOf(path, node);
      const from = module === undefined ? undefined : this.tree.resolve(module, path);
      if (from === undefined || from === path) continue;
      const found = [...this.ofName(from, name)].filter((origin) => origin !== `${from}:${name}`);
      if (found.length > 0 || this.tree.python(from)?.scopes.module.bindings.has(name))
        return new Set(found.length > 0 ? found : [`${from}:${name}`]);
    }
    return new Set([`${path}:${name}`]);
  }

  private submodule(path: string, name: string): Origin | undefined {
    const dotted = `${this.tree.nameOf(path)}.${name}`;
    return isPackageFile(path) && this.tree.exists(dotted)
      ? (this.tree.resolve(dotted) ?? dotted)
      : undefined;
  }

  /** What a binding of a file means: its imports followed, other statements as a definition in this file. */
  ofBinding(path: string, binding: Binding): ReadonlySet<Origin> {
    let origins = this.bindings.get(binding);
    if (!origins) {
      origins = this.followBinding(path, binding);
      this.bindings.set(binding, origins);
    }
    return origins;
  }

  private followBinding(path: string, binding: Binding): Set<Origin> {
    const origins = new Set<Origin>();
    for (const site of binding.sites) {
      if (!site.import) origins.add(`${path}:${binding.name}`);
      else
        for (const origin of this.ofAlias(path, site.import.site.node, site.import.alias))
          origins.add(origin);
    }
    return origins;
  }

  /** What one name of an import statement binds. */
  ofAlias(path: string, node: Import | ImportFrom, alias: Alias): ReadonlySet<Origin> {
    if (node.kind === 'Import') {
      const module = alias.asname === undefined ? alias.name.split('.', 1)[0]! : alias.name;
      return new Set([this.tree.resolve(module, path) ?? module]);
    }
    const module = this.tree.moduleOf(path, node);
    if (module === undefined) return new Set([`?:${alias.name}`]);
    const from = this.tree.resolve(module, path);
    if (from !== undefined) return this.ofName(from, alias.name);
    const submodule = `${module}.${alias.name}`;
    return new Set([this.tree.resolve(submodule, path) ?? `${module}:${alias.name}`]);
  }
}

/** Where something that came from `origin` before the wave may come from after it. */
export function relocated(origin: Origin, table: RelocationTable): ReadonlySet<Origin> {
  const colon = origin.lastIndexOf(':');
  const legacy = table.at(colon < 0 ? origin : origin.slice(0, colon));
  if (!legacy) return new Set([origin]);
  const { destinations, keptPath: kept } = legacy.split;
  if (colon < 0) {
    const modules = destinations.map(({ path }) => path);
    return new Set(kept === undefined ? modules : [kept, ...modules]);
  }
  const name = origin.slice(colon + 1);
  if (isRepeated(legacy, name))
    return new Set(
      [...(kept === undefined ? [] : [kept]), ...destinations.map(({ path }) => path)].map(
        (path) => `${path}:${name}`,
      ),
    );
  const target = legacy.target(name);
  if (target.kind === 'gone') return new Set();
  if (target.kind === 'moved') return new Set([`${target.destination.path}:${target.name}`]);
  if (target.kind === 'replicated') return new Set(destinations.map(({ path }) => `${path}:${name}`));
  return new Set([target.kind === 'stays' && kept !== undefined ? `${kept}:${name}` : origin]);
}

/** Loggers and guarded imports stand in every module that reads them, a kept source included. */
function isRepeated({ split }: Legacy, name: string): boolean {
  const sites = split.file.scopes.module.bindings.get(name)?.sites ?? [];
  const kinds = sites.map(({ unit }) => split.facts[unit]?.kind);
  return kinds.length > 0 && kinds.every((kind) => kind === 'module-bound' || kind === 'import-fallback');
}

/** Whether a name that meant `before` still means the same when it means `after`. */
export function sameMeaning(
  before: ReadonlySet<Origin>,
  after: ReadonlySet<Origin>,
  table: RelocationTable,
): boolean {
  const allowed = [...before].map((origin) => relocated(origin, table));
  return (
    [...after].every((origin) => allowed.some((set) => set.has(origin))) &&
    allowed.every((set) => [...set].some((origin) => after.has(origin)))
  );
}
