import { STDLIB_MODULES } from './stdlib-modules.js';

/** Sections of an import block as import sorters know them: future, standard library, third party, own, relative. */
export type ImportSection = 0 | 1 | 2 | 3 | 4;

/** @param isOwn whether a top-level package belongs to the repository. */
export function sectionOf(module: string, isOwn: (top: string) => boolean): ImportSection {
  if (module.startsWith('.')) return 4;
  const top = module.split('.', 1)[0]!;
  if (top === '__future__') return 0;
  if (isOwn(top)) return 3;
  return STDLIB_MODULES.has(top) ? 1 : 2;
}

/** Orders module names as import sorters do: relative ones by falling number of dots, then without regard to case. */
export function compareModules(a: string, b: string): number {
  const dots = (module: string) => /^\.*/.exec(module)![0].length;
  if (dots(a) !== dots(b)) return dots(a) === 0 ? -1 : dots(b) === 0 ? 1 : dots(b) - dots(a);
  return compareText(a.toLowerCase(), b.toLowerCase()) || compareText(a, b);
}

/** Orders imported names: CONSTANTS, Classes, then the rest. */
export function compareNames(a: string, b: string): number {
  return nameRank(a) - nameRank(b) || compareText(a.toLowerCase(), b.toLowerCase()) || compareText(a, b);
}

/** Whether names stand in that order already. */
export function areInOrder(names: readonly string[]): boolean {
  return names.every((name, at) => at === 0 || compareNames(names[at - 1]!, name) <= 0);
}

function nameRank(name: string): number {
  if (name.length > 1 && name === name.toUpperCase() && /[A-Z]/.test(name)) return 0;
  return /^_*[A-Z]/.test(name) ? 1 : 2;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
