import type { LexedImports } from '../python/lex-imports.js';
import { absoluteName } from '../python/module-index.js';
import type { ModuleIdentity } from './relocation-table.js';

/** Dotted names that the import statements of a file name, absolute, read without parsing it. */
export interface ImportedModules {
  /** Modules that from-imports read. */
  readonly read: ReadonlySet<string>;
  /** Modules of `import` statements. */
  readonly imported: ReadonlySet<string>;
  /** Names of from-imports below their module: submodules, if they are modules. */
  readonly children: ReadonlySet<string>;
  /** Something may be missing. */
  readonly unsure: boolean;
}

/**
 * What the imports of a file, or of code that is embedded in it, name, as far as names count.
 *
 * @param identity the importing module.
 * @param counts whether the last segment of a name can belong to a module that is looked for.
 */
export function importedModules(
  identity: Pick<ModuleIdentity, 'module' | 'isPackage'>,
  { imports, unsure }: LexedImports,
  counts: (segment: string) => boolean,
): ImportedModules {
  const read = new Set<string>();
  const imported = new Set<string>();
  const children = new Set<string>();
  for (const { level, module, names } of imports) {
    if (module === undefined) {
      for (const name of names) imported.add(name);
      continue;
    }
    const parent = absoluteName(identity.module, identity.isPackage, level, module);
    if (parent === undefined) continue;
    read.add(parent);
    for (const name of names) if (counts(name)) children.add(`${parent}.${name}`);
  }
  return { read, imported, children, unsure };
}
