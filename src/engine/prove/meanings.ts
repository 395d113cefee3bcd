import type { Finding } from '../../model/finding.js';
import type { Alias, Import, ImportFrom } from '../../python/ast.js';
import { resolve, scopePath } from '../../python/scope.js';
import type { SourceFile } from '../source-file.js';
import type { Split } from '../split.js';
import { isBuiltin } from './builtin-names.js';
import type { TreeNames } from './import-targets.js';
import { isMovable } from './movable-unit.js';
import { type Origin, relocated, sameMeaning } from './origins.js';
import { finding, type ProofContext } from './proof.js';
import { isTorn } from './split-state.js';
import type { Tree } from './tree.js';

/** Every name still means what it meant: the same definition, followed through imports, wherever it stands now. */
export function findChangedMeanings(context: ProofContext, before: TreeNames, after: TreeNames): Finding[] {
  const composed = new Set(
    context.splits.flatMap((split) => [split.file.path, ...split.destinations.map(({ path }) => path)]),
  );
  const findings: Finding[] = [];
  for (const path of context.modified) {
    if (path.endsWith('.py') && !composed.has(path))
      findings.push(...inImporter(context, path, before, after));
  }
  for (const split of context.splits) {
    const places = new Set([
      split.keptPath ?? split.file.path,
      ...split.destinations.map(({ path }) => path),
    ]);
    for (const path of places) findings.push(...inDestination(context, split, path, before, after));
  }
  return findings;
}

interface Imported {
  readonly local: string;
  readonly origins: ReadonlySet<Origin>;
  readonly start: number;
  readonly end: number;
}

/** One local name with the imports that bind it. */
interface Local {
  readonly local: string;
  /** What it is imported as, absolute: equal texts mean the same, because each module is proved by itself. */
  readonly pairs: Set<string>;
  readonly aliases: { readonly node: Import | ImportFrom; readonly alias: Alias }[];
}

/** An importer binds the same local names, in the same scopes, to the same things. */
function inImporter(context: ProofContext, path: string, before: TreeNames, after: TreeNames): Finding[] {
  const [old, now] = [context.before.imports(path), context.after.imports(path)];
  if (!old || !now) return [];
  const bound = importedNames(now, context.after);
  const findings: Finding[] = [];
  for (const [key, was] of importedNames(old, context.before)) {
    const is = bound.get(key) ?? bound.get(renamedKey(context, key, was, path, before));
    if (is && is.pairs.size === was.pairs.size && [...is.pairs].every((pair) => was.pairs.has(pair)))
      continue;
    if (isRetargeted(context, was, path)) continue;
    const meant = meaningOf(was, path, before);
    if (isLegacyModule(context, meant) || isNowhere(context, meant)) continue;
    if (!is && (isOfDeleted(context, was, path) || isIdleGuard(context, path, was))) continue;
    if (!is) {
      const { start, end } = was.aliases[0]!.alias;
      const message = `\`${was.local}\` is imported here and would not be after the wave.`;
      findings.push(finding('RW526', 'error', context.before.place(path, start, end), message, REPORT));
      continue;
    }
    const origins = meaningOf(is, path, after);
    if (!sameMeaning(meant, origins, context.table)) {
      const { start, end } = is.aliases[0]!.alias;
      findings.push(changed(context, path, was.local, { local: was.local, origins, start, end }, meant));
    }
  }
  return findings;
}

/** Names that imports bind, by scope. */
function importedNames(file: SourceFile, tree: Tree): Map<string, Local> {
  const found = new Map<string, Local>();
  for (const { node, scope } of file.scopes.imports) {
    const module = node.kind === 'Import' ? undefined : tree.moduleOf(file.path, node);
    for (const alias of node.names) {
      if (alias.name === '*') continue;
      const local = alias.asname ?? (node.kind === 'Import' ? alias.name.split('.', 1)[0]! : alias.name);
      const key = `${scopePath(scope)} ${local}`;
      const known = found.get(key) ?? { local, pairs: new Set(), aliases: [] };
      found.set(key, known);
      known.pairs.add(module === undefined ? alias.name : `${module}:${alias.name}`);
      known.aliases.push({ node, alias });
    }
  }
  return found;
}

/** A name that the wave takes from another module on purpose. */
function isRetargeted({ table, before }: ProofContext, { aliases }: Local, path: string): boolean {
  return aliases.some(({ node, alias }) => {
    const module = node.kind === 'Import' ? alias.name : before.moduleOf(path, node);
    if (module === undefined) return false;
    const inside = node.kind === 'Import' ? undefined : table.named(`${module}.${alias.name}`, path);
    return (table.named(module, path) ?? inside)?.rule.retargetOnly === true;
  });
}

/** What only the test of an `if TYPE_CHECKING:` read, which is no more. */
function isIdleGuard({ after }: ProofContext, path: string, { local, aliases }: Local): boolean {
  const isTyping = ({ node, alias }: Local['aliases'][number]) =>
    /^typing(?:_extensions)?$/.test(node.kind === 'Import' ? alias.name : node.module);
  return aliases.every(isTyping) && !after.python(path)?.scopes.uses.some(({ name }) => name === local);
}

/** `import pkg.mod` of a module that goes without a trace: it bound `pkg` for nobody, or closure finds who needs it. */
function isOfDeleted({ table }: ProofContext, { aliases }: Local, path: string): boolean {
  return aliases.every(
    ({ node, alias }) => node.kind === 'Import' && table.named(alias.name, path)?.rule.deleted === true,
  );
}

function meaningOf({ aliases }: Local, path: string, { origins }: TreeNames): Set<Origin> {
  return new Set(aliases.flatMap(({ node, alias }) => [...origins.ofAlias(path, node, alias)]));
}

/** The key of a local name that follows its symbol to another name. */
function renamedKey(
  { table }: ProofContext,
  key: string,
  was: Local,
  path: string,
  before: TreeNames,
): string {
  const names = [...meaningOf(was, path, before)].flatMap((origin) =>
    [...relocated(origin, table)].map((after) => after.slice(after.lastIndexOf(':') + 1)),
  );
  return `${key.slice(0, key.lastIndexOf(' ') + 1)}${names[0]}`;
}

function isLegacyModule({ table }: ProofContext, origins: ReadonlySet<Origin>): boolean {
  return [...origins].every((origin) => table.at(origin) !== undefined);
}

/** A name that the split module never had means nothing before and after, and one that is removed nothing after. */
function isNowhere({ table }: ProofContext, origins: ReadonlySet<Origin>): boolean {
  return [...origins].every((origin) => {
    const colon = origin.lastIndexOf(':');
    const target = table.at(origin.slice(0, Math.max(colon, 0)))?.target(origin.slice(colon + 1));
    return target?.kind === 'missing' || target?.kind === 'gone';
  });
}

/** A name of the source's module scope, read by code that moves, means the same where the code stands then. */
function inDestination(
  context: ProofContext,
  split: Split,
  path: string,
  before: TreeNames,
  after: TreeNames,
): Finding[] {
  const file = context.after.python(path);
  if (!file) return [];
  const findings: Finding[] = [];
  const [old, now] = [importedNames(split.file, context.before), importedNames(file, context.after)];
  for (const name of namesReadBy(split, path)) {
    const [then, here] = [old.get(` ${name}`), now.get(` ${name}`)];
    if (then && here && [...here.pairs].every((pair) => then.pairs.has(pair))) continue;
    if (then && isRetargeted(context, then, split.file.path)) continue;
    const was = before.origins.ofName(split.file.path, name);
    if (isLegacyModule(context, was) || isTorn(split, name)) continue;
    const binding = file.scopes.module.bindings.get(split.renames.get(name) ?? name);
    if (!binding) {
      if (isBuiltin(name) && after.names.offers(path, name) === 'no')
        findings.push(builtinInstead(context, file, name));
      continue;
    }
    const is = after.origins.ofBinding(path, binding);
    const allowed = [...was].flatMap((origin) => [...relocated(origin, context.table)]);
    const { start, end } = binding.sites[0]!;
    if (![...is].every((origin) => allowed.includes(origin)))
      findings.push(changed(context, path, name, { local: name, origins: is, start, end }, was));
  }
  return findings;
}

/** Module-level names that the statements standing in `path` after the wave read. */
function namesReadBy({ file, home, facts, keptPath }: Split, path: string): Set<string> {
  const names = new Set<string>();
  for (const use of file.scopes.uses) {
    if (use.unit < 0 || !isMovable(facts[use.unit]!) || names.has(use.name)) continue;
    if ((home[use.unit]?.path ?? keptPath) !== path) continue;
    if (resolve(use.name, use.scope)?.scope === file.scopes.module) names.add(use.name);
  }
  return names;
}

function builtinInstead({ after }: ProofContext, file: SourceFile, name: string): Finding {
  const use = file.scopes.uses.find((each) => each.name === name);
  const message = `\`${name}\` would be the builtin here; the split module has its own \`${name}\`.`;
  return finding('RW526', 'error', after.place(file.path, use?.start ?? 0, use?.end), message, REPORT);
}

function changed(
  context: ProofContext,
  path: string,
  local: string,
  is: Imported,
  was: ReadonlySet<Origin>,
): Finding {
  const message = `\`${local}\` would mean ${spelt(is.origins)}; it meant ${spelt(was)} before.`;
  return finding('RW526', 'error', context.after.place(path, is.start, is.end), message, REPORT);
}

function spelt(origins: ReadonlySet<Origin>): string {
  return [...origins].map((origin) => `\`${origin}\``).join(' or ');
}

const REPORT = 'This is a mistake of rewrite, not of the wave: please report it with this statement.';
