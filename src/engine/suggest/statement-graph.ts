import type { GraphEdge, GraphNode, StatementGraph } from '../../model/statement-graph.js';
import { unitFacts } from '../../python/unit-facts.js';
import { cyclesOf } from '../prove/strongly-connected.js';
import type { Survey } from '../survey.js';
import { bondsOf, type SuggestSource } from './bonds.js';
import { importersOf } from './importers.js';
import { ModuleParts, type PartNeed } from './module-parts.js';

/** The graph of a module's statements. @param module its dotted name. */
export function statementGraph(survey: Survey, path: string, module: string): StatementGraph {
  const file = survey.file(path)!;
  const source: SuggestSource = { file, facts: unitFacts(file.units, file.scopes, file.text) };
  const parts = new ModuleParts(source, bondsOf(source));
  const importers = importersOf(survey, path);
  const circles = circlesOf(parts);
  const layers = layersOf(parts, circles);
  const nodes = parts.parts.map(({ index, names, units, lines }): GraphNode => {
    const circle = circles.findIndex((members) => members.includes(index));
    return {
      id: index,
      names,
      line: file.position(file.units[units[0]!]!.start).line,
      lines,
      importers: importers.filter((importer) => names.some((name) => importer.names.has(name))).length,
      layer: layers[index]!,
      circle: circle < 0 ? undefined : circle + 1,
    };
  });
  return { module, path, nodes, edges: edgesOf(parts.needs), circles };
}

function edgesOf(needs: readonly PartNeed[]): GraphEdge[] {
  const edges = new Map<string, { from: number; to: number; names: string[]; timing: GraphEdge['timing'] }>();
  for (const { from, to, name, timing } of needs) {
    const edge = edges.get(`${from} ${to}`) ?? { from, to, names: [], timing };
    edges.set(`${from} ${to}`, edge);
    edge.names.push(name);
    if (timing === 'import' || edge.timing === 'types') edge.timing = timing;
  }
  return [...edges.values()];
}

function circlesOf({ parts, needs }: ModuleParts): number[][] {
  const targets = new Map<string, Set<string>>();
  for (const { from, to, timing } of needs)
    if (timing !== 'types')
      targets.set(String(from), (targets.get(String(from)) ?? new Set()).add(String(to)));
  const lines = (members: readonly number[]) => members.reduce((sum, each) => sum + parts[each]!.lines, 0);
  return cyclesOf(targets.keys(), (node) => targets.get(node) ?? [])
    .map((members) => members.map(Number).sort((a, b) => a - b))
    .sort((a, b) => lines(b) - lines(a));
}

/** By part: the length of the longest way down from it, a circle counting as one. */
function layersOf({ parts, needs }: ModuleParts, circles: readonly (readonly number[])[]): number[] {
  const home = parts.map(({ index }) => index);
  for (const members of circles) for (const member of members) home[member] = members[0]!;
  const below = new Map<number, Set<number>>();
  for (const { from, to, timing } of needs) {
    const [a, b] = [home[from]!, home[to]!];
    if (timing !== 'types' && a !== b) below.set(a, (below.get(a) ?? new Set()).add(b));
  }
  const known = new Map<number, number>();
  const layer = (node: number): number => {
    let found = known.get(node);
    if (found === undefined) {
      found = Math.max(-1, ...[...(below.get(node) ?? [])].map(layer)) + 1;
      known.set(node, found);
    }
    return found;
  };
  return home.map(layer);
}
