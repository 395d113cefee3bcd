import { absoluteName, isPackageFile } from '../python/module-index.js';
import type { ImportSite } from '../python/scope.js';
import { importedModules } from './import-candidates.js';
import { lastSegment } from './last-segment.js';
import {
  identityOf,
  type Legacy,
  type ModuleIdentity,
  type RelocationTable,
  splitName,
} from './relocation-table.js';
import { isShadowed } from './shadowed-submodule.js';
import type { SourceFile } from './source-file.js';
import type { Survey } from './survey.js';

const known = new WeakMap<RelocationTable, ReadonlyMap<string, Legacy>>();

/**
 * Dotted names under which other modules pass a legacy module object on: `from pkg import legacy as old` in `pkg.api`
 * makes `pkg.api.old` one. After the wave that import binds something else, so whoever reads it is followed.
 */
export function moduleAliases(table: RelocationTable, survey: Survey): ReadonlyMap<string, Legacy> {
  let aliases = known.get(table);
  if (!aliases) {
    aliases = findAliases(table, survey);
    known.set(table, aliases);
  }
  return aliases;
}

const reachable = new WeakMap<RelocationTable, ReadonlySet<string>>();

/** Dotted names of the wave's modules, of what other modules call them, and of the packages that these are in. */
export function reachableNames(table: RelocationTable, survey: Survey): ReadonlySet<string> {
  let names = reachable.get(table);
  if (!names) {
    const modules = [
      ...table.legacies.flatMap((legacy) => legacy.names),
      ...moduleAliases(table, survey).keys(),
    ];
    names = new Set(modules.flatMap(prefixes));
    reachable.set(table, names);
  }
  return names;
}

/** A dotted name and the names of the packages above it. */
export function prefixes(dotted: string): string[] {
  const parts = dotted.split('.');
  return parts.map((_, index) => parts.slice(0, index + 1).join('.'));
}

function findAliases(table: RelocationTable, survey: Survey): Map<string, Legacy> {
  const found = new Map<string, Legacy>();
  if (table.legacies.length === 0) return found;
  const segments = table.legacies.map(({ path }) => Buffer.from(lastSegment(path)));
  const own = new Set(table.legacies.flatMap(({ names }) => names));
  for (const path of survey.holding(segments)) {
    if (!path.endsWith('.py') || table.at(path)) continue;
    const file = survey.file(path);
    if (!file || !mayBind(file, table, survey)) continue;
    const identity = identityOf(path, survey);
    for (const site of survey.python(path)?.scopes.imports ?? []) {
      if (site.scope.kind !== 'module') continue;
      for (const [name, legacy] of boundModules(site, identity, table, survey)) {
        for (const module of survey.index.namesOf(path)) {
          if (!own.has(`${module}.${name}`)) found.set(`${module}.${name}`, legacy);
        }
      }
    }
  }
  return found;
}

/** Whether some import statement of a file may bind a legacy module, by its words alone. */
function mayBind(file: SourceFile, table: RelocationTable, survey: Survey): boolean {
  const lasts = new Set(table.legacies.flatMap(({ names }) => names.map((name) => splitName(name).last)));
  const { imported, children, unsure } = importedModules(
    identityOf(file.path, survey),
    file.lexedImports,
    (name) => lasts.has(name),
  );
  const isLegacy = (dotted: string) => table.named(dotted, file.path) !== undefined;
  return unsure || [...imported].some(isLegacy) || [...children].some(isLegacy);
}

/** The names that an import statement binds to legacy modules. */
function boundModules(
  { node }: ImportSite,
  identity: ModuleIdentity,
  table: RelocationTable,
  survey: Survey,
): [string, Legacy][] {
  const parent =
    node.kind === 'ImportFrom'
      ? absoluteName(identity.module, identity.isPackage, node.level, node.module)
      : undefined;
  const init = parent === undefined ? undefined : survey.index.resolve(parent, identity.path);
  const other = (name: string) =>
    init !== undefined && isPackageFile(init) && init !== identity.path && isShadowed(init, name, survey);
  return node.names.flatMap((alias): [string, Legacy][] => {
    if (other(alias.name)) return [];
    if (node.kind === 'Import' ? alias.asname === undefined : parent === undefined) return [];
    const legacy = table.named(
      node.kind === 'Import' ? alias.name : `${parent}.${alias.name}`,
      identity.path,
    );
    return legacy ? [[alias.asname ?? alias.name, legacy]] : [];
  });
}
