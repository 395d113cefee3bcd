import type { CodeNode } from './code-space.js';
import type { LivenessGraph } from './graph.js';
import { type Root, reachedFrom } from './marks.js';
import type { Request } from './requests.js';
import { servesOnly } from './serves-only.js';

/** What goes and what stays, once nothing changes any more. */
export interface Fixpoint {
  /** Nodes that go, each with the rule that it goes with. */
  readonly removed: ReadonlyMap<CodeNode, Request>;
  /** Nodes that are named and stay all the same, because something that stays needs them. */
  readonly refused: readonly CodeNode[];
}

/** What may be removed although no rule names it. */
interface Followers {
  readonly helpers: ReadonlySet<CodeNode>;
  readonly tests: ReadonlySet<CodeNode>;
}

/**
 * Decides what goes: what the rules name and nothing that stays needs; then what only that needed (private helpers,
 * fixtures and helpers of tests), and, where the rules say so, the tests that need it.
 */
export function removalFixpoint(
  graph: LivenessGraph,
  roots: ReadonlyMap<CodeNode, Root>,
  requests: readonly Request[],
): Fixpoint {
  const named = new Map(
    requests.flatMap((request) => [...request.nodes.keys()].map((node) => [node, request])),
  );
  const { helpers, tests } = followers(graph, roots, named, requests);
  const kept = new Set(
    graph.nodes.filter((node) => !named.has(node) && !helpers.has(node) && !tests.has(node)),
  );
  for (;;) {
    const reached = reachedFrom(graph, kept);
    for (const node of reached.keys()) kept.add(node);
    const removed = new Map([...named].filter(([node]) => !kept.has(node)));
    growRemoved(graph, removed, { helpers, tests }, kept);
    const left = [...helpers, ...tests].filter((node) => !kept.has(node) && !removed.has(node));
    if (left.length === 0) return { removed, refused: [...named.keys()].filter((node) => kept.has(node)) };
    for (const node of left) kept.add(node);
  }
}

function followers(
  graph: LivenessGraph,
  roots: ReadonlyMap<CodeNode, Root>,
  named: ReadonlyMap<CodeNode, Request>,
  requests: readonly Request[],
): Followers {
  const dropsTests = requests.some(({ rule }) => rule.dropTests);
  const helpers = new Set<CodeNode>();
  const tests = new Set<CodeNode>();
  for (const node of graph.nodes) {
    if (node.names.length === 0 || named.has(node)) continue;
    const root = roots.get(node);
    if (!root && (node.test || node.names.every(isPrivate))) helpers.add(node);
    else if (dropsTests && root?.use?.form === 'special-name' && node.test && isTest(node)) tests.add(node);
  }
  return { helpers, tests };
}

function isPrivate(name: string): boolean {
  return name.startsWith('_') && !/^__\w+__$/.test(name);
}

function isTest({ names }: CodeNode): boolean {
  return names.every((name) => /test/i.test(name) && !/^(?:load_tests|pytest\w*)$/.test(name));
}

/** Adds to what is removed what goes with it. */
function growRemoved(
  graph: LivenessGraph,
  removed: Map<CodeNode, Request>,
  { helpers, tests }: Followers,
  kept: ReadonlySet<CodeNode>,
): void {
  for (const [node, request] of testsOf(graph, removed, tests, helpers, kept)) removed.set(node, request);
  for (let changed = true; changed; ) {
    changed = false;
    for (const node of helpers) {
      if (removed.has(node) || kept.has(node)) continue;
      const uses = graph.usesOf(node);
      const first = uses[0] && removed.get(uses[0].from);
      if (!first || uses.some(({ from }) => !removed.has(from) && from !== node)) continue;
      removed.set(node, first);
      changed = true;
    }
  }
}

/** Tests that need something removed, by themselves or through helpers and fixtures of tests. */
function testsOf(
  graph: LivenessGraph,
  removed: ReadonlyMap<CodeNode, Request>,
  tests: ReadonlySet<CodeNode>,
  helpers: ReadonlySet<CodeNode>,
  kept: ReadonlySet<CodeNode>,
): Map<CodeNode, Request> {
  const touching = new Map<CodeNode, Request>();
  const queue = [...removed].filter(([, { rule }]) => rule.dropTests);
  for (let at = 0; at < queue.length; at++) {
    const [node, request] = queue[at]!;
    for (const { from } of graph.usesOf(node)) {
      if (!from.test || touching.has(from) || removed.has(from) || kept.has(from)) continue;
      if (!tests.has(from) && !helpers.has(from)) continue;
      touching.set(from, request);
      queue.push([from, request]);
    }
  }
  const goes = (node: CodeNode) => removed.has(node) || touching.has(node);
  return new Map([...touching].filter(([node]) => tests.has(node) && servesOnly(graph, node, goes)));
}
