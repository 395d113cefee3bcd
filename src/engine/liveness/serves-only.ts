import type { Stmt } from '../../python/ast.js';
import type { CodeNode } from './code-space.js';
import type { LivenessGraph } from './graph.js';

/**
 * Whether a test needs what goes in all that it does: a class of tests has methods, and each of them has to need it,
 * or what stands beside them (fixtures, `setUp`, attributes) does.
 */
export function servesOnly(graph: LivenessGraph, node: CodeNode, goes: (node: CodeNode) => boolean): boolean {
  const file = graph.space.tree.python(node.path);
  const stmt = file?.units[node.units[0]!]?.stmt;
  if (stmt?.kind !== 'ClassDef') return true;
  const methods = stmt.body.filter(isTestMethod);
  const places = graph.usedBy(node).flatMap(({ to, use }) => (goes(to) ? [use.start] : []));
  const within = (at: number, { start, end }: Stmt) => start <= at && at < end;
  if (places.some((at) => !methods.some((method) => within(at, method)))) return true;
  return methods.every((method) => places.some((at) => within(at, method)));
}

function isTestMethod(stmt: Stmt): boolean {
  return (stmt.kind === 'FunctionDef' || stmt.kind === 'AsyncFunctionDef') && stmt.name.startsWith('test');
}
