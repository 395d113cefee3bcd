import type { Attribute } from '../python/ast.js';
import type { FileContext } from './file-context.js';
import { moduleAliases } from './module-aliases.js';
import type { Legacy } from './relocation-table.js';

/** The module of the wave that a dotted name means to a file, by its own name or by one that another module gives it. */
export function legacyNamed(
  { context: { table, survey }, file }: FileContext,
  dotted: string,
): Legacy | undefined {
  return table.named(dotted, file.path) ?? moduleAliases(table, survey).get(dotted);
}

/**
 * The module of the wave that attributes lead to, unless what is read from it stays there.
 *
 * @param module dotted name of what the attributes are read from.
 */
export function reachedModule(
  state: FileContext,
  module: string,
  chain: readonly Attribute[],
): Legacy | undefined {
  let dotted = module;
  for (const attribute of [...chain, undefined]) {
    const legacy = legacyNamed(state, dotted);
    if (legacy && attribute && legacy.target(attribute.attr).kind === 'stays') {
      legacy.takenOutside.add(attribute.attr);
      return undefined;
    }
    if (legacy || !attribute) return legacy;
    dotted = `${dotted}.${attribute.attr}`;
  }
  return undefined;
}
