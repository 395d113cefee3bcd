import type { Alias } from '../python/ast.js';
import { isPackageFile } from '../python/module-index.js';
import { type Binding, type ImportSite, resolve } from '../python/scope.js';
import { readExportList } from './export-list.js';
import type { FileContext } from './file-context.js';
import { lastSegment } from './last-segment.js';
import { type NameSpan, nameSpans } from './name-spans.js';
import type { Legacy } from './relocation-table.js';
import { wordReaders } from './word-readers.js';

/** In a source: its own symbols that get other names, wherever its code writes them. */
export function renameOwnSymbols(state: FileContext, legacy: Legacy): void {
  const { file, renames, home } = legacy.split;
  for (const [name, after] of renames) {
    const binding = file.scopes.module.bindings.get(name);
    if (!binding) continue;
    const spans = nameSpans(file, binding);
    const [site] = binding.sites;
    if (!spans) {
      state.report(
        'RW214',
        site!.start,
        site!.end,
        `\`${name}\` cannot become \`${after}\`: some code writes the name in a way that cannot be rewritten.`,
        'Look for an escaped or mangled spelling of it in this module, and mend that first.',
      );
      continue;
    }
    for (const { start, end } of spans) state.edit(start, end, after, legacy.rule.id, undefined);
    if (binding.sites.some(({ unit }) => unit >= 0 && home[unit] !== undefined)) continue;
    for (const { name: listed, node } of readExportList(file.module).entries) {
      const [part] = node.parts;
      if (listed === name && part)
        state.edit(part.contentStart, part.contentEnd, after, legacy.rule.id, 'registry-entry');
    }
  }
}

/**
 * In an importer: whether the local name of an imported symbol can follow its new name. It does when nobody else takes
 * the name from here; otherwise the import goes on to bind the old one.
 *
 * @returns where the local name is written.
 */
export function followingSpans(
  state: FileContext,
  site: ImportSite,
  alias: Alias,
  legacy: Legacy,
  after: string,
): readonly NameSpan[] | undefined {
  const { file, context } = state;
  const binding = resolve(alias.name, site.scope);
  if (alias.asname !== undefined || !binding || context.table.at(file.path)) return undefined;
  const isSame = binding.sites.every(
    ({ import: imported }) => imported && isImportOf(state, imported, legacy, alias),
  );
  if (!isSame || isNameInUse(state, after)) return undefined;
  if (binding.scope.kind === 'class' || (binding.scope.kind === 'module' && isTakenFrom(state, binding)))
    return undefined;
  return nameSpans(file, binding);
}

function isImportOf(
  state: FileContext,
  { site, alias }: { readonly site: ImportSite; readonly alias: Alias },
  legacy: Legacy,
  { name }: Alias,
): boolean {
  if (site.node.kind !== 'ImportFrom' || alias.name !== name || alias.asname !== undefined) return false;
  const module = state.moduleOf(site.node);
  return module !== undefined && state.context.table.named(module, state.file.path) === legacy;
}

function isNameInUse({ file }: FileContext, name: string): boolean {
  const { scopes, uses } = file.scopes;
  return scopes.some(({ bindings }) => bindings.has(name)) || uses.some((use) => use.name === name);
}

/** Whether others may read a module-level name of this file: packages pass names on, and so do lists of exports. */
function isTakenFrom({ file, context }: FileContext, { name }: Binding): boolean {
  if (isPackageFile(file.path)) return true;
  if (readExportList(file.module).entries.some((entry) => entry.name === name)) return true;
  const module = lastSegment(file.path);
  return wordReaders(context.survey, name).some(
    (path) => path !== file.path && context.survey.file(path)?.text.includes(module),
  );
}
