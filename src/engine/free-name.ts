import { type Binding, type ModuleScopes, resolve, type Scope } from '../python/scope.js';

/**
 * A local name for a module that collides with nothing: not bound in, or visible from, the scopes where it is
 * used, and not read anywhere as a global or builtin.
 *
 * @param replaced the binding that goes away: its own name may be used again.
 */
export function freeName(
  module: string,
  scopes: ModuleScopes,
  where: readonly Scope[],
  taken: readonly string[],
  replaced: Binding,
): string {
  const parts = module.split('.');
  const last = parts.at(-1)!;
  const candidates = [last, parts.slice(-2).join('_'), `${last}_module`];
  for (let count = 2; ; count++) {
    for (const candidate of candidates) {
      if (!taken.includes(candidate) && isFree(candidate, scopes, where, replaced)) return candidate;
    }
    candidates.splice(0, candidates.length, `${last}_${count}`);
  }
}

function isFree(name: string, scopes: ModuleScopes, where: readonly Scope[], replaced: Binding): boolean {
  const blocked = where.some((scope) => {
    const binding = resolve(name, scope);
    return binding !== undefined && binding !== replaced;
  });
  if (blocked) return false;
  return !scopes.uses.some((use) => use.name === name && resolve(name, use.scope) === undefined);
}
