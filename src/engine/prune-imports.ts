import type { Alias } from '../python/ast.js';
import { resolveUse } from '../python/scope.js';
import { readExportList } from './export-list.js';
import { isKeptImport } from './kept-import.js';
import type { Legacy } from './relocation-table.js';

/** What a kept source imports only for what moved away or is removed. */
export interface PrunedImports {
  /** Single names of import statements. */
  readonly aliases: readonly Alias[];
  /** Whole statements that import one thing or else another, by their index. */
  readonly units: ReadonlySet<number>;
}

/**
 * Names that a kept source imports only for what moved away or is removed: nothing that stays reads them, `__all__` does
 * not list them, and nobody outside takes them from here.
 */
export function prunedImports(legacy: Legacy): PrunedImports {
  const { file, facts } = legacy.split;
  const listed = new Set(readExportList(file.module).entries.map(({ name }) => name));
  const needless = (name: string, uses: Uses) =>
    uses.moved.has(name) && !uses.staying.has(name) && !listed.has(name) && !legacy.takenOutside.has(name);
  const before = usesOf(legacy, new Set());
  const units = new Set(
    [...facts.keys()].filter(
      (unit) =>
        facts[unit]!.kind === 'import-fallback' &&
        facts[unit]!.binds.length > 0 &&
        facts[unit]!.binds.every((name) => needless(name, before)),
    ),
  );
  const uses = usesOf(legacy, units);
  const aliases: Alias[] = [];
  for (const site of file.scopes.imports) {
    if (site.scope !== file.scopes.module || site.unit < 0 || facts[site.unit]!.kind !== 'import') continue;
    if (isKeptImport(site, file)) continue;
    for (const alias of site.node.names) {
      const name = alias.asname ?? alias.name.split('.', 1)[0]!;
      if (alias.name === '*' || alias.asname === alias.name) continue;
      if (needless(name, uses)) aliases.push(alias);
    }
  }
  return { aliases, units };
}

interface Uses {
  readonly moved: ReadonlySet<string>;
  readonly staying: ReadonlySet<string>;
}

/** The module-level names that statements read which leave, and which stay. */
function usesOf({ split }: Legacy, pruned: ReadonlySet<number>): Uses {
  const { file, home, facts } = split;
  const { scopes } = file;
  const used = { moved: new Set<string>(), staying: new Set<string>() };
  for (const use of scopes.uses) {
    if (use.unit < 0 || resolveUse(use)?.scope !== scopes.module) continue;
    const leaves =
      home[use.unit] !== undefined || facts[use.unit]!.kind === 'removed' || pruned.has(use.unit);
    (leaves ? used.moved : used.staying).add(use.name);
  }
  return used;
}
