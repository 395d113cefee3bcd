import { expect, test } from 'vitest';
import { statementGraph } from '../../../src/engine/suggest/statement-graph.js';
import { Survey } from '../../../src/engine/survey.js';
import { graphDot } from '../../../src/present/graph.js';
import { graphHtml } from '../../../src/present/graph-html.js';

const TREE: Record<string, string> = {
  'shop/models.py': `from __future__ import annotations

LIMIT = 3


class Order:
    limit = LIMIT

    def invoice(self) -> Invoice:
        return Invoice(self)


class Invoice:
    def again(self, total: Total):
        return Order()


class Total(Order):
    pass
`,
  'shop/use.py': 'from shop.models import Order, LIMIT\n',
};

const survey = new Survey({ paths: Object.keys(TREE), read: (path) => Buffer.from(TREE[path]!) });
const graph = statementGraph(survey, 'shop/models.py', 'shop.models');
const at = (name: string) => graph.nodes.find(({ names }) => names.includes(name))!;
const timing = (from: string, to: string) =>
  graph.edges.find((edge) => edge.from === at(from).id && edge.to === at(to).id)?.timing;

test('needs are told apart by when they are felt', () => {
  expect([timing('Order', 'LIMIT'), timing('Order', 'Invoice'), timing('Invoice', 'Total')]).toEqual([
    'import',
    'call',
    'types',
  ]);
  expect(timing('LIMIT', 'Order')).toBeUndefined();
});

test('circles, layers and importers', () => {
  expect(graph.circles).toEqual([[at('Order').id, at('Invoice').id]]);
  expect([at('LIMIT'), at('Order'), at('Invoice'), at('Total')].map(({ layer }) => layer)).toEqual([
    0, 1, 1, 2,
  ]);
  expect([at('Order').importers, at('Total').importers]).toEqual([1, 0]);
});

test('the drawings hold every node and need, and nothing that ends a string or a tag', () => {
  expect(graphDot(graph).match(/ -> /g)).toHaveLength(graph.edges.length);
  const page = graphHtml({ ...graph, module: '<script>alert("x")</script>' });
  expect(page.match(/<g /g)).toHaveLength(graph.nodes.length);
  expect(page.match(/<path /g)).toHaveLength(graph.edges.length);
  expect(page).not.toContain('<script>alert');
});
