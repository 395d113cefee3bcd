/** Words that say nothing of what a symbol is about. */
const EMPTY = new Set(
  'a an and are as at base be by can cls default do for from get has impl in init internal into is it make new no not obj of on or set that the this to type use val value with without'.split(
    ' ',
  ),
);

/**
 * The words of an identifier, lower case: `NestedViewSpec`, `_nested_view_specs` → nested, view, spec(s).
 *
 * @param compounds words that are written as one where they stand side by side: `datafusion` for `DataFusion`.
 */
export function wordsOf(name: string, compounds: ReadonlySet<string> = new Set()): string[] {
  const words = plainWords(name);
  return words.flatMap((word, at) => {
    if (compounds.has(`${words[at - 1]}${word}`)) return [];
    const both = `${word}${words[at + 1]}`;
    return [compounds.has(both) ? both : word];
  });
}

function plainWords(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .toLowerCase()
    .split('_')
    .filter((word) => word.length > 1 && !/^\d+$/.test(word));
}

/** The words of an identifier that say what it is about, in the singular. */
export function topicsOf(name: string, compounds?: ReadonlySet<string>): string[] {
  return tellingWords(name, compounds).map(singular);
}

/** The words of an identifier that say what it is about, as it writes them. */
export function tellingWords(name: string, compounds?: ReadonlySet<string>): string[] {
  return wordsOf(name, compounds).filter((word) => !EMPTY.has(word));
}

/** A crude plural. */
export function plural(word: string): string {
  if (/(?:s|x|z|ch|sh)$/.test(word)) return `${word}es`;
  return /[^aeiou]y$/.test(word) ? `${word.slice(0, -1)}ies` : `${word}s`;
}

/** A crude singular: good enough to see that `specs` and `spec` are one topic. */
export function singular(word: string): string {
  if (word.length < 4 || /(?:ss|us|is|as)$/.test(word)) return word;
  if (/ies$/.test(word)) return word.length > 4 ? `${word.slice(0, -3)}y` : word;
  if (/(?:ch|sh|x|z|ss)es$/.test(word)) return word.slice(0, -2);
  return word.endsWith('s') ? word.slice(0, -1) : word;
}
