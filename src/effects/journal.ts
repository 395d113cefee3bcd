import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { type FileSystem, replaceFile } from './file-system.js';
import { checkPath } from './locate.js';
import { refusal } from './refusal.js';

const hash = z.string().regex(/^[0-9a-f]{64}$/);

/** A file as it stood or stands: enough to compare it and, with the bytes, to restore it. */
const imageSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('file'), hash, mode: z.int(), uid: z.int(), gid: z.int() }),
  z.object({ kind: z.literal('link'), target: z.string() }),
]);

const fileSchema = z.object({
  /** The plan's paths for it; more than one where links lead to the same file. */
  paths: z.array(z.string()),
  /** Where it physically is, relative to the root. */
  target: z.string(),
  /** Null: not there. */
  before: imageSchema.nullable(),
  after: imageSchema.nullable(),
});

const directorySchema = z.object({ path: z.string(), mode: z.int(), uid: z.int(), gid: z.int() });

const journalSchema = z.object({
  version: z.literal(1),
  id: z.string(),
  wave: z.string(),
  /** ISO 8601, UTC; for people only, order is by `sequence`. */
  started: z.string(),
  sequence: z.int(),
  /**
   * writing → written → applied → undone, or writing | written → rolled-back. What is in `writing` or `written` when
   * its process is gone is unfinished.
   */
  state: z.enum(['writing', 'written', 'applied', 'rolled-back', 'undone']),
  /** The run that this one takes back. */
  undoes: z.string().nullable(),
  files: z.array(fileSchema),
  /** Outermost first. */
  createdDirectories: z.array(z.string()),
  /** Innermost first. */
  removedDirectories: z.array(directorySchema),
});

export type Image = z.infer<typeof imageSchema>;
export type JournalFile = z.infer<typeof fileSchema>;
export type JournalDirectory = z.infer<typeof directorySchema>;
export type Journal = z.infer<typeof journalSchema>;

const RUN_ID = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;

/** SHA-256 of a file's bytes, in hex. */
export function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** A run's name, readable and unique: `20251231-235959-1a2b3c`. */
export function newRunId(now: Date, random: number): string {
  const [day, time] = now.toISOString().split(/[T.]/) as [string, string];
  const suffix = Math.floor(random * 0x1000000)
    .toString(16)
    .padStart(6, '0');
  return `${day.replaceAll('-', '')}-${time.replaceAll(':', '')}-${suffix}`;
}

/** The folder of everything that `rewrite` keeps in a repository. */
export function stateFolder(root: string): string {
  return join(root, '.rewrite');
}

/** The folder of one run. */
export function runFolder(root: string, id: string): string {
  if (!RUN_ID.test(id))
    throw refusal(`${JSON.stringify(id)} is not the name of a run`, 'See `rewrite list --runs`.');
  return join(stateFolder(root), 'runs', id);
}

/** Where the bytes of the n-th file of a run are kept. */
export function preImagePath(root: string, id: string, index: number): string {
  return join(runFolder(root, id), 'before', String(index).padStart(5, '0'));
}

/** Makes `.rewrite/` with its `.gitignore`, so that git never lists what is in it. */
export function ensureStateFolder(fs: FileSystem, root: string): void {
  const folder = stateFolder(root);
  ensureFolder(fs, folder, '.rewrite');
  const ignore = join(folder, '.gitignore');
  if (fs.lstat(ignore) === undefined) replaceFile(fs, ignore, '*\n');
  ensureFolder(fs, join(folder, 'runs'), '.rewrite/runs');
}

function ensureFolder(fs: FileSystem, path: string, name: string): void {
  const kind = fs.lstat(path)?.kind;
  // A link could lead out of the repository.
  if (kind !== undefined && kind !== 'directory')
    throw refusal(`${name} is not a folder`, 'Move it out of the way.');
  if (kind === undefined) fs.mkdir(path);
}

/** Writes a run's journal as a whole and durably. */
export function writeJournal(fs: FileSystem, root: string, journal: Journal): void {
  replaceFile(
    fs,
    join(runFolder(root, journal.id), 'journal.json'),
    `${JSON.stringify(journal, undefined, 1)}\n`,
  );
}

/** Reads a run's journal; `undefined` when there is none. A journal that names files outside the root is refused. */
export function readJournal(fs: FileSystem, root: string, id: string): Journal | undefined {
  const path = join(runFolder(root, id), 'journal.json');
  if (fs.lstat(path)?.kind !== 'file') return undefined;
  let journal: Journal;
  try {
    journal = journalSchema.parse(JSON.parse(new TextDecoder().decode(fs.readFile(path))));
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof z.ZodError)) throw error;
    throw refusal(
      `The journal of run ${id} cannot be read`,
      `If the repository is as it should be, remove .rewrite/runs/${id}; the files as they were are in its folder before/.`,
    );
  }
  if (journal.id !== id) throw refusal(`The journal of run ${id} belongs to run ${journal.id}`);
  for (const file of journal.files) for (const p of [file.target, ...file.paths]) checkPath(p);
  for (const p of [...journal.createdDirectories, ...journal.removedDirectories.map((d) => d.path)])
    checkPath(p);
  return journal;
}

/** All journals, oldest first. */
export function readJournals(fs: FileSystem, root: string): Journal[] {
  const folder = join(stateFolder(root), 'runs');
  if (fs.lstat(folder)?.kind !== 'directory') return [];
  return fs
    .readdir(folder)
    .filter((id) => RUN_ID.test(id))
    .map((id) => readJournal(fs, root, id))
    .filter((journal) => journal !== undefined)
    .sort((a, b) => a.sequence - b.sequence);
}

/** Whether a run is neither kept nor taken back: it is under way, or its process died. */
export function isPending(journal: Journal): boolean {
  return journal.state === 'writing' || journal.state === 'written';
}
