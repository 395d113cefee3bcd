import { absoluteName, isPackageFile, parentOf } from '../../python/module-index.js';
import type { Step } from './import-program.js';
import { ImportProgram } from './import-program.js';
import { type ImportLine, scanImports } from './scan-imports.js';
import type { Tree } from './tree.js';

/** Which modules run which others while they are imported. */
export class ModuleGraph {
  private readonly coarse = new Map<string, readonly string[]>();
  private readonly exact = new Map<string, readonly string[]>();

  /** @param scanned import lines by file content, shared between the trees. */
  constructor(
    readonly tree: Tree,
    private readonly scanned: Map<object, readonly ImportLine[]> = new Map(),
  ) {}

  /** Modules that a file may import when it is imported: found without parsing it, a few too many rather than too few. */
  mayImport(path: string): readonly string[] {
    let targets = this.coarse.get(path);
    if (!targets) {
      const file = this.tree.file(path);
      let lines = file && this.scanned.get(file);
      if (file && !lines) {
        lines = scanImports(file.text);
        this.scanned.set(file, lines);
      }
      targets = this.targets(path, lines ?? []);
      this.coarse.set(path, targets);
    }
    return targets;
  }

  /** Modules that a file does import when it is imported. */
  imports(path: string): readonly string[] {
    let targets = this.exact.get(path);
    if (!targets) {
      const file = this.tree.python(path);
      targets = file ? this.targets(path, linesOf(new ImportProgram(file).steps)) : [];
      this.exact.set(path, targets);
    }
    return targets;
  }

  /** Files that are run by import lines. Packages around a module run before it, so it never waits for them as such. */
  private targets(path: string, lines: readonly ImportLine[]): string[] {
    const own = this.tree.nameOf(path);
    const isPackage = isPackageFile(path);
    const found = new Set<string>();
    const add = (dotted: string, always: boolean) => {
      const target = this.tree.resolve(dotted, path);
      if (target !== undefined && target !== path && (always || !isAround(target, path))) found.add(target);
    };
    for (const { level, module, names } of lines) {
      const absolute = absoluteName(own, isPackage, level, module);
      if (absolute === undefined) continue;
      const parts = absolute.split('.');
      for (let i = 1; i <= parts.length; i++) add(parts.slice(0, i).join('.'), false);
      for (const name of names) {
        const submodule = `${absolute}.${name}`;
        if (this.tree.resolve(submodule, path) !== undefined) add(submodule, false);
        else add(absolute, true);
      }
    }
    return [...found];
  }
}

/** Whether a file is that of a package which another file stands in, by whatever name the two are imported. */
function isAround(init: string, path: string): boolean {
  return isPackageFile(init) && path.startsWith(`${parentOf(init)}/`);
}

/** The import lines among the steps of a module body. */
function linesOf(steps: readonly Step[]): ImportLine[] {
  return steps.flatMap((step): ImportLine[] => {
    if (step.kind === 'import') return [{ level: 0, module: step.module, names: [] }];
    if (step.kind === 'from') return [{ level: step.level, module: step.module, names: [step.name] }];
    if (step.kind !== 'try') return [];
    return [
      ...linesOf(step.body),
      ...step.handlers.flatMap(({ body }) => linesOf(body)),
      ...linesOf(step.rest),
    ];
  });
}
