import { expect, test } from 'vitest';
import { proveWave, textOf } from '../support/wave.js';

const MODELS = `"""Models."""

from __future__ import annotations

import os

LIMIT = 3


# An order of a shop.
class Order:
    def total(self):
        from shop.models import tax

        return tax(LIMIT)  # with tax


def tax(amount):
    """See shop.models.Order and shop/models.py."""
    return amount + len(os.sep)


print("loaded")
`;

const TREE = { 'shop/__init__.py': '', 'shop/models.py': MODELS };
const RULES = `kind: split-module
source: shop.models
heir: shop.orders
into:
  - { module: shop.orders, docstring: Orders., symbols: [Order, LIMIT] }
  - { module: shop.taxes, docstring: Taxes., rest: true }
`;

const honest = proveWave(TREE, RULES);
const orders = textOf(honest, 'shop/orders.py');
const taxes = textOf(honest, 'shop/taxes.py');

/** Conservation findings of a plan in which some written texts are other than composed. */
function conserve(tamper: Record<string, string>): string[] {
  const { findings } = proveWave(TREE, RULES, tamper);
  return findings
    .filter(({ code }) => /^RW50[0-5]/.test(code))
    .map(({ code, severity, message }) => `${severity} ${code} ${message}`);
}

test('every statement arrives, with its references retargeted', () => {
  expect(taxes).toContain('See shop.orders.Order and shop/orders.py.');
  expect(conserve({})).toEqual([]);
  expect(honest.gates[0]).toEqual({
    gate: 'conservation',
    passed: true,
    detail: '4 of 4 statements stand unchanged in 2 files',
  });
});

test('RW500: a file that is no Python, instead of all that it should hold', () => {
  expect(conserve({ 'shop/orders.py': `${orders}  )\n` })).toEqual([
    expect.stringMatching(/^error RW500 What would be written is not Python\. The file does not parse/),
  ]);
});

test('RW501: a statement that stands nowhere, or elsewhere than the wave wants', () => {
  expect(conserve({ 'shop/taxes.py': taxes.replace('print("loaded")\n', '') })).toEqual([
    'error RW501 the statement of line 23 would be lost: it should stand in `shop/taxes.py` and stands nowhere.',
  ]);
  const moved = {
    'shop/orders.py': orders.replace('LIMIT = 3\n', ''),
    'shop/taxes.py': taxes.replace('\n\ndef tax', '\nLIMIT = 3\n\n\ndef tax'),
  };
  expect(conserve(moved)).toEqual([
    'error RW501 `LIMIT` would stand in `shop/taxes.py`; the wave sends it to `shop/orders.py`.',
  ]);
});

test('RW502: a statement that stands twice', () => {
  expect(conserve({ 'shop/taxes.py': `${taxes}\nLIMIT = 3\n` })).toEqual([
    'error RW502 `LIMIT` would stand in `shop/orders.py` and again in `shop/taxes.py`.',
  ]);
});

test('RW503: a token, an indentation or a comment that differs; layout does not count', () => {
  expect(conserve({ 'shop/orders.py': orders.replace('tax(LIMIT)', 'tax(-LIMIT)') })).toEqual([
    'error RW503 `Order` would not arrive as it is: `LIMIT` becomes `-`.',
  ]);
  expect(conserve({ 'shop/orders.py': orders.replace('  # with tax', '') })).toEqual([
    'error RW503 `Order` would not arrive as it is: `# with tax` becomes nothing.',
  ]);
  expect(conserve({ 'shop/orders.py': orders.replace('# An order of a shop.\n', '') })).toEqual([
    'warning RW503 The comment `# An order of a shop.` above `Order` would be lost.',
  ]);
  expect(conserve({ 'shop/orders.py': orders.replace('tax(LIMIT)', 'tax( LIMIT )') })).toEqual([]);
});

test('RW503: an import that brings something else, a name of a module that does not stand there', () => {
  expect(
    conserve({
      'shop/orders.py': orders.replace('from shop.taxes import tax', 'from shop.other import tax'),
    }),
  ).toEqual([
    expect.stringContaining(
      'error RW503 `Order` would not arrive as it is: `from shop.models import tax` becomes `from shop.other import tax`.',
    ),
  ]);
  expect(conserve({ 'shop/taxes.py': taxes.replace('shop.orders.Order', 'shop.taxes.Order') })).toEqual([
    expect.stringContaining('error RW503 `tax` would not arrive'),
  ]);
});

test('RW504: a statement that no source has; imports and loggers are no such statements', () => {
  expect(conserve({ 'shop/taxes.py': `${taxes}\nEXTRA = 1\n` })).toEqual([
    'error RW504 `EXTRA` would stand in `shop/taxes.py`, and no split module has it.',
  ]);
  expect(
    conserve({
      'shop/taxes.py': taxes.replace(
        'import os',
        'import logging\nimport os\n\nlog = logging.getLogger(__name__)',
      ),
    }),
  ).toEqual([]);
});

test('RW505: statements in another order', () => {
  const swapped = `${taxes.replace('print("loaded")\n', '').replace('def tax', 'print("loaded")\n\n\ndef tax')}`;
  expect(conserve({ 'shop/taxes.py': swapped })).toEqual([
    'error RW505 the statement of line 23 would stand before `tax` in `shop/taxes.py`, which it follows now.',
  ]);
});
