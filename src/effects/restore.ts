import { join } from 'node:path';
import { type Content, imageAt, own, sameBytes, stage, stagedPath } from './content.js';
import { isBytecodeFolder } from './emptied-directories.js';
import { errorCode, type FileStatus, type FileSystem, removeFile, removeTree } from './file-system.js';
import {
  hashOf,
  type Image,
  type Journal,
  type JournalFile,
  preImagePath,
  runFolder,
  writeJournal,
} from './journal.js';
import { createLocator, parentOf } from './locate.js';
import { describeError, refusal, twice } from './refusal.js';

/** What a restore met. */
export interface RestoreReport {
  readonly run: string;
  /** Paths that were put back. */
  readonly restored: readonly string[];
  /** Files that someone else had changed meanwhile, and where their bytes are kept, both relative to the root. */
  readonly displaced: readonly { readonly path: string; readonly keptAt: string }[];
  /** Directories that the run had made and that stay, because something else is in them now. */
  readonly kept: readonly string[];
}

/**
 * Puts everything that a run has touched back as it was, whatever point the run had reached, and marks it rolled back.
 * Doing it again does no harm: a fault in the middle is met by a second try.
 * @param touched indices of the files that the run may have touched; all, when it is not known
 */
export function restoreRun(
  fs: FileSystem,
  root: string,
  journal: Journal,
  touched?: ReadonlySet<number>,
): RestoreReport {
  const report = { run: journal.id, restored: [], displaced: [], kept: [] };
  try {
    twice(() => restoreOnce(fs, root, journal, touched, report));
  } catch (error) {
    throw refusal(
      `Run ${journal.id} could not be taken back completely: ${describeError(error, root)}`,
      `Mend the cause, then run \`rewrite recover\`. The files as they were are in .rewrite/runs/${journal.id}/before/.`,
    );
  }
  markRolledBack(fs, root, journal);
  return report;
}

interface Collected {
  restored: string[];
  displaced: { path: string; keptAt: string }[];
  kept: string[];
}

function restoreOnce(
  fs: FileSystem,
  root: string,
  journal: Journal,
  touched: ReadonlySet<number> | undefined,
  report: Collected,
): void {
  // A written undo counts as done; from here on it is not.
  if (journal.undoes !== null) writeJournal(fs, root, { ...journal, state: 'writing' });
  const locate = createLocator(fs, root);
  const folders = new Set<string>();

  function makeFolder(path: string): void {
    fs.mkdir(join(root, path));
    folders.add(parentOf(path));
  }

  for (const directory of journal.removedDirectories.toReversed()) {
    const { status } = locate(directory.path);
    if (status?.mode === directory.mode) continue;
    if (status === undefined) makeFolder(directory.path);
    own(fs, join(root, directory.path), directory);
  }
  for (const [index, file] of [...journal.files.entries()].reverse()) {
    const { target, status, missing } = locate(file.target);
    // The journal has physical paths; a link on the way is someone else's doing.
    if (target !== file.target) throw refusal(`${file.target} is not where it was`);
    removeFile(fs, join(root, stagedPath(target, journal.id, index)));
    if (touched !== undefined && !touched.has(index)) continue;
    if (status?.kind === 'directory' || status?.kind === 'other')
      throw refusal(`${target} is not a file any more`);
    const path = join(root, target);
    const current = imageAt(fs, path);
    if (isRestored(current, file)) continue;
    if (current !== null && !sameBytes(current, file.before) && !sameBytes(current, file.after)) {
      report.displaced.push({ path: target, keptAt: keepAside(fs, root, journal.id, index, path) });
    }
    if (file.before === null) fs.unlink(path);
    else {
      for (const folder of missing) makeFolder(folder);
      putBack(fs, root, journal.id, index, file, status);
    }
    folders.add(parentOf(target));
    report.restored.push(file.paths[0] ?? target);
  }
  for (const directory of journal.createdDirectories.toReversed()) {
    const { target, status } = locate(directory);
    if (target !== directory || status?.kind !== 'directory') continue;
    const path = join(root, directory);
    removeCreated(fs, path);
    if (fs.lstat(path) !== undefined && !report.kept.includes(directory)) report.kept.push(directory);
    folders.add(parentOf(directory));
  }
  for (const folder of folders) {
    if (fs.lstat(join(root, folder)) !== undefined) fs.syncDirectory(join(root, folder));
  }
}

function markRolledBack(fs: FileSystem, root: string, journal: Journal): void {
  journal.state = 'rolled-back';
  try {
    twice(() => writeJournal(fs, root, journal));
  } catch (error) {
    throw refusal(
      `Run ${journal.id} is taken back, but not marked so: ${describeError(error, root)}`,
      'Mend the cause, then run `rewrite recover`.',
    );
  }
  try {
    removeTree(fs, join(runFolder(root, journal.id), 'before'));
  } catch {
    // Only takes room; pruning removes it later.
  }
}

function isRestored(current: Image | null, file: JournalFile): boolean {
  if (!sameBytes(current, file.before)) return false;
  return current?.kind !== 'file' || file.before?.kind !== 'file' || current.mode === file.before.mode;
}

function putBack(
  fs: FileSystem,
  root: string,
  id: string,
  index: number,
  { target, before }: JournalFile,
  replaced: FileStatus | undefined,
): void {
  if (before === null) return;
  const staged = join(root, stagedPath(target, id, index));
  const content = preImage(fs, root, id, index, before);
  try {
    stage(fs, staged, content, replaced);
    if (before.kind === 'file') fs.sync(staged);
  } catch (error) {
    if (before.kind !== 'file' || !['ENOSPC', 'EDQUOT'].includes(errorCode(error) ?? '')) throw error;
    // On a full disk the kept copy itself takes the file's place.
    removeFile(fs, staged);
    own(fs, preImagePath(root, id, index), before);
    return fs.rename(preImagePath(root, id, index), join(root, target));
  }
  fs.rename(staged, join(root, target));
}

/** The bytes of a file as it was, checked. */
export function preImage(fs: FileSystem, root: string, id: string, index: number, before: Image): Content {
  if (before.kind === 'link') return before;
  const bytes = fs.readFile(preImagePath(root, id, index));
  if (hashOf(bytes) !== before.hash) throw refusal(`The kept copy ${index} of run ${id} is damaged`);
  return { kind: 'file', bytes, owned: before };
}

/** Copies a file that is about to be overwritten into the run's folder, so that nobody's work is lost. */
function keepAside(fs: FileSystem, root: string, id: string, index: number, path: string): string {
  const folder = join(runFolder(root, id), 'displaced');
  if (fs.lstat(folder) === undefined) fs.mkdir(folder);
  const status = fs.lstat(path);
  const bytes = status?.kind === 'link' ? new TextEncoder().encode(fs.readlink(path)) : fs.readFile(path);
  const name = `${index}-${hashOf(bytes).slice(0, 12)}`;
  removeFile(fs, join(folder, name));
  fs.writeFile(join(folder, name), bytes, 0o600);
  fs.sync(join(folder, name));
  return `.rewrite/runs/${id}/displaced/${name}`;
}

/** Removes a directory that the run had made, with the bytecode that a gate may have left in it. */
function removeCreated(fs: FileSystem, path: string): void {
  const names = fs.readdir(path);
  if (names.length === 1 && isBytecodeFolder(fs, join(path, '__pycache__'))) {
    removeTree(fs, join(path, '__pycache__'));
  } else if (names.length > 0) return;
  try {
    fs.rmdir(path);
  } catch (error) {
    if (!['ENOTEMPTY', 'EEXIST', 'EBUSY'].includes(errorCode(error) ?? '')) throw error;
  }
}
