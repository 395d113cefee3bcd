import { absoluteName, isPackageFile } from '../../python/module-index.js';
import { ModuleGraph } from '../prove/module-graph.js';
import { scanImports } from '../prove/scan-imports.js';
import { cyclesOf } from '../prove/strongly-connected.js';
import { Tree } from '../prove/tree.js';
import type { Survey } from '../survey.js';
import type { ModuleParts } from './module-parts.js';

/** Modules that import the source and are imported by it, while they are imported themselves. */
export class OutsideCircles {
  /** Their paths. */
  readonly modules: readonly string[];
  private readonly tree: Tree;
  private readonly graph: ModuleGraph;

  constructor(
    survey: Survey,
    private readonly path: string,
  ) {
    this.tree = new Tree(survey, undefined, new Set());
    this.graph = new ModuleGraph(this.tree);
    const circles = cyclesOf([path], (each) => this.graph.mayImport(each));
    const own = circles.find((members) => members.includes(path)) ?? [];
    // The packages around a module run before it, whatever they import.
    const name = `${this.tree.nameOf(path)}.`;
    this.modules = own.filter((each) => each !== path && !name.startsWith(`${this.tree.nameOf(each)}.`));
  }

  /** Modules of the circles that each of these imports while it is imported. */
  imports(module: string): string[] {
    const inside = new Set(this.modules);
    return this.graph.mayImport(module).filter((target) => inside.has(target));
  }

  /** Names of the source that a module takes by a from-import when it is imported. */
  takes(module: string): string[] {
    const own = this.tree.nameOf(module);
    return scanImports(this.tree.file(module)?.text ?? '').flatMap(({ level, module: asked, names }) => {
      const absolute = absoluteName(own, isPackageFile(module), level, asked);
      return absolute !== undefined && this.tree.resolve(absolute, module) === this.path ? names : [];
    });
  }

  /** Modules of the circles that a part imports for the names it needs. */
  neededBy(parts: ModuleParts, part: number): string[] {
    if (this.modules.length === 0) return [];
    const inside = new Set(this.modules);
    const { file } = parts.source;
    const found = new Set<string>();
    for (const { node, scope, typeChecking } of file.scopes.imports) {
      if (typeChecking || scope !== file.scopes.module) continue;
      for (const { name, asname } of node.names) {
        const local = asname ?? name.split('.', 1)[0]!;
        if (!parts.imported[part]!.has(local)) continue;
        const module = node.kind === 'Import' ? name : this.tree.moduleOf(this.path, node);
        if (module === undefined) continue;
        for (const dotted of [module, `${module}.${name}`]) {
          const target = this.tree.resolve(dotted, this.path);
          if (target !== undefined && inside.has(target)) found.add(target);
        }
      }
    }
    return [...found];
  }
}
