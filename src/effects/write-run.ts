import { join } from 'node:path';
import { type Content, imageOf, stage, stagedPath } from './content.js';
import { errorCode, type FileStatus, type FileSystem, removeTree } from './file-system.js';
import {
  ensureStateFolder,
  type Journal,
  type JournalDirectory,
  preImagePath,
  readJournals,
  runFolder,
  stateFolder,
  writeJournal,
} from './journal.js';
import { parentOf } from './locate.js';
import { asRefusal, refusal } from './refusal.js';
import { restoreRun } from './restore.js';

/** What one file was when it was checked, and what it becomes. */
export interface Step {
  /** The plan's paths for it; none for bytecode that goes along. */
  readonly paths: readonly string[];
  /** Where it physically is, relative to the root. */
  readonly target: string;
  readonly before: Content | undefined;
  readonly after: Content | undefined;
  /** Its status when `before` was read. */
  readonly seen: FileStatus | undefined;
}

/** Everything that one run writes. */
export interface RunWork {
  readonly id: string;
  readonly wave: string;
  /** ISO 8601, UTC. */
  readonly started: string;
  readonly undoes: string | null;
  readonly steps: readonly Step[];
  /** Outermost first. */
  readonly createdDirectories: readonly { readonly path: string; readonly mode?: number }[];
  /** Innermost first. */
  readonly removedDirectories: readonly JournalDirectory[];
}

export interface WriteHooks {
  /** Called after each file; what it throws takes the run back. */
  readonly onFile?: (path: string, done: number, total: number) => void;
}

/**
 * Writes a whole run or nothing: pre-images and journal first, then every new text beside its file, then the renames,
 * then the deletes. Returns the journal in state `written`; on any exception everything is as it was.
 */
export function writeRun(fs: FileSystem, root: string, work: RunWork, hooks: WriteHooks = {}): Journal {
  ensureStateFolder(fs, root);
  const folder = runFolder(root, work.id);
  if (fs.lstat(folder) !== undefined) throw refusal(`There is a run ${work.id} already`);
  const journal: Journal = {
    version: 1,
    id: work.id,
    wave: work.wave,
    started: work.started,
    sequence: (readJournals(fs, root).at(-1)?.sequence ?? 0) + 1,
    state: 'writing',
    undoes: work.undoes,
    files: work.steps.map(({ paths, target, before, after }) => ({
      paths: [...paths],
      target,
      before: imageOf(before),
      after: imageOf(after),
    })),
    createdDirectories: work.createdDirectories.map(({ path }) => path),
    removedDirectories: [...work.removedDirectories],
  };
  try {
    keepPreImages(fs, root, work);
  } catch (error) {
    discard(fs, folder);
    throw asRefusal(error, root, 'Nothing was changed');
  }
  const touched = new Set<number>();
  try {
    writeJournal(fs, root, journal);
    writeSteps(fs, root, work, touched, hooks);
    journal.state = 'written';
    writeJournal(fs, root, journal);
    return journal;
  } catch (error) {
    restoreRun(fs, root, journal, touched);
    throw asRefusal(error, root, 'Nothing was changed');
  }
}

function discard(fs: FileSystem, folder: string): void {
  try {
    removeTree(fs, folder);
  } catch {
    // Without a journal it is no run; pruning removes it.
  }
}

function keepPreImages(fs: FileSystem, root: string, work: RunWork): void {
  const folder = runFolder(root, work.id);
  fs.mkdir(folder);
  fs.mkdir(join(folder, 'before'));
  const kept: string[] = [];
  for (const [index, { before }] of work.steps.entries()) {
    if (before?.kind !== 'file') continue;
    const path = preImagePath(root, work.id, index);
    fs.writeFile(path, before.bytes, 0o600);
    kept.push(path);
  }
  // After all of them are written: the first sync carries most of the others.
  for (const path of kept) fs.sync(path);
  for (const path of [join(folder, 'before'), folder, join(stateFolder(root), 'runs')])
    fs.syncDirectory(path);
}

function writeSteps(
  fs: FileSystem,
  root: string,
  work: RunWork,
  touched: Set<number>,
  hooks: WriteHooks,
): void {
  const { steps, id } = work;
  const folders = new Set<string>();
  let done = 0;
  const tell = (step: Step) => hooks.onFile?.(step.paths[0] ?? step.target, ++done, steps.length);

  for (const { path, mode } of work.createdDirectories) {
    fs.mkdir(join(root, path), mode);
    if (mode !== undefined) fs.chmod(join(root, path), mode);
    folders.add(parentOf(path));
  }
  const written = [...steps.entries()].filter(([, step]) => step.after !== undefined);
  const deleted = [...steps.entries()].filter(([, step]) => step.after === undefined);
  const staged = (index: number, step: Step) => join(root, stagedPath(step.target, id, index));

  for (const [index, step] of written) stage(fs, staged(index, step), step.after!, step.seen);
  for (const [index, step] of written) if (step.after?.kind === 'file') fs.sync(staged(index, step));
  for (const [index, step] of written) {
    checkUnmoved(fs, root, step);
    touched.add(index);
    fs.rename(staged(index, step), join(root, step.target));
    folders.add(parentOf(step.target));
    tell(step);
  }
  for (const [index, step] of deleted) {
    checkUnmoved(fs, root, step);
    touched.add(index);
    fs.unlink(join(root, step.target));
    folders.add(parentOf(step.target));
    tell(step);
  }
  for (const { path } of work.removedDirectories) {
    removeEmptied(fs, join(root, path));
    folders.add(parentOf(path));
  }
  for (const folder of folders) {
    if (fs.lstat(join(root, folder)) !== undefined) fs.syncDirectory(join(root, folder));
  }
}

/** An editor may have saved between the check and now. */
function checkUnmoved(fs: FileSystem, root: string, step: Step): void {
  const now = fs.lstat(join(root, step.target));
  const { seen } = step;
  if (now?.inode === seen?.inode && now?.size === seen?.size && now?.mtimeMs === seen?.mtimeMs) return;
  throw refusal(`${step.target} changed while the wave was being written`, 'Run the wave again.');
}

function removeEmptied(fs: FileSystem, path: string): void {
  try {
    fs.rmdir(path);
  } catch (error) {
    // Somebody has put something there meanwhile, or it is a mount point: it stays.
    if (!['ENOTEMPTY', 'EEXIST', 'EBUSY'].includes(errorCode(error) ?? '')) throw error;
  }
}
