import type { Chain, ChainLink, Verdict, VerdictKind } from '../../model/liveness.js';
import type { CodeNode } from './code-space.js';
import type { Edge, LivenessGraph } from './graph.js';
import { type Root, reachedFrom, rootsOf } from './marks.js';

/** What the whole repository says of its symbols, as it stands. */
export class Verdicts {
  private readonly roots: ReadonlyMap<CodeNode, Root>;
  private readonly program: ReadonlyMap<CodeNode, Edge | undefined>;
  private readonly tests: ReadonlyMap<CodeNode, Edge | undefined>;

  /** @param gone nodes that do not count as users. */
  constructor(
    readonly graph: LivenessGraph,
    roots: ReadonlyMap<CodeNode, Root> = rootsOf(graph),
    private readonly gone: ReadonlyMap<CodeNode, unknown> = new Map(),
  ) {
    this.roots = roots;
    const seeds = (test: boolean) =>
      [...roots].filter(([node, root]) => root.test === test && !gone.has(node)).map(([node]) => node);
    this.program = reachedFrom(graph, seeds(false));
    this.tests = reachedFrom(graph, seeds(true));
  }

  kindOf(node: CodeNode): VerdictKind {
    if (this.program.has(node)) return 'alive';
    return this.tests.has(node) ? 'tests-only' : 'dead';
  }

  /** The verdict on a node, with a chain for each of its holders. */
  of(node: CodeNode, name = node.names[0]): Verdict {
    const { space } = this.graph;
    const chains: Chain[] = [];
    const own = this.roots.get(node);
    if (own?.use) {
      const link = this.link({ from: node, to: node, name: node.names[0] ?? '', use: own.use });
      chains.push({ links: [link], root: own.reason, kind: own.test ? 'tests-only' : 'alive' });
    }
    const holders = new Map<CodeNode, Edge>();
    for (const edge of this.graph.usesOf(node))
      if (!holders.has(edge.from) && !this.gone.has(edge.from)) holders.set(edge.from, edge);
    for (const edge of holders.values()) chains.push(this.chain(edge));
    const rank: Record<VerdictKind, number> = { alive: 0, 'tests-only': 1, dead: 2 };
    chains.sort((a, b) => rank[a.kind] - rank[b.kind] || a.links.length - b.links.length);
    return {
      subject: name === undefined ? space.titleOf(node) : `${space.tree.nameOf(node.path)}.${name}`,
      place: placeOf(this.graph, node, name),
      kind: this.kindOf(node),
      chains,
    };
  }

  private chain(first: Edge): Chain {
    const kind = this.kindOf(first.from);
    const reached = kind === 'alive' ? this.program : this.tests;
    const links = [this.link(first)];
    let holder = first.from;
    if (kind === 'dead') {
      const again = this.graph.usesOf(holder).length > 0;
      const subject = `\`${this.graph.space.titleOf(holder)}\``;
      return { links, kind, root: again ? `only dead code uses ${subject}` : `nothing uses ${subject}` };
    }
    for (let edge = reached.get(holder); edge; edge = reached.get(holder)) {
      links.push(this.link(edge));
      holder = edge.from;
    }
    return { links, kind, root: this.roots.get(holder)?.reason ?? '' };
  }

  private link(edge: Edge): ChainLink {
    return linkOf(this.graph, edge);
  }
}

/** An edge as a step of a chain. */
function linkOf({ space }: LivenessGraph, { from, to, name, use }: Edge): ChainLink {
  const module = space.tree.nameOf(to.path);
  return {
    subject: name === '' ? module : `${module}.${to.names.includes(name) ? name : (to.names[0] ?? name)}`,
    form: use.form,
    place: space.tree.place(use.path, use.start, use.end),
    holder: space.titleOf(from),
    ...(use.detail === undefined ? {} : { detail: use.detail }),
  };
}

/** Where a name of a node is bound, or its file begins. */
function placeOf({ space }: LivenessGraph, { path }: CodeNode, name = '') {
  const binding = space.tree.python(path)?.scopes.module.bindings.get(name);
  const site = binding?.sites[0];
  return site ? space.tree.place(path, site.start, site.end) : { file: path, line: 1, column: 1 };
}
