import { expect, test } from 'vitest';
import { proveWave, textOf } from '../support/wave.js';

const RULES = `kind: split-module
source: shop.models
into:
  - { module: shop.first, symbols: [one] }
  - { module: shop.rest, rest: true }
`;

const TREE = {
  'shop/__init__.py': '',
  'shop/models.py': 'def one():\n    return 1\n\n\ndef two():\n    return 2\n',
  'shop/desk.py': 'from shop.models import one\n',
};

test('RW213: a stub beside the source refuses the wave', () => {
  const { plan } = proveWave({ ...TREE, 'shop/models.pyi': 'def one() -> int: ...\n' }, RULES).planned;
  expect(plan.findings.map(({ code, place }) => `${code} ${place?.file}`)).toContain('RW213 shop/models.pyi');
});

test('a stub that imports from the source is an importer like any other', () => {
  const stub = 'from .models import one, two\nfrom shop import models\n\nfirst: int = models.one()\n';
  const proved = proveWave({ ...TREE, 'shop/desk.pyi': stub }, RULES);
  expect(proved.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(textOf(proved, 'shop/desk.pyi')).toBe(
    'from .first import one\nfrom .rest import two\nfrom shop import first as shop_first\n\nfirst: int = shop_first.one()\n',
  );
});
