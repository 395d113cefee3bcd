import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import type { CaseFolder } from '../model/case.js';
import { EXIT, UserError } from '../model/errors.js';
import type { Repository } from './repository.js';

/** Where a checkout of rewrite has the kinds of rule, which have cases as waves have them. */
const OWN_KINDS = 'src/rules/kinds';

/** Cases of every wave of a repository's rules folder, and of the rule kinds in a checkout of rewrite; by name. */
export function findCases(root: string, rules: string | undefined): CaseFolder[] {
  const waves = rules ?? join(root, 'rules-yaml');
  if (rules !== undefined && !existsSync(rules))
    throw new UserError(`There is no rules folder \`${rules}\`.`, EXIT.usage);
  const kinds = rules === undefined ? foldersIn(join(root, OWN_KINDS)) : [];
  return [
    ...kinds.flatMap((folder) => casesOf(folder, true, root)),
    ...[waves, ...foldersIn(waves)].flatMap((folder) => casesOf(folder, false, root)),
  ];
}

/** Names of the rule kinds of a checkout of rewrite; empty elsewhere. */
export function ownKinds(root: string): string[] {
  return foldersIn(join(root, OWN_KINDS)).map((folder) => basename(folder));
}

function casesOf(ownerFolder: string, ofKind: boolean, root: string): CaseFolder[] {
  return foldersIn(join(ownerFolder, 'cases')).map((folder) => ({
    owner: basename(ownerFolder),
    name: basename(folder),
    folder,
    shown: relative(root, folder),
    ownerFolder,
    ownerShown: relative(root, ownerFolder),
    ofKind,
  }));
}

function foldersIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(folder, name))
    .sort();
}

/** The texts of the YAML files beside `before/`. */
export function readCaseRules(folder: string, shown: string): { path: string; text: string }[] {
  return readdirSync(folder)
    .filter((name) => /\.ya?ml$/.test(name))
    .sort()
    .map((name) => ({ path: join(shown, name), text: readFileSync(join(folder, name), 'utf8') }));
}

/** A folder as a repository: every file in it, whatever git thinks of it. */
export function openFolder(folder: string): Repository {
  const paths = existsSync(folder)
    ? readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .map((path) => path.replaceAll('\\', '/'))
        .filter((path) => !/(?:^|\/)__pycache__\//.test(path) && statSync(join(folder, path)).isFile())
        .sort()
    : [];
  const contents = new Map(paths.map((path) => [path, new Uint8Array(readFileSync(join(folder, path)))]));
  return { root: folder, paths, hidden: [], read: (path) => contents.get(path), unreadable: () => [] };
}

/** Every Markdown file one folder below `snapshots/`, by repository path. */
export function readSnapshots(root: string): Map<string, string> {
  return new Map(
    foldersIn(join(root, 'snapshots')).flatMap((folder) =>
      readdirSync(folder)
        .filter((name) => name.endsWith('.md'))
        .map((name) => [`snapshots/${basename(folder)}/${name}`, readFileSync(join(folder, name), 'utf8')]),
    ),
  );
}

export function writeSnapshot(root: string, path: string, text: string): void {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

export function removeSnapshot(root: string, path: string): void {
  rmSync(join(root, path));
}
