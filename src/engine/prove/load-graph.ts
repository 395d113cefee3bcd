import { parentOf } from '../../python/module-index.js';
import type { ModuleGraph } from './module-graph.js';
import type { Tree } from './tree.js';

/** Who loads which modules in the end, in one tree. */
export class LoadGraph {
  private importers: ReadonlyMap<string, readonly string[]> | undefined;
  private readonly known = new Map<string, ReadonlySet<string>>();

  constructor(private readonly graph: ModuleGraph) {}

  /** All files whose import runs a file; itself included. */
  importersOf(path: string): ReadonlySet<string> {
    let found = this.known.get(path);
    if (!found) {
      this.importers ??= this.reversed();
      const seen = new Set([path]);
      for (const each of seen) for (const importer of this.importers.get(each) ?? []) seen.add(importer);
      found = seen;
      this.known.set(path, found);
    }
    return found;
  }

  private reversed(): Map<string, string[]> {
    const importers = new Map<string, string[]>();
    const { tree } = this.graph;
    for (const path of tree.paths) {
      if (!path.endsWith('.py')) continue;
      for (const target of [...this.graph.mayImport(path), ...packagesAround(tree, path)]) {
        const known = importers.get(target);
        if (known) known.push(path);
        else importers.set(target, [path]);
      }
    }
    return importers;
  }
}

/** The modules that importing some modules one after the other runs, each after those that it imports. */
export function runOrder(graph: ModuleGraph, entries: readonly string[]): string[] {
  const order = new Set<string>();
  const started = new Set<string>();
  const { tree } = graph;
  const run = (path: string): void => {
    if (started.has(path)) return;
    started.add(path);
    for (const target of graph.mayImport(path)) run(target);
    order.add(path);
  };
  for (const path of entries) {
    for (const init of packagesAround(tree, path).reverse()) run(init);
    run(path);
  }
  return [...order];
}

/** The `__init__.py` of the packages around a file, the innermost first: they run before it. */
export function packagesAround({ index }: Tree, path: string): string[] {
  const found: string[] = [];
  for (let folder = parentOf(path); folder !== ''; folder = parentOf(folder))
    found.push(`${folder}/__init__.py`);
  return found.filter((init) => init !== path && index.has(init));
}
