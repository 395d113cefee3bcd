import type { ChalkInstance } from 'chalk';
import type { GraphNode, StatementGraph } from '../model/statement-graph.js';

const LONGEST_LIST = 6;

/** A module's statements in the terminal: layer by layer from the bottom, each with what it needs. */
export function renderGraph(graph: StatementGraph, chalk: ChalkInstance): string {
  const { module, nodes, edges, circles } = graph;
  const lines = nodes.reduce((sum, node) => sum + node.lines, 0);
  const out = [
    `${chalk.bold(module)}: ${nodes.length} parts, ${lines} lines, ${edges.length} needs between them, ${circles.length} circles`,
  ];
  const width = Math.min(40, Math.max(...nodes.map((node) => labelOf(node).length)));
  const sorted = [...nodes].sort(
    (a, b) => a.layer - b.layer || (a.circle ?? 0) - (b.circle ?? 0) || a.id - b.id,
  );
  let heading = '';
  for (const node of sorted) {
    const next =
      node.circle === undefined ? `layer ${node.layer}` : `layer ${node.layer}, circle ${node.circle}`;
    if (next !== heading) out.push('', chalk.dim(next));
    heading = next;
    out.push(
      `  ${labelOf(node).padEnd(width)} ${String(node.lines).padStart(5)}  ${told(node, graph, chalk)}`.trimEnd(),
    );
  }
  out.push(
    '',
    chalk.dim('needs: at import time as they are, (in brackets) when called, ~for types only'),
    '',
  );
  return out.join('\n');
}

function told(node: GraphNode, { nodes, edges }: StatementGraph, chalk: ChalkInstance): string {
  const needs = edges
    .filter(({ from }) => from === node.id)
    .map(({ to, timing }) => {
      const name = labelOf(nodes[to]!);
      return timing === 'import' ? name : timing === 'call' ? `(${name})` : `~${name}`;
    });
  const more = needs.length - LONGEST_LIST;
  const shown = more > 0 ? [...needs.slice(0, LONGEST_LIST), `and ${more} more`] : needs;
  const importers = node.importers > 0 ? chalk.cyan(`← ${node.importers} files  `) : '';
  return `${importers}${shown.length > 0 ? `→ ${shown.join(', ')}` : ''}`;
}

/** How a node is called: its first name and how many others, or where it stands. */
export function labelOf({ names, line }: GraphNode): string {
  const [first, ...others] = names;
  if (first === undefined) return `line ${line}`;
  return others.length > 0 ? `${first} +${others.length}` : first;
}

const STYLES = { import: 'solid', call: 'dashed', types: 'dotted' } as const;

/** The graph for Graphviz (https://graphviz.org/doc/info/lang.html); circles are boxes. */
export function graphDot({ module, nodes, edges, circles }: StatementGraph): string {
  const text = (value: string) => JSON.stringify(value);
  const declared = (node: GraphNode) =>
    `n${node.id} [label=${text(`${labelOf(node)}\n${node.lines} lines`)}${node.importers > 0 ? ', penwidth=2' : ''}];`;
  const inside = new Set(circles.flat());
  return [
    `digraph ${text(module)} {`,
    '  rankdir=BT; node [shape=box, fontname="sans-serif", fontsize=10];',
    ...circles.map((members, index) =>
      [
        `  subgraph cluster_${index + 1} { label="circle ${index + 1}"; style=rounded;`,
        ...members.map((member) => `    ${declared(nodes[member]!)}`),
        '  }',
      ].join('\n'),
    ),
    ...nodes.filter(({ id }) => !inside.has(id)).map((node) => `  ${declared(node)}`),
    ...edges.map(
      ({ from, to, names, timing }) =>
        `  n${from} -> n${to} [style=${STYLES[timing]}, tooltip=${text(names.join(', '))}];`,
    ),
    '}',
    '',
  ].join('\n');
}

/** The graph for machines. */
export function graphJson(graph: StatementGraph): string {
  return `${JSON.stringify({ version: 1, ...graph }, null, 2)}\n`;
}
