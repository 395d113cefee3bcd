import { z } from 'zod';
import type { NamedSymbol } from '../model/wave.js';
import { isMapping } from './plain-data.js';
import { symbolName } from './words.js';
import type { YamlDocument } from './yaml-document.js';

/** A symbol: its name, or `old: new` where it is renamed on the way. */
export const symbolEntry = z.union(
  [
    symbolName,
    z
      .record(symbolName, symbolName)
      .refine((entry) => Object.keys(entry).length === 1, 'must be one `old: new` pair'),
  ],
  { error: 'must be a name, or one `old: new` pair' },
);

/** Symbols whose imports wait for a call. */
export const deferred = z
  .array(symbolName)
  .optional()
  .describe(
    'Symbols of the source that code which then stands in another module imports inside the functions that use them, ' +
      'not at its top: a way out where two modules need each other.',
  );

/** The name that an entry of unknown shape gives, for checks that also run on documents with mistakes. */
export function entryName(entry: unknown): string | undefined {
  if (typeof entry === 'string') return entry;
  const names = isMapping(entry) ? Object.keys(entry) : [];
  return names.length === 1 ? names[0] : undefined;
}

/** The symbols of a valid list, with their places. */
export function buildSymbols(
  entries: readonly z.output<typeof symbolEntry>[],
  document: YamlDocument,
  path: readonly (string | number)[],
): NamedSymbol[] {
  return entries.map((entry, index) => {
    const place = document.valuePlace([...path, index]);
    const [name, as] = typeof entry === 'string' ? [entry, undefined] : Object.entries(entry)[0]!;
    return { name: name!, as: as === name ? undefined : as, place };
  });
}
