import type { Finding } from '../../model/finding.js';
import { type FindClass, isEvaluated } from '../../python/annotation-evaluation.js';
import type { ClassDef } from '../../python/ast.js';
import { type Binding, type NameUse, resolve } from '../../python/scope.js';
import type { SourceFile } from '../source-file.js';
import { isBuiltin } from './builtin-names.js';
import type { TreeNames } from './import-targets.js';
import type { ModuleNames } from './module-names.js';
import type { Origins } from './origins.js';
import { finding, type ProofContext } from './proof.js';
import { isForTypesOnly } from './type-checking.js';

/** A name that nothing provides, or that is provided for type checkers only and needed when the program runs. */
interface Unresolved {
  readonly use: NameUse;
  readonly why: 'unbound' | 'types only';
  /** Whether the program looks the name up when it runs. */
  readonly evaluated: boolean;
}

/** Every name read in a written file is bound there, or was as unbound before. */
export function findUnresolvedNames(
  context: ProofContext,
  trees: { readonly earlier: TreeNames; readonly after: TreeNames },
): { findings: Finding[]; checked: number } {
  const findings: Finding[] = [];
  let checked = 0;
  for (const path of context.written) {
    const file = context.keepsNames(path) ? undefined : context.after.python(path);
    if (!file) continue;
    checked += file.scopes.uses.length;
    const problems = unresolvedNames(file, trees.after);
    if (problems.size === 0) continue;
    const earlier = context.originsOf(path).flatMap((origin) => {
      const source = context.earlier.python(origin);
      return source ? [...unresolvedNames(source, trees.earlier).keys()] : [];
    });
    // A module that was needed at run time and imported for types only was so under its old name.
    const neededTypes = earlier.some((key) => key.endsWith('types only'));
    for (const [key, problem] of problems) {
      if (neededTypes && problem.why === 'types only') continue;
      if (!earlier.includes(key)) findings.push(describe(context, path, problem));
      else if (context.created.has(path)) findings.push(describeOld(context, path, problem));
    }
  }
  return { findings, checked };
}

/** The first use of each unresolved name, an evaluated one where there is one. */
function unresolvedNames(file: SourceFile, { names, origins }: TreeNames): Map<string, Unresolved> {
  const imported = importedClasses(file.path, origins);
  const found = new Map<string, Unresolved>();
  const reasons = new Map<Binding | string, Unresolved['why'] | undefined>();
  for (const use of file.scopes.uses) {
    if (use.ctx === 'Store' || isIgnoreComment(file, use)) continue;
    const binding = resolve(use.name, use.scope);
    const subject = binding ?? use.name;
    if (!reasons.has(subject)) reasons.set(subject, whyUnresolved(file, use.name, binding, names));
    const why = reasons.get(subject);
    if (!why || isForTypesOnly(file, use.start)) continue;
    const evaluated = isEvaluated(use, file.scopes, file.module, imported);
    if (why === 'types only' && !evaluated) continue;
    const key = `${use.name} ${why}`;
    const known = found.get(key);
    if (!known || (evaluated && !known.evaluated)) found.set(key, { use, why, evaluated });
  }
  return found;
}

/** Classes that a file imports, by the names that it has for them. */
function importedClasses(path: string, origins: Origins): FindClass {
  return (name) => {
    const [origin = '', ...others] = origins.ofName(path, name);
    const cut = origin.lastIndexOf(':');
    const file = others.length === 0 ? origins.tree.python(origin.slice(0, cut)) : undefined;
    const node = file?.module.body.find(
      (stmt): stmt is ClassDef => stmt.kind === 'ClassDef' && stmt.name === origin.slice(cut + 1),
    );
    if (!file || !node) return undefined;
    const { module, scopes } = file;
    return { node, scopes, module, elsewhere: importedClasses(file.path, origins) };
  };
}

/** `# type: ignore[code]` names no type. */
function isIgnoreComment({ text }: SourceFile, { mode, start, end }: NameUse): boolean {
  if (mode !== 'comment') return false;
  const line = text.slice(text.lastIndexOf('\n', start) + 1, end);
  return /#\s*type:\s*ignore\b/.test(line);
}

function whyUnresolved(
  file: SourceFile,
  name: string,
  binding: Binding | undefined,
  names: ModuleNames,
): Unresolved['why'] | undefined {
  if (binding && binding.scope !== file.scopes.module) return undefined;
  const sites = binding?.sites.filter(({ kind }) => kind !== 'delete') ?? [];
  if (sites.some(({ start, import: imported }) => !imported || !isForTypesOnly(file, start)))
    return undefined;
  if (sites.length === 0 && isBuiltin(name)) return undefined;
  const offer = names.holds(file.path, name);
  if (offer === 'yes' || offer === 'unknown') return undefined;
  return sites.length > 0 || offer === 'types' ? 'types only' : 'unbound';
}

function describe({ after }: ProofContext, path: string, { use, why, evaluated }: Unresolved): Finding {
  const place = after.place(path, use.start, use.end);
  if (!evaluated) {
    const message = `The annotation names \`${use.name}\`, which nothing in the written file defines or imports.`;
    return finding('RW521', 'error', place, message, REPORT);
  }
  const message =
    why === 'unbound'
      ? `\`${use.name}\` would be a NameError: nothing in the written file defines or imports it.`
      : `\`${use.name}\` would be a NameError: the written file imports it for type checkers only, and this runs.`;
  return finding('RW520', 'error', place, message, REPORT);
}

function describeOld({ after }: ProofContext, path: string, { use, evaluated }: Unresolved): Finding {
  const message = `\`${use.name}\` is not defined here, and was not in the module that the statement comes from.`;
  const place = after.place(path, use.start, use.end);
  return finding(evaluated ? 'RW520' : 'RW521', 'note', place, message, 'The wave leaves it as it is.');
}

const REPORT = 'The statement needs an import that the plan does not write: please report it.';
