import { type Binding, resolve, resolveUse } from '../python/scope.js';
import { forEachChild, type Node } from '../python/visit.js';
import type { SourceFile } from './source-file.js';

/** A stretch of text. */
export interface NameSpan {
  readonly start: number;
  readonly end: number;
}

/**
 * Where a file writes the name of one binding: what binds it, what uses it (quoted annotations too), and `global` and
 * `nonlocal` statements. Imports are left out.
 *
 * @returns `undefined` when it is written somewhere in another way: mangled, or escaped in a quoted annotation.
 */
export function nameSpans(file: SourceFile, binding: Binding): NameSpan[] | undefined {
  const spans = new Map<number, NameSpan>();
  const add = (start: number, end: number) => spans.set(start, { start, end });
  for (const site of binding.sites) if (!site.import) add(site.start, site.end);
  for (const use of file.scopes.uses)
    if (use.name === binding.name && resolveUse(use) === binding) add(use.start, use.end);
  for (const { start, end } of declarations(file, binding)) add(start, end);
  const all = [...spans.values()].sort((a, b) => a.start - b.start);
  return all.every(({ start, end }) => file.text.slice(start, end) === binding.name) ? all : undefined;
}

/** The name in `global` and `nonlocal` statements. */
function declarations(file: SourceFile, binding: Binding): NameSpan[] {
  const { name } = binding;
  const scopes = file.scopes.scopes.filter(
    (scope) => (scope.globals.has(name) || scope.nonlocals.has(name)) && resolve(name, scope) === binding,
  );
  if (scopes.length === 0) return [];
  const found: NameSpan[] = [];
  const walk = (node: Node): void => {
    if (node.kind === 'Global' || node.kind === 'Nonlocal') {
      const at = node.names.indexOf(name);
      const own = file.scopes.scopes.findLast(({ start, end }) => start <= node.start && node.end <= end);
      if (at >= 0 && own && scopes.includes(own))
        found.push({ start: node.nameStarts[at]!, end: node.nameStarts[at]! + name.length });
    }
    forEachChild(node, walk);
  };
  for (const stmt of file.module.body) walk(stmt);
  return found;
}
