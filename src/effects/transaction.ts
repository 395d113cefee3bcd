import { join } from 'node:path';
import type { FileChange } from '../model/plan.js';
import { checkChanges } from './check-changes.js';
import { imageAt } from './content.js';
import { type FileSystem, replaceFile } from './file-system.js';
import { isPending, type Journal, readJournal, runFolder, writeJournal } from './journal.js';
import { physicalRoot } from './locate.js';
import { asRefusal, refusal, twice } from './refusal.js';
import { type RestoreReport, restoreRun } from './restore.js';
import { type WriteHooks, writeRun } from './write-run.js';

export type { RestoreReport } from './restore.js';
export type { WriteHooks } from './write-run.js';

/** What the record of a run says about it. */
export interface RunMeta {
  readonly wave: string;
  /** ISO 8601, UTC. */
  readonly started: string;
}

/** A run that is written, but neither kept nor taken back yet. */
export interface WrittenRun {
  readonly id: string;
  /** Directories that were left empty and went, innermost first. */
  readonly removedDirectories: readonly string[];
  readonly createdDirectories: readonly string[];
}

/**
 * Writes all changes or none. The caller holds the lock. The run is left in state `written`: gates run next, and
 * `commit` or `rollback` ends it. Refuses (exit 3), with nothing written, where the disk is not as the plan says.
 * @param changes the plan's changes, paths relative to the root
 */
export function applyChanges(
  fs: FileSystem,
  root: string,
  runId: string,
  changes: readonly FileChange[],
  meta: RunMeta,
  hooks: WriteHooks = {},
): WrittenRun {
  const physical = physicalRoot(fs, root);
  const work = { id: runId, wave: meta.wave, started: meta.started, undoes: null };
  let journal: Journal;
  try {
    journal = writeRun(fs, physical, { ...work, ...checkChanges(fs, physical, changes) }, hooks);
  } catch (error) {
    throw asRefusal(error, physical, 'Nothing was changed');
  }
  return {
    id: runId,
    removedDirectories: journal.removedDirectories.map(({ path }) => path),
    createdDirectories: journal.createdDirectories,
  };
}

/**
 * Takes the bytes that fixers gave to files of a written run as the run's own, so that `undo` compares with them.
 * @param paths plan paths; only files that the run wrote
 */
export function absorb(fs: FileSystem, root: string, runId: string, paths: readonly string[]): void {
  const physical = physicalRoot(fs, root);
  const journal = pending(fs, physical, runId);
  try {
    for (const path of paths) {
      const file = journal.files.find((file) => file.paths.includes(path) || file.target === path);
      if (file === undefined || file.after === null) throw new Error(`run ${runId} did not write ${path}`);
      const image = imageAt(fs, join(physical, file.target));
      if (image === null) throw refusal(`${path} was deleted after the wave wrote it`);
      file.after = image;
    }
    writeJournal(fs, physical, journal);
  } catch (error) {
    throw asRefusal(error, physical, 'The files that the fixers wrote could not be recorded');
  }
}

/** Gives a file of a written run another text, as the run's own. */
export function rewriteFile(fs: FileSystem, root: string, runId: string, path: string, text: string): void {
  const physical = physicalRoot(fs, root);
  const file = pending(fs, physical, runId).files.find(({ paths }) => paths.includes(path));
  if (file === undefined) throw new Error(`run ${runId} did not write ${path}`);
  const target = join(physical, file.target);
  const fresh = join(runFolder(physical, runId), 'fresh');
  try {
    // Written apart and moved there, so that nobody sees half of it.
    replaceFile(fs, fresh, text);
    const status = fs.lstat(target);
    if (status !== undefined) fs.chmod(fresh, status.mode);
    fs.rename(fresh, target);
  } catch (error) {
    throw asRefusal(error, physical, `${path} could not be written`);
  }
  absorb(fs, root, runId, [path]);
}

/** Keeps a text in the folder of a run, for people: the output of a gate. */
export function keepWithRun(fs: FileSystem, root: string, runId: string, name: string, text: string): void {
  const folder = join(runFolder(physicalRoot(fs, root), runId), 'outputs');
  if (fs.lstat(folder) === undefined) fs.mkdir(folder);
  replaceFile(fs, join(folder, name.replace(/[^\w.-]/g, '_')), text);
}

/** Keeps a written run. Where even that fails, the run is taken back. */
export function commit(fs: FileSystem, root: string, runId: string): void {
  const physical = physicalRoot(fs, root);
  const journal = pending(fs, physical, runId);
  try {
    writeJournal(fs, physical, { ...journal, state: 'applied' });
  } catch (error) {
    restoreRun(fs, physical, journal);
    throw asRefusal(error, physical, 'Nothing was changed');
  }
}

/** Takes a written run back, byte for byte. */
export function rollback(fs: FileSystem, root: string, runId: string): RestoreReport {
  const physical = physicalRoot(fs, root);
  return restoreRun(fs, physical, pending(fs, physical, runId));
}

/** @param root physical path of the root */
function pending(fs: FileSystem, root: string, runId: string): Journal {
  const journal = twice(() => readJournal(fs, root, runId));
  if (journal === undefined || !isPending(journal)) {
    throw new Error(`run ${runId} is ${journal?.state ?? 'unknown'}, not written`);
  }
  return journal;
}
