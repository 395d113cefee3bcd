import { nodeFileSystem } from '../effects/file-system.js';
import type { RestoreReport } from '../effects/restore.js';
import { pruneRuns } from '../effects/runs.js';
import { rollback } from '../effects/transaction.js';

/** Says one line to the user, beside the result. */
export type Tell = (line: string) => void;

/** Takes a written run back, and says where the work of others is kept that stood in the way. */
export function takeBack(root: string, run: string, tell: Tell): void {
  for (const line of restoreNotices(rollback(nodeFileSystem, root, run))) tell(line);
}

/** What a restore met that its user has to know of. */
export function restoreNotices({ displaced, kept }: RestoreReport): string[] {
  return [
    ...displaced.map(
      ({ path, keptAt }) =>
        `${path} had changed meanwhile and was put back; what stood there is kept in ${keptAt}`,
    ),
    ...kept.map((folder) => `${folder}/ stays: it holds files that are not the wave's`),
  ];
}

/** Removes the runs that are too old or too large to be kept, and says so. The caller holds the lock. */
export function pruneOldRuns(root: string, tell: Tell): void {
  try {
    const removed = pruneRuns(nodeFileSystem, root, new Date());
    if (removed.length === 0) return;
    const bytes = removed.reduce((sum, run) => sum + run.bytes, 0);
    const size = bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
    const what = removed.length === 1 ? 'An old run is' : `${removed.length} old runs are`;
    const ids = removed.map(({ id }) => id).join(', ');
    tell(`${what} removed from .rewrite/ (${size}) and can't be undone any more: ${ids}`);
  } catch (error) {
    // The wave is applied all the same; the next one tries again.
    tell(`Old runs could not be removed: ${error instanceof Error ? error.message : String(error)}`);
  }
}
