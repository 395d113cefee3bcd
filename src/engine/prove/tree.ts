import type { Finding, Place } from '../../model/finding.js';
import type { ImportFrom } from '../../python/ast.js';
import { absoluteName, isPackageFile, join, type ModuleIndex, parentOf } from '../../python/module-index.js';
import type { SourceFile } from '../source-file.js';
import type { Survey } from '../survey.js';

/** One state of the repository. Files that the wave leaves alone are shared with the state before, so parsed once. */
export class Tree {
  private readonly resolved = new Map<string, string | undefined>();
  private readonly namespaces = new Map<string, boolean>();
  private readonly names = new Map<string, string>();

  constructor(
    private readonly survey: Survey,
    private readonly base: Tree | undefined,
    private readonly changed: ReadonlySet<string>,
  ) {}

  get index(): ModuleIndex {
    return this.survey.index;
  }

  /** All files, whatever they hold. */
  get paths(): readonly string[] {
    return this.survey.paths;
  }

  /** Files whose bytes hold one of the words. */
  holding(words: readonly Buffer[]): readonly string[] {
    return this.survey.holding(words);
  }

  /** The file when it is there and parses as Python. */
  python(path: string): SourceFile | undefined {
    if (this.base && !this.changed.has(path)) return this.base.python(path);
    return this.index.has(path) ? this.survey.python(path) : undefined;
  }

  /** The import statements of a file that is there, when they parse as Python: `SourceFile.importView`. */
  imports(path: string): SourceFile | undefined {
    if (this.base && !this.changed.has(path)) return this.base.imports(path);
    return this.index.has(path) ? this.survey.imports(path) : undefined;
  }

  /** Why a file that is there is not Python, and where; `undefined` when it is. */
  problem(path: string): Finding | undefined {
    return this.python(path) ? undefined : this.survey.problem(path);
  }

  file(path: string): SourceFile | undefined {
    if (this.base && !this.changed.has(path)) return this.base.file(path);
    return this.survey.file(path);
  }

  place(path: string, start: number, end?: number): Place {
    const file = this.file(path);
    if (!file) return { file: path, line: 1, column: 1 };
    const planned = this.base && this.changed.has(path) ? ({ planned: true } as const) : {};
    const from = file.position(start);
    if (end === undefined) return { file: path, ...from, ...planned };
    const to = file.position(end);
    return { file: path, ...from, endLine: to.line, endColumn: to.column, ...planned };
  }

  /** The dotted name of a file. */
  nameOf(path: string): string {
    let name = this.names.get(path);
    if (name === undefined) {
      name = this.index.nameOf(path);
      this.names.set(path, name);
    }
    return name;
  }

  /** The file that a dotted name means to an importer. */
  resolve(dotted: string, importer?: string): string | undefined {
    if (!this.resolved.has(dotted)) this.resolved.set(dotted, this.index.resolve(dotted));
    const found = this.resolved.get(dotted);
    if (found !== undefined || importer === undefined) return found;
    // The folder of a script is on `sys.path`, the folder of a package is not.
    const folder = parentOf(importer);
    if (this.index.has(join(folder, '__init__.py'))) return undefined;
    const key = `${folder} ${dotted}`;
    if (!this.resolved.has(key)) this.resolved.set(key, this.index.resolveUnder(folder, dotted));
    return this.resolved.get(key);
  }

  /** Whether a dotted name means a module of the repository, a folder without `__init__.py` included. */
  exists(dotted: string, importer?: string): boolean {
    if (this.resolve(dotted, importer) !== undefined) return true;
    let namespace = this.namespaces.get(dotted);
    if (namespace === undefined) {
      namespace = this.index.isNamespace(dotted);
      this.namespaces.set(dotted, namespace);
    }
    return namespace;
  }

  /** Whether the first segment of a dotted name is found in the repository. */
  isOwn(dotted: string, importer?: string): boolean {
    return this.exists(dotted.split('.', 1)[0]!, importer);
  }

  /** The absolute module name that a from-import in a file reads. */
  moduleOf(path: string, node: ImportFrom): string | undefined {
    return absoluteName(this.nameOf(path), isPackageFile(path), node.level, node.module);
  }
}
