import type { Alias } from '../python/ast.js';
import { resolveUse } from '../python/scope.js';
import { readExportList } from './export-list.js';
import { isKeptImport } from './kept-import.js';
import type { Legacy } from './relocation-table.js';

/**
 * Names that a kept source imports only for what moved away or is removed: nothing that stays reads them, `__all__` does not list
 * them, and nobody outside takes them from here.
 */
export function prunedImports(legacy: Legacy): Alias[] {
  const { split } = legacy;
  const { file, home, facts } = split;
  const { scopes } = file;
  const used = { moved: new Set<string>(), staying: new Set<string>() };
  for (const use of scopes.uses) {
    if (use.unit < 0 || resolveUse(use)?.scope !== scopes.module) continue;
    const leaves = home[use.unit] !== undefined || facts[use.unit]!.kind === 'removed';
    (leaves ? used.moved : used.staying).add(use.name);
  }
  const listed = new Set(readExportList(file.module).entries.map(({ name }) => name));
  const pruned: Alias[] = [];
  for (const site of scopes.imports) {
    if (site.scope !== scopes.module || site.unit < 0 || facts[site.unit]!.kind !== 'import') continue;
    if (isKeptImport(site, file)) continue;
    for (const alias of site.node.names) {
      const name = alias.asname ?? alias.name.split('.', 1)[0]!;
      if (alias.name === '*' || alias.asname === alias.name) continue;
      if (
        !used.moved.has(name) ||
        used.staying.has(name) ||
        listed.has(name) ||
        legacy.takenOutside.has(name)
      )
        continue;
      pruned.push(alias);
    }
  }
  return pruned;
}
