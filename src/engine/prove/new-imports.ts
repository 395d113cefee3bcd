import type { Place } from '../../model/finding.js';
import type { SourceFile } from '../source-file.js';
import type { ProofContext } from './proof.js';

/** An import that the wave adds, and that takes part in a circle. */
interface NewImport {
  /** Dotted names. */
  readonly importer: string;
  readonly module: string;
  /** What is imported. */
  readonly names: readonly string[];
  readonly place: Place;
}

/**
 * The imports between neighbours of a circle that were not there before the wave.
 *
 * @param circle paths after the wave, each of which runs the next while it is imported.
 */
export function newImports(context: ProofContext, circle: readonly string[]): NewImport[] {
  return circle.slice(1).flatMap((to, index) => {
    const from = circle[index]!;
    const isOld = context.originsOf(from).some((origin) => {
      const targets = context.graphs.before.imports(origin);
      return [to, ...context.originsOf(to)].some((each) => targets.includes(each));
    });
    return isOld ? [] : importsOf(context, from, to);
  });
}

/** Import statements of a file that run another one: by its own name, or as a package around what is imported. */
function importsOf(context: ProofContext, from: string, to: string): NewImport[] {
  const { after } = context;
  const file = after.python(from);
  const target = after.nameOf(to);
  const runs = (dotted: string) => `${dotted}.`.startsWith(`${target}.`);
  return (file?.scopes.imports ?? []).flatMap(({ node, typeChecking }): NewImport[] => {
    if (typeChecking) return [];
    const shared = { importer: after.nameOf(from), place: after.place(from, node.start, node.end) };
    const wholeModule = (module: string, local: string): NewImport => ({
      ...shared,
      module,
      names: usedOf(context, file!, local, after.resolve(module, from)),
    });
    if (node.kind === 'Import')
      return node.names.flatMap(({ name, asname }) =>
        runs(name) ? [wholeModule(name, asname ?? name.split('.', 1)[0]!)] : [],
      );
    const module = after.moduleOf(from, node);
    if (module === undefined) return [];
    const inside = node.names.filter(({ name }) => after.resolve(`${module}.${name}`, from) !== undefined);
    const modules = inside.filter(({ name }) => runs(`${module}.${name}`));
    if (modules.length > 0)
      return modules.map(({ name, asname }) => wholeModule(`${module}.${name}`, asname ?? name));
    return runs(module) ? [{ ...shared, module, names: node.names.map(({ name }) => name) }] : [];
  });
}

/** What a file takes from a module that it imports as such; what the wave sends there where that cannot be read off. */
function usedOf(
  { splits }: ProofContext,
  { scopes }: SourceFile,
  local: string,
  path: string | undefined,
): string[] {
  const used = scopes.uses.flatMap(({ name, chain }) =>
    name === local && chain[0] !== undefined ? [chain[0].attr] : [],
  );
  const sent = splits.flatMap(({ home, facts }) =>
    facts.flatMap(({ binds }, unit) => (path !== undefined && home[unit]?.path === path ? binds : [])),
  );
  const known = used.filter((name) => sent.includes(name));
  return [...new Set(known.length > 0 ? known : sent.length > 0 ? sent : [local])];
}
