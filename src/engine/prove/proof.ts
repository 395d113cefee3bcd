import type { Finding, Place, Severity } from '../../model/finding.js';
import type { FileChange, StaticGateResult } from '../../model/plan.js';
import { holdsAny } from '../holds-any.js';
import type { MentionFinder } from '../mentions.js';
import { prefixes } from '../module-aliases.js';
import type { RelocationTable } from '../relocation-table.js';
import type { SourceFile } from '../source-file.js';
import type { Split } from '../split.js';
import type { Survey } from '../survey.js';
import { LoadGraph } from './load-graph.js';
import { ModuleGraph } from './module-graph.js';
import { Origins } from './origins.js';
import { haveSameNames } from './same-names.js';
import type { ImportLine } from './scan-imports.js';
import { Tree } from './tree.js';

/** What proofs look at: the tree before, the planned tree, and what the wave says should happen. */
export interface ProofInput {
  readonly before: Survey;
  /** The tree as it stands, where `before` is what the wave's `rewrite` rules have made of it. */
  readonly earlier?: Survey;
  /** The planned tree: a survey over `overlayReader`. */
  readonly after: Survey;
  /** Used to map names from before to after, never to learn what was written. */
  readonly table: RelocationTable;
  readonly splits: readonly Split[];
  readonly changes: readonly FileChange[];
  readonly finder: MentionFinder;
  /** Findings of the planner: mentions that it reported are not reported again. */
  readonly reported?: readonly Finding[];
  /** Parse every file that holds a word of the wave, instead of those that can have to do with it. */
  readonly exhaustive?: boolean | undefined;
}

/** The two trees with what proofs share. */
export class ProofContext {
  /** What statements move from: the tree as it stands, or as `rewrite` rules have left it. */
  readonly before: Tree;
  /** The tree as it stands: what is wrong in it already is not the wave's doing. */
  readonly earlier: Tree;
  readonly after: Tree;
  readonly table: RelocationTable;
  readonly splits: readonly Split[];
  readonly changes: readonly FileChange[];
  /** Python files that the wave creates or modifies, and that it could parse before where they were there. */
  readonly written: readonly string[];
  readonly created: ReadonlySet<string>;
  readonly modified: ReadonlySet<string>;
  readonly deleted: ReadonlySet<string>;
  private readonly changed = new Map<string, boolean>();
  private readonly kept = new Map<string, boolean>();
  /** Dotted names of the files that change, and of the packages above them. */
  private affected: ReadonlySet<string> | undefined;
  private knownGraphs: { readonly before: ModuleGraph; readonly after: ModuleGraph } | undefined;
  private knownLoads: { readonly before: LoadGraph; readonly after: LoadGraph } | undefined;
  private knownOrigins: Origins | undefined;

  constructor(readonly input: ProofInput) {
    const pathsOf = (kind: FileChange['kind']) =>
      new Set(input.changes.filter((change) => change.kind === kind).map(({ path }) => path));
    this.created = pathsOf('create');
    this.modified = pathsOf('modify');
    this.deleted = pathsOf('delete');
    this.before = new Tree(input.before, undefined, new Set());
    this.earlier =
      input.earlier === undefined || input.earlier === input.before
        ? this.before
        : new Tree(input.earlier, undefined, new Set());
    const changed = new Set(input.changes.map(({ path }) => path));
    this.after = new Tree(input.after, this.before, changed);
    this.table = input.table;
    this.splits = input.splits;
    this.changes = input.changes;
    this.written = [...this.created, ...this.modified].filter((path) => path.endsWith('.py')).sort();
  }

  /** Which modules run which others, in both trees. */
  get graphs(): { readonly before: ModuleGraph; readonly after: ModuleGraph } {
    if (!this.knownGraphs) {
      const scanned = new Map<object, readonly ImportLine[]>();
      this.knownGraphs = {
        before: new ModuleGraph(this.earlier, scanned),
        after: new ModuleGraph(this.after, scanned),
      };
    }
    return this.knownGraphs;
  }

  /** Who loads which modules in the end, in both trees. */
  get loads(): { readonly before: LoadGraph; readonly after: LoadGraph } {
    const { before, after } = this.graphs;
    this.knownLoads ??= { before: new LoadGraph(before), after: new LoadGraph(after) };
    return this.knownLoads;
  }

  /** Where names come from, before the wave. */
  get originsBefore(): Origins {
    this.knownOrigins ??= new Origins(this.before);
    return this.knownOrigins;
  }

  /** Whether a file says something else after the wave, or takes its names from such a file. */
  isChanged(path: string): boolean {
    let changed = this.changed.get(path);
    if (changed === undefined) {
      changed = this.created.has(path) || this.modified.has(path) || this.deleted.has(path);
      const file = changed ? undefined : this.after.file(path);
      changed ||= file !== undefined && holdsAny(file.bytes, ['import *']);
      this.changed.set(path, changed);
    }
    return changed;
  }

  /**
   * Whether a file differs from before only in where its imports take the same names from, and holds no module that
   * changes: what these names mean is all that there is to prove of it.
   */
  keepsNames(path: string): boolean {
    let keeps = this.kept.get(path);
    if (keeps === undefined) {
      keeps = this.input.exhaustive !== true && this.modified.has(path) && this.hasSameNames(path);
      this.kept.set(path, keeps);
    }
    return keeps;
  }

  private hasSameNames(path: string): boolean {
    const [before, after] = [this.earlier.imports(path), this.after.imports(path)];
    if (!before || !after || !haveSameNames(before, after)) return false;
    const imported = [...modulesIn(this.earlier, before), ...modulesIn(this.after, after)];
    return !imported.some((module) => this.isAffected(module));
  }

  /** Whether a module, or one below it, changes. */
  private isAffected(module: string): boolean {
    this.affected ??= new Set(
      this.changes.flatMap(({ path }) =>
        [this.earlier, this.after].flatMap(({ index }) => index.namesOf(path).flatMap(prefixes)),
      ),
    );
    const path = this.earlier.resolve(module);
    return this.affected.has(module) || (path !== undefined && this.isChanged(path));
  }

  /** The files whose code stands in a written file: itself as it was, and the sources split into it. */
  originsOf(path: string): string[] {
    const origins = this.splits
      .filter(
        ({ destinations, keptPath }) =>
          keptPath === path || destinations.some((destination) => destination.path === path),
      )
      .map(({ file }) => file.path);
    if (this.before.index.has(path) && !origins.includes(path)) origins.push(path);
    return origins;
  }
}

/** Modules of the repository that the imports of a file bind, as far as names tell, or take all names of. */
function modulesIn(tree: Tree, { path, scopes }: SourceFile): string[] {
  return scopes.imports.flatMap(({ node }) => {
    const parent = node.kind === 'Import' ? undefined : tree.moduleOf(path, node);
    return node.names.flatMap(({ name, asname }) => {
      const inside = name === '*' ? parent! : `${parent}.${name}`;
      const named = asname === undefined ? name.split('.', 1)[0]! : name;
      const module = node.kind === 'ImportFrom' ? inside : named;
      return tree.exists(module, path) ? [module] : [];
    });
  });
}

/** What a proof has looked at and found. */
export interface Proved {
  readonly gate: string;
  readonly findings: readonly Finding[];
  /** What it has looked at, as a clause. */
  readonly detail: string;
}

/** The outcome of a proof. */
export function proved(gate: string, findings: readonly Finding[], detail: string): Proved {
  return { gate, findings, detail };
}

/**
 * A gate passes when no error of its proof stands.
 *
 * @param stands whether a finding was not accepted by the wave's author.
 */
export function gateResult(
  { gate, findings, detail }: Proved,
  stands: (finding: Finding) => boolean,
): StaticGateResult {
  const errors = findings.filter((each) => each.severity === 'error' && stands(each)).length;
  const said = errors === 0 ? detail : `${errors} ${errors === 1 ? 'error' : 'errors'}; ${detail}`;
  return { gate, passed: errors === 0, detail: said };
}

/** Makes a finding; leaves out a hint that there is none of. */
export function finding(
  code: string,
  severity: Severity,
  place: Place | undefined,
  message: string,
  hint?: string,
  related?: Finding['related'],
): Finding {
  return {
    code,
    severity,
    place,
    message,
    ...(hint === undefined ? {} : { hint }),
    ...(related === undefined || related.length === 0 ? {} : { related }),
  };
}

/** Names as people list them: at most five, then how many more. */
export function listed(names: readonly string[]): string {
  const shown = names.slice(0, 5).map((name) => `\`${name}\``);
  const more = names.length - shown.length;
  if (more > 0) return `${shown.join(', ')} and ${more} more`;
  if (shown.length < 2) return shown.join('');
  return `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}
