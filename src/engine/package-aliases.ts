import type { Stmt } from '../python/ast.js';
import { type Binding, type NameUse, resolve } from '../python/scope.js';
import { forEachChild, type Node } from '../python/visit.js';
import type { FileContext } from './file-context.js';
import { reachableNames } from './module-aliases.js';
import { reachedModule } from './reached-module.js';

/** A place where a package through which a module of the wave is reached is a value by itself. */
interface PackageValue {
  readonly use: NameUse;
  readonly end: number;
  /** Dotted name of the package. */
  readonly module: string;
}

/**
 * Reports modules of the wave that are read through another name of their package: `p = pkg`, then `p.module.symbol`.
 * What an import binds is followed, what an assignment binds is not.
 */
export function reportPackageAliases(
  state: FileContext,
  bindings: readonly { readonly binding: Binding; readonly module: string }[],
  usesOf: ReadonlyMap<Binding, readonly NameUse[]>,
): void {
  const values = bindings.flatMap(({ binding, module }) =>
    packageValues(state, module, usesOf.get(binding) ?? []),
  );
  if (values.length === 0) return;
  const names = namesAssigned(
    state.file.module.body,
    new Map(values.map(({ use, end }) => [`${use.start} ${end}`, use])),
  );
  for (const { use, end, module } of values) {
    for (const name of names.get(use) ?? []) {
      const binding = resolve(name, use.scope);
      const readings = (binding && usesOf.get(binding)) ?? [];
      const [legacy] = readings.flatMap(({ chain }) => reachedModule(state, module, chain) ?? []);
      if (!legacy) continue;
      state.report(
        'RW302',
        use.start,
        end,
        `The package \`${module}\` gets the name \`${name}\` here, by which \`${legacy.split.module}\` is read below.`,
        `Say \`${module}\` there, or import the package by that name.`,
      );
    }
  }
}

function packageValues(state: FileContext, start: string, uses: readonly NameUse[]): PackageValue[] {
  const { table, survey } = state.context;
  return uses.flatMap((use) => {
    const module = [start, ...use.chain.map(({ attr }) => attr)].join('.');
    const isPackage = reachableNames(table, survey).has(module) && !reachedModule(state, start, use.chain);
    return isPackage ? [{ use, end: use.chain.at(-1)?.end ?? use.end, module }] : [];
  });
}

/** The names that plain assignments give to some expressions. */
function namesAssigned(
  body: readonly Stmt[],
  values: ReadonlyMap<string, NameUse>,
): ReadonlyMap<NameUse, readonly string[]> {
  const found = new Map<NameUse, string[]>();
  const visit = (node: Node): void => {
    const value = node.kind === 'Assign' ? values.get(`${node.value.start} ${node.value.end}`) : undefined;
    if (node.kind === 'Assign' && value) {
      const names = node.targets.flatMap((target) => (target.kind === 'Name' ? [target.id] : []));
      found.set(value, [...(found.get(value) ?? []), ...names]);
    }
    forEachChild(node, visit);
  };
  body.forEach(visit);
  return found;
}
