import type { Finding } from '../model/finding.js';
import type { NamedSymbol } from '../model/wave.js';
import type { UnitFacts } from '../python/unit-facts.js';
import { closest } from './closest.js';
import type { SourceFile } from './source-file.js';
import type { Survey } from './survey.js';

/**
 * Whether symbols can be renamed in their module: each is defined there, and its new name means nothing there yet.
 *
 * @param staying the symbols that no destination names, so that nobody else looks whether they exist.
 * @param renamed all symbols with a new name.
 */
export function checkRenames(
  staying: readonly NamedSymbol[],
  renamed: readonly NamedSymbol[],
  file: SourceFile,
  facts: readonly UnitFacts[],
  survey: Survey,
): Finding[] {
  const defined = new Set(facts.flatMap(({ kind, binds }) => (kind === 'definition' ? binds : [])));
  const missing = staying.filter(({ name }) => !defined.has(name));
  return [
    ...missing.map(({ name, place }): Finding => {
      const guess = closest(name, defined);
      return {
        code: 'RW204',
        severity: 'error',
        place,
        message: `The source defines no symbol \`${name}\`.`,
        hint: guess
          ? `Did you mean \`${guess}\`?`
          : 'Drop the line, or rename it in the wave that still has it.',
      };
    }),
    ...renamed.flatMap((symbol) => nameTaken(symbol, file, survey)),
  ];
}

/** A new name that some scope of the module uses already would change what one of the two means. */
function nameTaken({ name, as, place }: NamedSymbol, file: SourceFile, survey: Survey): Finding[] {
  const bound = file.scopes.scopes.flatMap((scope) => scope.bindings.get(as!)?.sites ?? [])[0];
  const at = bound ?? file.scopes.uses.find((use) => use.name === as);
  if (!at) return [];
  return [
    {
      code: 'RW214',
      severity: 'error',
      place,
      message: `\`${name}\` cannot become \`${as}\`: that name is in use in this module.`,
      hint: 'Choose another name, or rename what has it in an earlier wave.',
      related: [{ place: survey.place(file.path, at.start, at.end), message: 'used here' }],
    },
  ];
}
