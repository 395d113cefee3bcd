import { type NameUse, resolve } from '../../python/scope.js';
import type { UnitFacts } from '../../python/unit-facts.js';
import type { SourceFile } from '../source-file.js';

/** Methods by which something is put into a list, a set or a dictionary. */
const ADDING = new Set(['append', 'add', 'update', 'setdefault', 'extend', 'insert', 'appendleft']);
/** A table that remembers results: it is the same whoever fills it. */
const CACHE = /cache|memo|seen/i;

/**
 * Functions and classes of a module that put something into a table at its top level when they are called, each with
 * the table's name.
 */
export function registrars(
  file: SourceFile,
  facts: readonly UnitFacts[],
  definers: ReadonlyMap<string, readonly number[]>,
): Map<string, string> {
  const found = new Map<string, string>();
  for (const use of file.scopes.uses) {
    if (use.unit < 0 || use.timing !== 'call' || !definers.has(use.name) || CACHE.test(use.name)) continue;
    if (use.mode !== 'value' || !addsTo(use, file.text)) continue;
    const binding = resolve(use.name, use.scope);
    if (binding?.scope !== file.scopes.module || binding.sites.some(({ kind }) => kind !== 'assignment'))
      continue;
    for (const name of facts[use.unit]!.binds) if (name !== use.name) found.set(name, use.name);
  }
  return found;
}

/** Whether `T.append(…)` or `T[…] = …` is what stands there. */
function addsTo(use: NameUse, text: string): boolean {
  const [method] = use.chain;
  if (method) return use.chain.length === 1 && ADDING.has(method.attr) && text[method.end] === '(';
  return /^\[[^\]\n]*\][ \t]*=(?!=)/.test(text.slice(use.end, use.end + 120));
}
