import type { Attribute } from '../python/ast.js';
import type { FileContext } from './file-context.js';
import { moduleAliases } from './module-aliases.js';
import type { Legacy } from './relocation-table.js';

/**
 * The module of the wave that attributes lead to, unless what is read from it stays there.
 *
 * @param module dotted name of what the attributes are read from.
 */
export function reachedModule(
  { context: { table, survey }, file }: FileContext,
  module: string,
  chain: readonly Attribute[],
): Legacy | undefined {
  let dotted = module;
  for (const attribute of [...chain, undefined]) {
    const legacy = table.named(dotted, file.path) ?? moduleAliases(table, survey).get(dotted);
    if (legacy && attribute && legacy.target(attribute.attr).kind === 'stays') {
      legacy.takenOutside.add(attribute.attr);
      return undefined;
    }
    if (legacy || !attribute) return legacy;
    dotted = `${dotted}.${attribute.attr}`;
  }
  return undefined;
}
