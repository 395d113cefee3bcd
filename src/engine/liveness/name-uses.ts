import type { UseForm } from '../../model/liveness.js';
import type { Attribute } from '../../python/ast.js';
import { type Binding, type NameUse, resolveUse } from '../../python/scope.js';
import { isBuiltin } from '../prove/builtin-names.js';
import type { SourceFile } from '../source-file.js';
import type { CodeSpace } from './code-space.js';

/** What one occurrence of a name refers to. */
export interface NameReference {
  readonly use: NameUse;
  readonly end: number;
  readonly form: UseForm;
  /** As `Origins` writes it: a definition, or the file of a module that is used as an object. */
  readonly origin: string;
  /** What follows a module object: `__dict__`, `__all__`, or nothing. */
  readonly next: Attribute | undefined;
}

/** Everything of the repository that names of a file's code refer to. */
export function nameReferences(space: CodeSpace, file: SourceFile): NameReference[] {
  const { scopes } = file;
  const stars = scopes.imports.some(({ node }) => node.names[0]?.name === '*');
  return scopes.uses.flatMap((use): NameReference[] => {
    const binding = resolveUse(use);
    if (!binding && (!stars || isBuiltin(use.name))) return [];
    if (binding && binding.scope !== scopes.module && !binding.sites.some((site) => site.import)) return [];
    const origins = binding
      ? space.origins.ofBinding(file.path, binding)
      : space.origins.ofName(file.path, use.name);
    const form = binding ? formOf(binding, use) : 'star-import';
    // A local variable that is also imported is no definition of the module.
    const local = binding && binding.scope !== scopes.module ? `${file.path}:${binding.name}` : undefined;
    return [...origins]
      .filter((origin) => origin !== local)
      .flatMap((origin) => follow(space, use, origin, form));
  });
}

function formOf(binding: Binding, use: NameUse): UseForm {
  const site = binding.sites.find((each) => each.import)?.import?.site;
  if (!site) return use.ctx === 'Load' ? 'same-module' : 'rebinding';
  if (site.typeChecking) return 'from-import-type-checking';
  return site.scope.kind === 'module' ? 'from-import' : 'from-import-local';
}

function follow(space: CodeSpace, use: NameUse, origin: string, form: UseForm): NameReference[] {
  if (origin.includes(':')) return [{ use, end: use.end, form, origin, next: undefined }];
  const { tree, origins } = space;
  let module = origin;
  for (const [depth, attribute] of use.chain.entries()) {
    const end = depth === 0 ? use.end : use.chain[depth - 1]!.end;
    if (!module.endsWith('.py')) {
      const inside = `${module}.${attribute.attr}`;
      if (!tree.exists(inside)) return [];
      module = tree.resolve(inside) ?? inside;
      continue;
    }
    if (/^__\w+__$/.test(attribute.attr) && !tree.python(module)?.scopes.module.bindings.has(attribute.attr))
      return [{ use, end, form: 'module-object', origin: module, next: attribute }];
    const found = [...origins.ofName(module, attribute.attr)];
    const [only] = found;
    if (found.length === 1 && only !== undefined && !only.includes(':')) {
      module = only;
      continue;
    }
    const next = undefined;
    return found.map((each) => ({ use, end: attribute.end, form: 'module-attribute', origin: each, next }));
  }
  const end = use.chain.at(-1)?.end ?? use.end;
  return module.endsWith('.py') ? [{ use, end, form: 'module-object', origin: module, next: undefined }] : [];
}
