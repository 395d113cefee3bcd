import { absoluteName, isPackageFile } from '../../python/module-index.js';
import { type UnitFacts, unitFacts } from '../../python/unit-facts.js';
import type { LazyExport } from '../lazy-exports.js';
import { Origins } from '../prove/origins.js';
import { Tree } from '../prove/tree.js';
import type { SourceFile } from '../source-file.js';
import type { Survey } from '../survey.js';
import { groupUnits } from '../unit-groups.js';
import { isTestPath } from './reference.js';

/**
 * What lives or dies as a whole: the top-level statements of one file that bind the same names or change their values,
 * or all that a file does besides while it is imported (its body).
 */
export interface CodeNode {
  readonly id: string;
  readonly path: string;
  /** Names that it binds; none for a body. */
  readonly names: readonly string[];
  readonly units: readonly number[];
  readonly test: boolean;
}

/** The repository as liveness looks at it: every Python file cut into nodes, names followed to their definitions. */
export class CodeSpace {
  readonly tree: Tree;
  readonly origins: Origins;
  /** Python files that parse, in order; stubs too. */
  readonly files: readonly SourceFile[];
  /** Python files that do not parse. */
  readonly unreadable: readonly string[];
  private readonly facts = new WeakMap<SourceFile, readonly UnitFacts[]>();
  private readonly byUnit = new Map<string, (CodeNode | undefined)[]>();
  private readonly byName = new Map<string, CodeNode>();
  private readonly bodies = new Map<string, CodeNode>();

  constructor(readonly survey: Survey) {
    this.tree = new Tree(survey, undefined, new Set());
    this.origins = new Origins(this.tree);
    const paths = survey.paths.filter((path) => /\.pyi?$/.test(path));
    this.files = paths.flatMap((path) => survey.python(path) ?? []);
    const read = new Set(this.files.map(({ path }) => path));
    this.unreadable = paths.filter((path) => !read.has(path));
    for (const file of this.files) this.cut(file);
  }

  private cut(file: SourceFile): void {
    const { path } = file;
    const test = isTestPath(path);
    this.bodies.set(path, { id: path, path, names: [], units: [], test });
    // A stub describes names that its module defines.
    if (path.endsWith('.pyi')) return;
    const facts = this.factsOf(file);
    const nodes: (CodeNode | undefined)[] = facts.map(() => undefined);
    const loggers = [...facts.keys()].filter((unit) => facts[unit]!.kind === 'module-bound');
    for (const units of [...groupUnits(facts), ...loggers.map((unit) => [unit])]) {
      const names = [...new Set(units.flatMap((unit) => facts[unit]!.binds))];
      if (names.length === 0) continue;
      const node: CodeNode = { id: keyOfNode(path, names), path, names, units, test };
      for (const unit of units) nodes[unit] = node;
      for (const name of names) this.byName.set(`${path}:${name}`, node);
    }
    this.byUnit.set(path, nodes);
  }

  factsOf(file: SourceFile): readonly UnitFacts[] {
    let facts = this.facts.get(file);
    if (!facts) {
      facts = unitFacts(file.units, file.scopes, file.text);
      this.facts.set(file, facts);
    }
    return facts;
  }

  /** Every node: those of statements, and the bodies of all files. */
  get nodes(): CodeNode[] {
    return [...new Set(this.byName.values()), ...this.bodies.values()];
  }

  nodeNamed(path: string, name: string): CodeNode | undefined {
    return this.byName.get(`${path}:${name}`);
  }

  nodesIn(path: string): CodeNode[] {
    return [...new Set(this.byUnit.get(path)?.flatMap((node) => node ?? []))];
  }

  body(path: string): CodeNode | undefined {
    return this.bodies.get(path);
  }

  /** What the code at an offset is part of. */
  nodeAt(file: SourceFile, offset: number): CodeNode {
    return this.byUnit.get(file.path)?.[unitAt(file, offset)] ?? this.bodies.get(file.path)!;
  }

  /** `pkg.mod.name`, or `pkg.mod` for a body. */
  titleOf({ path, names }: CodeNode): string {
    const module = this.tree.nameOf(path);
    return names.length === 0 ? module : `${module}.${names[0]}`;
  }

  /**
   * The file of the module that a string names: absolutely, or relative to the package of the file it stands in.
   *
   * @param path the file that holds the string.
   */
  moduleNamedBy(text: string, path: string): string | undefined {
    if (!/^\.*[A-Za-z_][\w.]*$/.test(text)) return undefined;
    const dots = /^\.*/.exec(text)![0].length;
    if (dots === 0) {
      const absolute = this.tree.resolve(text, path);
      if (absolute !== undefined || !isPackageFile(path)) return absolute;
    }
    const name = absoluteName(
      this.tree.nameOf(path),
      isPackageFile(path),
      Math.max(dots, 1),
      text.slice(dots),
    );
    return name === undefined ? undefined : this.tree.resolve(name);
  }

  /** The file of the module that an entry of lazy exports leads to. */
  lazyModule({ module, unless }: LazyExport, path: string): string | undefined {
    if (unless !== undefined && this.moduleNamedBy(unless, path) !== undefined) return undefined;
    return module === undefined ? undefined : this.moduleNamedBy(module, path);
  }
}

function keyOfNode(path: string, names: readonly string[]): string {
  return `${path}:${names[0]}`;
}

/** Index of the top-level unit around an offset, -1 when there is none. */
function unitAt({ units }: SourceFile, offset: number): number {
  let low = 0;
  let high = units.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const unit = units[middle]!;
    if (offset < unit.start) high = middle - 1;
    else if (offset >= unit.end) low = middle + 1;
    else return middle;
  }
  return -1;
}
