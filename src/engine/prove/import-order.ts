import type { Finding } from '../../model/finding.js';
import { isEvaluated } from '../../python/annotation-evaluation.js';
import type { Stmt } from '../../python/ast.js';
import { type BindingSite, type NameUse, resolve } from '../../python/scope.js';
import type { SourceFile } from '../source-file.js';
import { isBuiltin } from './builtin-names.js';
import { finding, type ProofContext } from './proof.js';
import { isForTypesOnly } from './type-checking.js';

/** What runs while a module is imported finds its names bound by statements above it, or did not before either. */
export function findUsesBeforeBinding(context: ProofContext): Finding[] {
  const { earlier, after } = context;
  return context.written.flatMap((path) => {
    const file = context.keepsNames(path) ? undefined : after.python(path);
    const early = file ? earlyUses(file) : [];
    if (early.length === 0) return [];
    const known = new Set(
      context.originsOf(path).flatMap((origin) => {
        const source = earlier.python(origin);
        return source ? earlyUses(source).map(({ use }) => use.name) : [];
      }),
    );
    return early.flatMap(({ use, site }) => {
      if (known.has(use.name)) return [];
      known.add(use.name);
      return [
        finding(
          'RW522',
          'error',
          after.place(path, use.start, use.end),
          `\`${use.name}\` would be used while the module is imported, before line ${file!.position(site.start).line} binds it.`,
          wayOut(context, path, site),
          [{ place: after.place(path, site.start, site.end), message: 'bound here' }],
        ),
      ];
    });
  });
}

/** What is added to a module that exists stands below the code that is there. */
function wayOut(context: ProofContext, path: string, { unit }: BindingSite): string {
  const added = context.modified.has(path)
    ? context.splits.flatMap(({ home, facts }) =>
        facts.flatMap(({ binds }, from) => (home[from]?.path === path ? binds : [])),
      )
    : [];
  const bound = context.after.python(path)?.units[unit];
  const [name] = added.filter((each) => bound !== undefined && bindsName(bound.stmt, each));
  return name === undefined
    ? 'Its statement stands too late in the written file: please report it.'
    : `\`${name}\` is added below the code of \`${context.after.nameOf(path)}\`, which needs it while it is imported: send it to another module, from which it is imported.`;
}

function bindsName(stmt: Stmt, name: string): boolean {
  if (stmt.kind === 'ClassDef' || stmt.kind === 'FunctionDef' || stmt.kind === 'AsyncFunctionDef')
    return stmt.name === name;
  const targets = stmt.kind === 'Assign' ? stmt.targets : stmt.kind === 'AnnAssign' ? [stmt.target] : [];
  return targets.some((each) => each.kind === 'Name' && each.id === name);
}

interface EarlyUse {
  readonly use: NameUse;
  readonly site: BindingSite;
}

/** Names of the module that its body reads before any statement has bound them. */
function earlyUses(file: SourceFile): EarlyUse[] {
  const { scopes, module } = file;
  const stars = scopes.imports.filter(({ node }) => node.names[0]?.name === '*').map(({ unit }) => unit);
  return scopes.uses.flatMap((use): EarlyUse[] => {
    if (use.timing !== 'import' || use.ctx !== 'Load' || use.unit < 0) return [];
    const binding = resolve(use.name, use.scope);
    if (binding?.scope !== scopes.module || isBuiltin(use.name)) return [];
    // Nearly always the first statement that binds a name stands above.
    const { kind, unit } = binding.sites[0]!;
    if (unit >= 0 && unit < use.unit && kind !== 'annotation' && !file.units[unit]!.guard) return [];
    const sites = binding.sites.filter(
      (site) => site.kind !== 'annotation' && !isForTypesOnly(file, site.start),
    );
    const first = sites[0];
    if (!first || sites.some((site) => site.from.kind === 'function' || isBefore(site, use, file))) return [];
    if (stars.some((unit) => unit < use.unit) || isForTypesOnly(file, use.start)) return [];
    // What a library evaluates later, from a string, may name what stands below.
    const byPython = use.mode === 'value' || (use.mode === 'annotation' && !scopes.futureAnnotations);
    return byPython && isEvaluated(use, scopes, module) ? [{ use, site: first }] : [];
  });
}

function isBefore(site: BindingSite, use: NameUse, file: SourceFile): boolean {
  if (site.unit !== use.unit) return site.unit < use.unit;
  const { stmt } = file.units[use.unit]!;
  if (stmt.kind === 'ClassDef' || stmt.kind === 'FunctionDef' || stmt.kind === 'AsyncFunctionDef')
    return false;
  return site.start < use.start;
}
