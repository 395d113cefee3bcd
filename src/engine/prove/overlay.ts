import type { FileChange } from '../../model/plan.js';
import { holdsAny } from '../holds-any.js';
import { type RepositoryReader, readersHolding } from '../survey.js';

/** The repository as it will be: what changes write stands before what the reader finds. */
export function overlayReader(reader: RepositoryReader, changes: readonly FileChange[]): RepositoryReader {
  const written = new Map<string, Uint8Array>();
  const deleted = new Set<string>();
  for (const change of changes) if (change.kind === 'delete') deleted.add(change.path);
  // A path that is deleted by one rule and written by another is written: deletes come last, but not over that.
  for (const change of changes) {
    if (change.kind === 'delete') continue;
    written.set(change.path, change.after);
    deleted.delete(change.path);
  }
  const known = new Set(reader.paths);
  const created = [...written.keys()].filter((path) => !known.has(path));
  const paths = [...reader.paths.filter((path) => !deleted.has(path)), ...created];
  return {
    paths,
    holding(words) {
      const unchanged = new Set(readersHolding(reader, words));
      return paths.filter((path) => {
        const bytes = written.get(path);
        return bytes ? holdsAny(bytes, words) : unchanged.has(path);
      });
    },
    read: (path) => written.get(path) ?? (deleted.has(path) ? undefined : reader.read(path)),
  };
}
