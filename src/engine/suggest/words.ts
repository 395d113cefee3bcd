/** Words that say nothing of what a symbol is about. */
const EMPTY = new Set(
  'a an and are as at base be by can cls default do for from get has impl in init internal into is it make new no not obj of on or set that the this to type use val value with without'.split(
    ' ',
  ),
);

/** The words of an identifier, lower case: `NestedViewSpec`, `_nested_view_specs` → nested, view, spec(s). */
export function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .toLowerCase()
    .split('_')
    .filter((word) => word.length > 1 && !/^\d+$/.test(word));
}

/** The words of an identifier that say what it is about, in the singular. */
export function topicsOf(name: string): string[] {
  return wordsOf(name)
    .filter((word) => !EMPTY.has(word))
    .map(singular);
}

/** A crude singular: good enough to see that `specs` and `spec` are one topic. */
export function singular(word: string): string {
  if (word.length < 4 || /(?:ss|us|is|as)$/.test(word)) return word;
  if (/ies$/.test(word)) return word.length > 4 ? `${word.slice(0, -3)}y` : word;
  if (/(?:ch|sh|x|z|ss)es$/.test(word)) return word.slice(0, -2);
  return word.endsWith('s') ? word.slice(0, -1) : word;
}
