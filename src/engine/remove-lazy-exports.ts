import { absoluteName } from '../python/module-index.js';
import type { FileContext } from './file-context.js';
import { type LazyExport, lazyExports } from './lazy-exports.js';
import type { ModuleIdentity, RelocationTable } from './relocation-table.js';
import type { SourceFile } from './source-file.js';
import { type ListEdit, withoutElements } from './without-exports.js';

/** Takes entries out of tables of lazy exports whose symbols the wave takes away. */
export function removeLazyExports(state: FileContext): void {
  const { file, identity, context } = state;
  const gone = goneLazyExports(file, identity, context.table, (dotted) =>
    context.survey.index.resolve(dotted, file.path),
  );
  for (const { exported } of gone.entries) state.gone.add(exported);
  for (const { start, end, text } of gone.edits)
    state.edit(start, end, text, context.table.legacies[0]!.rule.id, 'registry-entry');
}

/**
 * The lazy exports of a file that lead to what the wave takes away, and the edits that take them out of their tables.
 *
 * @param resolve the file of a module.
 */
export function goneLazyExports(
  file: SourceFile,
  identity: Omit<ModuleIdentity, 'path'>,
  table: RelocationTable,
  resolve: (dotted: string) => string | undefined,
): { entries: readonly LazyExport[]; edits: readonly ListEdit[] } {
  const exports = lazyExports(file);
  const isModule = (module: string) =>
    absoluteNames(module, identity).some((name) => resolve(name) !== undefined);
  const entries = exports
    .filter((entry) => isGone(entry, identity, table))
    .filter(({ unless }) => unless === undefined || !isModule(unless));
  const items = (container: LazyExport['container'], all: readonly LazyExport[]) =>
    new Set(all.filter((entry) => entry.container === container).map(({ index }) => index));
  const edits: ListEdit[] = [];
  const emptied = new Map<LazyExport['container'], Set<number>>();
  for (const container of new Set(entries.map((entry) => entry.container))) {
    const gone = items(container, entries);
    const within = entries.find((entry) => entry.container === container)?.within;
    if (within && gone.size === items(container, exports).size)
      emptied.set(within.table, (emptied.get(within.table) ?? new Set()).add(within.index));
    else edits.push(...withoutElements(file.text, container, (index) => gone.has(index)));
  }
  for (const [container, gone] of emptied)
    edits.push(...withoutElements(file.text, container, (index) => gone.has(index)));
  return { entries, edits };
}

/** Whether the name that an entry leads to is gone. */
function isGone(
  { module, attribute }: LazyExport,
  identity: Omit<ModuleIdentity, 'path'>,
  table: RelocationTable,
): boolean {
  if (module === undefined) return false;
  const legacy = absoluteNames(module, identity).flatMap((name) => table.named(name) ?? [])[0];
  return legacy?.target(attribute).kind === 'gone';
}

/** What a table's spelling of a module may mean: relative with dots, absolute, or beside the package's own modules. */
function absoluteNames(module: string, identity: Omit<ModuleIdentity, 'path'>): string[] {
  const dots = /^\.*/.exec(module)![0].length;
  const relative = (level: number) =>
    absoluteName(identity.module, identity.isPackage, level, module.slice(dots));
  const absolute = dots === 0 ? module : relative(dots);
  const beside = dots === 0 && identity.isPackage ? relative(1) : undefined;
  return [absolute, beside].flatMap((name) => name ?? []);
}
