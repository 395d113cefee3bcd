import type { Cell } from './cell.js';
import { desk, handCells } from './hand.js';
import { LEGACY, SPLIT_WITH_HEIR } from './shop.js';

const LAZY = `def __getattr__(name):
    if name in _LAZY:
        return getattr(importlib.import_module(_LAZY[name], __name__), name)
    raise AttributeError(name)
`;
const PAIRS = `def __getattr__(name):
    if name in _LAZY:
        module, attribute = _LAZY[name]
        return getattr(importlib.import_module(module, __name__), attribute)
    raise AttributeError(name)
`;
const SUBMODULES = `def __getattr__(name):
    for module, names in _LAZY.items():
        if name in names:
            return getattr(importlib.import_module("." + module.lstrip("."), __name__), name)
    raise AttributeError(name)
`;
const init = (text: string) => ({ 'shop/__init__.py': `"""A shop."""\n\n${text}` });

/** Forms 8 to 10: public names of packages, registries, dynamic imports. */
export function registryCells(): Cell[] {
  return [
    ...handCells(8, [
      {
        id: 'init/lazy by a name that is made of the attribute, of another module',
        files: init(
          'from importlib import import_module\n\n\ndef __getattr__(name):\n    if not name.isupper():\n        raise AttributeError(name)\n    path = f".bas{name.lower()}"\n    return import_module(path, __name__).BASE\n',
        ),
        holds: 'import shop\nassert shop.E == 0',
      },
      {
        id: 'init/lazy by a name that is made of the attribute',
        files: init(
          'from importlib import import_module\n\n\ndef __getattr__(name):\n    if not name.isupper():\n        raise AttributeError(name)\n    path = f".leg{name.lower()}"\n    return import_module(path, __name__).bump\n',
        ),
        holds: 'import shop\nassert shop.ACY(2) == 2',
        refused: 'RW318',
      },
      {
        id: 'init/re-export with __all__',
        files: init('from .legacy import STATE, bump, price\n\n__all__ = ["STATE", "bump", "price"]\n'),
        holds:
          'import shop\nassert (shop.bump(2), shop.STATE["hits"], shop.price("std")) == (2, 2, 2) and shop.__all__ == ["STATE", "bump", "price"]',
      },
      {
        id: 'init/redundant alias',
        files: init('from shop.legacy import bump as bump, price as price\n'),
        holds: 'import shop\nassert (shop.bump(2), shop.price("std")) == (2, 2)',
      },
      {
        // The key says which name is meant; the heir does not stand in for it.
        id: 'init/records by name',
        files: init(
          `import importlib\n\n_LAZY = {\n    "bump": (__spec__.parent, ".legacy"),\n    "price": ("shop.legacy", "what it costs", ("price",)),\n    "total": ["shop.legacy", None],\n}\n\n\ndef __getattr__(name):\n    if name not in _LAZY:\n        raise AttributeError(name)\n    first, second = _LAZY[name][:2]\n    module = first + second if str(second).startswith(".") else first\n    return getattr(importlib.import_module(module), name)\n`,
        ),
        holds: 'import shop\nassert (shop.bump(2), shop.price("std"), shop.total([])) == (2, 2, 0)',
        rule: SPLIT_WITH_HEIR,
      },
      {
        id: 'init/star',
        files: init('from .legacy import *\n'),
        holds: 'import shop\nassert (shop.bump(2), shop.price("std"), shop.BASE) == (2, 2, 0)',
      },
      {
        id: 'init/star and __all__',
        files: init('from .legacy import *\n\n__all__ = ["bump", "price"]\n'),
        holds: 'from shop import *\nassert (bump(2), price("std")) == (2, 2)',
      },
      {
        id: 'init/star and multi-line __all__',
        files: init(
          'from .legacy import *  # noqa: F403\n\n__all__ = [\n    "bump",  # counts\n    "price",\n]\n',
        ),
        holds: 'from shop import *\nassert (bump(2), price("std")) == (2, 2)',
      },
      {
        id: 'init/submodule in __all__',
        files: init('from . import base, legacy\n\n__all__ = ["base", "legacy"]\n'),
        holds:
          'import shop\nassert len(shop.__all__) >= 2 and all(hasattr(shop, name) for name in shop.__all__)',
      },
      {
        id: 'init/submodule in __all__ without import',
        files: init('__all__ = ["base", "legacy"]\n'),
        holds: 'from shop import *\nassert base.BASE == 0',
      },
      {
        id: 'init/submodule in multi-line __all__',
        files: init(
          'from . import (\n    base,\n    legacy,\n)\n\n__all__ = [\n    "base",\n    "legacy",\n]\n',
        ),
        holds: 'from shop import *\nassert base.BASE == 0',
      },
      {
        id: 'init/lazy by name',
        files: init(`import importlib\n\n_LAZY = {"bump": ".legacy", "price": ".legacy"}\n\n\n${LAZY}`),
        holds: 'import shop\nassert (shop.bump(2), shop.price("std")) == (2, 2)',
      },
      {
        id: 'init/lazy by name, absolute',
        files: init(
          `import importlib\n\n_LAZY = {\n    "bump": "shop.legacy",\n    "price": "shop.legacy",\n}\n\n\n${LAZY}`,
        ),
        holds: 'import shop\nassert (shop.bump(2), shop.price("std")) == (2, 2)',
      },
      {
        id: 'init/lazy by pair',
        files: init(
          `import importlib\n\n_LAZY = {"hit": (".legacy", "bump"), "price": ("shop.legacy", "price")}\n\n\n${PAIRS}`,
        ),
        holds: 'import shop\nassert (shop.hit(2), shop.price("std")) == (2, 2)',
      },
      {
        id: 'init/lazy by submodule',
        files: init(`import importlib\n\n_LAZY = {"legacy": ["bump", "price"]}\n\n\n${SUBMODULES}`),
        holds: 'import shop\nassert (shop.bump(2), shop.price("std")) == (2, 2)',
      },
      {
        id: 'init/lazy by submodule, one a line',
        files: init(
          `import importlib\n\n_LAZY = {\n    ".base": ("BASE",),\n    ".legacy": ("bump", "price", "total"),\n}\n\n\n${SUBMODULES}`,
        ),
        holds: 'import shop\nassert (shop.bump(2), shop.price("std"), shop.total([])) == (2, 2, 0)',
      },
      {
        id: 'init/lazy with type checking',
        files: init(
          `import importlib\nfrom typing import TYPE_CHECKING\n\nif TYPE_CHECKING:\n    from .legacy import bump as bump, price as price\n\n_LAZY = {"bump": ".legacy", "price": ".legacy"}\n\n\n${LAZY}`,
        ),
        holds: 'import shop\nassert (shop.bump(2), shop.price("std")) == (2, 2)',
      },
      {
        id: 'circular init/eager',
        files: {
          ...init(
            'VERSION = "1"\n\nfrom .legacy import bump, price  # noqa: E402\n\n__all__ = ["VERSION", "bump", "price"]\n',
          ),
          'shop/legacy.py': LEGACY.replace(
            'from shop.base import BASE',
            'from shop import VERSION\nfrom shop.base import BASE',
          ).replace('"""What one piece costs."""', 'assert VERSION == "1"'),
        },
        holds: 'import shop\nassert (shop.bump(2), shop.price("std")) == (2, 2)',
      },
      {
        id: 'circular init/module object',
        files: {
          ...init('from . import legacy\n\nbump = legacy.bump\n'),
          ...desk('import shop', 'shop.bump(2)'),
        },
        holds: '2',
      },
      {
        id: 'init/names of a legacy list',
        files: init('from . import legacy\n\n__all__ = legacy.__all__\n'),
        holds: 'import shop\nassert "bump" in shop.__all__',
        refused: 'RW212',
      },
      {
        id: 'init/private alias',
        files: init('from .legacy import bump as _bump\n\n\ndef hit(by):\n    return _bump(by)\n'),
        holds: 'import shop\nassert shop.hit(2) == 2',
      },
      {
        id: 'init/getattr with branches',
        files: init(
          'def __getattr__(name):\n    if name == "bump":\n        from .legacy import bump\n\n        return bump\n    if name == "price":\n        from . import legacy\n\n        return legacy.price\n    raise AttributeError(name)\n',
        ),
        holds: 'import shop\nassert (shop.bump(2), shop.price("std")) == (2, 2)',
      },
    ]),
    ...handCells(9, [
      {
        id: 'module/list of pairs',
        files: desk(
          'import importlib\n\nENTRIES = [\n    ("shop.legacy", "bump"),  # counts\n    ("shop.legacy", "price"),\n]',
          '[getattr(importlib.import_module(m), a)(v) for (m, a), v in zip(ENTRIES, (2, "std"))]',
        ),
        holds: '[2, 2]',
      },
      {
        id: 'module/attribute first',
        files: desk(
          'import importlib\n\nENTRY = ("bump", "shop.legacy")',
          'getattr(importlib.import_module(ENTRY[1]), ENTRY[0])(2)',
        ),
        holds: '2',
      },
      {
        id: 'module/dict of pairs',
        files: desk(
          'import importlib\n\nENTRIES = {"hit": ("shop.legacy", "bump"), "cost": ["shop.legacy", "price"]}',
          'getattr(importlib.import_module(ENTRIES["hit"][0]), ENTRIES["hit"][1])(2)',
        ),
        holds: '2',
      },
      {
        id: 'module/positional call',
        files: desk(
          'import importlib\n\n\ndef load(module, name):\n    return getattr(importlib.import_module(module), name)',
          'load("shop.legacy", "bump")(2), load("shop.legacy", "price")("std")',
        ),
        holds: '(2, 2)',
      },
      {
        id: 'module/keyword call',
        files: desk(
          'import importlib\n\n\ndef load(module, name):\n    return getattr(importlib.import_module(module), name)',
          'load(module="shop.legacy", name="bump")(2), load("shop.legacy", name="price")("std")',
        ),
        holds: '(2, 2)',
      },
      {
        id: 'module/dict record',
        files: desk(
          'import importlib\n\nRECORD = {"module": "shop.legacy", "name": "bump", "by": 2}',
          'getattr(importlib.import_module(RECORD["module"]), RECORD["name"])(RECORD["by"])',
        ),
        holds: '2',
      },
      {
        id: 'module/nested attribute',
        files: desk(
          'import pkgutil',
          'pkgutil.resolve_name("shop.legacy:Item.cost")(pkgutil.resolve_name("shop.legacy.Item")("std"))',
        ),
        holds: '2',
      },
      {
        id: 'module/three in a tuple',
        files: desk(
          'import importlib\n\nENTRY = ("hit", "shop.legacy", "bump")',
          'getattr(importlib.import_module(ENTRY[1]), ENTRY[2])(2)',
        ),
        holds: '2',
      },
      {
        id: 'module/module alone',
        files: desk(
          'import importlib\n\nMODULES = ["shop.base", "shop.legacy"]',
          '[importlib.import_module(name).__name__.split(".")[0] for name in MODULES]',
        ),
        holds: '["shop", "shop"]',
        refused: 'RW601',
      },
      {
        id: 'module/module alone with an heir',
        files: desk(
          'import importlib\n\nMODULES = ["shop.base", "shop.legacy"]',
          '[importlib.import_module(name).__name__.split(".")[0] for name in MODULES]',
        ),
        holds: '["shop", "shop"]',
        rule: SPLIT_WITH_HEIR,
      },
      {
        id: 'module/constant',
        files: desk('import importlib\n\nNAME = "shop.legacy"', 'importlib.import_module(NAME).bump(2)'),
        holds: '2',
        refused: 'RW601',
      },
      {
        id: 'module/file path with symbol',
        files: desk(
          'import ast\nimport pathlib\n\nWHERE = [("shop/legacy.py", "bump")]',
          '[name in {getattr(n, "name", "") for n in ast.parse(pathlib.Path(path).read_text()).body} for path, name in WHERE]',
        ),
        holds: '[True]',
      },
      {
        id: 'module/file path alone',
        files: desk('WHERE = "shop/legacy.py"', 'len(WHERE) > 0'),
        holds: 'True',
        refused: 'RW601',
      },
      {
        id: 'module/implicit concatenation',
        files: desk('import pkgutil', 'pkgutil.resolve_name("shop." "legacy:bump")(2)'),
        holds: '2',
        refused: 'RW601',
      },
      {
        id: 'module/other quotes and prefixes',
        files: desk(
          "import pkgutil\n\nENTRIES = (r'shop.legacy:bump', u\"shop.legacy:price\", '''shop.legacy:LIMIT''')",
          '[pkgutil.resolve_name(entry) for entry in ENTRIES][2]',
        ),
        holds: '10',
      },
      {
        id: 'multi-line/tuple over lines',
        files: desk(
          'import importlib\n\nENTRY = (\n    "shop.legacy",  # where\n    "bump",  # what\n)',
          'getattr(importlib.import_module(ENTRY[0]), ENTRY[1])(2)',
        ),
        holds: '2',
      },
      {
        id: 'f-string/computed module',
        files: desk('import importlib\n\nNAME = "legacy"', 'importlib.import_module(f"shop.{NAME}").bump(2)'),
        holds: '2',
        refused: 'RW601',
      },
    ]),
    ...handCells(10, [
      {
        id: 'module/assigned',
        files: desk('import importlib\n\nmod = importlib.import_module("shop.legacy")', 'mod.bump(2)'),
        holds: '2',
      },
      {
        id: 'function/assigned',
        files: {
          'app/desk.py':
            'from importlib import import_module\n\n\ndef run():\n    mod = import_module("shop.legacy")\n    return mod.price("std"), mod.Item("std").cost()\n',
        },
        holds: '(2, 2)',
      },
      {
        id: 'module/to two destinations',
        files: desk(
          'import importlib\n\nmod = importlib.import_module("shop.legacy")',
          '(mod.bump(2), mod.price("std"))',
        ),
        holds: '(2, 2)',
        refused: 'RW601',
      },
      {
        id: 'module/passed around',
        files: desk('import importlib\n\nmod = importlib.import_module("shop.legacy")', 'vars(mod)["LIMIT"]'),
        holds: '10',
        refused: 'RW601',
      },
      {
        id: 'module/relative with the package named',
        files: desk('import importlib', 'importlib.import_module(".legacy", "shop").bump(2)'),
        holds: '2',
      },
      {
        id: 'module/relative with a keyword',
        files: desk('import importlib', 'importlib.import_module(".legacy", package="shop").price("std")'),
        holds: '2',
      },
      {
        id: 'module/relative to __package__',
        files: {
          'shop/desk.py':
            'import importlib\n\n\ndef run():\n    return importlib.import_module(".legacy", __package__).bump(2)\n',
        },
        holds: 'from shop.desk import run\nassert run() == 2',
      },
      {
        id: 'module/relative, undecided',
        files: {
          'shop/desk.py':
            'import importlib\n\n\ndef run(name="bump"):\n    return getattr(importlib.import_module(".legacy", __package__), name)(2)\n',
        },
        holds: 'from shop.desk import run\nassert run() == 2',
        refused: 'RW601',
      },
      {
        id: 'module/computed attribute',
        files: desk(
          'import importlib',
          '[getattr(importlib.import_module("shop.legacy"), name) for name in ("LIMIT",)]',
        ),
        holds: '[10]',
        refused: 'RW601',
      },
      {
        id: 'module/getattr with default',
        files: desk('import importlib', 'getattr(importlib.import_module("shop.legacy"), "bump", None)(2)'),
        holds: '2',
      },
      {
        id: 'module/__import__ of the top',
        files: desk('', '__import__("shop.legacy").legacy.bump(2)'),
        holds: '2',
      },
      {
        id: 'module/__import__ of the top in a piece of code',
        files: desk('', `eval("[" + "__import__('shop.legacy').legacy.bump(2)" + "]")`),
        holds: '[2]',
      },
      {
        id: 'module/__import__ of the top in a piece of code that may go on',
        files: desk('', `eval("__import__('shop.legacy').legacy.bu" + "mp(2)")`),
        holds: '2',
        refused: 'RW601',
      },
      {
        id: 'module/the folder of its file',
        files: desk(
          'import os.path\nfrom pathlib import Path\n\nfrom shop import legacy',
          '(os.path.basename(os.path.dirname(legacy.__file__)), Path(legacy.__file__).parent.name)',
        ),
        holds: '("shop", "shop")',
      },
      {
        id: 'module/its file',
        files: desk('import os.path\n\nfrom shop import legacy', 'os.path.exists(legacy.__file__)'),
        holds: 'True',
        refused: 'RW212',
      },
      {
        id: 'module/sys.modules',
        files: desk(
          'import sys\n\nimport shop.legacy',
          '(sys.modules["shop.legacy"].bump(2), shop.legacy.STATE["hits"])',
        ),
        holds: '(2, 2)',
      },
      {
        id: 'module/sys.modules assigned',
        files: desk(
          'import sys\nimport types',
          '(sys.modules.__setitem__("shop.legacy", types.ModuleType("x")), 1)[1]',
        ),
        holds: '1',
        refused: 'RW601',
      },
      {
        id: 'module/sys.modules replaced',
        files: {
          'app/desk.py':
            'import sys\nimport types\n\n\ndef run():\n    old = sys.modules.pop("shop.legacy", None)\n    sys.modules["shop.legacy"] = types.ModuleType("shop.legacy")\n    sys.modules.pop("shop.legacy")\n    return 1\n',
        },
        holds: '1',
        refused: 'RW601',
      },
      {
        id: 'module/in sys.modules',
        files: desk('import sys', '"shop.legacy" in sys.modules or True'),
        holds: 'True',
        refused: 'RW601',
      },
      {
        id: 'module/find_spec',
        files: desk('import importlib.util', 'importlib.util.find_spec("shop.legacy") is not None or True'),
        holds: 'True',
        refused: 'RW601',
      },
      {
        id: 'module/resolve_name with colon',
        files: desk('import pkgutil', 'pkgutil.resolve_name("shop.legacy:bump")(2)'),
        holds: '2',
      },
      {
        id: 'try/probed',
        files: desk(
          'import importlib\n\ntry:\n    bump = importlib.import_module("shop.legacy").bump\nexcept ImportError:\n    bump = None',
          'bump(2)',
        ),
        holds: '2',
      },
      {
        id: 'module/importorskip-like helper',
        files: desk(
          'import importlib\n\n\ndef importorskip(name):\n    return importlib.import_module(name)\n\n\nmod = importorskip("shop.legacy")',
          'mod.price("std"), mod._lookup("std")',
        ),
        holds: '(2, 2)',
      },
      {
        id: 'module/with an heir',
        files: desk('import importlib', 'vars(importlib.import_module("shop.legacy"))["price"]("std")'),
        holds: '2',
        rule: SPLIT_WITH_HEIR,
        refused: 'RW601',
      },
    ]),
  ];
}
