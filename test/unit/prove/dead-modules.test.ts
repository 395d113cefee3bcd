import { expect, test } from 'vitest';
import { proveWave, textOf } from '../support/wave.js';

const TREE = {
  'shop/__init__.py': '',
  'shop/models.py': 'class Order:\n    pass\n\n\nclass Person:\n    pass\n',
  'use.py': 'from shop.models import Order\n\nORDER = Order()\n',
  'notes.md': 'Nothing to see.\n',
};
const RULES = `kind: split-module
source: shop.models
heir: shop.people
into:
  - { module: shop.orders, symbols: [Order] }
  - { module: shop.people, rest: true }
`;

function dead(
  tamper: Record<string, string | undefined>,
  tree: Record<string, string> = TREE,
  rules = RULES,
): string[] {
  return proveWave(tree, rules, tamper).found.filter((line) => /RW51|RW601/.test(line));
}

test('a wave that retargets everything leaves no import', () => {
  const { gates } = proveWave(TREE, RULES);
  expect(gates[1]).toMatchObject({ gate: 'dead-modules', passed: true });
  expect(dead({})).toEqual([]);
});

test('RW510: each form of import of the deleted module', () => {
  const forms = {
    'from shop.models import Order\n': 'error RW510 use.py:1:25',
    'import shop.models\n': 'error RW510 use.py:1:8',
    'from shop import models\n': 'error RW510 use.py:1:18',
    'def f():\n    import shop.models as m\n': 'error RW510 use.py:2:12',
  };
  for (const [text, found] of Object.entries(forms)) expect(dead({ 'use.py': text }), text).toEqual([found]);
  expect(dead({ 'shop/__init__.py': 'from .models import Order\n' })).toEqual([
    'error RW510 shop/__init__.py:1:21',
  ]);
});

test('a name of the package, or of another module, is no import of the deleted one', () => {
  expect(dead({ 'shop/__init__.py': 'models = 1\n', 'use.py': 'from shop import models\n' })).toEqual([]);
  expect(dead({ 'use.py': 'from other.shop import models\nimport models\n' })).toEqual([]);
  const names = {
    ...TREE,
    'shop/types.py': TREE['shop/models.py'],
    'shop/b.py': 'from types import SimpleNamespace\n',
  };
  expect(dead({}, names, RULES.replace('shop.models', 'shop.types'))).toEqual([]);
});

test('RW601: text that names it and was not reported', () => {
  expect(dead({ 'use.py': '# see shop.models\n' })).toEqual(['error RW601 use.py:1:7']);
  expect(dead({ 'notes.md': 'See shop/models.py.\n' })).toEqual(['error RW601 notes.md:1:5']);
  // What the planner reports already is its finding.
  const text = { ...TREE, 'use.py': '"""See shop.models."""\n' };
  expect(dead({}, text, RULES.replace('heir: shop.people\n', ''))).toEqual([]);
});

test('RW511: a module at the dead path, and one that only hands on', () => {
  expect(dead({ 'shop/models.py': 'from shop.orders import Order\n' })).toEqual([
    'error RW511 shop/models.py:1:1',
  ]);
  const inside = RULES.replaceAll('shop.orders', 'shop.models.orders').replaceAll(
    'shop.people',
    'shop.models.people',
  );
  expect(dead({}, TREE, inside)).toEqual([]);
  expect(dead({ 'shop/models/__init__.py': 'from .orders import Order\n' }, TREE, inside)).toEqual([
    'error RW511 shop/models/__init__.py:1:1',
  ]);
});

test('RW511: a kept module that imports what has left it and does not use it', () => {
  const rules = RULES.replace('heir: shop.people\n', 'legacy: keep\n').replace(
    '  - { module: shop.people, rest: true }\n',
    '',
  );
  const kept = textOf(proveWave(TREE, rules), 'shop/models.py');
  expect(dead({ 'shop/models.py': `from shop.orders import Order\n\n${kept}` }, TREE, rules)).toEqual([
    'error RW511 shop/models.py:1:25',
  ]);
  expect(
    dead({ 'shop/models.py': `from shop.orders import Order\n\n${kept}\n\nprint(Order)\n` }, TREE, rules),
  ).toEqual([]);
});
