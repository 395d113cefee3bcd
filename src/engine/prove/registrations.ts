import type { Finding } from '../../model/finding.js';
import type { ImportFrom } from '../../python/ast.js';
import type { Split } from '../split.js';
import { split as splitOrigin } from './import-effects.js';
import type { ImportState } from './import-state.js';
import { type Origin, relocated } from './origins.js';
import { finding, listed, type ProofContext } from './proof.js';
import { reachable } from './run-order.js';
import { homeOf } from './split-state.js';

/** Statements that put something into one registry from one of the new modules. */
interface Registration {
  readonly origin: Origin;
  /** Where they stand after the wave. */
  readonly home: string;
  readonly units: number[];
}

/**
 * Definitions that register themselves while their module is imported: by a decorator, a base class, a metaclass, a
 * call. Whoever imported the module had all of them; after the split only those who import the part that they are in.
 */
export function findMissedRegistrations(context: ProofContext, split: Split, state: ImportState): Finding[] {
  const groups = registrations(context, split, state);
  if (groups.length === 0) return [];
  const importers = context.written.filter((path) => importsModule(context, path, split.file.path));
  const reach = new Map(
    importers.map((path) => [path, reachable(context.graphs.after, runWith(context, path))]),
  );
  return groups.flatMap((group) => {
    const holders = [...relocated(group.origin, context.table)].map((origin) => splitOrigin(origin)[0]);
    const missed = importers.filter((path) => {
      const runs = reach.get(path)!;
      return !runs.has(group.home) && holders.some((holder) => holder !== undefined && runs.has(holder));
    });
    return missed.length === 0 ? [] : [describe(context, split, group, missed)];
  });
}

function registrations(context: ProofContext, split: Split, state: ImportState): Registration[] {
  const groups = new Map<string, Registration>();
  for (const [unit, effect] of state.effects.entries()) {
    const home = homeOf(split, unit);
    for (const { origin, isStep } of effect?.changes ?? []) {
      const holders = [...relocated(origin, context.table)].map((each) => splitOrigin(each)[0]);
      if (isStep || holders.includes(home) || holders.every((holder) => holder === undefined)) continue;
      const key = `${origin} ${home}`;
      const group = groups.get(key) ?? { origin, home, units: [] };
      groups.set(key, group);
      if (!group.units.includes(unit)) group.units.push(unit);
    }
  }
  return [...groups.values()];
}

/** Whether a file imports a module before the wave, in a function or elsewhere. */
function importsModule({ before }: ProofContext, path: string, module: string): boolean {
  if (path === module || !before.index.has(path)) return false;
  return modulesOf(before, path).includes(module);
}

/** A file with what it imports after the wave, in functions too, and with the packages around each: they run first. */
function runWith({ after }: ProofContext, path: string): string[] {
  return [path, ...modulesOf(after, path)].flatMap((each) => {
    const parts = after.nameOf(each).split('.');
    const around = parts.flatMap((_, at) =>
      at === 0 ? [] : (after.resolve(parts.slice(0, at).join('.')) ?? []),
    );
    return [each, ...around];
  });
}

/** Modules that a file imports anywhere but for type checkers, in the order of its statements. */
export function modulesOf(tree: ProofContext['after'], path: string): string[] {
  return (tree.imports(path)?.scopes.imports ?? []).flatMap(({ node, typeChecking }) => {
    if (typeChecking) return [];
    if (node.kind === 'Import') return node.names.flatMap(({ name }) => tree.resolve(name, path) ?? []);
    return fromModules(tree, path, node);
  });
}

function fromModules(tree: ProofContext['after'], path: string, node: ImportFrom): string[] {
  const module = tree.moduleOf(path, node);
  if (module === undefined) return [];
  const names = node.names.flatMap(({ name }) => tree.resolve(`${module}.${name}`, path) ?? []);
  return [...names, ...[tree.resolve(module, path)].filter((each) => each !== undefined)];
}

function describe(
  { before, after }: ProofContext,
  split: Split,
  { origin, home, units }: Registration,
  missed: readonly string[],
): Finding {
  const { file, facts } = split;
  const [unit] = units;
  const { start, end } = file.units[unit!]!;
  const line = file.text.slice(start, end).split(/[\r\n]/, 1)[0]!;
  const names = units.flatMap((each) => facts[each]!.binds);
  const what = names.length > 0 ? listed(names) : `\`${line}\``;
  const [holder, registry] = splitOrigin(origin);
  const site = holder === file.path ? file.scopes.module.bindings.get(registry)?.sites[0] : undefined;
  const more = missed.length === 1 ? '' : ` and ${missed.length - 1} more`;
  return finding(
    'RW315',
    'error',
    before.place(file.path, start, start + line.length),
    `${what} ${units.length === 1 ? 'changes' : 'change'} \`${registry}\` while the module is imported; in \`${after.nameOf(home)}\` that would not happen for \`${missed[0]}\`${more}.`,
    `Claim ${what} for the module that \`${registry}\` goes to; or waive this when something else imports \`${after.nameOf(home)}\` in time.`,
    [
      ...(site ? [{ place: before.place(file.path, site.start, site.end), message: 'the registry' }] : []),
      ...missed.slice(0, 3).map((path) => ({
        place: after.place(path, 0),
        message: `would not import \`${after.nameOf(home)}\``,
      })),
    ],
  );
}
