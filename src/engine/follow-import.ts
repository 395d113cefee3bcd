import { absoluteName } from '../python/module-index.js';
import type { RetargetContext } from './file-context.js';
import { identityOf, type Target } from './relocation-table.js';
import type { SourceFile } from './source-file.js';

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
    if (path === undefined || !mayImport(survey.file(path), at.name)) return undefined;
    const [site, another] = survey.python(path)?.scopes.module.bindings.get(at.name)?.sites ?? [];
    const node = site?.import?.site.node;
    if (!site?.import || another || node?.kind !== 'ImportFrom') return undefined;
    const own = identityOf(path, survey);
    const next = absoluteName(own.module, own.isPackage, node.level, node.module);
    if (next === undefined) return undefined;
    at = { module: next, name: site.import.alias.name };
  }
  return undefined;
}

/** Whether some import statement of a file may bind a name, by its words alone: most modules define what they are asked for. */
function mayImport(file: SourceFile | undefined, name: string): boolean {
  if (!file) return false;
  const { imports, unsure } = file.lexedImports;
  return unsure || imports.some(({ names }) => names.includes(name));
}
