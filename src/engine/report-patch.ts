import type { FileContext } from './file-context.js';
import type { Legacy } from './relocation-table.js';

/** A patch whose name is looked up in several modules after the split, or in none. */
export function reportPatch(
  state: FileContext,
  legacy: Legacy,
  names: readonly string[],
  sites: readonly string[],
  start: number,
  end: number,
): void {
  const listed = names.map((name) => `\`${name}\``).join(', ');
  const [verb, pronoun] = names.length === 1 ? ['is', 'it is'] : ['are', 'they are'];
  state.report(
    'RW304',
    start,
    end,
    sites.length === 0
      ? `\`${legacy.split.module}.${names[0]}\` is replaced here, but no code looks it up in a known module.`
      : `${listed} ${verb} replaced here; after the split ${pronoun} looked up in ${sites.map((site) => `\`${site}\``).join(' and ')}.`,
    sites.length === 0
      ? 'Remove the replacement, or replace the name where it is used.'
      : 'Replace it in each module that looks it up, or keep its users together in the wave.',
  );
}
