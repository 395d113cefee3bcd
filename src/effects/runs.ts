import { join } from 'node:path';
import type { RunRecord } from '../model/outcome.js';
import { type FileSystem, removeTree } from './file-system.js';
import { isPending, type Journal, readJournals, stateFolder } from './journal.js';

/** The runs of a repository, newest first. */
export function listRuns(fs: FileSystem, root: string): readonly RunRecord[] {
  return readJournals(fs, root)
    .filter((journal) => journal.undoes === null || isPending(journal))
    .reverse()
    .map(recordOf);
}

function recordOf(journal: Journal): RunRecord {
  const { id, wave, started, state } = journal;
  // Bytecode that goes along with its module has no name in the plan.
  const files = journal.files.filter((file) => file.paths.length > 0);
  const created = files.filter((file) => file.before === null).length;
  const deleted = files.filter((file) => file.after === null).length;
  return {
    id,
    wave,
    started,
    state: state === 'writing' || state === 'written' ? 'unfinished' : state,
    created,
    modified: files.length - created - deleted,
    deleted,
  };
}

/** Which runs may stay. */
export interface RunLimits {
  /** The newest so many. */
  readonly count: number;
  readonly days: number;
  /** Of all kept runs together. */
  readonly bytes: number;
}

const DEFAULT_RUN_LIMITS: RunLimits = { count: 20, days: 90, bytes: 256 * 1024 * 1024 };

/** What pruning removed. */
export interface PrunedRun {
  readonly id: string;
  readonly bytes: number;
}

/**
 * Removes the oldest runs beyond the limits, and folders without a journal, which a crash may leave. The newest applied
 * run and unfinished ones stay. The caller holds the lock.
 */
export function pruneRuns(
  fs: FileSystem,
  root: string,
  now: Date,
  limits: RunLimits = DEFAULT_RUN_LIMITS,
): readonly PrunedRun[] {
  const folder = join(stateFolder(root), 'runs');
  if (fs.lstat(folder)?.kind !== 'directory') return [];
  const journals = readJournals(fs, root).reverse();
  const newest = journals.find((journal) => journal.state === 'applied');
  const removed: PrunedRun[] = [];
  let count = 0;
  let total = 0;
  for (const journal of journals) {
    const path = join(folder, journal.id);
    const bytes = sizeOf(fs, path);
    const age = (now.getTime() - Date.parse(journal.started)) / 86_400_000;
    const tooMuch = count + 1 > limits.count || total + bytes > limits.bytes || age > limits.days;
    if (tooMuch && !isPending(journal) && journal !== newest) {
      removeTree(fs, path);
      removed.push({ id: journal.id, bytes });
    } else {
      count += 1;
      total += bytes;
    }
  }
  const known = new Set(journals.map((journal) => journal.id));
  for (const id of fs.readdir(folder).filter((name) => !known.has(name))) {
    const path = join(folder, id);
    removed.push({ id, bytes: sizeOf(fs, path) });
    removeTree(fs, path);
  }
  return removed;
}

function sizeOf(fs: FileSystem, path: string): number {
  const status = fs.lstat(path);
  if (status?.kind !== 'directory') return status?.size ?? 0;
  return fs.readdir(path).reduce((sum, name) => sum + sizeOf(fs, join(path, name)), 0);
}
