import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import type { UserError } from '../model/errors.js';
import { errorCode, type FileSystem, removeFile } from './file-system.js';
import { ensureStateFolder, isPending, readJournals, stateFolder } from './journal.js';
import { physicalRoot } from './locate.js';
import { isAlive, ownIdentity, processIdentitySchema } from './process-identity.js';
import { asRefusal, refusal, twice } from './refusal.js';

const holderSchema = processIdentitySchema.extend({
  wave: z.string(),
  /** For people only. */
  started: z.string(),
  /** Tells this lock from any other, also of the same process. */
  token: z.string(),
});

/** Who holds the lock. */
export type LockHolder = z.infer<typeof holderSchema>;

export interface Lock {
  readonly holder: LockHolder;
  /** Gives the lock back; never throws, for a lock of a process that is gone holds nobody up. */
  release(): void;
}

export interface LockOptions {
  /** Take the lock although a run is unfinished: for `recover`, which ends it. */
  readonly recovering?: boolean;
  /** Take the lock from a process that can't be seen from here, on the user's word that it is gone. */
  readonly breakUnseen?: boolean;
}

function lockPath(root: string): string {
  return join(stateFolder(root), 'lock');
}

/**
 * Takes the repository's lock. Refuses (exit 3) when another process has it, naming that process, and when the process
 * that had it died in the middle of a run.
 * @param wave what the lock is taken for
 */
export function acquireLock(fs: FileSystem, root: string, wave: string, options: LockOptions = {}): Lock {
  const physical = physicalRoot(fs, root);
  const holder: LockHolder = {
    ...ownIdentity(),
    wave,
    started: new Date().toISOString(),
    token: randomUUID(),
  };
  const lock: Lock = { holder, release: () => release(fs, physical, holder.token) };
  try {
    ensureStateFolder(fs, physical);
    while (!create(fs, physical, holder)) clearStale(fs, physical, options);
    if (!options.recovering) refuseUnfinished(fs, physical);
    return lock;
  } catch (error) {
    // A call may fail after it has done its work.
    lock.release();
    throw asRefusal(error, physical, 'The repository could not be locked');
  }
}

/** Runs `work` under the lock. */
export async function withLock<T>(
  fs: FileSystem,
  root: string,
  wave: string,
  work: () => Promise<T>,
): Promise<T> {
  const lock = acquireLock(fs, root, wave);
  try {
    return await work();
  } finally {
    lock.release();
  }
}

/** Who holds the lock; `undefined` when it is free or can't be read. */
export function lockHolder(fs: FileSystem, root: string): LockHolder | undefined {
  return readHolder(fs, lockPath(root));
}

/**
 * Refuses (exit 3) while another process holds the lock, naming it: what is read meanwhile may be half written. Only
 * reads; whoever writes takes the lock all the same.
 */
export function refuseLocked(fs: FileSystem, root: string): void {
  const holder = lockHolder(fs, root);
  if (holder !== undefined && isAlive(holder) === true) throw lockedBy(describe(holder));
}

function lockedBy(who: string): UserError {
  return refusal(`The repository is locked by ${who}`, 'Wait until it is done.');
}

function describe({ wave, pid, host, started }: LockHolder): string {
  return `wave ${wave}, process ${pid} on ${host}, since ${started}`;
}

/** Written under another name and linked: the lock is never seen without its holder. */
function create(fs: FileSystem, root: string, holder: LockHolder): boolean {
  const temp = `${lockPath(root)}.${holder.token}`;
  fs.writeFile(temp, new TextEncoder().encode(`${JSON.stringify(holder)}\n`), 0o666);
  try {
    fs.link(temp, lockPath(root));
    return true;
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
    return false;
  } finally {
    removeFile(fs, temp);
  }
}

function readHolder(fs: FileSystem, path: string): LockHolder | undefined {
  if (fs.lstat(path)?.kind !== 'file') return undefined;
  try {
    return holderSchema.parse(JSON.parse(new TextDecoder().decode(fs.readFile(path))));
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof z.ZodError)) throw error;
    return undefined;
  }
}

/** Removes the lock of a process that is gone; refuses when it is not, or not certainly. */
function clearStale(fs: FileSystem, root: string, options: LockOptions): void {
  const path = lockPath(root);
  const status = fs.lstat(path);
  if (status === undefined) return;
  if (status.kind !== 'file') throw refusal('.rewrite/lock is not a file', 'Move it out of the way.');
  const holder = readHolder(fs, path);
  const alive = holder === undefined ? undefined : isAlive(holder);
  const who = holder === undefined ? 'an unknown process' : describe(holder);
  if (alive === true) throw lockedBy(who);
  if (alive === undefined && !options.breakUnseen) {
    throw refusal(
      `The repository is locked by ${who}, which can't be seen from here`,
      'If it is gone, run `rewrite recover --break-lock`.',
    );
  }
  if (!options.recovering) refuseUnfinished(fs, root);
  takeAway(fs, path, holder?.token);
}

/** Moves the lock aside first: another process may have cleared it and taken it meanwhile, and gets it back then. */
function takeAway(fs: FileSystem, path: string, token: string | undefined): void {
  const aside = `${path}.${randomUUID()}`;
  try {
    fs.rename(path, aside);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return;
    throw error;
  }
  if (readHolder(fs, aside)?.token !== token) fs.link(aside, path);
  fs.unlink(aside);
}

function refuseUnfinished(fs: FileSystem, root: string): void {
  const run = readJournals(fs, root).findLast(isPending);
  if (run === undefined) return;
  throw refusal(
    `Run ${run.id} of wave ${run.wave} was interrupted and is not finished`,
    'Run `rewrite recover` to put every file back as it was.',
  );
}

function release(fs: FileSystem, root: string, token: string): void {
  const path = lockPath(root);
  try {
    twice(() => {
      if (readHolder(fs, path)?.token === token) fs.unlink(path);
    });
  } catch {
    // The process ends soon, and with it the lock's hold.
  }
}
