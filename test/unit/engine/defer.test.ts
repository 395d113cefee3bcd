import { expect, test } from 'vitest';
import { proveWave, textOf } from '../support/wave.js';

const TREE = {
  'shop/__init__.py': '',
  'shop/models.py': `from __future__ import annotations


class Order:
    """An order."""

    def owner(self, *, at: Person | None = None) -> Person:
        """Who ordered."""
        return at or Person(self)

    def first(self):
        # no docstring here
        def inner():
            return Person(self)

        return inner()

    def short(self): return Person(self)


class Person:
    def __init__(self, order: Order):
        self.order = order

    def again(self):
        return Order()
`,
  'desk.py':
    'from unittest.mock import patch\n\nfrom shop.models import Order, Person\n\nassert isinstance(Order().owner(), Person)\nwith patch("shop.models.Person", lambda order: 7):\n    assert Order().owner() == 7\n',
};
const RULES = `kind: split-module
source: shop.models
into:
  - { module: shop.orders, symbols: [Order] }
  - { module: shop.people, symbols: [Person] }
`;
const errors = (proved: ReturnType<typeof proveWave>) =>
  [...proved.planned.plan.findings, ...proved.findings]
    .filter(({ severity }) => severity === 'error')
    .map(({ code, place }) => `${code} ${place?.file}:${place?.line}`);

test('a circle is refused', () => {
  expect(errors(proveWave(TREE, RULES)).some((each) => each.startsWith('RW530'))).toBe(true);
});

test('a deferred symbol is imported in the functions that use it', () => {
  const proved = proveWave(TREE, `${RULES}defer: [Person]\n`);
  expect(errors(proved)).toEqual([]);
  expect(textOf(proved, 'shop/orders.py')).toBe(`from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shop.people import Person


class Order:
    """An order."""

    def owner(self, *, at: Person | None = None) -> Person:
        """Who ordered."""
        from shop.people import Person
        return at or Person(self)

    def first(self):
        # no docstring here
        from shop.people import Person
        def inner():
            return Person(self)

        return inner()

    def short(self): from shop.people import Person; return Person(self)
`);
  expect(textOf(proved, 'shop/people.py')).toContain('from shop.orders import Order\n');
  // The name is looked up where it stands, each time that the function is called.
  expect(textOf(proved, 'desk.py')).toContain('patch("shop.people.Person"');
});

test('RW341: what is needed while the module is imported cannot wait', () => {
  const base = { ...TREE, 'shop/models.py': `${TREE['shop/models.py']}\n\nclass Bulk(Order):\n    pass\n` };
  const rules = `${RULES.replace('[Person]', '[Person, Bulk]')}defer: [Order]\n`;
  expect(errors(proveWave(base, rules))).toContain('RW341 shop/models.py:29');
});

test('RW204: a deferred symbol that the source does not define', () => {
  expect(errors(proveWave(TREE, `${RULES}defer: [Persona]\n`))).toContain('RW204 w/rule.yaml:6');
});
