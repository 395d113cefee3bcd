import { expect, test } from 'vitest';
import { type SplitWishes, suggestSplit } from '../../../src/engine/suggest/suggest-split.js';
import { Survey } from '../../../src/engine/survey.js';
import { writeSplit } from '../../../src/rules/write-split.js';
import { proveWave, type Tree } from '../support/wave.js';

const NOTHING: SplitWishes = {
  into: undefined,
  around: [],
  keep: false,
  seed: undefined,
  together: [],
  leave: [],
  broken: [],
  begins: false,
};

function suggestFor(tree: Tree, wishes: Partial<SplitWishes> = {}, path = 'shop/models.py') {
  const survey = new Survey({
    paths: Object.keys(tree),
    read: (each) => (tree[each] === undefined ? undefined : Buffer.from(tree[each])),
  });
  const suggestion = suggestSplit(survey, path, survey.index.nameOf(path), { ...NOTHING, ...wishes });
  return { suggestion, yaml: writeSplit(suggestion, true) };
}

/** Which module each symbol goes to, by its number from the bottom. */
function homes({ suggestion }: ReturnType<typeof suggestFor>): Record<string, number> {
  return Object.fromEntries(
    suggestion.modules.flatMap(({ symbols }, at) => symbols.map((name) => [name, at])),
  );
}

const shop: Tree = {
  'shop/__init__.py': 'from shop.models import Order, parse_invoice\n',
  'shop/models.py': `"""Models."""
from __future__ import annotations

import logging
import sys

logger = logging.getLogger(__name__)
_count = 0
HANDLERS = {}


def handler(name):
    def register(function):
        HANDLERS[name] = function
        return function
    return register


@handler("order")
def handle_order(order):
    return Order(order)


class OrderError(ValueError):
    pass


class Order:
    def __init__(self, lines):
        self.lines = lines

    def invoice(self):
        return Invoice(self)


class Invoice:
    def __init__(self, order: Order):
        self.order = order

    def again(self):
        return Order(self.order.lines)


def next_number():
    global _count
    _count += 1
    return _count


def current_number():
    return _count


def parse_invoice(text):
    logger.info("parsing")
    if not text:
        raise OrderError(text)
    return Invoice(Order(text.split()))


def _quoted(text):
    return '"' + text + '"'


def format_invoice(invoice):
    return _quoted(str(invoice.order.lines))


LIMITS = {"lines": 10}
LIMITS.update(words=20)
print("loaded", LIMITS, file=sys.stderr)
if __name__ == "__main__":
    print(format_invoice(parse_invoice("a b")))
`,
  'shop/use.py':
    'from shop.models import Order, OrderError, next_number\n\nprint(Order, OrderError, next_number)\n',
  'shop/show.py': 'from shop import models\n\nprint(models.parse_invoice("a"), models.HANDLERS)\n',
};

test('what cannot be taken apart stands together: circles, state, registries, names that are changed', () => {
  for (let seed = 1; seed <= 30; seed++) {
    const at = homes(suggestFor(shop, { seed, into: 5 }));
    expect(at.Order, `seed ${seed}`).toBe(at.Invoice);
    expect([at._count, at.current_number]).toEqual([at.next_number, at.next_number]);
    expect([at.HANDLERS, at.handle_order]).toEqual([at.handler, at.handler]);
  }
});

test('any split that it suggests passes the gates, unedited', () => {
  for (const wishes of [{ into: 3 }, ...Array.from({ length: 25 }, (_, seed) => ({ seed: seed + 1 }))]) {
    const { yaml, suggestion } = suggestFor(shop, wishes);
    expect(suggestion.modules.length, yaml).toBeGreaterThan(1);
    const proof = proveWave(shop, yaml);
    const errors = [...proof.planned.plan.findings, ...proof.findings].filter(
      ({ severity }) => severity === 'error',
    );
    expect(errors, yaml).toEqual([]);
    expect(proof.gates.filter(({ passed }) => !passed)).toEqual([]);
  }
});

test('each module imports only modules below it, and takes what it says it takes', () => {
  for (let seed = 1; seed <= 10; seed++) {
    const { suggestion } = suggestFor(shop, { seed, into: 4 });
    const order = suggestion.modules.map(({ module }) => module);
    for (const { module, imports } of suggestion.modules)
      for (const { module: target } of imports)
        expect(order.indexOf(target), `${module} → ${target}`).toBeLessThan(order.indexOf(module));
  }
});

test('a symbol can be what a module is built around', () => {
  const { suggestion } = suggestFor(shop, { around: ['next_number', 'format_invoice'] });
  const at = homes({ suggestion, yaml: '' });
  expect(at.next_number).not.toBe(at.format_invoice);
  expect(at._quoted).toBe(at.format_invoice);
  const names = suggestion.modules.map(({ module }) => module);
  expect(names[at.next_number!]).toMatch(/number/);
  expect(names[at.format_invoice!]).toMatch(/invoice/);
});

test('a kept source stays, and a package cannot be deleted', () => {
  const kept = suggestFor(shop, { keep: true, into: 3 });
  expect(kept.yaml).toContain('legacy: keep');
  expect(kept.suggestion.modules.filter((module) => module.kept)).toHaveLength(1);
  expect(proveWave(shop, kept.yaml).findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  const tree = { 'pkg/__init__.py': shop['shop/models.py']! };
  expect(suggestFor(tree, {}, 'pkg/__init__.py').suggestion.legacy).toBe('keep');
});

test('names are free: of modules, of what the package holds, of the standard library', () => {
  const tree = {
    'pkg/__init__.py': 'from pkg.big import *\n\ntoken = 1\n',
    'pkg/tokens.py': '',
    'pkg/big.py': Array.from(
      { length: 12 },
      (_, at) => `def ${at < 6 ? 'token' : 'json'}_${'abcdefghijkl'[at]}(x):\n    return x\n`,
    ).join('\n\n'),
  };
  const { suggestion } = suggestFor(tree, { into: 2 }, 'pkg/big.py');
  const names = suggestion.modules.map(({ module }) => module);
  expect(new Set(names).size).toBe(2);
  for (const name of ['pkg.token', 'pkg.tokens', 'pkg.json', 'pkg.big']) expect(names).not.toContain(name);
});

test('the same seed gives the same split', () => {
  expect(suggestFor(shop, { seed: 7 }).yaml).toBe(suggestFor(shop, { seed: 7 }).yaml);
  expect(suggestFor(shop, { into: 3 }).yaml).toBe(suggestFor(shop, { into: 3 }).yaml);
});

test('a circle through another module keeps together what it runs through; what runs as a program only is none', () => {
  const tree = (guard: string) => ({
    'shop/__init__.py': '',
    'shop/table.py': `class Table:\n    pass\n\n\n${guard}`,
    'shop/models.py':
      'from shop.table import Table\n\n\ndef show():\n    return Table()\n\n\n' +
      'class Report:\n    def lines(self):\n        return show()\n\n\ndef other():\n    return 1\n\n\ndef more():\n    a = 1\n    b = 2\n    return a + b\n',
  });
  const outcome = (text: string) => {
    const found = [1, 2, 3, 4, 5, 6].map((seed) => homes(suggestFor(tree(text), { seed, into: 3 })));
    return found.every(({ show, Report }) => show === Report);
  };
  expect(outcome('from shop.models import Report\n')).toBe(true);
  expect(outcome('if __name__ == "__main__":\n    from shop.models import Report\n')).toBe(false);
});

test('a circle that holds a module together is loosened by imports that wait in functions', () => {
  const part = (name: string, body: string) =>
    `class ${name}:\n    size = 1\n\n    def other(self):\n        """The other one."""\n        ${body}\n`;
  const tree = (invoice: string) => ({
    'shop/__init__.py': '',
    'shop/models.py': [
      part('Order', 'return Invoice().size'),
      part('Invoice', invoice),
      part('Payment', 'return Order().size + 1'),
    ].join('\n\n'),
    'use.py': 'from shop.models import Order, Payment\n\nprint(Order().other(), Payment().other())\n',
  });
  const { suggestion, yaml } = suggestFor(tree('return Payment().size'), { into: 2 });
  expect(suggestion.defer).toHaveLength(1);
  expect(yaml).toMatch(/^defer: \[\w+\]$/m);
  expect(suggestion.findings).toEqual([]);
  const proof = proveWave(tree('return Payment().size'), yaml);
  expect([...proof.planned.plan.findings, ...proof.findings]).toEqual([]);
  expect(proof.gates.filter(({ passed }) => !passed)).toEqual([]);
  expect(suggestFor(tree('return 1'), { into: 2 }).suggestion.defer).toEqual([]);
});
