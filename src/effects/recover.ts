import type { FileSystem } from './file-system.js';
import { isPending, readJournals } from './journal.js';
import { physicalRoot } from './locate.js';
import { acquireLock, lockHolder } from './lock.js';
import { isAlive } from './process-identity.js';
import { asRefusal } from './refusal.js';
import { type RestoreReport, restoreRun } from './restore.js';
import { completeUndo } from './undo.js';

/** What became of one unfinished run. */
export interface RecoveredRun {
  readonly run: string;
  readonly wave: string;
  /** `completed`: it was an undo that had written everything. */
  readonly action: 'restored' | 'completed';
  readonly report: RestoreReport | undefined;
}

/**
 * The run that a dead process left unfinished, for other commands to tell of; `undefined` when there is none, or when
 * the process is still at it.
 */
export function unfinishedRun(
  fs: FileSystem,
  root: string,
): { readonly run: string; readonly wave: string } | undefined {
  const journal = readJournals(fs, root).findLast(isPending);
  if (journal === undefined) return undefined;
  const holder = lockHolder(fs, root);
  if (holder !== undefined && isAlive(holder) === true) return undefined;
  return { run: journal.undoes ?? journal.id, wave: journal.wave };
}

/**
 * Ends what a dead process left: puts every file of an unfinished run back as it was, completes an undo that had
 * written everything, and frees the lock. Refuses while the process lives.
 * @param breakUnseen the user says that the lock's process, which can't be seen from here, is gone
 */
export function recover(fs: FileSystem, root: string, { breakUnseen = false } = {}): readonly RecoveredRun[] {
  const physical = physicalRoot(fs, root);
  const lock = acquireLock(fs, physical, 'recover', { recovering: true, breakUnseen });
  try {
    return readJournals(fs, physical)
      .filter(isPending)
      .reverse()
      .map((journal): RecoveredRun => {
        const { wave, undoes } = journal;
        const run = undoes ?? journal.id;
        if (undoes !== null && journal.state === 'written') {
          completeUndo(fs, physical, undoes);
          return { run, wave, action: 'completed', report: undefined };
        }
        return { run, wave, action: 'restored', report: restoreRun(fs, physical, journal) };
      });
  } catch (error) {
    throw asRefusal(error, physical, 'Nothing was recovered');
  } finally {
    lock.release();
  }
}
