import type { Finding } from '../model/finding.js';
import type { Edit } from '../model/plan.js';
import type { Alias, Import, ImportFrom } from '../python/ast.js';
import { type ImportItem, isPragma, readImport, statementComment } from '../python/import-text.js';
import { absoluteName, relativeName } from '../python/module-index.js';
import type { ImportedName } from '../python/scope.js';
import { type DeferredName, deferredImports } from './deferred-imports.js';
import type { RetargetContext } from './file-context.js';
import { followImport } from './follow-import.js';
import { addEntry, type ImportEntry } from './import-entry.js';
import { isRuntimeUse, type Need } from './needs.js';
import type { Legacy, ModuleIdentity } from './relocation-table.js';
import type { FileRetarget, Replacement } from './replacement.js';
import type { SplitDestination } from './split.js';
import { starBrings, starImports } from './star-imports.js';

/** The imports that the code of one destination needs. */
export interface ComposedImports {
  /** At the top, evaluated at run time. */
  readonly runtime: ImportEntry[];
  /** Under `if TYPE_CHECKING:`. */
  readonly typeOnly: ImportEntry[];
  /** Import statements of the source that stand behind definitions and stay there, by their unit. */
  readonly late: ReadonlyMap<number, readonly ImportEntry[]>;
  /** Imports in the functions of the source's statements. */
  readonly deferred: readonly Edit[];
  readonly findings: readonly Finding[];
}

/** What is composed, and where to. */
export interface ImportComposition {
  readonly legacy: Legacy;
  readonly retarget: FileRetarget;
  readonly context: RetargetContext;
  /** The module that the code will stand in. */
  readonly identity: ModuleIdentity;
  readonly destination: SplitDestination | undefined;
  readonly needs: ReadonlyMap<string, Need>;
  /** Units of the source that stand in the destination. */
  readonly units: ReadonlySet<number>;
  /** Whether an import statement of the source, in this unit, stays behind the definitions. */
  readonly isLate: (unit: number) => boolean;
  /** Imports from sibling modules are written relative. */
  readonly relative: boolean;
}

/** Collects the imports for the names that a destination's code uses. */
export function composeImports(composition: ImportComposition): ComposedImports {
  const { legacy, needs } = composition;
  const runtime: ImportEntry[] = [];
  const typeOnly: ImportEntry[] = [];
  const late = new Map<number, ImportEntry[]>();
  const wanted = new Map<Alias, { imported: ImportedName; need: Need; unit: number; typeOnly: boolean }>();
  const siblings: { entry: ImportEntry; need: Need }[] = [];
  for (const need of needs.values()) {
    const provider = providerOf(need, composition);
    if (provider.kind === 'sibling') {
      const name = legacy.split.renames.get(need.name) ?? need.name;
      siblings.push({ entry: siblingEntry(provider.module, name, composition), need });
    }
    for (const choice of provider.imports) wanted.set(choice.imported.alias, { ...choice, need });
  }
  // In source order, so that statements keep theirs.
  for (const site of legacy.split.file.scopes.imports) {
    for (const group of [false, true]) {
      const aliases = site.node.names.filter((alias) => wanted.get(alias)?.typeOnly === group);
      if (aliases.length === 0) continue;
      const entries = statementEntries(site.node, aliases, composition, (alias) => wanted.get(alias)!.need);
      if (!group && composition.isLate(site.unit)) late.set(site.unit, entries);
      else for (const entry of entries) addEntry(group ? typeOnly : runtime, entry);
    }
  }
  // What the source had in itself comes last, as its definitions did.
  const { split } = legacy;
  const waiting = new Set(split.rule.defer.map(({ name }) => name));
  const names: DeferredName[] = [];
  for (const { entry, need } of siblings) {
    if (!need.runtime || !waiting.has(need.name)) {
      addEntry(need.runtime ? runtime : typeOnly, entry);
      continue;
    }
    const uses = need.uses.filter((use) => isRuntimeUse(use, split));
    names.push({ name: entry.items[0]!.name, module: entry.module, uses });
    if (uses.length < need.uses.length) addEntry(typeOnly, entry);
  }
  const { edits, findings } = deferredImports(split.file, names, split.rule.id, composition.context.survey);
  return { runtime, typeOnly, late, deferred: edits, findings };
}

interface Provider {
  readonly kind: 'own' | 'sibling' | 'import' | 'none';
  readonly module: string;
  readonly imports: readonly { imported: ImportedName; unit: number; typeOnly: boolean }[];
}

/** Where a destination gets a module-level name of the source from. */
function providerOf(need: Need, composition: ImportComposition): Provider {
  const { legacy, units } = composition;
  const { split } = legacy;
  const none: Provider = { kind: 'none', module: '', imports: [] };
  const binding = split.file.scopes.module.bindings.get(need.name);
  if (!binding) return { ...none, imports: starChoices(need, composition) };
  const imports = importChoices(need, composition);
  const defining = binding.sites.filter(
    (site) => site.unit >= 0 && split.facts[site.unit]!.kind === 'definition',
  );
  if (defining.length > 0) {
    const home = split.home[defining[0]!.unit];
    if (home === composition.destination) return { kind: 'own', module: '', imports };
    return { kind: 'sibling', module: home?.module ?? split.module, imports: [] };
  }
  if (binding.sites.some((site) => units.has(site.unit) && split.facts[site.unit]!.kind !== 'import'))
    return { ...none, imports };
  return { kind: 'import', module: '', imports };
}

/** The star imports of the source that bring a name, or may bring it, as nothing is known of their modules. */
function starChoices({ name }: Need, { legacy, context }: ImportComposition): Provider['imports'] {
  const { file } = legacy.split;
  const { survey } = context;
  return starImports(file)
    .filter((site) => starBrings(name, site, file, survey) !== 'lacks')
    .map((site) => ({
      imported: { site, alias: site.node.names[0]! },
      unit: site.unit,
      typeOnly: site.typeChecking,
    }));
}

/** The import statements of the source that bind a name, and whether the destination has them for types only. */
function importChoices(
  need: Need,
  composition: ImportComposition,
): { imported: ImportedName; unit: number; typeOnly: boolean }[] {
  const { split } = composition.legacy;
  const sites = split.file.scopes.module.bindings
    .get(need.name)!
    .sites.filter((site) => site.import && site.unit >= 0 && split.facts[site.unit]!.kind === 'import');
  const guarded = sites.filter((site) => site.import!.site.typeChecking);
  const plain = sites.filter((site) => !site.import!.site.typeChecking);
  const choose = (chosen: typeof sites, typeOnly: boolean) =>
    chosen.map((site) => ({ imported: site.import!, unit: site.unit, typeOnly }));
  if (need.runtime) return plain.length > 0 ? choose(plain, false) : choose(guarded, true);
  if (guarded.length > 0) return choose(guarded.slice(0, 1), true);
  return choose(plain.slice(-1), plain.length > 0 && becomesTypeOnly(plain.at(-1)!.import!, composition));
}

/**
 * Whether a name that the source imports at run time is for types only here. It is when the source does need the name,
 * or its module, at run time elsewhere, but this destination does not: linters want such imports told apart. What the
 * source imports for types alone at run time stays as the source has it.
 */
function becomesTypeOnly(
  { site, alias }: ImportedName,
  { legacy, needs, retarget, identity }: ImportComposition,
): boolean {
  const { scopes } = legacy.split.file;
  if (!scopes.futureAnnotations || !scopes.imports.some(({ typeChecking }) => typeChecking)) return false;
  const local = (each: Alias) => each.asname ?? each.name.split('.', 1)[0]!;
  if (legacy.needs.usedAtRuntime(local(alias))) return true;
  const isOwn = (each: Alias) =>
    retarget.aliases.get(each)?.every(({ module }) => module === identity.module);
  const names = site.node.names.map(local);
  const imported = site.node.names.filter((each) => !isOwn(each)).map(local);
  return (
    names.some((name) => legacy.needs.usedAtRuntime(name)) &&
    !imported.some((name) => needs.get(name)?.runtime)
  );
}

function siblingEntry(module: string, name: string, { identity, relative }: ImportComposition): ImportEntry {
  const spelt = relative ? (relativeName(identity.module, identity.isPackage, module) ?? module) : module;
  return entryOf('from', spelt, [{ name, asname: undefined, leading: [], trailing: undefined }]);
}

function entryOf(kind: ImportEntry['kind'], module: string, items: ImportItem[]): ImportEntry {
  return { kind, module, items, above: [], opening: undefined, closing: undefined, exploded: false };
}

/** A source statement cut down to the wanted names, retargeted, as the destination writes it. */
function statementEntries(
  node: Import | ImportFrom,
  aliases: readonly Alias[],
  composition: ImportComposition,
  needOf: (alias: Alias) => Need,
): ImportEntry[] {
  const { legacy, retarget, identity } = composition;
  const entries: ImportEntry[] = [];
  const { file } = legacy.split;
  if (node.kind === 'Import') {
    const closing = statementComment(node.end, file.module);
    for (const alias of aliases) {
      for (const replacement of retarget.aliases.get(alias) ?? [undefined]) {
        if (replacement && !isWanted(replacement, needOf(alias))) continue;
        const item = {
          name: '',
          asname: replacement ? replacement.asname : alias.asname,
          leading: [],
          trailing: undefined,
        };
        addEntry(entries, { ...entryOf('import', replacement?.module ?? alias.name, [item]), closing });
      }
    }
    return entries;
  }
  const text = readImport(node, file.module);
  const origin = legacy.split;
  const absolute = absoluteName(origin.module, origin.isPackage, node.level, node.module) ?? node.module;
  const spell = (module: string) =>
    node.level > 0 ? (relativeName(identity.module, identity.isPackage, module) ?? module) : module;
  const all = aliases.length === node.names.length;
  const add = (kind: 'from' | 'import', module: string, item: ImportItem, moved: boolean) => {
    const keep = (comment: string | undefined) =>
      comment !== undefined && (isPragma(comment) || all) ? comment : undefined;
    addEntry(entries, {
      ...entryOf(kind, module, [item]),
      opening: keep(text.opening),
      closing: keep(text.closing),
      exploded: text.exploded && !moved,
    });
  };
  for (const alias of aliases) {
    const item = text.items[node.names.indexOf(alias)]!;
    const replacements = retarget.aliases.get(alias);
    // What the destination itself defines needs no import there.
    const isOwn =
      (absolute === identity.module && item.asname === undefined) || comesHome(absolute, alias, composition);
    if (!replacements && !isOwn) add('from', spell(absolute), item, false);
    for (const replacement of replacements ?? []) {
      if (!isWanted(replacement, needOf(alias))) continue;
      if (
        replacement.kind === 'from' &&
        replacement.module === identity.module &&
        replacement.asname === undefined
      )
        continue;
      const { kind, name, asname } = replacement;
      add(
        kind,
        kind === 'from' ? spell(replacement.module) : replacement.module,
        { ...item, name, asname },
        true,
      );
    }
  }
  return entries;
}

/** Whether another module handed on what the destination itself defines after the wave. */
function comesHome(
  module: string,
  { name, asname }: Alias,
  { context, destination }: ImportComposition,
): boolean {
  const target = followImport(module, name, context);
  return (
    target?.kind === 'moved' &&
    target.destination.path === destination?.path &&
    target.name === (asname ?? name)
  );
}

/** A module binding that became several is wanted where the destination's uses read it. */
function isWanted(replacement: Replacement, need: Need): boolean {
  return replacement.uses === undefined || need.uses.some((use) => replacement.uses!.has(use.start));
}
