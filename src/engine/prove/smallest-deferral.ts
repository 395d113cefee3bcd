import { isCircular, otherImports } from './smallest-move.js';
import type { SymbolGraph } from './symbol-graph.js';

/**
 * The fewest symbols whose imports could wait until a function is called, for destinations to be out of every circle:
 * what a rule's `defer` would have to name. `undefined` where some of them are needed at import time.
 *
 * @param imported what a module of the planned tree imports of the destinations.
 */
export function smallestDeferral(
  graph: SymbolGraph,
  circle: readonly string[],
  imported: (path: string) => readonly string[],
): readonly string[] | undefined {
  const others = otherImports(graph, circle, imported);
  const crossing = graph.needs.filter(({ from, to }) => from.home !== to.home);
  const canWait = (name: string) => crossing.every(({ use }) => use.name !== name || use.timing === 'call');
  return circle
    .flatMap((a) => circle.map((b) => ({ a, b })))
    .map(({ a, b }) =>
      crossing.flatMap(({ from, to, use }) => (from.home === a && to.home === b ? [use.name] : [])),
    )
    .map((names) => [...new Set(names)])
    .filter((names) => names.length > 0 && names.every(canWait))
    .sort((a, b) => a.length - b.length)
    .find((names) => {
      const left = graph.imports(
        ({ home }) => home,
        ({ use }) => !names.includes(use.name),
      );
      return !isCircular(circle, left, others);
    });
}
