import type { Cell } from './cell.js';
import { desk, type HandCell, handCells } from './hand.js';
import { EXISTING, KEEP, LEGACY, RENAME, SPLIT } from './shop.js';

const TYPED = 'import typing\ntyping.TYPE_CHECKING = True\n';

/** A module that computes a name when it is asked for. */
const ANSWERING = `${LEGACY}

def __getattr__(name: str) -> int:
    if name == "RATE":
        return RATES["std"]
    raise AttributeError(name)
`;

/** A destination that exists already and imports from the module that is split. */
function till(id: string, imports: string, use: string, value = '2', more = ''): HandCell {
  return {
    id: id.includes('/') ? id.replace('/', '/destination, ') : `${id}/destination`,
    files: { 'shop/till.py': `"""The till."""\n\n${imports}${more}\n\ndef run():\n    return ${use}\n` },
    holds: `from shop.till import run\nfound = run()\nassert found == ${value}, found\nimport shop.till\nassert (shop.till.price("std"), shop.till._lookup("none")) == (2, 10) if "price" in vars(shop.till) else True`,
    rule: EXISTING,
  };
}

/** Forms 1 to 6: imports. */
export function importCells(): Cell[] {
  return [
    ...handCells(1, [
      {
        id: 'module/destination that the moved code imports from',
        files: {
          'shop/till.py': '"The till."\n\nTAX = 1\n\n\ndef taxed(value):\n    return value + TAX\n',
          'shop/legacy.py': LEGACY.replace(
            'from shop.base import BASE\n',
            'from shop.base import BASE\nfrom shop.till import TAX, taxed\n',
          ).replace('return _lookup(name)', 'return taxed(_lookup(name)) - TAX'),
          ...desk('from shop.legacy import price', 'price("std")'),
        },
        rule: EXISTING,
        holds: '2',
      },
      {
        id: 'module/unused',
        files: desk('from shop.legacy import bump, total  # noqa: F401', '1'),
        holds: '1',
      },
      {
        id: 'module/nested destination',
        files: desk('from shop.legacy import Item, total', 'total([Item("std", 3)])'),
        holds: '6',
      },
      { id: 'module/private', files: desk('from shop.legacy import _lookup', '_lookup("std")'), holds: '2' },
      {
        id: 'module/logger',
        files: desk('from shop.legacy import logger', 'logger.name.startswith("shop.")'),
        holds: 'True',
      },
      {
        id: 'module/given by __getattr__',
        files: {
          'shop/legacy.py': ANSWERING,
          ...desk(
            'import shop.legacy\nfrom shop import legacy\nfrom shop.legacy import RATE, bump',
            '(RATE, legacy.RATE, shop.legacy.RATE, bump(2))',
          ),
        },
        holds: '(2, 2, 2, 2)',
      },
      {
        id: 'module/given by __getattr__ of what is kept',
        files: {
          'shop/legacy.py': ANSWERING,
          ...desk(
            'from shop import legacy\nfrom shop.legacy import RATE, bump',
            '(RATE, legacy.RATE, bump(2))',
          ),
        },
        holds: '(2, 2, 2)',
        rule: KEEP,
      },
      {
        id: 'module/brought by a star',
        files: {
          'shop/legacy.py': LEGACY.replace('from shop.base import BASE', 'from shop.more import *'),
          'shop/more.py': 'from shop.base import *\n\nMORE = 5\n',
          ...desk(
            'from shop import legacy\nfrom shop.legacy import BASE, MORE, bump',
            '(MORE, BASE, legacy.MORE, bump(2))',
          ),
        },
        holds: '(5, 0, 5, 2)',
      },
      {
        id: 'function/a module that the star of its package brings',
        files: {
          'shop/__init__.py': 'from .legacy import price\n',
          ...desk('from shop import *\n\n\ndef hit():\n    return legacy.bump(2)', 'hit()'),
        },
        holds: '2',
        refused: 'RW302',
      },
      {
        id: 'function/a name of its own beside the star of the package',
        files: {
          'shop/__init__.py': 'from .legacy import price\n',
          ...desk(
            'from shop import *\n\nlegacy = {"bump": 2}\n\n\ndef hit():\n    return legacy["bump"], price("std")',
            'hit()',
          ),
        },
        holds: '(2, 2)',
      },
      {
        id: 'class/a name that the class rebinds',
        files: desk(
          'from shop.legacy import bump\n\n\nclass Box:\n    bump = staticmethod(bump)',
          'Box.bump(2)',
        ),
        holds: '2',
      },
      {
        id: 'own code/a star of a library',
        files: {
          'shop/legacy.py': LEGACY.replace('import json', 'import json\nfrom os.path import *').replace(
            'return _lookup(name)',
            'return _lookup(basename(name))',
          ),
          ...desk('from shop.legacy import price', 'price("shelf/std")'),
        },
        holds: '2',
        also: ['shop/beta.py'],
      },
      {
        id: 'module/unknown name',
        files: desk('try:\n    from shop.legacy import gone\nexcept ImportError:\n    gone = 1', 'gone'),
        holds: '1',
        refused: 'RW211',
      },
      {
        id: 'module/same name twice',
        files: desk('from shop.legacy import bump, bump as hit', 'bump is hit'),
        holds: 'True',
      },
      {
        id: 'multi-line/trailing comma',
        files: desk(
          'from shop.legacy import (\n    STATE, bump,\n    price,\n)',
          '(bump(2), STATE["hits"], price("std"))',
        ),
        holds: '(2, 2, 2)',
      },
      {
        id: 'multi-line/no trailing comma',
        files: desk(
          'from shop.legacy import (STATE,\n                         bump,\n                         price)',
          '(bump(2), STATE["hits"], price("std"))',
        ),
        holds: '(2, 2, 2)',
      },
      {
        id: 'multi-line/comment about one name',
        files: desk(
          'from shop.legacy import (  # noqa: F401\n    bump,  # type: ignore[attr-defined]\n    price,\n    total,\n)',
          '(bump(2), price("std"), total([]))',
        ),
        holds: '(2, 2, 0)',
      },
      {
        id: 'multi-line/too long for a line',
        files: desk(
          'from shop.legacy import LIMIT, RATES, STATE, bump as the_function_that_counts_hits, price as p',
          '(the_function_that_counts_hits(LIMIT), STATE, RATES, p("std"))',
        ),
        holds: '(10, {"hits": 10}, {"std": 2}, 2)',
      },
      {
        id: 'type-checking/and in a function',
        files: {
          'app/desk.py':
            'from __future__ import annotations\n\nfrom typing import TYPE_CHECKING\n\nif TYPE_CHECKING:\n    from shop.legacy import Item\n\n\ndef run(item: Item | None = None) -> Item:\n    from shop.legacy import Item\n\n    return item or Item("std")\n',
        },
        holds: `${TYPED}import app.desk\nassert app.desk.run().cost() == 2\nassert typing.get_type_hints(app.desk.run)["return"] is type(app.desk.run())`,
      },
      {
        id: 'try/fallback to a stand-in',
        files: desk(
          'try:\n    from shop.legacy import bump, price\nexcept ImportError:  # pragma: no cover\n    bump = price = None',
          '(bump(2), price("std"))',
        ),
        holds: '(2, 2)',
      },
      {
        id: 'try/second choice',
        files: desk(
          'try:\n    from shop.missing import bump\nexcept ImportError:\n    from shop.legacy import bump',
          'bump(2)',
        ),
        holds: '2',
      },
      {
        id: 'shadow-parameter/in a lambda',
        files: desk('from shop.legacy import price', '(price("std"), (lambda price: price + 1)(1))'),
        holds: '(2, 2)',
      },
      {
        id: 'module/del afterwards',
        files: desk(
          'from shop.legacy import bump, price\n\nhits = bump(2)\ndel bump',
          '(hits, price("std"))',
        ),
        holds: '(2, 2)',
      },
    ]),
    ...handCells(2, [
      {
        id: 'class/a name that the class rebinds',
        files: desk('from shop import legacy\n\n\nclass Box:\n    legacy = legacy', 'Box.legacy.bump(2)'),
        holds: '2',
        refused: 'RW302',
      },
      {
        id: 'init/a package imports its own subpackage, for that and for the module in it',
        files: {
          'shop/__init__.py':
            'from shop import deep\nfrom shop.deep.till import price\n\nLIMIT = deep.till.LIMIT\ndeep.limit = LIMIT\n',
          'shop/deep/till.py': 'LIMIT = 3\n\n\ndef price():\n    return LIMIT\n',
          'app/desk.py': 'import shop\n\n\ndef run():\n    return shop.LIMIT, shop.deep.limit\n',
        },
        holds: '(3, 3)',
        rule: 'kind: split-module\nsource: shop.deep.till\nlegacy: delete\ninto:\n  - { module: shop.deep.limits, symbols: [LIMIT] }\n  - { module: shop.deep.prices, rest: true }\n',
      },
      {
        id: 'module/getattr with a literal',
        files: desk('from shop import legacy', 'getattr(legacy, "bump")(2) + hasattr(legacy, "price")'),
        holds: '3',
      },
      {
        id: 'module/computed attribute',
        files: desk('from shop import legacy', '[getattr(legacy, name) for name in ("LIMIT",)]'),
        holds: '[10]',
        refused: 'RW302',
      },
      {
        id: 'module/as a value',
        files: desk('from shop import legacy', 'vars(legacy)["LIMIT"]'),
        holds: '10',
        refused: 'RW302',
      },
      {
        id: 'module/assigned',
        files: desk('from shop import legacy\n\nold = legacy', 'old.LIMIT'),
        holds: '10',
        refused: 'RW302',
      },
      {
        id: 'module/own attributes',
        files: desk('from shop import legacy', 'legacy.__name__.split(".")[0]'),
        holds: '"shop"',
        refused: 'RW212',
      },
      { id: 'module/unused', files: desk('from shop import legacy  # noqa: F401', '1'), holds: '1' },
      {
        id: 'module/beside others',
        files: desk('from shop import base, legacy', '(base.BASE, legacy.bump(2), legacy.price("std"))'),
        holds: '(0, 2, 2)',
      },
      {
        id: 'module/passed on',
        files: desk('from shop import legacy', '(legacy.BASE, legacy.json.dumps(1), legacy.price("std"))'),
        holds: '(0, "1", 2)',
      },
      {
        id: 'module/nested attribute',
        files: desk('from shop import legacy', 'legacy.Item.cost(legacy.Item("std"))'),
        holds: '2',
      },
      {
        id: 'module/nested destination',
        files: desk('from shop import legacy', 'legacy.total([legacy.Item("std")])'),
        holds: '2',
      },
      {
        id: 'try/stand-in',
        files: desk(
          'try:\n    from shop import legacy\nexcept ImportError:\n    legacy = None',
          'legacy.bump(2)',
        ),
        holds: '2',
        refused: 'RW303',
      },
      {
        id: 'module/written',
        files: desk('from shop import legacy', '(setattr(legacy, "LIMIT", 50), legacy.price("none"))[1]'),
        holds: '50',
      },
      {
        id: 'function/written by assignment',
        files: {
          'app/desk.py':
            'from shop import legacy\n\n\ndef run():\n    legacy.LIMIT = 50\n    return legacy.price("none")\n',
        },
        holds: '50',
      },
      {
        id: 'function/written and read outside',
        files: {
          'app/desk.py':
            'from shop import legacy\n\n\ndef run():\n    legacy.LIMIT = 50\n    return legacy.price("none"), legacy.LIMIT\n',
        },
        holds: '(50, 50)',
      },
      {
        id: 'module/package binds the name to something else',
        files: {
          'shop/__init__.py': '"""A shop."""\n\nimport shop.legacy\n\nlegacy = {"bump": 1}\n',
          ...desk('from shop import legacy', 'legacy["bump"]'),
        },
        holds: '1',
      },
      {
        id: 'all moved/keeps its alias',
        files: desk('from shop import legacy as m  # the till', 'm.bump(2), m.price("std")'),
        holds: '(2, 2)',
        rule: RENAME,
      },
      {
        id: 'collision/the new name is a builtin or global there',
        files: desk(
          'from shop import legacy\n\nalpha_hits = legacy.bump(2)',
          '(alpha_hits, [beta for beta in (1,)], legacy.price("std"))',
        ),
        holds: '(2, [1], 2)',
      },
      {
        id: 'collision/imported under that name',
        files: {
          'app/alpha.py': 'X = 1\n',
          ...desk('from app import alpha\nfrom shop import legacy', '(alpha.X, legacy.bump(2))'),
        },
        holds: '(1, 2)',
      },
    ]),
    ...handCells(3, [
      {
        id: 'module/the package under another name, for another module',
        files: desk(
          'import shop.base\nimport shop.legacy\n\nhere = shop',
          '(here.base.BASE, shop.legacy.bump(2))',
        ),
        holds: '(0, 2)',
      },
      {
        id: 'module/the package under another name',
        files: desk('import shop.legacy\n\nhere = shop', 'here.legacy.bump(2)'),
        holds: '2',
        refused: 'RW302',
      },
      {
        id: 'module/the package alone',
        files: {
          'app/other.py': 'import shop.legacy\n',
          ...desk('import app.other\nimport shop', 'shop.legacy.bump(2), shop.legacy.price("std")'),
        },
        holds: '(2, 2)',
      },
      {
        id: 'module/the package alone, of what is kept',
        files: {
          'app/other.py': 'from shop.legacy import bump  # noqa: F401\n',
          ...desk('import app.other\nimport shop', 'shop.legacy.bump(2), shop.legacy.price("std")'),
        },
        holds: '(2, 2)',
        rule: KEEP,
      },
      {
        id: 'module/package under an alias',
        files: {
          'app/other.py': 'import shop.legacy\n',
          ...desk('import app.other\nimport shop as s', 's.legacy.bump(2), s.legacy.price("std")'),
        },
        holds: '(2, 2)',
      },
      {
        id: 'module/several in one statement',
        files: desk(
          'import os, shop.legacy, sys',
          '(shop.legacy.bump(2), shop.legacy.price("std"), os.sep, sys.path)[:2]',
        ),
        holds: '(2, 2)',
      },
      {
        id: 'module/several with alias',
        files: desk(
          'import os, shop.legacy as old, sys  # noqa: E401',
          '(old.bump(2), old.price("std"), os.sep, sys.path)[:2]',
        ),
        holds: '(2, 2)',
      },
      { id: 'module/for its side effects', files: desk('import shop.legacy  # noqa: F401', '1'), holds: '1' },
      {
        id: 'module/other submodule too',
        files: desk('import shop.base\nimport shop.legacy', '(shop.base.BASE, shop.legacy.bump(2))'),
        holds: '(0, 2)',
      },
      {
        id: 'module/passed on',
        files: desk(
          'import shop.legacy',
          '(shop.legacy.BASE, shop.legacy.json.dumps(1), shop.legacy.price("std"))',
        ),
        holds: '(0, "1", 2)',
      },
      {
        id: 'all moved/keeps its alias',
        files: desk('import shop.legacy as m', 'm.bump(2), m.price("std")'),
        holds: '(2, 2)',
        rule: RENAME,
      },
      {
        id: 'all moved/same alias as module',
        files: desk('import shop.legacy as legacy', 'legacy.bump(2)'),
        holds: '2',
        rule: RENAME,
      },
      {
        id: 'module/as a value',
        files: desk('import shop.legacy', 'dir(shop.legacy)[:0]'),
        holds: '[]',
        refused: 'RW302',
      },
      {
        id: 'module/the package as a value',
        files: desk('import shop.legacy', '(shop.__name__, getattr(shop, "__doc__"), shop.legacy.bump(2))'),
        holds: '("shop", "A shop.", 2)',
      },
      {
        id: 'one moved/unused',
        files: desk('import shop.legacy  # noqa: F401', '1'),
        holds: '1',
        rule: KEEP,
      },
      {
        id: 'one moved/nothing of it used',
        files: desk('import shop.legacy', 'shop.legacy.price("std")'),
        holds: '2',
        rule: KEEP,
      },
      {
        id: 'one moved/the package alone',
        files: {
          'app/other.py': 'import shop.legacy\n',
          ...desk('import app.other\nimport shop', '(shop.legacy.bump(2), shop.legacy.price("std"))'),
        },
        holds: '(2, 2)',
        rule: KEEP,
      },
      {
        id: 'function/imported above',
        files: {
          'app/desk.py':
            'import shop.legacy\n\n\nclass Desk:\n    hits = shop.legacy.bump(2)\n\n    def price(self):\n        return shop.legacy.price("std")\n\n\ndef run():\n    return Desk.hits, Desk().price()\n',
        },
        holds: '(2, 2)',
      },
    ]),
    ...handCells(4, [
      {
        id: 'module/two levels',
        files: {
          'shop/deep/desk.py':
            'from ..legacy import Item, bump, total\n\n\ndef run():\n    return bump(2), total([Item("std")])\n',
        },
        holds: 'from shop.deep.desk import run\nassert run() == (2, 2)',
      },
      {
        id: 'module/three levels',
        files: {
          'shop/deep/sub/__init__.py': '',
          'shop/deep/sub/desk.py':
            'from ... import legacy\nfrom ...legacy import bump as hit\n\n\ndef run():\n    return hit(2), legacy.price("std")\n',
        },
        holds: 'from shop.deep.sub.desk import run\nassert run() == (2, 2)',
      },
      {
        id: 'init/of the sub-package',
        files: { 'shop/deep/__init__.py': 'from ..legacy import total\n\n__all__ = ["total"]\n' },
        holds: 'from shop.deep import total\nassert total([]) == 0',
      },
      {
        id: 'init/of the package',
        files: {
          'shop/__init__.py':
            '"""A shop."""\n\nfrom .base import BASE\nfrom .legacy import bump, price\n\n__all__ = ["BASE", "bump", "price"]\n',
        },
        holds:
          'import shop\nassert shop.bump(2) == 2 == shop.price("std")\nassert shop.__all__ == ["BASE", "bump", "price"]',
      },
    ]),
    ...handCells(5, [
      {
        id: 'module/passes on what __all__ says',
        files: { 'shop/api.py': 'from .legacy import *\n\n__all__ = ["Item", "bump"]\n' },
        holds: 'from shop.api import *\nassert bump(2) == 2 and Item("std").cost() == 2',
      },
      {
        id: 'module/nothing used',
        files: desk('from shop.legacy import *', '1'),
        holds: '1',
      },
      {
        id: 'module/taken by another module',
        files: {
          'app/hub.py': 'from shop.legacy import *\n',
          ...desk('from app.hub import bump, price', 'bump(2), price("std")'),
        },
        holds: '(2, 2)',
      },
      {
        id: 'module/taken through the module object',
        files: {
          'app/hub.py': 'from shop.legacy import *\n',
          ...desk('import app.hub', 'app.hub.bump(2), app.hub.price("std")'),
        },
        holds: '(2, 2)',
      },
      {
        id: 'module/star of a star',
        files: {
          'app/hub.py': 'from shop.legacy import *\n',
          ...desk('from app.hub import *', 'bump(2), price("std")'),
        },
        holds: '(2, 2)',
      },
      {
        id: 'module/a local definition wins',
        files: {
          'app/desk.py':
            'from shop.legacy import *\n\n\ndef price(name):\n    return 7\n\n\ndef run():\n    return bump(2), price("std")\n',
        },
        holds: '(2, 7)',
      },
      {
        id: 'module/used in an annotation only',
        files: {
          'app/desk.py':
            'from __future__ import annotations\n\nfrom shop.legacy import *\n\n\ndef run(item: Item = None) -> "list[Item]":\n    return []\n',
        },
        holds:
          'import typing\nimport app.desk\nassert typing.get_type_hints(app.desk.run)["item"].__name__ == "Item"',
      },
      {
        id: 'module/without __all__',
        files: {
          'shop/legacy.py': LEGACY.replace(/__all__ = .*\n\n/, ''),
          ...desk('from shop.legacy import *', '(bump(2), price("std"), json.dumps(1), BASE)'),
        },
        holds: '(2, 2, "1", 0)',
      },
      {
        id: 'init/passes everything on without __all__',
        files: {
          'shop/legacy.py': LEGACY.replace(/__all__ = .*\n\n/, ''),
          'app/hub/__init__.py': 'from shop.legacy import *\n',
          ...desk('from app.hub import bump, price', 'bump(2), price("std")'),
        },
        holds: '(2, 2)',
      },
      {
        id: 'init/with names of its own',
        files: {
          'app/hub/__init__.py':
            'from shop.legacy import *\nfrom shop import legacy as _legacy\n\n__all__ = ["extra", "bump"]\n\nextra = _legacy.LIMIT\n',
          ...desk('from app.hub import *', '(bump(2), extra)'),
        },
        holds: '(2, 10)',
      },
    ]),
    ...handCells(6, [
      {
        id: 'try/emptied',
        files: desk('try:\n    from shop.legacy import *\nexcept ImportError:\n    raise SystemExit(1)', '1'),
        holds: '1',
      },
      {
        id: 'type-checking/emptied',
        files: desk(
          'from typing import TYPE_CHECKING\n\nif TYPE_CHECKING:\n    from shop.legacy import *',
          '1',
        ),
        holds: `${TYPED}from app.desk import run\nassert run() == 1`,
      },
      {
        id: 'if-else/emptied',
        files: desk(
          'import sys\n\nif sys.version_info < (3,):\n    from shop.legacy import *\nelse:\n    X = 1',
          'X',
        ),
        holds: '1',
      },
      {
        id: 'if-else/both emptied',
        files: desk(
          'import sys\n\nif sys.version_info < (3,):\n    # old\n    from shop.legacy import *  # noqa\nelse:\n    from shop.legacy import *',
          '1',
        ),
        holds: '1',
      },
      { id: 'semicolons/emptied first', files: desk('from shop.legacy import *; X = 1', 'X'), holds: '1' },
      { id: 'semicolons/emptied last', files: desk('X = 1; from shop.legacy import *', 'X'), holds: '1' },
      { id: 'inline suite/emptied', files: desk('if True: from shop.legacy import *', '1'), holds: '1' },
      {
        id: 'no newline/emptied',
        files: { 'app/desk.py': 'def run():\n    return 1\n\n\nfrom shop.legacy import *' },
        holds: '1',
      },
      {
        id: 'CRLF/emptied',
        files: {
          'app/desk.py':
            'import os\r\nfrom shop.legacy import *\r\n\r\n\r\ndef run():\r\n    return os.sep and 1\r\n',
        },
        holds: '1',
      },
      {
        id: 'try/in else and finally',
        files: desk(
          'try:\n    import os\nexcept ImportError:\n    pass\nelse:\n    from shop.legacy import bump, price\nfinally:\n    import shop.legacy as last',
          '(bump(2), price("std"), last.LIMIT)',
        ),
        holds: '(2, 2, 10)',
      },
      {
        id: 'try/in the handler',
        files: desk(
          'try:\n    import shop_missing\nexcept ImportError as error:\n    from shop.legacy import bump, price',
          '(bump(2), price("std"))',
        ),
        holds: '(2, 2)',
      },
      {
        id: 'if-else/elif',
        files: desk(
          'import sys\n\nif sys.version_info < (3,):\n    pass\nelif sys.platform:\n    from shop.legacy import bump, price\nelse:\n    from shop import legacy',
          '(bump(2), price("std"))',
        ),
        holds: '(2, 2)',
      },
      {
        id: 'with-for/while and with',
        files: desk(
          'import contextlib\n\nwhile True:\n    with contextlib.suppress(ImportError): from shop.legacy import bump, price\n    break',
          '(bump(2), price("std"))',
        ),
        holds: '(2, 2)',
      },
      {
        id: 'class/nested class',
        files: {
          'app/desk.py':
            'class Outer:\n    class Inner:\n        from shop.legacy import LIMIT, price\n        from shop import legacy\n\n        cost = staticmethod(price)\n        top = legacy.LIMIT + legacy.RATES["std"]\n\n\ndef run():\n    return Outer.Inner.LIMIT, Outer.Inner.cost("std"), Outer.Inner.top\n',
        },
        holds: '(10, 2, 12)',
      },
      {
        id: 'match/guard and capture',
        files: {
          'app/desk.py':
            'from shop import legacy\n\n\ndef run(value=10):\n    match value:\n        case legacy.LIMIT if legacy.price("std") == 2:\n            return "limit"\n        case bump:\n            return bump\n',
        },
        holds: '"limit"',
      },
      {
        id: 'match/class pattern',
        files: {
          'app/desk.py':
            'from shop import legacy\nfrom shop.legacy import Item\n\n\ndef run():\n    match Item("std", 3):\n        case legacy.Item(name="std", qty=qty):\n            return qty\n',
        },
        holds: '3',
      },
      {
        id: 'module/rule keeps order',
        files: desk(
          'import sys\nfrom shop.legacy import price  # first\nsys.flags\nfrom shop.legacy import bump  # second',
          '(bump(2), price("std"))',
        ),
        holds: '(2, 2)',
        rule: SPLIT,
      },
      till('module', 'from shop.legacy import bump\n', 'bump(2)'),
      till(
        'module/used beside another',
        'import os\nfrom shop.legacy import BASE, bump  # both\n',
        '(bump(2), BASE, os.sep)[:2]',
        '(2, 0)',
      ),
      till('module/under an alias', 'from shop.legacy import bump as hit\n', 'hit(2)'),
      till('module/module object', 'from shop import legacy\n', 'legacy.bump(2)'),
      till('module/dotted', 'import shop.legacy\n', 'shop.legacy.bump(2)'),
      till(
        'type-checking',
        'from typing import TYPE_CHECKING\n\nif TYPE_CHECKING:\n    from shop.legacy import RATES\n',
        '2',
      ),
      till('try', 'try:\n    from shop.legacy import bump\nexcept ImportError:\n    raise\n', 'bump(2)'),
      till(
        'function',
        '',
        '_hit()',
        '2',
        '\n\ndef _hit():\n    from shop.legacy import bump\n\n    return bump(2)\n',
      ),
      till(
        'function/nothing else in it',
        '',
        '_load()',
        'None',
        '\n\ndef _load():\n    from shop.legacy import bump\n',
      ),
      {
        ...till('class', '', 'Box.LIMIT', '10', '\n\nclass Box:\n    from shop.legacy import LIMIT\n'),
        refused: 'RW305',
      },
    ]),
  ];
}
