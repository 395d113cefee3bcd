import { describe, expect, test } from 'vitest';
import { landedCodes } from '../../../src/engine/codes-landed.js';
import { planWave } from '../../../src/engine/plan-wave.js';
import { standingOf } from '../../../src/engine/standing.js';
import { Survey } from '../../../src/engine/survey.js';
import { readerOf, type Tree, waveOf } from '../support/wave.js';

const SPLIT =
  'kind: split-module\nsource: shop.models\ninto:\n  - { module: shop.orders, symbols: [Order] }\n  - { module: shop.people, rest: true }\n';
const MOVE = 'kind: move-symbol\nsource: shop.store\nto: shop.orders\nsymbols: [Cart, { Sum: Total }]\n';
const RENAME = 'kind: rename-symbol\nsource: shop.store\nsymbols: { old_name: new_name }\n';
const LANDED: Tree = {
  'src/shop/__init__.py': '',
  'src/shop/orders.py': 'class Order: ...\nclass Cart: ...\nclass Total: ...\n',
  'src/shop/people.py': 'def person(): ...\n',
  'src/shop/store.py': 'def new_name(): ...\n',
};

/** Findings on a tree in which the wave has landed, as `CODE file:line:column message`. */
function found(tree: Tree, rules = SPLIT): string[] {
  const { plan } = planWave(waveOf(rules), readerOf({ ...LANDED, ...tree }), { root: '/r', width: 88 });
  expect(plan.changes).toEqual([]);
  return plan.findings.map(
    ({ code, place, message }) => `${code} ${place?.file}:${place?.line}:${place?.column} ${message}`,
  );
}

describe('a landed split', () => {
  test.each([
    ['from shop.models import Order', 25],
    ['import shop.models as m', 8],
    ['import os, shop.models', 12],
    ['from shop import (people,  # ) not yet\n    models)', undefined],
    ['from shop \\\n  . models import Order', undefined],
    ['if True: from shop.models import Order', 34],
    ['x = 1; import shop.models', 15],
    ['from .models import Order', 21],
    ['from . import models', 15],
    ['def f():\n\tfrom shop.models import Order', 26],
  ])('finds %j', (text, column) => {
    const findings = found({ 'src/shop/app.py': `${text}\n` });
    expect(findings).toEqual([expect.stringMatching(/^RW510 src\/shop\/app\.py:\d+:\d+ `shop\.models`/)]);
    if (column !== undefined) expect(findings[0]).toContain(`:${column} `);
  });

  test.each([
    'from shop.orders import Order',
    'from other.models import Order',
    'from shop import orders as models',
    'import shop.models_more',
    '"""The models of shop, from which we import much."""',
    'models = 1\nfrom_models = models',
  ])('lets %j be', (text) => {
    expect(found({ 'src/shop/app.py': `${text}\n` })).toEqual([]);
  });

  test('finds the name in a string', () => {
    expect(found({ 'src/shop/app.py': 'x = "shop.models"\n' })).toEqual([
      expect.stringMatching(/^RW601 src\/shop\/app\.py:1:6/),
    ]);
  });
});

test('RW802: a moved or renamed symbol is imported from where it was', () => {
  const tree = {
    'src/shop/store.py': 'from shop.orders import Cart, Total as Sum\ndef new_name(): return Cart\n',
    'src/shop/app.py': 'from .store import Sum, new_name\nfrom shop.store import old_name\n',
  };
  expect(found({ ...tree, 'src/shop/app.py': 'from .store import Sum, new_name\n' }, MOVE)).toEqual([
    'RW802 src/shop/app.py:1:20 `Sum` is imported from `shop.store`, and wave rule `rule` took it from there.',
  ]);
  expect(found({ 'src/shop/app.py': 'from shop.store import old_name\n' }, RENAME)).toEqual([
    'RW802 src/shop/app.py:1:24 `old_name` is imported from `shop.store`, and wave rule `rule` took it from there.',
  ]);
  expect(found({ 'src/shop/app.py': 'from shop.orders import Cart\n' }, MOVE)).toEqual([]);
});

describe('how a wave and a tree stand to each other', () => {
  const standing = (tree: Tree, rules = SPLIT) => standingOf(waveOf(rules), new Survey(readerOf(tree)));
  const source = { 'src/shop/models.py': 'class Order: ...\ndef person(): ...\n' };

  test('landed, pending, foreign, unknown', () => {
    expect(standing(LANDED).state).toBe('landed');
    expect(standing({ 'src/shop/__init__.py': '', ...source }).state).toBe('pending');
    expect(standing({ 'src/else/__init__.py': '' }).state).toBe('foreign');
    expect(standing(LANDED, 'kind: retarget-import\nsource: a.b\nto: shop.orders\n').state).toBe('unknown');
    expect(standing(LANDED, MOVE).state).toBe('landed');
    expect(
      standing({ ...LANDED, 'src/shop/store.py': 'class Cart: ...\nclass Sum: ...\n' }, MOVE).state,
    ).toBe('pending');
  });

  test('a removal is pending, done, or of another repository', () => {
    const rule = 'kind: delete-module\nsource: shop.models\n';
    expect(standing({ ...LANDED, ...source }, rule).state).toBe('pending');
    expect(standing(LANDED, rule).state).toBe('landed');
    expect(standing({ 'src/else/__init__.py': '' }, rule).state).toBe('foreign');
    const prune = 'kind: prune-symbols\nsource: shop.store\nsymbols: [new_name]\n';
    expect(standing(LANDED, prune).state).toBe('pending');
    expect(standing({ ...LANDED, 'src/shop/store.py': '' }, prune).state).toBe('landed');
    expect(standing({ 'src/else/__init__.py': '' }, prune).state).toBe('foreign');
  });

  test('RW801: what was removed is back, when most of the wave has landed', () => {
    const rules = (...names: string[]) =>
      names.map((name) => `kind: delete-module\nsource: shop.${name}\n`).join('---\n');
    expect(standing({ ...LANDED, ...source }, rules('models', 'gone', 'gone2'))).toMatchObject({
      state: 'back',
      findings: [{ code: 'RW801', place: { file: 'src/shop/models.py', line: 1 } }],
    });
    expect(standing({ ...LANDED, ...source }, rules('models', 'orders', 'gone')).state).toBe('pending');
    const prune = 'kind: prune-symbols\nsource: shop.store\nsymbols: [gone, new_name]\n';
    expect(standing(LANDED, prune)).toMatchObject({
      state: 'back',
      findings: [{ code: 'RW801', place: { file: 'src/shop/store.py', line: 1, column: 5 } }],
    });
    // Another wave has deleted the module since.
    expect(standing(LANDED, prune.replace('store', 'models')).state).toBe('landed');
  });

  test('RW801: a deleted module is back', () => {
    expect(standing({ ...LANDED, ...source })).toMatchObject({
      state: 'back',
      findings: [{ code: 'RW801', severity: 'error', place: { file: 'src/shop/models.py', line: 1 } }],
    });
    // Half of it is there: it may be a wave that somebody does by hand, and planning says what is wrong.
    const { 'src/shop/people.py': _, ...half } = LANDED;
    expect(standing({ ...half, ...source }).state).toBe('pending');
  });
});

test('each page says why and what to do', () => {
  for (const page of landedCodes) {
    expect(page.title, page.code).not.toMatch(/\.$/);
    expect(page.cause, page.code).toMatch(/\.$/);
    expect(page.waysOut.length, page.code).toBeGreaterThan(0);
  }
});
