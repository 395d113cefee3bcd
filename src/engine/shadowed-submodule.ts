import { absoluteName } from '../python/module-index.js';
import { identityOf } from './relocation-table.js';
import type { Survey } from './survey.js';

/**
 * Whether a package's `__init__` binds a submodule's name to something else than the submodule: whoever imports the
 * name from the package gets that.
 *
 * @param init path of the package's `__init__.py`.
 */
export function isShadowed(init: string, name: string, survey: Survey): boolean {
  const binding = survey.python(init)?.scopes.module.bindings.get(name);
  if (!binding) return false;
  const own = identityOf(init, survey);
  const submodule = survey.index.resolve(`${own.module}.${name}`);
  return binding.sites.some((site) => {
    if (!site.import) return true;
    const { node } = site.import.site;
    const { alias } = site.import;
    if (node.kind === 'Import')
      return alias.asname === undefined || survey.index.resolve(alias.name) !== submodule;
    const parent = absoluteName(own.module, own.isPackage, node.level, node.module);
    return parent === undefined || survey.index.resolve(`${parent}.${alias.name}`) !== submodule;
  });
}
