import { readFileSync, realpathSync, statSync } from 'node:fs';
import { isAbsolute, join, relative, sep } from 'node:path';
import { EXIT, UserError } from '../model/errors.js';
import { listTree, repositoryRoot } from './git.js';
import { PassingFile } from './passing-file.js';

/** The files of a repository, as planning reads them. */
export interface Repository {
  /** Real path of its root. */
  readonly root: string;
  readonly paths: readonly string[];
  /** Files that a sparse checkout leaves out: only git can tell what is in them. */
  readonly hidden: readonly string[];
  read(path: string): Uint8Array | undefined;
  /** The files whose bytes hold one of the words, in the order of `paths`. */
  holding?(words: readonly Buffer[]): readonly string[];
  /** Files that `read` was asked for and could not give. */
  unreadable(): readonly string[];
}

/** The root of the repository that a folder is in: git's, or the folder itself. */
export function locateRepository(folder: string): string {
  try {
    const real = realpathSync(folder);
    if (!statSync(real).isDirectory()) throw new Error('not a folder');
    return repositoryRoot(real) ?? real;
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(
      `There is no folder \`${folder}\`.`,
      EXIT.usage,
      [],
      'Give the repository with `--repo`.',
    );
  }
}

/**
 * Opens a repository for planning.
 *
 * @param without folders whose files do not take part: the wave's own rules, which name what it deletes.
 */
export function openRepository(root: string, without: readonly string[]): Repository {
  const left = without.map((folder) =>
    relative(root, isAbsolute(folder) ? folder : join(root, folder))
      .split(sep)
      .join('/'),
  );
  const inside = left.filter((folder) => folder !== '' && !folder.startsWith('..'));
  const takesPart = (path: string) =>
    !inside.some((folder) => path === folder || path.startsWith(`${folder}/`));
  const { paths, hidden } = listTree(root);
  const contents = new Map<string, Buffer>();
  const unreadable = new Set<string>();
  const listed = paths.filter(takesPart);
  const holders = new Map<string, ReadonlySet<string>>();
  const passing = new PassingFile();
  // Who holds a word holds its parts.
  const holdersOfPart = (word: string) => [...holders].find(([part]) => word.includes(part))?.[1];
  return {
    root,
    paths: listed,
    // One pass for all words that were not asked for before; what holds none of them is not kept in memory.
    holding(words) {
      const asked = words.map((word): [string, Buffer] => [word.toString('latin1'), word]);
      const fresh = asked.filter(([key]) => !holders.has(key));
      const found = fresh.map(([key, word]) => ({
        word,
        paths: new Set<string>(),
        among: holdersOfPart(key),
      }));
      for (const path of fresh.length > 0 ? listed : []) {
        const open = found.filter(({ among }) => among?.has(path) ?? true);
        if (open.length === 0) continue;
        const bytes = contents.get(path) ?? passing.read(join(root, path));
        if (bytes === undefined) unreadable.add(path);
        else for (const { word, paths } of open) if (bytes.includes(word)) paths.add(path);
      }
      for (const [index, [key]] of fresh.entries()) holders.set(key, found[index]!.paths);
      return listed.filter((path) => asked.some(([key]) => holders.get(key)!.has(path)));
    },
    hidden: hidden.filter(takesPart),
    // Each file once: who reads it again gets the same bytes, and with them what was made of them.
    read(path) {
      const known = contents.get(path);
      if (known) return known;
      try {
        const bytes = readFileSync(join(root, path));
        contents.set(path, bytes);
        return bytes;
      } catch {
        unreadable.add(path);
        return undefined;
      }
    },
    unreadable: () => [...unreadable].sort(),
  };
}
