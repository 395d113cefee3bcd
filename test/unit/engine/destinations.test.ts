import { describe, expect, test } from 'vitest';
import { type ProvedWave, proveWave, textOf } from '../support/wave.js';

const errors = ({ planned, findings }: ProvedWave) =>
  [...planned.plan.findings, ...findings]
    .filter(({ severity }) => severity === 'error')
    .map(({ code, place }) => `${code} ${place?.file}:${place?.line}`);

const TWO_INTO_ONE = `kind: split-module
source: shop.first
into: [{ module: shop.all, docstring: Everything., rest: true }]
---
kind: split-module
source: shop.second
into: [{ module: shop.all, rest: true }]
`;

describe('two sources give to one new module', () => {
  const TREE = {
    'shop/__init__.py': '',
    'shop/first.py':
      'import logging\nimport os\n\nfrom shop.second import Base\n\nlogger = logging.getLogger(__name__)\n\n\nclass Sub(Base):\n    sep = os.sep\n\n    def log(self):\n        logger.info("sub")\n',
    'shop/second.py':
      'import logging\nimport os\n\nlogger = logging.getLogger(__name__)\n\n\nclass Base:\n    def end(self):\n        logger.info(os.linesep)\n',
    'desk.py': 'from shop.first import Sub\nfrom shop.second import Base\n\nassert issubclass(Sub, Base)\n',
  };

  test('imports and loggers stand once, and what is needed at import time comes first', () => {
    const proved = proveWave(TREE, TWO_INTO_ONE);
    expect(errors(proved)).toEqual([]);
    expect(textOf(proved, 'shop/all.py')).toBe(
      '"""Everything."""\n\nimport logging\nimport os\n\nlogger = logging.getLogger(__name__)\n\n\nclass Base:\n    def end(self):\n        logger.info(os.linesep)\n\n\nclass Sub(Base):\n    sep = os.sep\n\n    def log(self):\n        logger.info("sub")\n',
    );
    expect(textOf(proved, 'desk.py')).toBe(
      'from shop.all import Sub\nfrom shop.all import Base\n\nassert issubclass(Sub, Base)\n',
    );
  });

  test('RW208: two symbols of one name', () => {
    const clash = { ...TREE, 'shop/second.py': `${TREE['shop/second.py']}\n\ndef Sub():\n    return 1\n` };
    expect(errors(proveWave(clash, TWO_INTO_ONE))).toContain('RW208 shop/first.py:9');
  });

  test('a module that the other source sends code below is a package', () => {
    const rules = TWO_INTO_ONE.replace(
      '{ module: shop.all, rest: true }',
      '{ module: shop.all.inner, rest: true }',
    );
    const proved = proveWave(TREE, rules);
    expect(errors(proved)).toEqual([]);
    expect(proved.planned.plan.changes.map(({ kind, path }) => `${kind} ${path}`)).toContain(
      'create shop/all/__init__.py',
    );
  });
});

const MOVE = 'kind: move-symbol\nsource: shop.models\nto: shop.till\nsymbols: [price]\n';

describe('a module that exists takes symbols', () => {
  test('a logger that it has in the same words is not repeated', () => {
    const proved = proveWave(
      {
        'shop/__init__.py': '',
        'shop/models.py':
          'import logging\n\nlogger = logging.getLogger(__name__)\n\n\ndef price():\n    logger.info("price")\n    return 1\n\n\ndef rest():\n    logger.info("rest")\n',
        'shop/till.py':
          'import logging\n\nlogger = logging.getLogger(__name__)\n\n\ndef ring():\n    logger.info("ring")\n',
      },
      MOVE,
    );
    expect(errors(proved)).toEqual([]);
    expect(textOf(proved, 'shop/till.py').match(/getLogger/g)).toHaveLength(1);
  });

  const FUTURE = {
    'shop/__init__.py': '',
    'shop/models.py':
      'from __future__ import annotations\n\n\ndef price(of: int | None) -> Later:\n    return Later()\n\n\nclass Later:\n    pass\n',
  };
  const BOTH = MOVE.replace('[price]', '[price, Later]');

  test('annotations that are text stay text: it gets the `__future__` import', () => {
    const proved = proveWave(
      {
        ...FUTURE,
        'shop/till.py':
          '"""The till."""\n\nimport os\n\n\ndef ring(of: str) -> str:\n    return os.sep + of\n',
      },
      BOTH,
    );
    expect(errors(proved)).toEqual([]);
    expect(textOf(proved, 'shop/till.py')).toMatch(
      /^"""The till\."""\n\nfrom __future__ import annotations\n\nimport os\n\n\ndef ring/,
    );
  });

  test('RW340: unless its own annotations are read while the program runs', () => {
    const till =
      'from pydantic import BaseModel\n\nfrom shop.kinds import Kind\n\n\nclass Ring(BaseModel):\n    of: Kind\n';
    const kinds = { 'shop/kinds.py': 'class Kind:\n    pass\n' };
    expect(errors(proveWave({ ...FUTURE, ...kinds, 'shop/till.py': till }, BOTH))).toContain(
      'RW340 shop/till.py:7',
    );
    const plain = till.replace('BaseModel):', 'object):');
    expect(errors(proveWave({ ...FUTURE, ...kinds, 'shop/till.py': plain }, BOTH))).toEqual([]);
  });
});

test('a logger with a name of its own is the same in each module that gets it', () => {
  const proved = proveWave(
    {
      'shop/models.py':
        'import logging\n\nlog = logging.getLogger("shop")\n\n\ndef one():\n    log.info("1")\n\n\ndef two():\n    log.info("2")\n',
    },
    'kind: split-module\nsource: shop.models\ninto: [{ module: shop.a, symbols: [one] }, { module: shop.b, rest: true }]\n',
  );
  expect(errors(proved)).toEqual([]);
  for (const path of ['shop/a.py', 'shop/b.py'])
    expect(textOf(proved, path)).toContain('log = logging.getLogger("shop")');
});

describe('a symbol that a package hands on, and that comes to a module which takes it from there', () => {
  const TREE = {
    'shop/__init__.py': 'from shop.models import Order, total\n',
    'shop/models.py': 'class Order:\n    pass\n\n\ndef total(orders):\n    return len(orders)\n',
    'shop/report.py': 'from shop import Order, total\n\n\ndef report():\n    return total([Order()])\n',
  };

  test('is not imported by it any more', () => {
    const rules = 'kind: move-symbol\nsource: shop.models\nto: shop.report\nsymbols: [Order]\n';
    const proved = proveWave(TREE, rules);
    expect(errors(proved)).toEqual([]);
    expect(textOf(proved, 'shop/report.py')).toMatch(/^from shop import total\n/);
    const all = proveWave(TREE, rules.replace('[Order]', '[Order, total]'));
    expect(errors(all)).toEqual([]);
    expect(textOf(all, 'shop/report.py')).toMatch(/^\s*def report/);
  });
});

describe('a mock in several modules', () => {
  const TREE = {
    'shop/models.py':
      'def width():\n    return 80\n\n\ndef one():\n    return width()\n\n\ndef two():\n    return width() + 1\n',
  };
  const RULE =
    'kind: split-module\nsource: shop.models\ninto: [{ module: shop.a, symbols: [one] }, { module: shop.b, rest: true }]\n';
  const planned = (test: string) => proveWave({ ...TREE, 'test_it.py': test }, RULE);

  test('is made in each where nobody can tell the copies apart', () => {
    const proved = planned(
      'from unittest.mock import patch\n\nwith patch("shop.models.width", return_value=30):\n    pass\n',
    );
    expect(errors(proved)).toEqual([]);
    expect(textOf(proved, 'test_it.py')).toContain(
      'with patch("shop.a.width", return_value=30), patch("shop.b.width", return_value=30):',
    );
  });

  test.each([
    ['with patch("shop.models.width", side_effect=[1, 2]):\n    pass\n'],
    [
      'from shop import models\nwith patch("shop.models.width", return_value=1):\n    models.width.assert_called()\n',
    ],
    ['steps = iter([1])\nwith patch("shop.models.width", side_effect=steps):\n    pass\n'],
  ])('RW304: not where they could be: %s', (text) => {
    const found = errors(planned(`from unittest.mock import patch\n\n${text}`));
    expect(found.some((each) => each.startsWith('RW304'))).toBe(true);
  });
});
