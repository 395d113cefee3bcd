import { join } from 'node:path';
import { removal } from './check-changes.js';
import { imageAt, readContent, sameBytes } from './content.js';
import { emptiedDirectories } from './emptied-directories.js';
import { type FileSystem, removeTree } from './file-system.js';
import {
  type Journal,
  type JournalFile,
  readJournal,
  readJournals,
  runFolder,
  writeJournal,
} from './journal.js';
import { createLocator, physicalRoot } from './locate.js';
import { asRefusal, describeError, naming, refusal, twice } from './refusal.js';
import { preImage } from './restore.js';
import { type RunWork, type Step, writeRun } from './write-run.js';

/** What an undo did. */
export interface UndoReport {
  readonly run: string;
  readonly wave: string;
  /** Paths that were put back or removed. */
  readonly restored: readonly string[];
}

/**
 * Takes back an applied run, byte for byte, by default the last one. The caller holds the lock. Refuses (exit 3) where
 * a file is not as the run left it. It is a run of its own: when it fails, everything is as it was before it.
 */
export function undo(fs: FileSystem, root: string, runId?: string): UndoReport {
  const physical = physicalRoot(fs, root);
  let journal: Journal;
  try {
    journal = chosen(fs, physical, runId);
    checkUnchanged(fs, physical, journal);
    const id = undoId(journal.id);
    removeTree(fs, runFolder(physical, id));
    writeRun(fs, physical, inverse(fs, physical, journal, id));
  } catch (error) {
    throw asRefusal(error, physical, 'Nothing was undone');
  }
  completeUndo(fs, physical, journal.id);
  return { run: journal.id, wave: journal.wave, restored: journal.files.flatMap((file) => file.paths) };
}

/** Marks a run as undone, once the run that takes it back is written. */
export function completeUndo(fs: FileSystem, root: string, runId: string): void {
  try {
    twice(() => {
      const journal = readJournal(fs, root, runId);
      if (journal !== undefined) writeJournal(fs, root, { ...journal, state: 'undone' });
      removeTree(fs, runFolder(root, undoId(runId)));
    });
  } catch (error) {
    throw refusal(
      `Run ${runId} is undone, but not marked so: ${describeError(error, root)}`,
      'Run `rewrite recover`.',
    );
  }
}

function undoId(runId: string): string {
  return `${runId.slice(0, 58)}-undo`;
}

function chosen(fs: FileSystem, root: string, runId: string | undefined): Journal {
  const all = readJournals(fs, root).filter((journal) => journal.undoes === null);
  if (runId === undefined) {
    const last = all.findLast((journal) => journal.state === 'applied');
    if (last === undefined) throw refusal('There is no run to undo');
    return last;
  }
  const journal = all.find(({ id }) => id === runId);
  if (journal === undefined) throw refusal(`There is no run ${runId}`, 'See `rewrite list --runs`.');
  if (journal.state !== 'applied')
    throw refusal(`Run ${runId} is ${journal.state}: there is nothing to undo`);
  return journal;
}

/** Bytecode that went along with its module has no name in the plan and holds nothing up. */
function isNamed(file: JournalFile): boolean {
  return file.paths.length > 0;
}

function checkUnchanged(fs: FileSystem, root: string, journal: Journal): void {
  const locate = createLocator(fs, root);
  const changed: string[] = [];
  for (const file of journal.files.filter(isNamed)) {
    const { target, status } = locate(file.target);
    const name = file.paths[0] ?? target;
    if (target !== file.target || status?.kind === 'directory' || status?.kind === 'other') {
      changed.push(`${name} (is something else now)`);
      continue;
    }
    const now = status === undefined ? null : imageAt(fs, join(root, target));
    if (sameBytes(now, file.after)) continue;
    changed.push(
      `${name} (${now === null ? 'is gone' : file.after === null ? 'exists again' : 'has changed'})`,
    );
  }
  if (changed.length > 0) {
    throw refusal(
      naming(`Run ${journal.id} can't be undone, files are not as it left them`, changed),
      'Put them back as the wave left them, for instance with git, or undo by hand.',
    );
  }
}

/** The run that takes `journal` back. */
function inverse(fs: FileSystem, root: string, journal: Journal, id: string): RunWork {
  const locate = createLocator(fs, root);
  const directories = new Map<string, { path: string; mode?: number }>();
  for (const { path, mode } of journal.removedDirectories.toReversed()) {
    if (locate(path).status === undefined) directories.set(path, { path, mode });
  }
  const steps = journal.files.map((file, index): Step => {
    const { target, status, missing } = locate(file.target);
    if (file.before !== null)
      for (const path of missing) if (!directories.has(path)) directories.set(path, { path });
    return {
      paths: file.paths,
      target,
      before: status === undefined ? undefined : readContent(fs, join(root, target), status),
      after: file.before === null ? undefined : preImage(fs, root, journal.id, index, file.before),
      seen: status,
    };
  });
  // Bytecode that is back already is somebody else's.
  const real = steps.filter((step) => step.paths.length > 0 || step.before === undefined);
  const deleted = real.filter((step) => step.after === undefined).map((step) => step.target);
  const staying = real.filter((step) => step.after !== undefined).map((step) => step.target);
  const emptied = emptiedDirectories(fs, root, deleted, journal.createdDirectories, staying);
  return {
    id,
    wave: journal.wave,
    started: journal.started,
    undoes: journal.id,
    steps: [...real, ...emptied.bytecode.map((target) => removal(fs, root, target))],
    createdDirectories: [...directories.values()].sort(
      (a, b) => a.path.split('/').length - b.path.split('/').length,
    ),
    removedDirectories: emptied.directories,
  };
}
