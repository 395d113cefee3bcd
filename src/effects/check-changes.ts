import { join, posix } from 'node:path';
import type { FileChange } from '../model/plan.js';
import { type Content, readContent } from './content.js';
import { emptiedDirectories, foldersAbove } from './emptied-directories.js';
import type { FileSystem } from './file-system.js';
import type { JournalDirectory } from './journal.js';
import { checkPath, createLocator, followLink, type Location, parentOf } from './locate.js';
import { naming, refusal } from './refusal.js';
import type { Step } from './write-run.js';

/** A plan's changes, checked against the disk. */
export interface CheckedChanges {
  readonly steps: readonly Step[];
  readonly createdDirectories: readonly { readonly path: string }[];
  readonly removedDirectories: readonly JournalDirectory[];
}

/**
 * Checks that the disk is as the plan was made for and that all of it may be written; only reads. Refuses with the
 * files' names otherwise.
 */
export function checkChanges(fs: FileSystem, root: string, changes: readonly FileChange[]): CheckedChanges {
  for (const change of changes) checkPath(change.path);
  checkCase(changes);
  const locate = createLocator(fs, root);
  const checkPlace = createPlaceCheck(fs, root);
  const steps = new Map<string, Step>();
  const directories = new Set<string>();
  const stale: string[] = [];
  for (const change of changes) {
    const location = locate(change.path);
    checkPlace(change, location);
    const step = checkChange(fs, root, change, location);
    if (typeof step === 'string') {
      stale.push(`${change.path} (${step})`);
      continue;
    }
    for (const directory of location.missing) directories.add(directory);
    steps.set(step.target, joined(steps.get(step.target), step));
  }
  if (stale.length > 0) {
    throw refusal(
      naming('The repository is not as it was when the wave was planned', stale),
      'Run the wave again.',
    );
  }
  const all = [...steps.values()];
  checkWritable(fs, root, all);
  const deleted = all.filter((step) => step.after === undefined).map((step) => step.target);
  const staying = all.filter((step) => step.after !== undefined).map((step) => step.target);
  const emptied = emptiedDirectories(fs, root, deleted, deleted.flatMap(foldersAbove), staying);
  return {
    steps: [...all, ...emptied.bytecode.map((target) => removal(fs, root, target))],
    createdDirectories: [...directories].map((path) => ({ path })),
    removedDirectories: emptied.directories,
  };
}

/** The step for deleting a file that no plan names. */
export function removal(fs: FileSystem, root: string, target: string): Step {
  const seen = fs.lstat(join(root, target));
  if (seen === undefined)
    throw refusal(`${target} vanished while the wave was being checked`, 'Run the wave again.');
  return { paths: [], target, before: readContent(fs, join(root, target), seen), after: undefined, seen };
}

/** The step for one change, or why the disk does not fit it. */
function checkChange(fs: FileSystem, root: string, change: FileChange, location: Location): Step | string {
  const paths = [change.path];
  if (change.kind === 'create') {
    if (location.status !== undefined) return 'exists already';
    const after = change.moved
      ? movedContent(fs, root, change.moved.from, change.after)
      : ({ kind: 'file', bytes: change.after, owned: undefined } as const);
    if (typeof after === 'string') return after;
    return { paths, target: location.target, before: undefined, after, seen: undefined };
  }
  if (location.status === undefined) return 'is gone';
  const physical =
    location.status.kind === 'link' ? followLink(fs, root, location.target, change.path) : location.target;
  const status = fs.lstat(join(root, physical));
  if (status?.kind !== 'file') return 'is not a file';
  const content = readContent(fs, join(root, physical), status);
  if (content.kind !== 'file' || Buffer.compare(content.bytes, change.before) !== 0) return 'has changed';
  if (change.kind === 'modify') {
    const after = { ...content, bytes: change.after };
    return { paths, target: physical, before: content, after, seen: status };
  }
  // A deleted link goes itself; what it leads to stays.
  const before = readContent(fs, join(root, location.target), location.status);
  return { paths, target: location.target, before, after: undefined, seen: location.status };
}

/** A file that moves keeps its mode; a link cannot move, since what it leads to may be relative to its place. */
function movedContent(fs: FileSystem, root: string, from: string, bytes: Uint8Array): Content | string {
  const status = fs.lstat(join(root, from));
  if (status?.kind !== 'file') return `would come from ${from}, which is not a plain file`;
  const content = readContent(fs, join(root, from), status);
  return content.kind === 'file'
    ? { ...content, bytes }
    : `would come from ${from}, which is not a plain file`;
}

/** Two paths may lead to one file, as long as both want the same of it. */
function joined(known: Step | undefined, step: Step): Step {
  if (known === undefined) return step;
  const [a, b] = [known.after, step.after];
  const same = a?.kind === 'file' && b?.kind === 'file' && Buffer.compare(a.bytes, b.bytes) === 0;
  if (!same) {
    throw refusal(
      `${known.paths[0]} and ${step.paths[0]} are the same file, and the wave makes them different`,
    );
  }
  return { ...known, paths: [...known.paths, ...step.paths] };
}

/** Refuses paths that a file system without case would take for one. */
function checkCase(changes: readonly FileChange[]): void {
  const spelled = new Map<string, string>();
  for (const change of changes) {
    if (change.kind !== 'create') continue;
    for (const path of [change.path, ...foldersAbove(change.path)]) {
      const other = spelled.get(folded(path));
      if (other !== undefined && other !== path) {
        throw refusal(`${other} and ${path} differ only in case: some file systems take them for one`);
      }
      spelled.set(folded(path), path);
    }
  }
}

/**
 * Refuses what lies in a repository of its own inside this one, such as a submodule, and names that differ only in case
 * from one that is there already.
 */
function createPlaceCheck(fs: FileSystem, root: string): (change: FileChange, location: Location) => void {
  const nested = new Map<string, boolean>();
  const names = new Map<string, ReadonlyMap<string, string>>();
  const isRepository = (folder: string) =>
    remembered(nested, folder, () => fs.lstat(join(root, folder, '.git')) !== undefined);
  const namesIn = (folder: string) =>
    remembered(names, folder, () => {
      const there = fs.lstat(join(root, folder))?.kind === 'directory' ? fs.readdir(join(root, folder)) : [];
      return new Map(there.map((name) => [folded(name), name]));
    });
  return ({ kind, path }, { target, missing }) => {
    const other = foldersAbove(target).find(isRepository);
    if (other !== undefined)
      throw refusal(`Refused to touch ${path}: ${other} is a repository of its own`, 'Run the wave there.');
    if (kind !== 'create') return;
    const first = missing[0] ?? target;
    const name = posix.basename(first);
    const clash = namesIn(parentOf(first)).get(folded(name));
    if (clash === undefined || clash === name) return;
    throw refusal(
      `${posix.join(parentOf(first), clash)} and ${first} differ only in case: some file systems take them for one`,
    );
  };
}

function remembered<T>(known: Map<string, T>, key: string, find: () => T): T {
  const found = known.has(key) ? known.get(key)! : find();
  known.set(key, found);
  return found;
}

/** How file systems without case compare names. */
function folded(name: string): string {
  return name.normalize('NFC').toLowerCase();
}

const OWNER_MAY_WRITE = 0o200;

function checkWritable(fs: FileSystem, root: string, steps: readonly Step[]): void {
  const folders = new Set<string>();
  const locked: string[] = [];
  const mayWrite = (path: string) => {
    const status = fs.lstat(join(root, path));
    if (status === undefined || status.kind === 'link') return true;
    // The superuser may write anything, but a file marked read-only is marked for a reason.
    return (status.mode & OWNER_MAY_WRITE) !== 0 && fs.isWritable(join(root, path));
  };
  for (const { target, seen } of steps) {
    if (seen !== undefined && !mayWrite(target)) locked.push(target);
    const parent = parentOf(target);
    const existing = [parent, ...foldersAbove(parent), ''].find(
      (path) => fs.lstat(join(root, path)) !== undefined,
    );
    if (existing !== undefined) folders.add(existing);
  }
  for (const folder of folders) if (!mayWrite(folder)) locked.push(folder === '' ? './' : `${folder}/`);
  if (locked.length > 0)
    throw refusal(naming('The wave writes what is read-only', locked), 'Make it writable first.');
}
