import type { ImportFrom } from '../python/ast.js';
import { resolveUse } from '../python/scope.js';
import { readExportList } from './export-list.js';
import type { FileContext } from './file-context.js';
import { reachableNames } from './module-aliases.js';
import { reachedModule } from './reached-module.js';

/** A star import of a package, which binds its submodules as far as they have been imported, or of a module that passes one on. */
interface ModuleStar {
  /** Dotted name of what the star takes names from. */
  readonly module: string;
  readonly node: ImportFrom;
}

/** The star imports that may bring a module of the wave, or a package through which one is reached. */
export function moduleStars(state: FileContext): readonly ModuleStar[] {
  const { table, survey } = state.context;
  return state.file.scopes.imports.flatMap(({ node }) => {
    if (node.kind !== 'ImportFrom' || node.names[0]?.name !== '*') return [];
    const module = state.moduleOf(node);
    const isAbove = module !== undefined && reachableNames(table, survey).has(module);
    return isAbove && !table.named(module, state.file.path) ? [{ module, node }] : [];
  });
}

/**
 * Reports what is read from a module of the wave that a star import brings: the name is bound nowhere, so there is no
 * import to rewrite.
 */
export function reportStarredModules(state: FileContext): void {
  const stars = moduleStars(state);
  if (stars.length === 0) return;
  for (const use of state.file.scopes.uses) {
    if (use.ctx !== 'Load' || resolveUse(use)) continue;
    for (const star of stars) {
      const named = `${star.module}.${use.name}`;
      const legacy = brings(state, star, use.name) ? reachedModule(state, named, use.chain) : undefined;
      if (!legacy) continue;
      state.report(
        'RW302',
        use.start,
        use.end,
        `\`${use.name}\` comes with \`from ${'.'.repeat(star.node.level)}${star.node.module} import *\`, and leads to \`${legacy.split.module}\`, which this wave changes.`,
        `Import it by its name here: \`from ${star.module} import ${use.name}\`.`,
      );
      break;
    }
  }
}

/** Whether a star takes a name: `__all__` says, or else all but private ones. */
function brings({ context: { survey } }: FileContext, { module }: ModuleStar, name: string): boolean {
  const path = survey.index.resolve(module);
  const file = path === undefined ? undefined : survey.python(path);
  const { declared, computed, entries } = file
    ? readExportList(file.module)
    : { declared: false, computed: false, entries: [] };
  return declared ? computed || entries.some((entry) => entry.name === name) : !name.startsWith('_');
}
