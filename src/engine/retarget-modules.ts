import type { RelatedPlace } from '../model/finding.js';
import type { Alias, Span } from '../python/ast.js';
import { isPackageFile, parentOf } from '../python/module-index.js';
import {
  type Binding,
  type ImportedName,
  type ImportSite,
  type NameUse,
  resolve,
  resolveUse,
  type Scope,
} from '../python/scope.js';
import { forEachChild, type Node } from '../python/visit.js';
import { renameExportEntry } from './change-exports.js';
import type { EnclosingEdit } from './edits.js';
import type { FileContext } from './file-context.js';
import { freeName } from './free-name.js';
import { isLeft } from './mentions.js';
import { moduleAliases, reachableNames } from './module-aliases.js';
import { type NamedAttribute, namedAttributes } from './module-uses.js';
import { reportPackageAliases } from './package-aliases.js';
import { legacyNamed } from './reached-module.js';
import { type Legacy, splitName } from './relocation-table.js';
import { renamed } from './renamed.js';
import { chainEdit, isWholeTarget, repeatEdit, repetitionOf } from './repeat-patch.js';
import type { Replacement } from './replacement.js';
import { reportExample } from './report-example.js';
import { reportPatch } from './report-patch.js';
import { reachesOwn } from './retarget-own.js';
import { isShadowed } from './shadowed-submodule.js';

/** A name that an import binds to a module: a legacy one, or a package through which one is reached. */
interface ModuleBinding {
  readonly binding: Binding;
  /** Dotted name of the module object. */
  readonly module: string;
  readonly imported: ImportedName;
  /** `import a.b.c`: the name is bound to the top package and the path is spelt out at each use. */
  readonly dotted: boolean;
}

/** One use of a legacy module object. */
interface ModuleUse {
  readonly use: NameUse;
  readonly legacy: Legacy;
  /** Dotted name by which the importer reaches it. */
  readonly spelt: string;
  /** End of the expression that denotes the legacy module. */
  readonly end: number;
  /** The kept module is meant, as before. */
  readonly kept?: true;
  /** What follows the module in its place, when the attribute has another name there. */
  readonly suffix?: string;
  /** Number of attributes in that expression. */
  readonly depth: number;
  /** The modules to use instead; the attribute itself replaces the module when `whole`. */
  readonly modules: readonly { readonly module: string; readonly whole: boolean }[];
  /** The patch to repeat once per module, when there are several. */
  readonly repeat?: RepeatedPatch;
}

/** Makes a patch in several modules, given how they are spelt. */
type RepeatedPatch = (spelt: readonly string[], rule: string) => EnclosingEdit;

/** Rewrites imports of module objects, and the expressions that reach a symbol through one. */
export function retargetModuleBindings(state: FileContext): void {
  const bindings = findModuleBindings(state);
  if (bindings.length === 0) return;
  const usesOf = new Map<Binding, NameUse[]>();
  for (const use of state.file.scopes.uses) {
    const binding = resolveUse(use);
    if (!binding) continue;
    const list = usesOf.get(binding);
    if (list) list.push(use);
    else usesOf.set(binding, [use]);
  }
  const named = namedAttributes(state.file.module);
  const seen = new Set<Binding>();
  for (const { binding } of bindings) {
    if (seen.has(binding)) continue;
    seen.add(binding);
    const group = bindings.filter((other) => other.binding === binding);
    retargetBinding(state, group, usesOf.get(binding) ?? [], named);
  }
  reportPackageAliases(state, bindings, usesOf);
}

/** Whether some import binds a module of the wave, or a package through which one is reached. */
export function bindsModules(state: FileContext): boolean {
  return findModuleBindings(state).length > 0;
}

function findModuleBindings(state: FileContext): ModuleBinding[] {
  const { table, survey } = state.context;
  const found: ModuleBinding[] = [];
  const aliases = moduleAliases(table, survey);
  const reachable = reachableNames(table, survey);
  const add = (site: ImportSite, alias: Alias, module: string, name: string, dotted: boolean) => {
    const binding = resolve(name, site.scope);
    if (binding) found.push({ binding, module, imported: { site, alias }, dotted });
  };
  for (const site of state.file.scopes.imports) {
    for (const alias of site.node.names) {
      if (alias.name === '*') continue;
      if (site.node.kind === 'Import') {
        const module = alias.asname === undefined ? alias.name.split('.', 1)[0]! : alias.name;
        if (reachable.has(module) || table.named(alias.name, state.file.path)) {
          add(site, alias, module, alias.asname ?? module, alias.asname === undefined);
        }
        continue;
      }
      const parent = state.moduleOf(site.node);
      if (parent === undefined || table.named(parent, state.file.path)) continue;
      const module = `${parent}.${alias.name}`;
      if (!reachable.has(module) && !table.named(module, state.file.path)) continue;
      const init = survey.index.resolve(parent, state.file.path);
      if (
        init !== undefined &&
        init !== state.file.path &&
        isPackageFile(init) &&
        !aliases.has(module) &&
        isShadowed(init, alias.name, survey)
      )
        continue;
      add(site, alias, module, alias.asname ?? alias.name, false);
    }
  }
  return found;
}

function retargetBinding(
  state: FileContext,
  group: readonly ModuleBinding[],
  uses: readonly NameUse[],
  named: ReadonlyMap<number, NamedAttribute>,
): void {
  const first = group[0]!;
  const found: ModuleUse[] = [];
  const direct = group.filter(({ imported }) => importsLegacy(state, imported));
  const imports = new Set(direct.map(({ imported }) => importsLegacy(state, imported)));
  // Through a package, a kept module is reached as before; an import of its own it keeps.
  const needsNothing = ({ kept, depth, legacy }: ModuleUse) =>
    kept === true && depth > 0 && !(first.dotted && imports.has(legacy));
  let others = 0;
  let own = 0;
  const kept: ModuleUse[] = [];
  for (const use of uses) {
    if (state.isRemoved(use.start)) continue;
    const outcome = moduleUse(state, first, use, named);
    if (outcome === 'other') others++;
    else if (outcome === 'own') own++;
    else if (outcome && needsNothing(outcome)) kept.push(outcome);
    else if (outcome) found.push(outcome);
  }
  // A statement that comes to import modules of this package names the kept one too: those who loaded it may not any more.
  const isImportable = ({ spelt }: ModuleUse) => state.context.survey.index.resolve(spelt) !== undefined;
  const imported = first.dotted && found.length > 0 ? kept.filter(isImportable) : [];
  found.push(...imported);
  others += kept.length - imported.length;
  if (found.length === 0 && direct.length === 0) return;
  // An example of what goes, which its rule leaves as it is.
  if (state.isText && [...imports].every((legacy) => legacy?.rule.deleted && isLeft(legacy, state.file.path)))
    return;
  if (found.length === 0 && own > 0 && direct.length === group.length && others === 0) {
    for (const { imported } of direct) state.aliases.set(imported.alias, []);
    return;
  }
  const foreignSite = first.binding.sites.find(
    (site) => site.kind !== 'import' || !group.some((m) => m.imported.alias === site.import?.alias),
  );
  if (foreignSite && !first.dotted && foreignSite.kind !== 'import') {
    state.report(
      'RW303',
      foreignSite.start,
      foreignSite.end,
      `\`${first.binding.name}\` is bound to a module of this wave here and to something else elsewhere in the same scope.`,
      'Give the two different names, so that it is known what each use means.',
      'error',
      state.isText ? [] : [boundAt(state, first)],
    );
    return;
  }
  if (first.dotted) retargetDotted(state, group, direct, found, others);
  else retargetLocal(state, group, found, others);
}

/** What one use of a module-valued name reaches. */
function moduleUse(
  state: FileContext,
  start: ModuleBinding,
  use: NameUse,
  named: ReadonlyMap<number, NamedAttribute>,
): ModuleUse | 'other' | 'own' | undefined {
  const { patches } = state.context;
  let module = start.module;
  let legacy = legacyNamed(state, module);
  let depth = 0;
  while (!legacy && depth < use.chain.length) {
    module = `${module}.${use.chain[depth]!.attr}`;
    depth++;
    legacy = legacyNamed(state, module);
  }
  if (!legacy) return 'other';
  // Below a package that moves, modules that move with it are named in one go.
  while (legacy.split.whole && depth < use.chain.length) {
    const inside = `${module}.${use.chain[depth]!.attr}`;
    const below = state.context.table.named(inside, state.file.path);
    if (!below?.split.whole) break;
    legacy = below;
    module = inside;
    depth++;
  }
  const end = depth === 0 ? use.end : use.chain[depth - 1]!.end;
  const attribute = use.chain[depth];
  const base = { use, legacy, spelt: module, end, depth };
  if (attribute && state.isText && legacy.target(attribute.attr).kind === 'gone') {
    reportExample(state, legacy, attribute.attr, { start: use.start, end: attribute.end });
    return undefined;
  }
  if (legacy.onlyLoses) {
    noteTaken(legacy, attribute?.attr, named.get(use.start)?.attributes);
    return 'other';
  }
  if (attribute) {
    const { ctx } = attribute;
    if (ctx !== 'Load' && !legacy.split.whole) {
      const after = legacy.split.renames.get(attribute.attr);
      if (after !== undefined)
        state.edit(
          attribute.end - attribute.attr.length,
          attribute.end,
          after,
          legacy.rule.id,
          'patch-target',
        );
      const chained = ctx === 'Store' ? chain(state, base, attribute) : undefined;
      return patched(state, base, [attribute.attr], attribute.start, attribute.end, chained);
    }
    const target = legacy.target(attribute.attr);
    if (target.kind === 'moved') {
      patches.noteReader(legacy, attribute.attr);
      if (target.destination === legacy.split.itself) {
        const start = attribute.end - attribute.attr.length;
        state.edit(start, attribute.end, target.name, legacy.rule.id, 'module-attribute');
        return stays(base, module);
      }
      const renames = target.name !== attribute.attr && { end: attribute.end, suffix: `.${target.name}` };
      if (target.destination.path === standsAt(state, use) && reachesOwn(target.name, use)) {
        state.edit(use.start, attribute.end, target.name, legacy.rule.id, 'module-attribute');
        return 'own';
      }
      return {
        ...base,
        ...renames,
        modules: [{ module: renamed(module, legacy, target.destination.module), whole: false }],
      };
    }
    if (target.kind === 'stays') {
      legacy.takenOutside.add(attribute.attr);
      return stays(base, module);
    }
    if (target.kind === 'replicated') {
      return {
        ...base,
        modules: [{ module: renamed(module, legacy, target.destinations[0]!.module), whole: false }],
      };
    }
    if (target.kind === 'origin') {
      if (target.name === undefined)
        return { ...base, end: attribute.end, modules: [{ module: target.module, whole: true }] };
      const renames = target.name !== attribute.attr && { end: attribute.end, suffix: `.${target.name}` };
      return { ...base, ...renames, modules: [{ module: target.module, whole: false }] };
    }
    if (state.context.survey.index.resolve(`${module}.${attribute.attr}`) !== undefined) return 'other';
    if (!legacy.gone) return stays(base, module);
    const beside = isFolderAsked(state.file.text, use.start, attribute) ? neighbourOf(legacy) : undefined;
    if (beside !== undefined)
      return { ...base, modules: [{ module: renamed(module, legacy, beside), whole: false }] };
    state.report(
      'RW212',
      attribute.start,
      attribute.end,
      /^__\w+__$/.test(attribute.attr)
        ? `\`${attribute.attr}\` is asked of \`${legacy.split.module}\` as a whole, which is split: it is not known which new module is meant.`
        : `\`${legacy.split.module}\` defines no \`${attribute.attr}\`: it is not known which new module is meant.`,
      'Mend the reference first: after the wave there is no module to look it up in.',
    );
    return undefined;
  }
  const { whole } = legacy.split;
  if (whole) return { ...base, modules: [{ module: renamed(module, legacy, whole.module), whole: false }] };
  const access = named.get(use.start);
  if (access?.attributes !== undefined) {
    const [attributeName] = access.attributes;
    if (!renameAttribute(state, legacy, access)) {
      reportPatch(
        state,
        legacy,
        access.attributes,
        [legacy.split.module],
        access.call.start,
        access.call.end,
      );
      return undefined;
    }
    if (access.access === 'patch')
      return patched(
        state,
        base,
        access.attributes,
        access.call.start,
        access.call.end,
        repeatedCall(state, base, access),
      );
    const target = legacy.target(attributeName!);
    const to =
      target.kind === 'moved'
        ? target.destination
        : target.kind === 'replicated'
          ? target.destinations[0]
          : undefined;
    if (to) return { ...base, modules: [{ module: renamed(module, legacy, to.module), whole: false }] };
    if (target.kind === 'stays') return stays(base, module);
  }
  state.report(
    'RW302',
    use.start,
    end,
    `The module object \`${legacy.split.module}\` is used as a value: which of its symbols are read is not known.`,
    'Name the symbols here (`module.symbol`), or pass the new module, before the wave.',
    'error',
    state.isText ? [] : [boundAt(state, start)],
  );
  return undefined;
}

/** The import that makes a name mean a module. */
function boundAt(state: FileContext, { binding, module, imported: { alias } }: ModuleBinding): RelatedPlace {
  return {
    place: state.context.survey.place(state.file.path, alias.start, alias.end),
    message:
      binding.name === module
        ? `\`${module}\` is imported here.`
        : `\`${binding.name}\` means \`${module}\` by this import.`,
  };
}

/** Whether `module.__file__` is asked for its folder only: by `Path(….__file__).parent` or `dirname(….__file__)`. */
function isFolderAsked(text: string, start: number, { attr, end }: { attr: string; end: number }): boolean {
  if (attr !== '__file__') return false;
  const before = text.slice(Math.max(0, start - 80), start);
  const after = text.slice(end, end + 80);
  return (
    /\bdirname\(\s*(?:(?:os\.)?path\.abspath\(\s*)?$/.test(before) ||
    (/\bPath\(\s*$/.test(before) && /^\s*\)\.parent\b/.test(after))
  );
}

/** The heir of a module, or another part of it, that stands in the same folder. */
function neighbourOf({ path, rule, split }: Legacy): string | undefined {
  const beside = split.destinations.filter((each) => parentOf(each.path) === parentOf(path));
  return (beside.find(({ module }) => module === rule.heir) ?? beside[0])?.module;
}

/** The path of the module that the code of a use stands in after the wave. */
function standsAt(state: FileContext, { unit }: NameUse): string | undefined {
  const own = state.context.table.at(state.file.path)?.split;
  return own ? (own.home[unit]?.path ?? own.keptPath) : state.file.path;
}

/** Names that somebody reads from a module that only loses some: all of them, when it is not to be seen which. */
function noteTaken(
  legacy: Legacy,
  attribute: string | undefined,
  named: readonly string[] | undefined,
): void {
  const all = legacy.split.file.scopes.module.bindings.keys();
  for (const name of attribute === undefined ? (named ?? all) : [attribute]) legacy.takenOutside.add(name);
}

/** An attribute named by a string takes its new name; `false` when it cannot. */
function renameAttribute(state: FileContext, { split, rule }: Legacy, access: NamedAttribute): boolean {
  const { attributes = [], written } = access;
  const after = attributes.flatMap((name) => split.renames.get(name) ?? []);
  if (after.length === 0) return true;
  if (!written || (access.access === 'patch' && split.destinations.length > 0)) return false;
  state.edit(written.start, written.end, after[0]!, rule.id, 'patch-target');
  return true;
}

/** A use that goes on to mean the kept module. */
function stays(base: Omit<ModuleUse, 'modules'>, module: string): ModuleUse {
  return { ...base, modules: [{ module, whole: false }], kept: true };
}

function patched(
  state: FileContext,
  base: Omit<ModuleUse, 'modules'>,
  names: readonly string[],
  start: number,
  end: number,
  repeat: RepeatedPatch | undefined,
): ModuleUse | undefined {
  const { legacy } = base;
  const sites = state.context.patches.ofAll(legacy, names);
  const only = sites[0];
  if (sites.length === 1 && only !== undefined) {
    return { ...base, modules: [{ module: renamed(base.spelt, legacy, only), whole: false }] };
  }
  if (repeat && sites.length > 1) {
    const modules = sites.map((site) => ({ module: renamed(base.spelt, legacy, site), whole: false }));
    return { ...base, modules, repeat };
  }
  reportPatch(state, legacy, names, sites, start, end);
  return undefined;
}

/** A call that patches, made once per module. */
function repeatedCall(
  { file: { text, newline } }: FileContext,
  { use, end }: Pick<ModuleUse, 'use' | 'end'>,
  { call, parent }: NamedAttribute,
): RepeatedPatch | undefined {
  const repetition = repetitionOf(call, parent, text, newline);
  if (!repetition) return undefined;
  const target = { start: use.start, end };
  return (spelt, rule) => repeatEdit(repetition, target, spelt, text, rule);
}

/** `module.a = value` with several modules: one target for each, in a chain. */
function chain(
  { file: { module, text } }: FileContext,
  { use, end }: Pick<ModuleUse, 'use' | 'end'>,
  attribute: Span,
): RepeatedPatch | undefined {
  if (attribute.start !== use.start || !isWholeTarget(module, attribute)) return undefined;
  return (spelt, rule) => chainEdit(attribute, end, spelt, text, rule);
}

/** Writes what a use says after the wave: the new modules' names, or its statement once per module. */
function respell(
  state: FileContext,
  { use, end, suffix = '', modules, repeat }: ModuleUse,
  legacy: Legacy,
  nameOf: (target: ModuleUse['modules'][number]) => string,
): void {
  const spelt = modules.map((target) => nameOf(target) + suffix);
  if (repeat) {
    state.add(repeat(spelt, legacy.rule.id));
    return;
  }
  for (const text of spelt) {
    if (state.file.text.slice(use.start, end) !== text)
      state.edit(use.start, end, text, legacy.rule.id, 'module-attribute');
  }
}

/** `import a.b.c`: the imports name the new modules, the uses spell the new paths. */
function retargetDotted(
  state: FileContext,
  group: readonly ModuleBinding[],
  direct: readonly ModuleBinding[],
  uses: readonly ModuleUse[],
  others: number,
): void {
  const needed = new Map<Legacy, Set<string>>();
  for (const used of uses) {
    const { legacy, modules } = used;
    respell(state, used, legacy, ({ module }) => module);
    for (const { module } of modules) {
      const set = needed.get(legacy) ?? new Set();
      needed.set(legacy, set.add(module));
    }
  }
  const done = new Set<Legacy>();
  for (const { imported } of direct) {
    const legacy = importsLegacy(state, imported)!;
    const spelt = imported.alias.name;
    if (!legacy.gone && !needed.has(legacy)) continue;
    const modules =
      needed.get(legacy) ??
      new Set(legacy.split.destinations.map(({ module }) => renamed(spelt, legacy, module)));
    done.add(legacy);
    // What goes without a trace leaves its package bound, for those who reach other modules through it.
    if (modules.size === 0 && others > 0 && !isBoundBeside(imported, direct))
      modules.add(splitName(spelt).parent);
    state.aliases.set(imported.alias, [...modules].sort().map(importReplacement));
  }
  for (const [legacy, modules] of needed) {
    if (done.has(legacy)) continue;
    const { alias } = group[0]!.imported;
    const before = state.aliases.get(alias) ?? [importReplacement(alias.name)];
    state.aliases.set(alias, [...before, ...[...modules].sort().map(importReplacement)]);
  }
  const [legacy] = [...done, ...needed.keys()];
  if (legacy) renameDeclarations(state, group[0]!.binding, topNames(state, group), legacy);
}

/** The names that dotted imports bind after the wave: the top packages of what they import then. */
function topNames(state: FileContext, group: readonly ModuleBinding[]): string[] {
  const modules = group.flatMap(
    ({ imported: { alias } }) => state.aliases.get(alias)?.map(({ module }) => module) ?? [alias.name],
  );
  return [...new Set(modules.map((module) => module.split('.', 1)[0]!))];
}

/** Whether the same statement imports another module of the same top package, which goes on to bind its name. */
function isBoundBeside({ site, alias }: ImportedName, direct: readonly ModuleBinding[]): boolean {
  const goes = new Set(direct.map(({ imported }) => imported.alias));
  const topOf = (name: string) => name.split('.', 1)[0];
  return site.node.names.some(
    (other) => other.asname === undefined && !goes.has(other) && topOf(other.name) === topOf(alias.name),
  );
}

function importReplacement(module: string): Replacement {
  return { kind: 'import', module, name: '', asname: undefined, uses: undefined };
}

/** A name bound to the module itself: one binding per new module, in the same place. */
function retargetLocal(
  state: FileContext,
  group: readonly ModuleBinding[],
  uses: readonly ModuleUse[],
  others: number,
): void {
  const first = group[0]!;
  const legacy = uses[0]?.legacy ?? importsLegacy(state, first.imported)!;
  const spelt = uses[0]?.spelt ?? first.module;
  const modules = [...new Set(uses.flatMap((use) => use.modules.map(({ module }) => module)))].sort();
  if (modules.length === 0)
    modules.push(...legacy.split.destinations.map(({ module }) => renamed(spelt, legacy, module)).sort());
  if (!legacy.gone && uses.length === 0) return;
  const { imported } = first;
  const explicit = imported.alias.asname !== undefined;
  const direct = uses.every(({ depth }) => depth === 0);
  const keepsName =
    modules.length === 1 &&
    direct &&
    others === 0 &&
    (explicit || splitName(modules[0]!).last === first.binding.name);
  const local = new Map<string, string>();
  const scopes: Scope[] = [imported.site.scope, ...uses.map(({ use }) => use.scope)];
  for (const module of modules) {
    if (module === legacy.split.module || module === spelt) local.set(module, first.binding.name);
    else if (keepsName) local.set(module, first.binding.name);
    else local.set(module, freeName(module, state.file.scopes, scopes, [...local.values()], first.binding));
  }
  const starts = new Map<string, Set<number>>(modules.map((module) => [module, new Set()]));
  for (const used of uses) {
    respell(state, used, legacy, ({ module }) => local.get(module)!);
    for (const { module } of used.modules) starts.get(module)!.add(used.use.start);
  }
  for (const { imported: own } of group) {
    const replacements = modules.map((module) =>
      moduleReplacement(module, local.get(module)!, own, uses.length > 0 ? starts.get(module) : undefined),
    );
    const keeps = others > 0 || !importsLegacy(state, own);
    if (keeps) replacements.unshift(itself(state, own));
    state.aliases.set(own.alias, replacements);
  }
  const kept = others > 0 || group.some(({ imported: own }) => !importsLegacy(state, own));
  renameDeclarations(
    state,
    first.binding,
    [...(kept ? [first.binding.name] : []), ...local.values()],
    legacy,
  );
  renameExport(state, first, [...local.values()], legacy);
}

/** `global m` and `nonlocal m` name what an import in that block binds: they follow it. */
function renameDeclarations(
  state: FileContext,
  binding: Binding,
  names: readonly string[],
  legacy: Legacy,
): void {
  const declared = (scope: Scope) => scope.globals.has(binding.name) || scope.nonlocals.has(binding.name);
  if (names.length === 0 || (names.length === 1 && names[0] === binding.name)) return;
  const scopes = state.file.scopes.scopes.filter(
    (scope) => declared(scope) && resolve(binding.name, scope) === binding,
  );
  if (scopes.length === 0) return;
  const walk = (node: Node): void => {
    if (node.kind === 'Global' || node.kind === 'Nonlocal') {
      const own = state.file.scopes.scopes.findLast(
        ({ start, end }) => start <= node.start && node.end <= end,
      );
      const at = node.names.indexOf(binding.name);
      if (at < 0 || !own || !scopes.includes(own)) return;
      const start = node.nameStarts[at]!;
      const text = names.filter((name) => name === binding.name || !node.names.includes(name)).join(', ');
      state.edit(start, start + binding.name.length, text, legacy.rule.id, undefined);
    }
    forEachChild(node, walk);
  };
  for (const stmt of state.file.module.body) walk(stmt);
}

function moduleReplacement(
  module: string,
  local: string,
  { site }: ImportedName,
  uses: ReadonlySet<number> | undefined,
): Replacement {
  const { parent, last } = splitName(module);
  if (site.node.kind === 'ImportFrom' && parent !== '') {
    return {
      kind: 'from',
      module: parent,
      name: last,
      asname: local === last ? undefined : local,
      uses,
      submodule: true,
    };
  }
  return { kind: 'import', module, name: '', asname: local === module ? undefined : local, uses };
}

function itself(state: FileContext, { site, alias }: ImportedName): Replacement {
  if (site.node.kind === 'Import')
    return { kind: 'import', module: alias.name, name: '', asname: alias.asname, uses: undefined };
  return {
    kind: 'from',
    module: state.moduleOf(site.node)!,
    name: alias.name,
    asname: alias.asname,
    uses: undefined,
    submodule: true,
  };
}

/** A module that a package lists in `__all__` is listed under its new names. */
function renameExport(
  state: FileContext,
  first: ModuleBinding,
  names: readonly string[],
  legacy: Legacy,
): void {
  if (first.binding.scope.kind !== 'module' || names.includes(first.binding.name)) return;
  for (const edit of renameExportEntry(state.file, first.binding.name, names)) {
    state.edit(edit.start, edit.end, edit.text, legacy.rule.id, 'registry-entry');
  }
}

function importsLegacy(state: FileContext, { site, alias }: ImportedName): Legacy | undefined {
  if (site.node.kind === 'Import') return legacyNamed(state, alias.name);
  const parent = state.moduleOf(site.node);
  return parent === undefined ? undefined : legacyNamed(state, `${parent}.${alias.name}`);
}
