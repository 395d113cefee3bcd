import type { Chain, Verdict, VerdictKind } from '../../model/liveness.js';
import { isPackageFile, parentOf } from '../../python/module-index.js';
import { closest } from '../closest.js';
import type { Survey } from '../survey.js';
import type { CodeNode } from './code-space.js';
import { LivenessGraph } from './graph.js';
import { rootsOf } from './marks.js';
import { Verdicts } from './verdicts.js';

/** An answer to who needs something, or that there is no such thing, with the name that may have been meant. */
export type Why =
  | { readonly verdict: Verdict }
  | { readonly verdict: undefined; readonly guess: string | undefined };

/**
 * Says who keeps a symbol or a module alive.
 *
 * @param asked `pkg.mod.name`, `pkg.mod:name`, or `pkg.mod` for a module or a whole package.
 */
export function whyAlive(survey: Survey, asked: string): Why {
  const dotted = asked.replace(':', '.');
  const parts = dotted.split('.');
  for (let count = parts.length; count > 0; count--) {
    const path = survey.index.resolve(parts.slice(0, count).join('.'));
    if (path === undefined) continue;
    const name = parts[count];
    const graph = new LivenessGraph(survey);
    if (name === undefined) return { verdict: ofModule(graph, path, dotted) };
    const [node] = graph.definitions(path, name);
    if (node) return { verdict: new Verdicts(graph).of(node, name) };
    const names = graph.space.nodesIn(path).flatMap((each) => each.names);
    const guess = closest(name, new Set(names));
    return {
      verdict: undefined,
      guess: guess === undefined ? undefined : `${parts.slice(0, count).join('.')}.${guess}`,
    };
  }
  return { verdict: undefined, guess: undefined };
}

const RANK: Record<VerdictKind, number> = { alive: 0, 'tests-only': 1, dead: 2 };

/** A module lives while code outside of it, or of its folder, needs a symbol of it. */
function ofModule(graph: LivenessGraph, path: string, subject: string): Verdict {
  const folder = isPackageFile(path) ? `${parentOf(path)}/` : undefined;
  const inside = (each: string) => each === path || (folder !== undefined && each.startsWith(folder));
  const nodes = graph.nodes.filter((node) => inside(node.path));
  const gone = new Map<CodeNode, true>(nodes.map((node) => [node, true]));
  const verdicts = new Verdicts(graph, rootsOf(graph), gone);
  const chains: Chain[] = [];
  const seen = new Set<string>();
  for (const node of nodes) {
    if (node.names.length === 0) continue;
    for (const chain of verdicts.of(node).chains) {
      const { holder, subject: own } = chain.links[0]!;
      if (seen.has(`${own} ${holder}`)) continue;
      seen.add(`${own} ${holder}`);
      chains.push(chain);
    }
  }
  chains.sort((a, b) => RANK[a.kind] - RANK[b.kind] || a.links.length - b.links.length);
  const place = { file: path, line: 1, column: 1 };
  return { subject, place, kind: chains[0]?.kind ?? 'dead', chains };
}
