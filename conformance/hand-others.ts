import type { Cell } from './cell.js';
import { desk, handCells } from './hand.js';
import { LEGACY } from './shop.js';

const OTHER = 'bump = price = lambda *_: "other"\n';

/** Forms 14 and 15: names reached through other modules, and names that merely look alike. */
export function lookalikeCells(): Cell[] {
  return [
    ...handCells(14, [
      {
        id: 'module/function called like its module, passed on twice',
        files: {
          'shop/legacy.py': `${LEGACY}\n\ndef legacy() -> int:\n    return price("std")\n`,
          'shop/__init__.py': 'from .legacy import legacy\n',
          'hall/__init__.py': 'from shop import legacy\n',
          ...desk('from hall import legacy', 'legacy()'),
        },
        holds: '2',
      },
      {
        id: 'module/through a re-export',
        files: {
          'shop/api.py': 'from shop.legacy import bump, price\n',
          ...desk('from shop.api import bump, price', '(bump(2), price("std"))'),
        },
        holds: '(2, 2)',
      },
      {
        id: 'module/through the module that re-exports',
        files: {
          'shop/api.py': 'from shop.legacy import bump, price\n',
          ...desk('import shop.api\nfrom shop import api', '(api.bump(2), shop.api.price("std"))'),
        },
        holds: '(2, 2)',
      },
      {
        id: 'module/the module through another',
        files: {
          'shop/api.py': 'from shop import legacy\n\nTOP = legacy.LIMIT\n',
          ...desk('from shop.api import legacy', '(legacy.bump(2), legacy.price("std"))'),
        },
        holds: '(2, 2)',
      },
      {
        id: 'module/the module as an attribute of another',
        files: {
          'shop/api.py': 'from shop import legacy\n\nTOP = legacy.LIMIT\n',
          ...desk('from shop import api', '(api.legacy.bump(2), api.legacy.price("std"))'),
        },
        holds: '(2, 2)',
      },
      {
        id: 'module/the module under another name',
        files: {
          'shop/api.py': 'import shop.legacy as old\n\nTOP = old.LIMIT\n',
          ...desk('import shop.api', '(shop.api.old.bump(2), shop.api.old.price("std"))'),
        },
        holds: '(2, 2)',
      },
      {
        id: 'init/the module from its package',
        files: {
          'shop/__init__.py': '"""A shop."""\n\nfrom shop import legacy as store\n',
          ...desk('from shop import store', '(store.bump(2), store.price("std"))'),
        },
        holds: '(2, 2)',
      },
      {
        id: 'module/through a star',
        files: {
          'shop/api.py': 'from shop.legacy import *\n',
          ...desk('from shop.api import bump, price', '(bump(2), price("std"))'),
        },
        holds: '(2, 2)',
      },
      {
        id: 'module/patched through a re-export',
        files: {
          'shop/api.py': 'from shop.legacy import price\n\n\ndef label():\n    return price("std")\n',
          ...desk(
            'from unittest.mock import patch\n\nfrom shop import api',
            'patch.object(api, "price", lambda name: 9)(api.label)()',
          ),
        },
        holds: '9',
      },
      {
        id: 'function/chain of re-exports',
        files: {
          'shop/api.py': 'from shop.legacy import bump as hit\n',
          'shop/front.py': 'from .api import hit as count\n',
          'app/desk.py': 'def run():\n    from shop.front import count\n\n    return count(2)\n',
        },
        holds: '2',
      },
    ]),
    ...handCells(15, [
      {
        // The finding shows what the scopes of names tell apart from the module that the string means.
        id: 'shadow-local/the module in a string, beside what shares its name',
        files: {
          'app/desk.py':
            'WHERE = "shop.legacy"\n\n\nclass Box:\n    legacy = 1\n\n\ndef run(legacy=Box):\n    box = legacy()\n    return (box.legacy, [legacy for legacy in (2,)], WHERE[:1], dict(legacy=3)["legacy"])\n',
        },
        holds: '(1, [2], "s", 3)',
        refused: 'RW601',
      },
      {
        id: 'module/attributes and keywords',
        files: {
          'app/desk.py':
            'from shop.legacy import price\n\n\nclass Till:\n    bump = 3\n    legacy = {"price": 4}\n\n    def price(self, price=1, *, legacy=2):\n        self.bump = price + legacy\n        return self.bump\n\n\ndef run():\n    till = Till()\n    return till.price(price=5, legacy=6), till.legacy["price"], Till.bump, price("std")\n',
        },
        holds: '(11, 4, 3, 2)',
      },
      {
        id: 'module/another module of that name',
        files: {
          'app/legacy.py': OTHER,
          ...desk('from app.legacy import bump\nfrom shop.legacy import price', '(bump(), price("std"))'),
        },
        holds: '("other", 2)',
      },
      {
        id: 'module/relative import of another',
        files: {
          'app/legacy.py': OTHER,
          ...desk(
            'from . import legacy\nfrom .legacy import bump\nfrom shop.legacy import price',
            '(bump(), legacy.price(), price("std"))',
          ),
        },
        holds: '("other", "other", 2)',
      },
      {
        id: 'module/both modules',
        files: {
          'app/legacy.py': OTHER,
          ...desk('from app import legacy as ours\nfrom shop import legacy', '(ours.bump(), legacy.bump(2))'),
        },
        holds: '("other", 2)',
      },
      {
        id: 'module/strings about another',
        files: {
          'app/legacy.py': OTHER,
          ...desk(
            'import pkgutil\n\nfrom shop.legacy import price\n\nNAMES = ["app.legacy:bump", "workshop.legacy.bump", "shop.legacyx.bump", "shop.legacy2", "shop/legacy_file.py", "app/legacy.py", "legacy", "shop-legacy"]',
            '(pkgutil.resolve_name(NAMES[0])(), price("std"), len(NAMES[1]))',
          ),
        },
        holds: '("other", 2, 20)',
      },
      {
        id: 'module/top-level module of that name',
        files: {
          'legacy.py': OTHER,
          ...desk('import legacy\nimport shop.legacy', '(legacy.bump(), shop.legacy.bump(2))'),
        },
        holds: '("other", 2)',
      },
      {
        id: 'module/local definition of the same name',
        files: {
          'app/desk.py':
            'from shop.legacy import bump\n\n\ndef price(name):\n    return name\n\n\ndef run():\n    def bump_twice(bump=bump):\n        return bump(1) + bump(1)\n\n    return bump_twice(), price("mine")\n',
        },
        holds: '(3, "mine")',
      },
      {
        id: 'shadow-local/rebound after use',
        files: {
          'app/desk.py':
            'from shop.legacy import price\n\n\ndef run():\n    global price\n    old = price("std")\n    price = "gone"\n    return old, price\n',
        },
        holds: '(2, "gone")',
      },
      {
        id: 'shadow-local/except and walrus',
        files: {
          'app/desk.py':
            'from shop import legacy\n\n\ndef first():\n    try:\n        raise KeyError("bump")\n    except KeyError as legacy:\n        return legacy.args\n\n\ndef second():\n    return (legacy := "local").upper()\n\n\ndef third(items):\n    for legacy in items:\n        pass\n    return legacy.imag\n\n\ndef run():\n    return first(), second(), third([1]), legacy.bump(2)\n',
        },
        holds: '(("bump",), "LOCAL", 0, 2)',
      },
      {
        id: 'shadow-parameter/star args and nested',
        files: {
          'app/desk.py':
            'from shop import legacy\n\n\ndef outer(*legacy, **price):\n    def inner():\n        return legacy.count(1), price["legacy"]\n\n    return inner()\n\n\ndef run():\n    return outer(1, 1, legacy=3), legacy.price("std")\n',
        },
        holds: '((2, 3), 2)',
      },
      {
        id: 'shadow-local/class scope is not seen by methods',
        files: {
          'app/desk.py':
            'from shop import legacy\n\n\nclass Till:\n    legacy = "mine"\n    same = legacy.upper()\n\n    def price(self):\n        return legacy.price("std"), self.legacy\n\n\ndef run():\n    return Till().price(), Till.same\n',
        },
        holds: '((2, "mine"), "MINE")',
      },
      {
        id: 'module/a method named like a symbol',
        files: {
          'app/desk.py':
            'class Till:\n    def bump(self):\n        from shop.legacy import bump\n\n        return bump(2)\n\n    def legacy(self):\n        from shop import legacy\n\n        return legacy.price("std")\n\n\ndef run():\n    return Till().bump(), Till().legacy()\n',
        },
        holds: '(2, 2)',
      },
      {
        id: 'module/file that is not concerned',
        files: {
          'app/other.py': 'legacy = "shop"\nbump = price = 1\n',
          ...desk('from app.other import bump, legacy', '(bump, legacy)'),
        },
        holds: '(1, "shop")',
      },
    ]),
  ];
}
