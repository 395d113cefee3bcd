import type { Relocation } from '../model/relocation.js';
import type { ImportFrom } from '../python/ast.js';
import { absoluteName, isPackageFile } from '../python/module-index.js';
import { exportedNames } from './export-list.js';
import { SplitNeeds } from './needs.js';
import type { SourceRule } from './source-rule.js';
import type { Split, SplitDestination } from './split.js';
import { starBrings, starImports } from './star-imports.js';
import type { Survey } from './survey.js';

/** What became of a name that was reachable through a legacy module. */
export type Target =
  /** It stands in another module now. */
  | { readonly kind: 'moved'; readonly destination: SplitDestination; readonly name: string }
  /** It stays in the kept source. */
  | { readonly kind: 'stays' }
  /** The source had only imported it: this is where from. `name` undefined: it is that module itself. */
  | { readonly kind: 'origin'; readonly module: string; readonly name: string | undefined }
  /** Each of these modules has its own: a logger, a guarded import. */
  | { readonly kind: 'replicated'; readonly destinations: readonly SplitDestination[]; readonly name: string }
  /** The wave takes it away. */
  | { readonly kind: 'gone' }
  /** The source never had it. */
  | { readonly kind: 'missing' };

/** A module whose symbols move, before the wave. */
export class Legacy {
  readonly needs: SplitNeeds;
  /** Dotted names by which it can be imported, the wave's own first. */
  readonly names: readonly string[];
  /** Names that others import or read from this module though it only imports them itself. */
  readonly takenOutside = new Set<string>();
  /** Names that `from … import *` takes, in order. */
  readonly starExports: readonly string[];

  constructor(
    readonly split: Split,
    private readonly table: RelocationTable,
    private readonly survey: Survey,
  ) {
    this.needs = new SplitNeeds(split);
    this.names = [
      split.module,
      ...survey.index.namesOf(split.file.path).filter((name) => name !== split.module),
    ];
    this.starExports = exportedNames(split.file.module, split.file.scopes);
  }

  get path(): string {
    return this.split.file.path;
  }

  get rule(): SourceRule {
    return this.split.rule;
  }

  /** The module does not exist any more after the wave (a package may stand in its place). */
  get gone(): boolean {
    return this.rule.legacy === 'delete';
  }

  /** The module stays as it is but for names that it loses: nothing of it is found elsewhere. */
  get onlyLoses(): boolean {
    const { destinations, renames } = this.split;
    return !this.gone && !this.rule.retargetOnly && destinations.length === 0 && renames.size === 0;
  }

  /** Where `name`, read as an attribute of this module, is found after the wave. */
  target(name: string, seen: ReadonlySet<string> = new Set()): Target {
    if (this.rule.retargetOnly) return this.targetElsewhere(name);
    if (this.split.whole) return this.targetInWhole(name, this.split.whole);
    const binding = this.split.file.scopes.module.bindings.get(name);
    if (this.removes(name)) return { kind: 'gone' };
    if (!binding) return this.targetUnbound(name, seen);
    const { facts, home } = this.split;
    const own = binding.sites.find((site) => site.unit >= 0 && facts[site.unit]!.kind === 'definition');
    if (own) {
      const after = this.split.renames.get(name) ?? name;
      const destination = home[own.unit] ?? (after === name ? undefined : this.split.itself);
      return destination ? { kind: 'moved', destination, name: after } : { kind: 'stays' };
    }
    if (!this.gone) return { kind: 'stays' };
    const replicated = binding.sites.some(
      (site) => site.unit >= 0 && ['module-bound', 'import-fallback'].includes(facts[site.unit]!.kind),
    );
    if (replicated) {
      const destinations = this.needs.holdersOf(name);
      return {
        kind: 'replicated',
        destinations: destinations.length > 0 ? destinations : this.split.destinations.slice(0, 1),
        name,
      };
    }
    const imported = binding.sites.find((site) => site.import)?.import;
    if (!imported) return { kind: 'missing' };
    const { node } = imported.site;
    if (node.kind === 'Import') {
      const module =
        imported.alias.asname === undefined ? imported.alias.name.split('.', 1)[0]! : imported.alias.name;
      return { kind: 'origin', module, name: undefined };
    }
    return this.follow(node, imported.alias.name, seen);
  }

  /** Whether the wave takes a name away, with the statements that bind it or as something that is handed on. */
  private removes(name: string): boolean {
    const { facts, file, rule } = this.split;
    if (rule.removes.includes(name)) return true;
    const sites = file.scopes.module.bindings.get(name)?.sites ?? [];
    return sites.some((site) => !site.import && facts[site.unit]?.kind === 'removed');
  }

  /**
   * A name that no statement binds: a star may bring it, or the module's `__getattr__` gives it, wherever that goes
   * (https://docs.python.org/3/reference/datamodel.html#module.__getattr__).
   */
  private targetUnbound(name: string, seen: ReadonlySet<string>): Target {
    const { file } = this.split;
    const star = starImports(file).findLast((site) => starBrings(name, site, file, this.survey) === 'brings');
    if (star?.node.kind === 'ImportFrom')
      return this.gone ? this.follow(star.node, name, seen) : { kind: 'stays' };
    if (/^__\w+__$/.test(name) || !file.scopes.module.bindings.has('__getattr__')) return { kind: 'missing' };
    const answering = this.target('__getattr__', seen);
    return answering.kind === 'moved' ? { ...answering, name } : answering;
  }

  /** Names that are to be taken from another module; the rest stays. */
  private targetElsewhere(name: string): Target {
    for (const destination of this.split.destinations) {
      const symbol = destination.spec.symbols.find((each) => each.name === name);
      if (symbol) return { kind: 'moved', destination, name: symbol.as ?? name };
    }
    const { whole } = this.split;
    return whole ? { kind: 'moved', destination: whole, name } : { kind: 'stays' };
  }

  /** All that a module has goes where it goes, but for submodules that another rule sends elsewhere. */
  private targetInWhole(name: string, whole: SplitDestination): Target {
    if (!this.split.file.scopes.module.bindings.has(name)) {
      const inside = this.survey.index.resolve(`${this.split.module}.${name}`);
      const module = inside === undefined ? undefined : this.table.at(inside)?.split.whole?.module;
      if (module !== undefined && module !== `${whole.module}.${name}`) {
        const { parent, last } = splitName(module);
        return { kind: 'origin', module: parent, name: last };
      }
    }
    return { kind: 'moved', destination: whole, name };
  }

  /** A name that the source imported: to its definition, through other legacy modules when they are split too. */
  private follow(node: ImportFrom, name: string, seen: ReadonlySet<string>): Target {
    const module = absoluteName(this.split.module, this.split.isPackage, node.level, node.module);
    if (module === undefined) return { kind: 'missing' };
    const path = this.survey.index.resolve(module);
    const next = path === undefined ? undefined : this.table.at(path);
    const key = `${module}:${name}`;
    if (next && !seen.has(key)) {
      const target = next.target(name, new Set([...seen, key]));
      if (target.kind !== 'stays') return target;
    }
    return { kind: 'origin', module, name };
  }
}

/** The one table that all structural rules compile to. */
export class RelocationTable {
  private readonly byPath = new Map<string, Legacy>();
  /** Modules of libraries. */
  private readonly byName = new Map<string, Legacy>();
  /** Stubs that are split beside their modules. */
  private readonly stubs = new Map<string, Legacy>();

  constructor(
    splits: readonly Split[],
    private readonly survey: Survey,
  ) {
    for (const split of splits) {
      const legacy = new Legacy(split, this, survey);
      if (survey.index.has(split.file.path)) this.byPath.set(split.file.path, legacy);
      else this.byName.set(split.module, legacy);
      if (split.stub) this.stubs.set(split.stub.file.path, new Legacy(split.stub, this, survey));
    }
  }

  /** The legacy module in a file, or the one that a stub beside it describes, if it is one. */
  at(path: string): Legacy | undefined {
    return this.byPath.get(path) ?? this.stubs.get(path);
  }

  get legacies(): readonly Legacy[] {
    return [...this.byPath.values(), ...this.byName.values()];
  }

  /** The legacy module that a dotted name means, seen from a file. */
  named(dotted: string, importer?: string): Legacy | undefined {
    const path = this.survey.index.resolve(dotted, importer);
    return path === undefined ? this.byName.get(dotted) : this.byPath.get(path);
  }

  /** Rows for reports and for comparing diagnostics before and after. */
  rows(): Relocation[] {
    const rows: Relocation[] = [];
    for (const legacy of this.legacies) {
      const { facts, home, module, rule, whole, renames } = legacy.split;
      if (rule.retargetOnly) continue;
      const after = whole && { module: whole.module, name: undefined };
      if (legacy.gone) rows.push({ module, name: undefined, to: after, rule: rule.id });
      const seen = new Set<string>();
      for (const [unit, fact] of facts.entries()) {
        for (const name of fact.binds) {
          const to = home[unit]?.module ?? (renames.has(name) ? module : undefined);
          if (seen.has(name)) continue;
          if (fact.kind === 'removed' && legacy.target(name).kind === 'gone') {
            seen.add(name);
            rows.push({ module, name, to: undefined, rule: rule.id });
          }
          if (to === undefined) continue;
          seen.add(name);
          rows.push({ module, name, to: { module: to, name: renames.get(name) ?? name }, rule: rule.id });
        }
      }
    }
    return rows;
  }

  /** Whether a file will exist after the wave at a path where a split creates it. */
  destinationAt(path: string): SplitDestination | undefined {
    for (const { split } of this.byPath.values()) {
      const found = split.destinations.find((destination) => destination.path === path);
      if (found) return found;
    }
    return undefined;
  }
}

/** A dotted module name without its last part, and that part. */
export function splitName(dotted: string): { parent: string; last: string } {
  const dot = dotted.lastIndexOf('.');
  return { parent: dot < 0 ? '' : dotted.slice(0, dot), last: dotted.slice(dot + 1) };
}

/** The identity of a module that imports: what its relative imports are relative to. */
export interface ModuleIdentity {
  readonly module: string;
  readonly isPackage: boolean;
  readonly path: string;
}

/** The identity of a file of the repository as it stands. */
export function identityOf(path: string, survey: Survey): ModuleIdentity {
  return { module: survey.index.nameOf(path), isPackage: isPackageFile(path), path };
}
