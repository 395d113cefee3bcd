import type { Finding, Place } from '../../model/finding.js';
import type { ModuleSurface, PublicSurface, VanishedPath } from '../../model/public-surface.js';
import type { PublicSurfaceContract } from '../../model/wave.js';
import { isPackageFile } from '../../python/module-index.js';
import type { Binding } from '../../python/scope.js';
import { readExportList } from '../export-list.js';
import { globMatcher } from '../glob.js';
import { isTestPath } from '../liveness/reference.js';
import type { Target } from '../relocation-table.js';
import type { SourceFile } from '../source-file.js';
import { changedEntryPoints } from './entry-points.js';
import { ModuleNames } from './module-names.js';
import { finding, type ProofContext } from './proof.js';
import type { Tree } from './tree.js';

/** A vanished path with the place of what bound it. */
type Placed = VanishedPath & { readonly place: Place };

/**
 * What the wave does to names that code outside the repository can import: found by comparing the two trees, so that
 * it does not matter which rule did it. Where a name went to is the relocation table's answer.
 *
 * @param contract what the wave says of its public surface; without it nothing is an error.
 */
export function publicSurface(
  context: ProofContext,
  contract: PublicSurfaceContract | undefined,
): { readonly surface: PublicSurface; readonly findings: readonly Finding[] } {
  const allowed = (contract?.allow ?? []).map((entry) => ({
    ...entry,
    matches: globOf(entry.glob),
    used: false,
  }));
  const isAllowed = (path: string): boolean | undefined => {
    if (contract === undefined) return undefined;
    const fitting = allowed.filter(({ matches }) => matches(path));
    for (const entry of fitting) entry.used = true;
    return fitting.length > 0;
  };
  const names = new ModuleNames(context.after);
  const findings: Finding[] = [];
  const modules = context.changes.flatMap(({ kind, path }): ModuleSurface[] => {
    const module = publicModule(context, path);
    if (module === undefined || context.keepsNames(path)) return [];
    const before = kind === 'create' ? undefined : context.earlier.python(path);
    const after = kind === 'delete' ? undefined : context.after.python(path);
    const vanished = (before ? vanishedFrom(context, names, before, after, module) : []).map((each) => ({
      ...each,
      allowed: isAllowed(each.path),
    }));
    findings.push(...vanished.filter((each) => each.allowed === false).map(refusal));
    const counts = {
      before: before && publicNames(before).length,
      after: after && publicNames(after).length,
    };
    if (vanished.length === 0 && counts.before === counts.after) return [];
    return [
      { module, ...counts, vanished: vanished.map(({ path, to, allowed }) => ({ path, to, allowed })) },
    ];
  });
  findings.push(...allowed.filter(({ used }) => !used).map(unusedEntry));
  modules.sort((a, b) => (a.module < b.module ? -1 : 1));
  return { surface: { modules, entryPoints: changedEntryPoints(context.changes) }, findings };
}

/** The dotted name of a module that others may import: no test, and no part of it is private. */
function publicModule({ before, after }: ProofContext, path: string): string | undefined {
  if (!path.endsWith('.py') || isTestPath(path)) return undefined;
  const index = before.index.has(path) ? before.index : after.index;
  const [module] = index.namesOf(path);
  return module === undefined || /(?:^|\.)_/.test(module) ? undefined : module;
}

/**
 * The names that a module gives to others: `__all__`; without it what it defines under a public name, and what it
 * imports on purpose for others, as a package does or by `import a as a`
 * (https://peps.python.org/pep-0008/#public-and-internal-interfaces,
 * https://typing.python.org/en/latest/spec/distributing.html#import-conventions).
 */
function publicNames({ path, module, scopes }: SourceFile): string[] {
  const list = readExportList(module);
  if (list.declared && !list.computed) return [...new Set(list.entries.map(({ name }) => name))];
  const listed = list.entries.map(({ name }) => name);
  const own = [...scopes.module.bindings].flatMap(([name, binding]) =>
    !name.startsWith('_') && (isPackageFile(path) || !isOnlyImported(binding)) ? [name] : [],
  );
  return [...new Set([...listed, ...own])];
}

function isOnlyImported({ sites }: Binding): boolean {
  return sites.every(
    (site) => site.import !== undefined && site.import.alias.asname !== site.import.alias.name,
  );
}

function vanishedFrom(
  context: ProofContext,
  names: ModuleNames,
  before: SourceFile,
  after: SourceFile | undefined,
  module: string,
): Placed[] {
  const { earlier, table } = context;
  const legacy = table.at(before.path);
  const isThere = context.after.exists(module);
  const gone: Placed[] = isThere
    ? []
    : [
        {
          path: module,
          to: legacy?.split.whole?.module,
          allowed: undefined,
          place: earlier.place(before.path, 0),
        },
      ];
  const kept = after && new Set(publicNames(after));
  const home = after ? after.path : context.after.resolve(module);
  for (const name of publicNames(before)) {
    if (kept?.has(name)) continue;
    if (home !== undefined && ['yes', 'unknown'].includes(names.offers(home, name))) continue;
    const site = before.scopes.module.bindings.get(name)?.sites[0];
    const place = earlier.place(before.path, site?.start ?? 0, site?.end);
    gone.push({ path: `${module}.${name}`, to: whereNow(context, before, name), allowed: undefined, place });
  }
  return gone;
}

/** Where a name of a module is found after the wave. */
function whereNow(context: ProofContext, file: SourceFile, name: string): string | undefined {
  const { table, earlier } = context;
  const legacy = table.at(file.path);
  if (legacy) return dotted(context.after, legacy.target(name));
  const imported = file.scopes.module.bindings.get(name)?.sites.find((site) => site.import)?.import;
  if (imported?.site.node.kind !== 'ImportFrom') return undefined;
  const module = earlier.moduleOf(file.path, imported.site.node);
  const origin = module === undefined ? undefined : table.named(module, file.path);
  return origin && dotted(context.after, origin.target(imported.alias.name));
}

function dotted(after: Tree, target: Target): string | undefined {
  switch (target.kind) {
    case 'moved':
      return `${target.destination.module}.${target.name}`;
    case 'replicated':
      return target.destinations[0] && `${target.destinations[0].module}.${target.name}`;
    case 'origin':
      if (!after.exists(target.module)) return undefined;
      return target.name === undefined ? target.module : `${target.module}.${target.name}`;
    case 'stays':
    case 'gone':
    case 'missing':
      return undefined;
  }
}

/** A glob over dotted paths: as over repository paths, with dots for slashes. */
function globOf(glob: string): (path: string) => boolean {
  const matches = globMatcher(glob.replaceAll('.', '/'));
  return (path) => matches(path.replaceAll('.', '/'));
}

function refusal({ path, to, place }: Placed): Finding {
  const where = to === undefined ? 'and nothing takes its place' : `it is \`${to}\` after the wave`;
  const hint = `Add \`${path}\` to \`allow\` under \`public-surface\` of the wave when nobody outside imports it, or leave it where it is.`;
  return finding('RW610', 'error', place, `The public \`${path}\` would vanish: ${where}.`, hint);
}

function unusedEntry({ glob, place }: PublicSurfaceContract['allow'][number]): Finding {
  const message = `No public import path that vanishes matches \`${glob}\`.`;
  return finding('RW611', 'warning', place, message, 'Delete the entry, or correct it.');
}
