import type { CodeNode } from './code-space.js';
import type { Edge, LivenessGraph } from './graph.js';
import type { Use } from './reference.js';

/** Why a node lives without anybody using it. */
export interface Root {
  /** A sentence without a full stop. */
  readonly reason: string;
  /** The decorator, call or name that says so; `undefined` for code that runs with its module. */
  readonly use: Use | undefined;
  readonly test: boolean;
}

/** Every node that lives by itself: bodies of modules, texts, what is registered, collected or looked for by name. */
export function rootsOf(graph: LivenessGraph): Map<CodeNode, Root> {
  const roots = new Map<CodeNode, Root>();
  for (const node of graph.nodes) {
    const { test, names, path } = node;
    if (names.length === 0) {
      const isCode = /\.pyi?$/.test(path);
      const reason = isCode
        ? `\`${graph.space.titleOf(node)}\` does this while it is imported`
        : `\`${path}\` says so`;
      roots.set(node, { reason, use: undefined, test });
      continue;
    }
    const [use] = graph.ownUses(node);
    if (use) roots.set(node, { reason: use.detail ?? '', use, test });
  }
  return roots;
}

/** What is reached from some nodes, each with the edge by which it was reached first: the shortest way. */
export function reachedFrom(
  graph: LivenessGraph,
  seeds: Iterable<CodeNode>,
): Map<CodeNode, Edge | undefined> {
  const reached = new Map<CodeNode, Edge | undefined>();
  const queue: CodeNode[] = [];
  for (const seed of seeds) {
    if (reached.has(seed)) continue;
    reached.set(seed, undefined);
    queue.push(seed);
  }
  for (let at = 0; at < queue.length; at++)
    for (const edge of graph.usedBy(queue[at]!)) {
      if (reached.has(edge.to)) continue;
      reached.set(edge.to, edge);
      queue.push(edge.to);
    }
  return reached;
}
