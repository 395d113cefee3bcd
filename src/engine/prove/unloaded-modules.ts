import type { Finding } from '../../model/finding.js';
import { isEvaluated } from '../../python/annotation-evaluation.js';
import { isPackageFile } from '../../python/module-index.js';
import { type ImportedName, type NameUse, resolveUse } from '../../python/scope.js';
import { importedModules } from '../import-candidates.js';
import { lastSegment } from '../last-segment.js';
import type { SourceFile } from '../source-file.js';
import { packagesAround } from './load-graph.js';
import { finding, type ProofContext } from './proof.js';
import { modulesOf } from './registrations.js';
import { reachable } from './run-order.js';
import type { Tree } from './tree.js';

/** A use of a module through a package: `import pkg`, and then `pkg.tools`, which something else has imported. */
interface Reach {
  readonly use: NameUse;
  readonly end: number;
  /** Path of the module. */
  readonly target: string;
  /** Dotted name by which it is reached. */
  readonly dotted: string;
}

/**
 * A submodule is an attribute of its package once somebody has imported it
 * (https://docs.python.org/3/reference/import.html#submodules). Code that reaches one without an import of its own
 * relies on others: whoever imports that code has to load the submodule after the wave as before.
 */
export function findUnloadedModules(context: ProofContext): Finding[] {
  const { after } = context;
  const lost = lessImported(context);
  if (lost.size === 0) return [];
  const found = [...reachingFiles(after, lost)].flatMap((file) => reaches(after, file, lost));
  if (found.length === 0) return [];
  const { before: was, after: is } = context.loads;
  return found.flatMap(({ file, reach }) => {
    const user = is.importersOf(file.path);
    const userBefore = was.importersOf(file.path);
    const loaders = is.importersOf(reach.target);
    const entry = [file.path, ...user].find(
      (path) => userBefore.has(path) && !loaders.has(path) && was.importersOf(reach.target).has(path),
    );
    return entry === undefined ? [] : [describe(context, file, reach, entry)];
  });
}

/** Modules that some written file imported, and that importing it does not run any more: neither by itself nor by others. */
function lessImported({ graphs, after, modified, deleted }: ProofContext): ReadonlySet<string> {
  const lost = new Set<string>();
  const runs = new Map<string, ReadonlySet<string>>();
  const runBy = (path: string): ReadonlySet<string> => {
    const known = runs.get(path) ?? reachable(graphs.after, [path, ...packagesAround(after, path)]);
    runs.set(path, known);
    return known;
  };
  const importers = (path: string) =>
    [...modified].filter((each) => graphs.before.mayImport(each).includes(path));
  for (const path of [...modified, ...deleted]) {
    if (!path.endsWith('.py')) continue;
    const isGone = deleted.has(path);
    const now = new Set(isGone ? [] : graphs.after.mayImport(path));
    const entries = isGone ? importers(path) : [path];
    for (const target of graphs.before.mayImport(path)) {
      if (now.has(target) || lost.has(target) || !after.index.has(target)) continue;
      if (entries.some((entry) => !runBy(entry).has(target))) lost.add(target);
    }
  }
  return lost;
}

/** Files that bind a package around one of some modules, and spell the way from there to the module. */
function* reachingFiles(tree: Tree, targets: ReadonlySet<string>): Iterable<SourceFile> {
  const words = [...new Set([...targets].map(lastSegment))].map((segment) => Buffer.from(`.${segment}`));
  const names = [...targets].map((path) => tree.nameOf(path)).filter((name) => name.includes('.'));
  for (const path of tree.holding(words)) {
    const file = path.endsWith('.py') ? tree.file(path) : undefined;
    if (!file) continue;
    const identity = { module: tree.nameOf(path), isPackage: isPackageFile(path) };
    const { imported, children, unsure } = importedModules(identity, file.lexedImports, () => true);
    const bound = [...imported].flatMap((name) => [name, name.split('.', 1)[0]!]).concat([...children]);
    const reached = (name: string) =>
      bound.some((each) => name.startsWith(`${each}.`) && file.text.includes(name.slice(each.length)));
    if ((unsure || names.some(reached)) && tree.python(path)) yield file;
  }
}

function reaches(
  tree: Tree,
  file: SourceFile,
  targets: ReadonlySet<string>,
): { readonly file: SourceFile; readonly reach: Reach }[] {
  const imported = new Set(modulesOf(tree, file.path));
  const seen = new Set<string>();
  return file.scopes.uses.flatMap((use) => {
    if (use.chain.length === 0 || !isEvaluated(use, file.scopes, file.module)) return [];
    const sites = resolveUse(use)?.sites ?? [];
    const reach = sites.flatMap((site) => (site.import ? along(tree, file, use, site.import, targets) : []));
    const [first] = reach;
    if (!first || imported.has(first.target) || seen.has(first.target)) return [];
    seen.add(first.target);
    return [{ file, reach: first }];
  });
}

/** The first of some modules that a use comes past. */
function along(
  tree: Tree,
  file: SourceFile,
  use: NameUse,
  { site, alias }: ImportedName,
  targets: ReadonlySet<string>,
): Reach[] {
  let dotted = alias.name;
  if (site.node.kind === 'ImportFrom') {
    const parent = tree.moduleOf(file.path, site.node);
    if (parent === undefined || alias.name === '*') return [];
    dotted = `${parent}.${alias.name}`;
  } else if (alias.asname === undefined) dotted = dotted.split('.', 1)[0]!;
  for (const { attr, end } of use.chain) {
    const around = tree.resolve(dotted, file.path);
    if (around !== undefined && (!isPackageFile(around) || offers(tree, around, attr))) return [];
    dotted = `${dotted}.${attr}`;
    const target = tree.resolve(dotted, file.path);
    if (target !== undefined && targets.has(target)) return [{ use, end, target, dotted }];
    if (target === undefined && !tree.exists(dotted, file.path)) return [];
  }
  return [];
}

/** Whether a package binds a name itself, or computes what it lacks. */
function offers(tree: Tree, init: string, name: string): boolean {
  const bindings = tree.python(init)?.scopes.module.bindings;
  return bindings === undefined || bindings.has(name) || bindings.has('__getattr__');
}

function describe(
  { after }: ProofContext,
  file: SourceFile,
  { use, end, dotted }: Reach,
  entry: string,
): Finding {
  const who = entry === file.path ? 'this file' : `\`${entry}\`, which imports this file,`;
  return finding(
    'RW330',
    'error',
    after.place(file.path, use.start, end),
    `\`${dotted}\` is reached through its package here, with no import of its own: importing ${who} loaded it by way of others, and would not any more.`,
    `Add \`import ${dotted}\` to this file before the wave.`,
  );
}
