import type { Exclusion } from '../model/wave.js';
import { globMatcher } from './glob.js';
import { type RepositoryReader, readersHolding } from './survey.js';

/** The repository without the files that a wave does not look at. */
export function withoutExcluded(reader: RepositoryReader, excludes: readonly Exclusion[]): RepositoryReader {
  if (excludes.length === 0) return reader;
  const matchers = excludes.map(({ path }) => globMatcher(path));
  const paths = reader.paths.filter((path) => !matchers.some((matches) => matches(path)));
  const seen = new Set(paths);
  return {
    paths,
    read: (path) => (seen.has(path) ? reader.read(path) : undefined),
    holding: (words) => readersHolding(reader, words).filter((path) => seen.has(path)),
  };
}
