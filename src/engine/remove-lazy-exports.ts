import type { Dict, Sequence } from '../python/ast.js';
import { absoluteName } from '../python/module-index.js';
import { withoutElements } from './export-list.js';
import type { FileContext } from './file-context.js';
import { type LazyExport, lazyExports } from './lazy-exports.js';
import type { ModuleIdentity, RelocationTable } from './relocation-table.js';
import type { SourceFile } from './source-file.js';

/** Takes entries out of tables of lazy exports whose symbols the wave takes away. */
export function removeLazyExports(state: FileContext): void {
  const { file, identity, context } = state;
  const gone = goneLazyExports(file, identity, context.table);
  for (const { exported } of gone.entries) state.gone.add(exported);
  for (const { start, end } of gone.ranges)
    state.edit(start, end, '', context.table.legacies[0]!.rule.id, 'registry-entry');
}

/** The lazy exports of a file that lead to what the wave takes away, and what to take out of their tables. */
export function goneLazyExports(
  file: SourceFile,
  identity: Omit<ModuleIdentity, 'path'>,
  table: RelocationTable,
): { entries: readonly LazyExport[]; ranges: readonly { start: number; end: number }[] } {
  const exports = lazyExports(file);
  const entries = exports.filter((entry) => isGone(entry, identity, table));
  const containers = new Set(entries.map(({ container }) => container));
  const ranges = [...containers].flatMap((container) => {
    const places = elementsOf(container).map((place, at) => ({
      ...place,
      gone: entries.some((entry) => entry.container === container && entry.index === at),
    }));
    return withoutElements(file.text, places);
  });
  return { entries, ranges };
}

function elementsOf(container: Dict | Sequence): { start: number; end: number }[] {
  if (container.kind !== 'Dict') return container.elts.map(({ start, end }) => ({ start, end }));
  return container.values.map((value, index) => ({
    start: container.keys[index]?.start ?? value.start,
    end: value.end,
  }));
}

/** Whether the name that an entry leads to is gone. */
function isGone(
  { module, attribute }: LazyExport,
  identity: Omit<ModuleIdentity, 'path'>,
  table: RelocationTable,
): boolean {
  if (module === undefined) return false;
  const dots = /^\.*/.exec(module)![0].length;
  const relative = (level: number) =>
    absoluteName(identity.module, identity.isPackage, level, module.slice(dots));
  const absolute = dots === 0 ? module : relative(dots);
  const beside = dots === 0 && identity.isPackage ? relative(1) : undefined;
  const legacy = [absolute, beside].flatMap((name) =>
    name === undefined ? [] : (table.named(name) ?? []),
  )[0];
  return legacy?.target(attribute).kind === 'gone';
}
