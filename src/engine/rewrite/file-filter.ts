import type { Selector } from '../../model/wave.js';
import { globMatcher } from '../glob.js';
import { holdsAny } from '../holds-any.js';
import type { Survey } from '../survey.js';
import { requiredWords } from './required-words.js';

/** Whether a path is meant by one of some globs. */
export function matchesAny(globs: readonly string[], path: string): boolean {
  return globs.some((glob) => globMatcher(glob)(path));
}

/** Tells which Python files a rule may match in, by their names and bytes. */
export function fileFilter(
  globs: readonly string[],
  selector: Selector,
  survey: Survey,
): (path: string) => boolean {
  const matchers = globs.map(globMatcher);
  const clauses = requiredWords(selector);
  return (path) => {
    if (!/\.pyi?$/.test(path) || !matchers.some((matches) => matches(path))) return false;
    const bytes = survey.file(path)?.bytes;
    return bytes !== undefined && clauses.every((clause) => holdsAny(bytes, clause));
  };
}

/** Whether a text has the words without which a rule matches nothing. */
export function mayMatchText(text: string, selector: Selector): boolean {
  return requiredWords(selector).every((clause) => clause.some((word) => text.includes(word)));
}
