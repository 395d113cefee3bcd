import type { Finding } from '../../model/finding.js';
import { resolve, type Scope } from '../../python/scope.js';
import type { SourceFile } from '../source-file.js';
import type { Split } from '../split.js';
import { isBuiltin } from './builtin-names.js';
import type { TreeNames } from './import-targets.js';
import { type Origin, relocated, sameMeaning } from './origins.js';
import { finding, type ProofContext } from './proof.js';

/** Every name still means what it meant: the same definition, followed through imports, wherever it stands now. */
export function findChangedMeanings(context: ProofContext, before: TreeNames, after: TreeNames): Finding[] {
  const destinations = new Set(context.splits.flatMap((split) => split.destinations.map(({ path }) => path)));
  const findings: Finding[] = [];
  for (const path of context.modified) {
    if (path.endsWith('.py') && !destinations.has(path)) findings.push(...inImporter(context, path, before, after));
  }
  for (const split of context.splits) {
    for (const { path } of split.destinations) findings.push(...inDestination(context, split, path, before, after));
  }
  return findings;
}

interface Imported {
  readonly local: string;
  readonly origins: Set<Origin>;
  readonly start: number;
  readonly end: number;
}

/** An importer binds the same local names, in the same scopes, to the same things. */
function inImporter(context: ProofContext, path: string, before: TreeNames, after: TreeNames): Finding[] {
  const [old, now] = [context.before.python(path), context.after.python(path)];
  if (!old || !now) return [];
  const bound = importedNames(now, after);
  const findings: Finding[] = [];
  for (const [key, was] of importedNames(old, before)) {
    const is = bound.get(key);
    if (isLegacyModule(context, was.origins)) continue;
    if (!is) {
      const message = `\`${was.local}\` is imported here and would not be after the wave.`;
      findings.push(finding('RW526', 'error', context.before.place(path, was.start, was.end), message, REPORT));
    } else if (!sameMeaning(was.origins, is.origins, context.table)) {
      findings.push(changed(context, path, was.local, is, was.origins));
    }
  }
  return findings;
}

/** Names that imports bind, by scope. */
function importedNames(file: SourceFile, { origins }: TreeNames): Map<string, Imported> {
  const found = new Map<string, Imported>();
  for (const { node, scope } of file.scopes.imports) {
    for (const alias of node.names) {
      if (alias.name === '*') continue;
      const local = alias.asname ?? (node.kind === 'Import' ? alias.name.split('.', 1)[0]! : alias.name);
      const key = `${pathOf(scope)} ${local}`;
      const known = found.get(key) ?? { local, origins: new Set(), start: alias.start, end: alias.end };
      found.set(key, known);
      for (const origin of origins.ofAlias(file.path, node, alias)) known.origins.add(origin);
    }
  }
  return found;
}

function pathOf(scope: Scope): string {
  return scope.parent ? `${pathOf(scope.parent)}/${scope.name ?? scope.kind}` : '';
}

function isLegacyModule({ table }: ProofContext, origins: ReadonlySet<Origin>): boolean {
  return [...origins].every((origin) => table.at(origin) !== undefined);
}

/** A name of the source's module scope, read by code that moves, means the same where the code stands then. */
function inDestination(context: ProofContext, split: Split, path: string, before: TreeNames, after: TreeNames): Finding[] {
  const file = context.after.python(path);
  if (!file) return [];
  const findings: Finding[] = [];
  for (const name of namesReadBy(split, path)) {
    const was = before.origins.ofName(split.file.path, name);
    if (isLegacyModule(context, was)) continue;
    const binding = file.scopes.module.bindings.get(name);
    if (!binding) {
      if (isBuiltin(name) && after.names.offers(path, name) === 'no') findings.push(builtinInstead(context, file, name));
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

function namesReadBy({ file, home }: Split, path: string): Set<string> {
  const names = new Set<string>();
  for (const use of file.scopes.uses) {
    if (home[use.unit]?.path !== path || names.has(use.name)) continue;
    if (resolve(use.name, use.scope)?.scope === file.scopes.module) names.add(use.name);
  }
  return names;
}

function builtinInstead({ after }: ProofContext, file: SourceFile, name: string): Finding {
  const use = file.scopes.uses.find((each) => each.name === name);
  const message = `\`${name}\` would be the builtin here; the split module has its own \`${name}\`.`;
  return finding('RW526', 'error', after.place(file.path, use?.start ?? 0, use?.end), message, REPORT);
}

function changed(context: ProofContext, path: string, local: string, is: Imported, was: ReadonlySet<Origin>): Finding {
  const message = `\`${local}\` would mean ${spelt(is.origins)}; it meant ${spelt(was)} before.`;
  return finding('RW526', 'error', context.after.place(path, is.start, is.end), message, REPORT);
}

function spelt(origins: ReadonlySet<Origin>): string {
  return [...origins].map((origin) => `\`${origin}\``).join(' or ');
}

const REPORT = 'This is a mistake of rewrite, not of the wave: please report it with this statement.';
