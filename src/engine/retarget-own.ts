import type { Alias } from '../python/ast.js';
import { type ImportSite, type NameUse, resolve, resolveUse } from '../python/scope.js';
import { readExportList } from './export-list.js';
import type { FileContext } from './file-context.js';
import type { Legacy } from './relocation-table.js';

/**
 * In a destination: an import of what the module itself defines after the wave. It goes, and where it gave the
 * symbol another name, the uses of that name take the symbol's own.
 *
 * @param after the symbol's name after the wave.
 */
export function retargetOwn(
  state: FileContext,
  site: ImportSite,
  alias: Alias,
  legacy: Legacy,
  after: string,
): void {
  const local = alias.asname ?? alias.name;
  const binding = resolve(local, site.scope);
  const uses = state.file.scopes.uses.filter((use) => resolveUse(use) === binding);
  const renames = local !== after;
  const blocked =
    site.scope.kind === 'class' ||
    (renames &&
      (binding?.sites.length !== 1 ||
        readExportList(state.file.module).entries.some(({ name }) => name === local) ||
        uses.some((use) => !reachesOwn(after, use))));
  if (blocked) {
    state.report(
      'RW305',
      alias.start,
      alias.end,
      `\`${alias.name}\` is imported here${renames ? ` as \`${local}\`` : ''} by the module that will define it.`,
      'Use the symbol by its own name in this module before the wave, or move it elsewhere.',
    );
    return;
  }
  state.aliases.set(alias, []);
  if (!renames) return;
  for (const { start, end } of uses) state.edit(start, end, after, legacy.rule.id, undefined);
}

/** Whether a name, at the place of a use, will mean what the module defines: nothing nearer binds it. */
export function reachesOwn(name: string, use: NameUse): boolean {
  return resolve(name, use.scope, use.start) === undefined;
}
