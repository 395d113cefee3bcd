import type { Alias, ImportFrom } from '../python/ast.js';
import { type ImportSite, resolve, resolveUse } from '../python/scope.js';
import { FileContext, type RetargetContext } from './file-context.js';
import { followImport } from './follow-import.js';
import type { Legacy } from './relocation-table.js';
import { removeLazyExports } from './remove-lazy-exports.js';
import { renamed } from './renamed.js';
import type { FileRetarget } from './replacement.js';
import { replacementFor } from './replacement-for.js';
import { reportExample } from './report-example.js';
import { retargetModuleBindings } from './retarget-modules.js';
import { retargetOwn } from './retarget-own.js';
import { followingSpans, renameOwnSymbols } from './retarget-renames.js';
import { retargetStar } from './retarget-star.js';
import type { SourceFile } from './source-file.js';
import { reportStarredModules } from './starred-modules.js';
import { withoutExports } from './without-exports.js';

/** Applies the relocation table to the names of one file. */
export function retargetFile(
  context: RetargetContext,
  file: SourceFile,
  outer?: (offset: number) => number,
): FileRetarget {
  const state = new FileContext(context, file, outer);
  for (const site of file.scopes.imports) {
    if (site.node.kind === 'ImportFrom') retargetFromImport(state, site, site.node);
  }
  retargetModuleBindings(state);
  reportStarredModules(state);
  removeLazyExports(state);
  for (const { start, end, text } of withoutExports(file, state.gone))
    state.edit(start, end, text, context.table.legacies[0]!.rule.id, 'registry-entry');
  const own = context.table.at(file.path);
  if (own && outer === undefined) renameOwnSymbols(state, own);
  return { aliases: state.aliases, edits: state.edits, findings: state.findings };
}

function retargetFromImport(state: FileContext, site: ImportSite, node: ImportFrom): void {
  const module = state.moduleOf(node);
  const legacy = module === undefined ? undefined : state.context.table.named(module, state.file.path);
  if (module !== undefined && !legacy) dropWhatComesHome(state, site, node, module);
  if (!legacy || module === undefined) return;
  for (const alias of node.names) {
    if (alias.name === '*') retargetStar(state, site, alias, legacy, module);
    else retargetName(state, site, alias, legacy, module);
  }
}

/** In a module that takes symbols: imports of them from modules that only hand them on. */
function dropWhatComesHome(state: FileContext, site: ImportSite, node: ImportFrom, module: string): void {
  const { context, file } = state;
  if (site.scope.kind !== 'module' || context.table.at(file.path)) return;
  if (!context.table.destinationAt(file.path)) return;
  for (const alias of node.names) {
    const target = followImport(module, alias.name, context);
    if (target?.kind !== 'moved' || target.destination.path !== file.path) continue;
    if (target.name === (alias.asname ?? alias.name)) state.aliases.set(alias, []);
  }
}

function retargetName(
  state: FileContext,
  site: ImportSite,
  alias: Alias,
  legacy: Legacy,
  module: string,
): void {
  const target = legacy.target(alias.name);
  if (target.kind === 'gone') return removeName(state, site, alias, legacy);
  if (target.kind === 'stays' && !state.isRemoved(alias.start)) legacy.takenOutside.add(alias.name);
  const own = target.kind === 'moved' && target.destination.path === state.file.path;
  const renames = target.kind === 'moved' && target.name !== alias.name;
  if (own && (alias.asname !== undefined || renames || site.scope.kind === 'class'))
    return retargetOwn(state, site, alias, legacy, target.name);
  const following = renames ? followingSpans(state, site, alias, legacy, target.name) : undefined;
  for (const { start, end } of following ?? [])
    state.edit(start, end, (target as { name: string }).name, legacy.rule.id, undefined);
  const replacement = replacementFor(target, alias.name, alias.asname, legacy, module);
  if (replacement) {
    state.aliases.set(alias, [following ? { ...replacement, asname: undefined } : replacement]);
    if (site.scope.kind !== 'module') state.context.patches.noteReader(legacy, alias.name);
  } else if (target.kind === 'missing') reportMissing(state, alias, legacy, module);
}

/** A name that the wave takes away is not imported any more, and a module that handed it on does not list it. */
function removeName(state: FileContext, site: ImportSite, alias: Alias, legacy: Legacy): void {
  // What an example says after its import is for a person to rewrite.
  if (!/\.(?:pyi?|ipynb)$/.test(state.file.path) || isReadInText(state, site, alias))
    return reportExample(state, legacy, alias.name, alias);
  state.aliases.set(alias, []);
  if (site.scope.kind === 'module') state.gone.add(alias.asname ?? alias.name);
}

/** Whether code inside text goes on to use what it imports; in a module's own code that would have kept the name alive. */
function isReadInText({ file, isText }: FileContext, site: ImportSite, alias: Alias): boolean {
  const binding = isText ? resolve(alias.asname ?? alias.name, site.scope) : undefined;
  return binding !== undefined && file.scopes.uses.some((use) => resolveUse(use) === binding);
}

function reportMissing(state: FileContext, alias: Alias, legacy: Legacy, module: string): void {
  const { survey } = state.context;
  if (survey.index.resolve(`${module}.${alias.name}`) !== undefined) return;
  if (legacy.split.destinations.some(({ module: name }) => name === `${module}.${alias.name}`)) return;
  if (!legacy.gone) return;
  state.report(
    'RW211',
    alias.start,
    alias.end,
    `\`${alias.name}\` is imported from \`${legacy.split.module}\`, which does not define it: this reference is broken already.`,
    'Mend or delete the import first; a waiver keeps it failing, from the first destination of the split.',
  );
  const first = legacy.split.destinations[0];
  if (first) {
    state.aliases.set(alias, [
      {
        kind: 'from',
        module: renamed(module, legacy, first.module),
        name: alias.name,
        asname: alias.asname,
        uses: undefined,
      },
    ]);
  }
}
