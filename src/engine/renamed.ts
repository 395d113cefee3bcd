import type { Legacy } from './relocation-table.js';

/**
 * A new module's name in the way the importer spelt the old one: `src.pkg.old` becomes `src.pkg.new` where the
 * importer reaches the package through a folder above the source root.
 */
export function renamed(spelt: string, legacy: Legacy, module: string): string {
  const own = legacy.split.module;
  if (spelt === own || !spelt.endsWith(`.${own}`)) return module;
  const top = own.split('.', 1)[0]!;
  const sharesTop = module === top || module.startsWith(`${top}.`);
  return sharesTop ? spelt.slice(0, spelt.length - own.length) + module : module;
}
