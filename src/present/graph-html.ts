import type { GraphNode, StatementGraph } from '../model/statement-graph.js';
import { labelOf } from './graph.js';

const ROW = 22;
const COLUMN = 260;
const BOX = 200;
const TOP = 90;

/** The graph as one page that needs nothing else: columns by layer, what is needed to the left. */
export function graphHtml(graph: StatementGraph): string {
  const places = placesOf(graph.nodes);
  const height = TOP + ROW * (Math.max(0, ...[...places.values()].map(({ row }) => row)) + 2);
  const width = 40 + COLUMN * (Math.max(0, ...graph.nodes.map(({ layer }) => layer)) + 1);
  const lines = graph.nodes.reduce((sum, node) => sum + node.lines, 0);
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${escaped(graph.module)}</title>
<style>${STYLE}</style></head><body>
<header><h1>${escaped(graph.module)}</h1>
<p>${graph.nodes.length} parts, ${lines} lines, ${graph.edges.length} needs, ${graph.circles.length} circles. What is needed stands to the left; solid: at import time, dashed: when called, dotted: for types. Point at a symbol to see its needs and its users.</p>
<input type="search" placeholder="Find a symbol" aria-label="Find a symbol"></header>
<svg width="${width}" height="${height}" role="img">
${graph.edges.map((edge) => drawnEdge(edge, places)).join('\n')}
${graph.nodes.map((node) => drawnNode(node, places)).join('\n')}
</svg>
<script>${SCRIPT}</script></body></html>
`;
}

interface Spot {
  readonly x: number;
  readonly y: number;
  readonly row: number;
}

/** Circles stay together in their column; otherwise the source's order. */
function placesOf(nodes: readonly GraphNode[]): Map<number, Spot> {
  const rows = new Map<number, number>();
  const places = new Map<number, Spot>();
  for (const node of [...nodes].sort((a, b) => (a.circle ?? 0) - (b.circle ?? 0) || a.id - b.id)) {
    const row = rows.get(node.layer) ?? 0;
    rows.set(node.layer, row + 1);
    places.set(node.id, { x: 20 + COLUMN * node.layer, y: TOP + ROW * row, row });
  }
  return places;
}

function drawnEdge(
  { from, to, names, timing }: StatementGraph['edges'][number],
  places: ReadonlyMap<number, Spot>,
): string {
  const [a, b] = [places.get(from)!, places.get(to)!];
  const [x1, x2] = a.x === b.x ? [a.x + BOX, b.x + BOX] : [a.x, b.x + BOX];
  const bend = a.x === b.x ? 40 : -40;
  const path = `M${x1},${a.y + 8}C${x1 + bend},${a.y + 8} ${x2 + 40},${b.y + 8} ${x2},${b.y + 8}`;
  return `<path class="${timing}" data-from="${from}" data-to="${to}" d="${path}"><title>${escaped(names.join(', '))}</title></path>`;
}

function drawnNode(node: GraphNode, places: ReadonlyMap<number, Spot>): string {
  const { x, y } = places.get(node.id)!;
  const label = labelOf(node);
  const short = label.length > 28 ? `${label.slice(0, 27)}…` : label;
  const about = `${node.names.join(', ')}\nline ${node.line}, ${node.lines} lines, imported by ${node.importers} files`;
  const kind = `${node.circle === undefined ? '' : 'circle '}${node.importers > 0 ? 'public' : ''}`.trim();
  return `<g data-id="${node.id}" data-name="${escaped(node.names.join(' ').toLowerCase())}" class="${kind}"><rect x="${x}" y="${y}" width="${BOX}" height="17" rx="3"/><text x="${x + 5}" y="${y + 12}">${escaped(short)}</text><title>${escaped(about)}</title></g>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (each) => `&#${each.charCodeAt(0)};`);
}

const STYLE = `body{font:14px system-ui,sans-serif;margin:0;color:#222;background:#fff}header{position:sticky;left:0;padding:8px 20px;max-width:70em}
h1{font-size:18px;margin:4px 0}p{margin:4px 0}svg{font:11px ui-monospace,monospace}rect{fill:#f2f4f8;stroke:#99a}
.circle rect{fill:#fdeccd}.public rect{stroke:#06c;stroke-width:2}path{fill:none;stroke:#889;opacity:.25}path.call{stroke-dasharray:5 3}
path.types{stroke-dasharray:1 3}.chosen path{opacity:.03}path.out{stroke:#c30;opacity:1!important}path.in{stroke:#06c;opacity:1!important}
g.faint{opacity:.2}@media(prefers-color-scheme:dark){body{background:#16181d;color:#ddd}rect{fill:#262a33;stroke:#667}.circle rect{fill:#4a3a14}text{fill:#ddd}}`;

const SCRIPT = `const svg=document.querySelector('svg'),all=s=>[...svg.querySelectorAll(s)];
const show=id=>{svg.classList.toggle('chosen',id!==undefined);for(const p of all('path')){p.classList.toggle('out',p.dataset.from===id);p.classList.toggle('in',p.dataset.to===id)}};
for(const g of all('g')){g.addEventListener('mouseenter',()=>show(g.dataset.id));g.addEventListener('mouseleave',()=>show(undefined))}
document.querySelector('input').addEventListener('input',e=>{const q=e.target.value.toLowerCase();for(const g of all('g'))g.classList.toggle('faint',q!==''&&!g.dataset.name.includes(q))});`;
