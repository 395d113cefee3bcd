import { absoluteName } from '../python/module-index.js';
import type { RetargetContext } from './file-context.js';
import { identityOf, type Target } from './relocation-table.js';

/** More modules than anybody hands a name through. */
const MOST_HOPS = 20;

/**
 * What becomes of a symbol that is imported from a module which only hands it on: `from module import name`.
 *
 * @returns `undefined` when the name does not lead to a module of the wave, or not by imports alone.
 */
export function followImport(
  module: string,
  name: string,
  { survey, table }: RetargetContext,
): Target | undefined {
  let at = { module, name };
  for (let hop = 0; hop < MOST_HOPS; hop++) {
    const legacy = table.named(at.module);
    if (legacy) return legacy.target(at.name);
    const path = survey.index.resolve(at.module);
    const file = path === undefined ? undefined : survey.python(path);
    const [site, another] = file?.scopes.module.bindings.get(at.name)?.sites ?? [];
    const node = site?.import?.site.node;
    if (!site?.import || another || node?.kind !== 'ImportFrom') return undefined;
    const own = identityOf(path!, survey);
    const next = absoluteName(own.module, own.isPackage, node.level, node.module);
    if (next === undefined) return undefined;
    at = { module: next, name: site.import.alias.name };
  }
  return undefined;
}
