import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  type Dirent,
  lstatSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  type Stats,
  statSync,
} from 'node:fs';
import { join, sep } from 'node:path';
import { errorCode, nodeFileSystem } from './file-system.js';
import { physicalRoot } from './locate.js';
import { asRefusal, refusal } from './refusal.js';

/** A file that differs from what git has. */
export interface DirtyFile {
  /** Relative to the root that was asked for. */
  readonly path: string;
  /** Git's two letters: index and work tree, `??` for a file that git does not know. */
  readonly status: string;
}

interface GitAnswer {
  readonly output: string;
  readonly failure: string | undefined;
}

const MAX_OUTPUT = 1 << 30;

function git(cwd: string, args: readonly string[]): GitAnswer | undefined {
  const { stdout, stderr, status, error } = spawnSync('git', args, {
    cwd,
    encoding: 'utf8',
    maxBuffer: MAX_OUTPUT,
    // Messages are compared below; an index lock would disturb the user's own git.
    env: { ...process.env, LC_ALL: 'C', GIT_OPTIONAL_LOCKS: '0' },
  });
  if (error !== undefined && (error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
  if (error !== undefined) return { output: '', failure: error.message };
  return { output: stdout, failure: status === 0 ? undefined : stderr.trim() };
}

/** Git's output; `undefined` without git or outside a work tree. */
function gitOutput(root: string, args: readonly string[]): string | undefined {
  const answer = git(root, args);
  if (answer === undefined || /not a git repository/.test(answer.failure ?? '')) return undefined;
  if (answer.failure !== undefined) throw refusal(`git could not read the repository: ${answer.failure}`);
  return answer.output;
}

/** The top of the work tree that a path is in; `undefined` when git knows of none. */
export function repositoryRoot(path: string): string | undefined {
  const top = gitOutput(path, ['rev-parse', '--show-toplevel'])?.replace(/\n$/, '');
  // Empty in a bare repository.
  return top === '' ? undefined : top;
}

/** What a walk without git leaves out: no project keeps sources there. */
const UNWALKED: ReadonlySet<string> = new Set([
  '.git',
  '.hg',
  '.svn',
  '.rewrite',
  'node_modules',
  '.venv',
  'venv',
  '__pycache__',
  '.tox',
  '.nox',
  '.eggs',
  '.mypy_cache',
  '.pytest_cache',
  '.ruff_cache',
  '.pyrefly_cache',
  '.hypothesis',
  'site-packages',
]);

/**
 * All files of the repository, sorted: those that git tracks and those that it neither tracks nor ignores, without
 * submodules; by a walk where there is no git. Links count when they lead to a file inside the root.
 */
export function listFiles(root: string): readonly string[] {
  return listTree(root).paths;
}

/** The files of a repository, and those of which only git knows. */
export interface Listing {
  readonly paths: readonly string[];
  /** Files that a sparse checkout leaves out. */
  readonly hidden: readonly string[];
}

/** As `listFiles`, with the files that a sparse checkout leaves out. */
export function listTree(root: string): Listing {
  const physical = physicalRoot(nodeFileSystem, root);
  const output = gitOutput(physical, ['ls-files', '-t', '-s', '-co', '--exclude-standard', '-z']);
  const entries = output === undefined ? walk(physical).map(present) : listed(output);
  const [paths, hidden] = [new Set<string>(), new Set<string>()];
  for (const { path, skipped } of entries) {
    if (isListed(physical, path)) paths.add(path);
    else if (skipped) hidden.add(path);
  }
  return { paths: [...paths].sort(), hidden: [...hidden].sort() };
}

/** Those of the files whose text, as git has it staged, holds one of the words. */
export function stagedMentions(
  root: string,
  words: readonly string[],
  paths: readonly string[],
): readonly string[] {
  if (words.length === 0 || paths.length === 0) return [];
  const patterns = words.flatMap((word) => ['-e', word]);
  const args = ['grep', '--cached', '--files-with-matches', '--fixed-strings', '-z', ...patterns, '--', '.'];
  // Finding nothing is exit code 1, without a word.
  const answer = git(root, args);
  if (answer?.failure) throw refusal(`git could not read the repository: ${answer.failure}`);
  const found = new Set(answer?.output.split('\0'));
  return paths.filter((path) => found.has(path));
}

/** One line of `ls-files`: `H 100644 <hash> 0<tab>path` for what is tracked, `? path` for what is not. */
const ENTRY = /^(.) (?:(\d{6}) [0-9a-f]{40,64} \d\t)?/;
const SUBMODULE = '160000';

interface Entry {
  readonly path: string;
  /** Git was told to leave it out of the work tree. */
  readonly skipped: boolean;
}

const present = (path: string): Entry => ({ path, skipped: false });

function listed(output: string): Entry[] {
  const entries: Entry[] = [];
  for (const line of output.split('\0')) {
    const [head = '', tag, mode] = ENTRY.exec(line) ?? [];
    const path = line.slice(head.length);
    // An untracked repository inside this one is listed with a slash.
    if (path !== '' && !path.endsWith('/') && mode !== SUBMODULE)
      entries.push({ path, skipped: tag === 'S' });
  }
  return entries;
}

/** Links are listed, not followed. */
function walk(root: string, folder = ''): string[] {
  let entries: Dirent[];
  try {
    entries = readdirSync(join(root, folder), { withFileTypes: true });
  } catch (error) {
    throw asRefusal(error, root, 'The repository could not be read');
  }
  return entries.flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (!entry.isDirectory()) return [path];
    return UNWALKED.has(entry.name) ? [] : walk(root, path);
  });
}

function isListed(root: string, path: string): boolean {
  // The tool's own folder may be tracked by mistake.
  if (path.startsWith('.rewrite/')) return false;
  const full = join(root, path);
  let status: Stats | undefined;
  try {
    status = lstatSync(full, { throwIfNoEntry: false });
    if (!status?.isSymbolicLink()) return status?.isFile() ?? false;
    return realpathSync(full).startsWith(root + sep) && statSync(full).isFile();
  } catch (error) {
    // What may not be looked at is there all the same: planning reports it.
    return errorCode(error) === 'EACCES';
  }
}

/**
 * A text that is the same for two trees with the same files in them, of all those that git does not ignore;
 * `undefined` when it cannot be told: without git, or with submodules.
 */
export function treeIdentity(root: string): string | undefined {
  const index = gitOutput(root, ['ls-files', '-s', '-z']);
  const dirty = dirtyFiles(root);
  if (index === undefined || dirty === undefined || /(?:^|\0)160000 /.test(index)) return undefined;
  const hash = createHash('sha256').update(index);
  for (const { path } of dirty) {
    hash.update(`\0${path}\0`);
    const status = lstatSync(join(root, path), { throwIfNoEntry: false });
    if (status?.isSymbolicLink()) hash.update(`link ${readlinkSync(join(root, path))}`);
    else if (status?.isFile()) hash.update(`${status.mode} `).update(readFileSync(join(root, path)));
  }
  return hash.digest('hex');
}

/** The files below the root that differ from git's last commit; `undefined` where there is no git. */
export function dirtyFiles(root: string): readonly DirtyFile[] | undefined {
  const output = gitOutput(root, [
    'status',
    '--porcelain=v1',
    '-z',
    '--untracked-files=all',
    '--no-renames',
    '--ignore-submodules=all',
    '--',
    '.',
  ]);
  if (output === undefined) return undefined;
  const found = output.split('\0').filter((entry) => entry !== '');
  if (found.length === 0) return [];
  // Git reports from the top of the work tree, whatever the current folder.
  const prefix = gitOutput(root, ['rev-parse', '--show-prefix'])?.replace(/\n$/, '') ?? '';
  return found.map((entry) => ({ path: entry.slice(3 + prefix.length), status: entry.slice(0, 2) }));
}
