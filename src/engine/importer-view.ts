import { FileContext, type RetargetContext } from './file-context.js';
import type { ReferenceFilter } from './reference-filter.js';
import type { FileRetarget } from './replacement.js';
import { retargetFile } from './retarget.js';
import { bindsModules } from './retarget-modules.js';
import type { SourceFile } from './source-file.js';
import { moduleStars } from './starred-modules.js';

/**
 * The part of an importer that has to be read: its import statements, where nothing else in it can refer to a module of
 * the wave, and where they go on binding the names that they bind; otherwise all of it.
 *
 * @returns `undefined` when the file, or the part, is not Python.
 */
export function importerView(
  context: RetargetContext,
  filter: ReferenceFilter,
  path: string,
): SourceFile | undefined {
  const { survey } = context;
  const view = context.table.destinationAt(path) ? undefined : survey.imports(path);
  const suffices = view !== undefined && isEnough(context, filter, view);
  // The same files are read as Python by either way: also those that are none beside their imports.
  const whole = suffices && !filter.isExhaustive ? undefined : survey.python(path);
  return whole ?? (suffices ? view : undefined);
}

function isEnough(context: RetargetContext, filter: ReferenceFilter, view: SourceFile): boolean {
  const state = new FileContext(context, view);
  return (
    !filter.findsOutside(
      view,
      view.scopes.imports.map(({ node }) => node),
    ) &&
    !bindsModules(state) &&
    moduleStars(state).length === 0 &&
    keepsNames(retargetFile(context, view))
  );
}

/** Whether imports take the names that they bind from other modules, and nothing else changes. */
function keepsNames({ aliases, edits, findings }: FileRetarget): boolean {
  if (edits.length > 0 || findings.length > 0) return false;
  return [...aliases].every(([alias, [only, ...others]]) => {
    if (only?.kind !== 'from' || others.length > 0) return false;
    return (only.asname ?? only.name) === (alias.asname ?? alias.name);
  });
}
