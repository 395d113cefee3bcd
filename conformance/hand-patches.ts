import type { Cell } from './cell.js';
import { desk, handCells } from './hand.js';
import { LEGACY } from './shop.js';

const MONKEY = `class Monkeypatch:
    def setattr(self, target, name, value=None):
        if isinstance(target, str):
            owner, _, attribute = target.rpartition(".")
            setattr(importlib.import_module(owner), attribute, name)
        else:
            setattr(target, name, value)


monkeypatch = Monkeypatch()
`;
/** \`LIMIT\` is looked up in two of the new modules. */
const TWO_READERS = LEGACY.replace(
  '"""What all pieces cost, as JSON would carry it."""',
  'if len(items) > LIMIT:\n        raise ValueError(LIMIT)',
);

/** Nothing that stays needs `json` any more. */
const SUMS = `kind: split-module
source: shop.legacy
legacy: keep
into:
  - { module: shop.sums, symbols: [total] }
`;

/** Form 11: what tests replace. */
export function patchCells(): Cell[] {
  return handCells(11, [
    {
      id: 'module/of one that two modules look up, by another symbol of the module',
      files: {
        'shop/legacy.py': TWO_READERS,
        'app/desk.py': `import importlib\n\nfrom shop import legacy\n\n\n${MONKEY}\n\ndef run():\n    monkeypatch.setattr(legacy, "LIMIT", legacy.RATES)\n    monkeypatch.setattr("shop.legacy.LIMIT", legacy.STATE["hits"])\n    try:\n        return legacy.price("none"), legacy.total([legacy.Item("std")])\n    except ValueError as error:\n        return error.args\n`,
      },
      holds: '(0,)',
    },
    {
      id: 'decorator/with a mock',
      files: {
        'app/desk.py':
          'from unittest.mock import patch\n\nfrom shop.legacy import Item\n\n\n@patch("shop.legacy.price")\ndef run(price):\n    price.return_value = 5\n    return Item("x", 2).cost()\n',
      },
      holds: '10',
    },
    {
      id: 'decorator/with a mock of what only moved code looks up',
      files: {
        'app/desk.py':
          'from unittest.mock import patch\n\nfrom shop.legacy import total\n\n\n@patch("shop.legacy.json")\ndef run(json):\n    json.loads.return_value = 5\n    return total([])\n',
      },
      rule: SUMS,
      also: ['shop/legacy.py'],
      holds: '5',
    },
    {
      id: 'decorator/attribute of what only moved code looks up',
      files: {
        'app/desk.py':
          'from unittest.mock import patch\n\nfrom shop.legacy import total\n\n\n@patch("shop.legacy.json.loads")\ndef run(loads):\n    loads.return_value = 5\n    return total([])\n',
      },
      rule: SUMS,
      also: ['shop/legacy.py'],
      holds: '5',
    },
    {
      id: 'with-for/two mocks',
      files: {
        'app/desk.py':
          'from unittest import mock\n\nfrom shop.legacy import Item\n\n\ndef run():\n    with mock.patch("shop.legacy.price", return_value=5), mock.patch("shop.legacy._lookup"):\n        return Item("x", 2).cost()\n',
      },
      holds: '10',
    },
    {
      id: 'function/setattr that is called later',
      files: {
        'app/desk.py':
          'from contextlib import ExitStack\n\nimport shop.legacy as stock\n\n\ndef run():\n    with ExitStack() as stack:\n        stack.callback(setattr, stock, "total", stock.total)\n        stock.total = lambda items: 7\n        seen = stock.total([])\n    return (seen, stock.total([]))\n',
      },
      holds: '(7, 0)',
    },
    {
      id: 'module/patch target keyword',
      files: desk(
        'from unittest.mock import patch\n\nfrom shop.legacy import Item',
        'patch(target="shop.legacy.price", new=lambda name: 9)(lambda: Item("x").cost())()',
      ),
      holds: '9',
    },
    {
      id: 'module/constant read elsewhere',
      files: desk(
        'from unittest.mock import patch\n\nfrom shop.legacy import price',
        'patch("shop.legacy.LIMIT", 50)(lambda: price("none"))()',
      ),
      holds: '50',
    },
    {
      id: 'module/patch.object of a constant',
      files: desk(
        'from unittest.mock import patch\n\nfrom shop import legacy',
        'patch.object(legacy, "LIMIT", 50)(lambda: legacy.price("none"))()',
      ),
      holds: '50',
    },
    {
      id: 'module/class attribute',
      files: desk(
        'from unittest.mock import patch\n\nfrom shop.legacy import Item',
        'patch("shop.legacy.Item.cost", lambda self: 4)(lambda: Item("x").cost())()',
      ),
      holds: '4',
    },
    {
      id: 'module/patch.object of a class',
      files: desk(
        'from unittest.mock import patch\n\nfrom shop import legacy',
        'patch.object(legacy.Item, "cost", lambda self: 4)(lambda: legacy.Item("x").cost())()',
      ),
      holds: '4',
    },
    {
      id: 'module/imported module attribute',
      files: desk(
        'from unittest.mock import patch\n\nfrom shop.legacy import total',
        'patch("shop.legacy.json.dumps", lambda value: "7")(lambda: total([]))()',
      ),
      holds: '7',
    },
    {
      id: 'module/imported module itself',
      files: {
        'app/desk.py':
          'from unittest.mock import patch\n\nfrom shop.legacy import total\n\n\n@patch("shop.legacy.json")\ndef run(fake):\n    fake.loads.return_value = 8\n    return total([])\n',
      },
      holds: '8',
    },
    {
      id: 'module/looked up in two modules',
      files: {
        'shop/legacy.py': TWO_READERS,
        ...desk(
          'from unittest.mock import patch\n\nfrom shop.legacy import price',
          'patch("shop.legacy.LIMIT", 50)(lambda: price("none"))()',
        ),
      },
      holds: '50',
      refused: 'RW304',
    },
    {
      id: 'function/monkeypatch in two modules',
      files: {
        'shop/legacy.py': TWO_READERS,
        'app/desk.py': `import importlib\n\nfrom shop.legacy import Item, price, total\n\n\n${MONKEY}\n\ndef run():\n    monkeypatch.setattr("shop.legacy.LIMIT", 1)\n    try:\n        return price("none"), total([Item("std")] * 2)\n    except ValueError as error:\n        return error.args\n`,
      },
      holds: '(1,)',
    },
    {
      id: 'function/assigned in two modules',
      files: {
        'shop/legacy.py': TWO_READERS,
        'app/desk.py':
          'from shop import legacy\n\n\ndef run():\n    before = legacy.LIMIT\n    legacy.LIMIT = 1\n    try:\n        return legacy.price("none"), legacy.total([legacy.Item("std")] * 2)\n    except ValueError as error:\n        return error.args\n    finally:\n        legacy.LIMIT = before\n',
      },
      holds: '(1,)',
    },
    {
      id: 'function/assigned in two modules, beside others',
      files: {
        'shop/legacy.py': TWO_READERS,
        'app/desk.py':
          'from shop import legacy\n\n\ndef run():\n    legacy.LIMIT, before = 1, legacy.LIMIT\n    try:\n        return legacy.total([legacy.Item("std")] * 2)\n    except ValueError as error:\n        return error.args\n    finally:\n        legacy.LIMIT = before\n',
      },
      holds: '(1,)',
      refused: 'RW304',
    },
    {
      id: 'function/monkeypatch by string',
      files: {
        'app/desk.py': `import importlib\n\nfrom shop.legacy import Item\n\n\n${MONKEY}\n\ndef run():\n    monkeypatch.setattr("shop.legacy.price", lambda name: 6)\n    return Item("x").cost()\n`,
      },
      holds: '6',
    },
    {
      id: 'function/monkeypatch on the module',
      files: {
        'app/desk.py': `import importlib\n\nfrom shop import legacy\n\n\n${MONKEY}\n\ndef run():\n    monkeypatch.setattr(legacy, "price", lambda name: 6)\n    return legacy.Item("x").cost()\n`,
      },
      holds: '6',
    },
    {
      id: 'function/monkeypatch, dotted import',
      files: {
        'app/desk.py': `import importlib\n\nimport shop.legacy\n\n\n${MONKEY}\n\ndef run():\n    monkeypatch.setattr(shop.legacy, "LIMIT", 6)\n    return shop.legacy.price("x")\n`,
      },
      holds: '6',
    },
    {
      id: 'function/delattr and setattr',
      files: {
        'app/desk.py':
          'from shop import legacy\n\n\ndef run():\n    setattr(legacy, "_lookup", lambda name: 6)\n    return legacy.price("x")\n',
      },
      holds: '6',
    },
    {
      id: 'module/patch.dict by string',
      files: desk(
        'from unittest.mock import patch\n\nfrom shop.legacy import price',
        'patch.dict("shop.legacy.RATES", {"none": 3})(lambda: price("none"))()',
      ),
      holds: '3',
    },
    {
      id: 'module/patch.dict by object',
      files: desk(
        'from unittest.mock import patch\n\nfrom shop import legacy',
        'patch.dict(legacy.RATES, {"none": 3})(lambda: legacy.price("none"))()',
      ),
      holds: '3',
    },
    {
      id: 'module/patch.multiple by string',
      files: desk(
        'from unittest.mock import patch\n\nfrom shop.legacy import Item',
        'patch.multiple("shop.legacy", price=lambda name: 3, _lookup=None)(lambda: Item("none").cost())()',
      ),
      holds: '3',
    },
    {
      id: 'module/patch.multiple by object',
      files: desk(
        'from unittest.mock import patch\n\nfrom shop import legacy',
        'patch.multiple(legacy, price=lambda name: 3)(lambda: legacy.Item("none").cost())()',
      ),
      holds: '3',
    },
    {
      id: 'module/patch.multiple in two modules',
      files: desk(
        'from unittest.mock import patch\n\nfrom shop.legacy import price',
        'patch.multiple("shop.legacy", LIMIT=3, STATE={})(lambda: price("none"))()',
      ),
      holds: '3',
      refused: 'RW304',
    },
    {
      id: 'module/by a computed name',
      files: desk(
        'from unittest.mock import patch\n\nfrom shop import legacy\n\nNAME = "LIMIT"',
        'patch.object(legacy, NAME, 50)(lambda: legacy.price("none"))()',
      ),
      holds: '50',
      refused: 'RW302',
    },
    {
      id: 'module/where it was imported to',
      files: {
        'app/shelf.py': 'from shop.legacy import price\n\n\ndef label():\n    return price("std")\n',
        ...desk(
          'from unittest.mock import patch\n\nfrom app.shelf import label',
          'patch("app.shelf.price", lambda name: 12)(label)()',
        ),
      },
      holds: '12',
    },
    {
      id: 'module/read by a local import',
      files: {
        'app/shelf.py': 'def label():\n    from shop.legacy import bump\n\n    return bump(1)\n',
        ...desk(
          'from unittest.mock import patch\n\nfrom app.shelf import label',
          'patch("shop.legacy.bump", lambda by: 12)(label)()',
        ),
      },
      holds: '12',
    },
    {
      id: 'module/read as an attribute',
      files: {
        'app/shelf.py': 'from shop import legacy\n\n\ndef label():\n    return legacy.bump(1)\n',
        ...desk(
          'from unittest.mock import patch\n\nfrom app.shelf import label',
          'patch("shop.legacy.bump", lambda by: 12)(label)()',
        ),
      },
      holds: '12',
    },
    {
      id: 'class/decorated test class',
      files: {
        'app/desk.py':
          'import unittest\nfrom unittest.mock import patch\n\nfrom shop.legacy import Item\n\n\n@patch("shop.legacy.price", new=lambda name: 5)\nclass Suite(unittest.TestCase):\n    def test_cost(self):\n        self.assertEqual(Item("x").cost(), 5)\n\n\ndef run():\n    return unittest.TextTestRunner(stream=open("/dev/null", "w")).run(unittest.TestLoader().loadTestsFromTestCase(Suite)).wasSuccessful()\n',
      },
      holds: 'True',
    },
  ]);
}
