import { expect, test } from 'vitest';
import { proveWave } from '../support/wave.js';

test('RW522: a class that goes below the code that derives from it belongs into another module', () => {
  const tree = {
    'shop/__init__.py': '',
    'shop/models.py': 'class Base:\n    pass\n\n\nSTAYS = 1\n',
    'shop/orders.py': 'from shop.models import Base\n\n\nclass Order(Base):\n    pass\n',
  };
  const rule = 'kind: move-symbol\nsource: shop.models\nto: shop.orders\nsymbols: [Base]\n';
  const found = proveWave(tree, rule).findings.filter(({ code }) => code === 'RW522');
  expect(found.map(({ hint }) => hint)).toEqual([
    '`Base` is added below the code of `shop.orders`, which needs it while it is imported: send it to another module, from which it is imported.',
  ]);
  const later = {
    ...tree,
    'shop/orders.py': 'from shop.models import Base\n\n\ndef order():\n    return Base()\n',
  };
  expect(proveWave(later, rule).findings.map(({ code }) => code)).not.toContain('RW522');
});
