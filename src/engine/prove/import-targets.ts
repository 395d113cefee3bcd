import type { Finding } from '../../model/finding.js';
import type { Alias } from '../../python/ast.js';
import { type ImportSite, type NameUse, resolve } from '../../python/scope.js';
import type { SourceFile } from '../source-file.js';
import type { ModuleNames } from './module-names.js';
import type { Origins } from './origins.js';
import { finding, type ProofContext } from './proof.js';
import { denotedModule } from './retargeted-tokens.js';
import type { Tree } from './tree.js';

/** Imports of a file as `module:name`, absolute. */
function importPairs(tree: Tree, path: string): Set<string> {
  const pairs = new Set<string>();
  for (const { node } of tree.imports(path)?.scopes.imports ?? []) {
    const module = node.kind === 'Import' ? undefined : tree.moduleOf(path, node);
    for (const { name } of node.names) pairs.add(module === undefined ? name : `${module}:${name}`);
  }
  return pairs;
}

/** What the imports of one tree are checked against. */
export interface TreeNames {
  readonly names: ModuleNames;
  readonly origins: Origins;
}

/** An import, or an attribute of a module, that finds nothing. */
interface Broken {
  readonly code: 'RW523' | 'RW524' | 'RW525';
  /** The module that is asked, by its file or dotted name, and the name. */
  readonly module: string;
  readonly name: string;
  readonly typesOnly: boolean;
  readonly start: number;
  readonly end: number;
}

/** Imports and module attributes of the planned tree that find nothing, unless they found nothing before. */
export function findBrokenImports(
  context: ProofContext,
  before: TreeNames,
  after: TreeNames,
): { findings: Finding[]; checked: number } {
  const findings: Finding[] = [];
  let checked = 0;
  for (const path of [...context.written, ...readersOfLostNames(context, before, after)]) {
    const file = context.keepsNames(path) ? context.after.imports(path) : context.after.python(path);
    if (!file) continue;
    checked += file.scopes.imports.length;
    const earlier = new Set(
      context.originsOf(path).flatMap((origin) => [...importPairs(context.earlier, origin)]),
    );
    const isSettled = (module: string, pair: string) => {
      const target = context.after.resolve(module, path);
      if (target === undefined || !earlier.has(pair)) return false;
      return context.keepsNames(target) || !context.isChanged(target);
    };
    const broken = brokenImports(file, after, isSettled);
    if (broken.length === 0) continue;
    const known = new Set(context.originsOf(path).flatMap((origin) => brokenBefore(context, origin, before)));
    for (const each of broken) {
      if (known.has(`${each.module}:${each.name}`) || isGone(context, each, path)) continue;
      findings.push(describe(context, path, each));
    }
  }
  return { findings, checked };
}

/**
 * Every import of a file that a module of the repository cannot serve.
 *
 * @param isSettled whether an import is as good or bad as it was before: same words, same module.
 */
function brokenImports(
  file: SourceFile,
  { names, origins }: TreeNames,
  isSettled: (module: string, pair: string) => boolean = () => false,
): Broken[] {
  const broken: Broken[] = [];
  for (const site of file.scopes.imports) {
    const module = site.node.kind === 'Import' ? undefined : names.tree.moduleOf(file.path, site.node);
    for (const alias of site.node.names) {
      if (module !== undefined && isSettled(module, `${module}:${alias.name}`)) continue;
      const found = brokenAlias(file, site, alias, names);
      if (found) broken.push({ ...found, start: alias.start, end: alias.end });
    }
  }
  for (const use of file.scopes.uses) {
    if (use.chain.length === 0 || !mayBeModule(file, use, names.tree)) continue;
    const denoted = denotedModule(file, use, origins);
    if (!denoted) continue;
    const attribute = use.chain[denoted.depth];
    if (attribute?.ctx !== 'Load' || /^__\w+__$/.test(attribute.attr)) continue;
    if (names.offers(denoted.path, attribute.attr) !== 'no') continue;
    const { attr: name, attrStart: start } = attribute;
    broken.push({
      code: 'RW525',
      module: denoted.path,
      name,
      typesOnly: false,
      start,
      end: start + name.length,
    });
  }
  return broken;
}

/** Whether a name is imported like a module: spares following all others to their definitions. */
function mayBeModule(file: SourceFile, use: NameUse, tree: Tree): boolean {
  const sites = resolve(use.name, use.scope)?.sites;
  return (
    sites?.every(({ import: imported }) => {
      if (!imported) return false;
      const { node } = imported.site;
      const module =
        node.kind === 'Import'
          ? imported.alias.name
          : `${tree.moduleOf(file.path, node)}.${imported.alias.name}`;
      return tree.exists(module, file.path);
    }) === true
  );
}

function brokenAlias(
  file: SourceFile,
  site: ImportSite,
  alias: Alias,
  names: ModuleNames,
): Omit<Broken, 'start' | 'end'> | undefined {
  const { tree } = names;
  const { node } = site;
  const module = node.kind === 'Import' ? alias.name : tree.moduleOf(file.path, node);
  if (module === undefined) return undefined;
  const path = tree.resolve(module, file.path);
  if (path === undefined && !tree.exists(module)) {
    if (!tree.isOwn(module, file.path)) return undefined;
    return { code: 'RW524', module, name: '', typesOnly: false };
  }
  if (node.kind === 'Import' || alias.name === '*') return undefined;
  const broken = { code: 'RW523', module: path ?? module, name: alias.name, typesOnly: false } as const;
  if (path === undefined) return tree.exists(`${module}.${alias.name}`, file.path) ? undefined : broken;
  const offer = names.offers(path, alias.name);
  if (offer === 'types') return site.typeChecking ? undefined : { ...broken, typesOnly: true };
  return offer === 'no' ? broken : undefined;
}

/** What was broken in a file before, in the words of the planned tree. */
function brokenBefore({ earlier: before, table }: ProofContext, path: string, names: TreeNames): string[] {
  const file = before.python(path);
  if (!file) return [];
  return brokenImports(file, names).flatMap(({ module, name }) => {
    const legacy = table.at(module);
    const destinations = legacy?.split.destinations.map((destination) => destination.path) ?? [];
    return [module, ...destinations].map((each) => `${each}:${name}`);
  });
}

/** Imports of deleted modules have findings of their own. */
function isGone(
  { before, deleted }: ProofContext,
  { code, module, name }: Broken,
  importer: string,
): boolean {
  const dotted = module.endsWith('.py') ? before.nameOf(module) : module;
  const asked = code === 'RW524' ? dotted : `${dotted}.${name}`;
  const path = code === 'RW525' ? undefined : before.resolve(asked, importer);
  return path !== undefined && deleted.has(path);
}

/** Files that the wave leaves alone and that say a name which some changed module no longer has. */
function readersOfLostNames(context: ProofContext, before: TreeNames, after: TreeNames): string[] {
  const lost = new Set<string>();
  for (const path of [...context.modified, ...context.deleted]) {
    if (!path.endsWith('.py') || context.keepsNames(path)) continue;
    const now = context.after.resolve(context.earlier.nameOf(path));
    if (now === undefined) continue;
    for (const name of context.earlier.python(path)?.scopes.module.bindings.keys() ?? []) {
      if (before.names.offers(path, name) === 'yes' && after.names.offers(now, name) !== 'yes')
        lost.add(name);
    }
  }
  if (lost.size === 0) return [];
  const written = new Set(context.written);
  const words = [...lost].map((name) => Buffer.from(name));
  return context.after.holding(words).filter((path) => {
    const file = path.endsWith('.py') && !written.has(path) ? context.after.file(path) : undefined;
    return file && (context.input.exhaustive || mayRead(file, lost));
  });
}

/** Whether a file may take one of some names from a module, by its words alone: in a from-import, or as an attribute. */
function mayRead(
  { lexedImports: { imports, unsure }, text }: SourceFile,
  names: ReadonlySet<string>,
): boolean {
  if (unsure || imports.some((each) => each.names.some((name) => names.has(name)))) return true;
  const either = [...names].join('|');
  return new RegExp(`\\.(?:\\s|\\\\|#[^\\n\\r]*[\\n\\r])*(?:${either})(?!\\w)`).test(text);
}

function describe({ after }: ProofContext, path: string, broken: Broken): Finding {
  const { code, name, start, end } = broken;
  const place = after.place(path, start, end);
  const module = broken.module.endsWith('.py') ? after.nameOf(broken.module) : broken.module;
  if (code === 'RW524') {
    return finding(
      code,
      'error',
      place,
      `There would be no module \`${module}\` to import.`,
      'Please report it, with the statement as it stands now.',
    );
  }
  const what = code === 'RW523' ? 'import' : 'attribute';
  const message = broken.typesOnly
    ? `The ${what} would fail: \`${module}\` has \`${name}\` for type checkers only.`
    : `The ${what} would fail: \`${module}\` has no \`${name}\` after the wave.`;
  return finding(
    code,
    'error',
    place,
    message,
    `Name it in the wave so that it is followed, or mend this ${what} first.`,
  );
}
