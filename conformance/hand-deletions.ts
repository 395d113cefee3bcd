import type { Cell, Tree } from './cell.js';
import { desk, type HandCell, handCells } from './hand.js';
import { KINDS } from './kinds.js';

/** A cell for both kinds of rule that delete, or for one of them. */
interface DeletionCell extends Omit<HandCell, 'rule'> {
  readonly kinds?: readonly string[];
  /** Lines behind those that the kind's rule has. */
  readonly more?: string;
}

const DELETE = { kinds: ['delete-module'] } as const;
const PRUNE = { kinds: ['prune-symbols'] } as const;
/** A program runs the importer. */
const MAIN: Tree = { 'main.py': 'from app.desk import run\n\nrun()\n' };
const OPEN: Tree = { ...desk('', '1'), ...MAIN };
const run = (imports: string, use = '1'): Tree => ({ ...desk(imports, use), ...MAIN });
const init = (text: string): Tree => ({ 'shop/__init__.py': `"""A shop."""\n\n${text}` });
const test = (body: string, imports = ''): Tree => ({
  ...OPEN,
  'tests/test_attic.py': `from unittest.mock import patch\n\n${imports}\n\n\n${body}`,
});

/** What the package lists or serves is there. */
const LISTED = 'import shop\nassert shop.BASE == 0 and all(hasattr(shop, name) for name in shop.__all__)';
const SERVED = 'import shop\nassert shop.BASE == 0 and all(hasattr(shop, name) for name in shop._LAZY)';
const SERVED_BY_MODULE =
  'import shop\nassert shop.BASE == 0 and all(hasattr(shop, name) for names in shop._LAZY.values() for name in names)';
const LAZY =
  'def __getattr__(name):\n    if name not in _LAZY:\n        raise AttributeError(name)\n    return getattr(importlib.import_module(_LAZY[name], __name__), name)\n';
const PAIRS =
  'def __getattr__(name):\n    if name not in _LAZY:\n        raise AttributeError(name)\n    module, attribute = _LAZY[name]\n    return getattr(importlib.import_module(module, __name__), attribute)\n';
const SUBMODULES =
  'def __getattr__(name):\n    for module, names in _LAZY.items():\n        if name in names:\n            return getattr(importlib.import_module("." + module, __name__), name)\n    raise AttributeError(name)\n';

const CELLS: Readonly<Record<number, readonly DeletionCell[]>> = {
  6: [
    {
      id: 'try/a fallback that is used',
      files: run(
        'try:\n    from shop.attic import spare\nexcept ImportError:\n    spare = None',
        'spare is not None',
      ),
      holds: 'True',
      refused: 'RW220',
    },
    {
      id: 'type-checking/beside another import',
      files: run(
        'from typing import TYPE_CHECKING\n\nif TYPE_CHECKING:\n    from shop.attic import Relic\n    from shop.base import BASE',
      ),
      holds: '1',
    },
    {
      id: 'type-checking/annotation',
      files: {
        'app/desk.py':
          'from __future__ import annotations\n\nfrom typing import TYPE_CHECKING\n\nif TYPE_CHECKING:\n    from shop.attic import Relic\n\n\ndef run(item: Relic | None = None):\n    return 1\n',
        ...MAIN,
      },
      holds: '1',
      refused: 'RW220',
    },
    {
      id: 'if-else/both branches',
      files: run(
        'import sys\n\nif sys.version_info >= (3,):\n    from shop.attic import Relic, spare\nelse:\n    from shop.attic import spare',
      ),
      holds: '1',
    },
  ],
  7: [
    {
      id: 'type-checking/quoted annotation',
      files: {
        'app/desk.py':
          'from typing import TYPE_CHECKING\n\nif TYPE_CHECKING:\n    from shop.attic import Relic\n\n\ndef run(item: "list[Relic] | None" = None):\n    return 1\n',
        ...MAIN,
      },
      holds: '1',
      refused: 'RW220',
    },
    {
      id: 'module/type comment',
      files: {
        'app/desk.py':
          'from shop import attic\n\n\ndef run(item=None):\n    # type: (attic.Relic) -> int\n    return 1\n',
        ...MAIN,
      },
      holds: '1',
      refused: 'RW220',
    },
  ],
  8: [
    {
      id: 'init/re-export with __all__',
      files: {
        ...OPEN,
        ...init(
          'from .attic import Relic, spare\nfrom .base import BASE\n\n__all__ = ["BASE", "Relic", "spare"]\n',
        ),
      },
      holds: LISTED,
    },
    {
      id: 'init/multi-line __all__',
      files: {
        ...OPEN,
        ...init(
          'from .attic import (\n    Relic,  # old\n    spare,\n)\nfrom .base import BASE\n\n__all__ = [\n    # what counts\n    "BASE",\n    # what was\n    "Relic",\n    "spare",\n]\n',
        ),
      },
      holds: LISTED,
    },
    {
      id: 'init/extended __all__',
      files: {
        ...OPEN,
        ...init(
          'from .base import BASE\n\n__all__ = ["BASE"]\n\nfrom .attic import spare  # noqa: E402\n\n__all__ += ["spare"]\n',
        ),
      },
      holds: LISTED,
    },
    {
      id: 'init/__all__ by calls',
      files: {
        ...OPEN,
        ...init(
          'from .attic import Relic, spare\nfrom .base import BASE\n\n__all__ = ["BASE"]\n__all__.append("spare")\n__all__.extend(["Relic"])  # old\n__all__.append("spare"); HAVE = True\n',
        ),
      },
      holds: LISTED,
    },
    {
      id: 'init/__all__ as a sum, its parts emptied',
      files: {
        ...OPEN,
        ...init(
          'from .attic import Relic, spare\nfrom .base import BASE\n\n__all__ = ["Relic"] + ["spare"] + ["BASE"] + [\n    "spare",\n] + list(())\n',
        ),
      },
      holds: LISTED,
    },
    {
      id: 'init/__all__ as a sum, all of it emptied',
      files: {
        ...OPEN,
        ...init(
          'from .attic import Relic, spare\nfrom .base import BASE\n\n__all__ = ["Relic"] + ["spare"]\n',
        ),
      },
      holds: LISTED,
    },
    {
      id: 'init/__all__ as a sum',
      files: {
        ...OPEN,
        ...init(
          'from .attic import Relic, spare\nfrom .base import BASE\n\n__all__ = ["Relic"] + ["BASE", "spare"]\n',
        ),
      },
      holds: LISTED,
    },
    {
      id: 'init/tuple, the last one stays',
      files: {
        ...OPEN,
        ...init('from .attic import spare\nfrom .base import BASE\n\n__all__ = ("spare", "BASE")\n'),
      },
      holds: LISTED,
    },
    {
      id: 'init/tuple, the first one stays',
      files: {
        ...OPEN,
        ...init('from .attic import spare\nfrom .base import BASE\n\n__all__ = ("BASE", "spare")\n'),
      },
      holds: LISTED,
    },
    {
      ...PRUNE,
      id: 'module/tuple of its own',
      files: {
        ...OPEN,
        'shop/attic.py':
          '__all__ = ("kept", "spare")\n\n\nclass Relic: ...\n\n\ndef kept(): ...\n\n\ndef spare(): ...\n',
      },
      holds: 'from shop.attic import *\nassert kept',
    },
    {
      ...PRUNE,
      id: 'init/lazy by submodule, one stays',
      files: {
        ...OPEN,
        ...init(
          `import importlib\n\n_LAZY = {"attic": ("spare", "kept"), "base": ("BASE",)}\n\n\n${SUBMODULES}`,
        ),
      },
      holds: SERVED_BY_MODULE,
    },
    {
      id: 'init/lazy by submodule that is used',
      files: {
        ...run('from shop import spare', 'spare(2)'),
        ...init(`import importlib\n\n_LAZY = {"attic": ["Relic", "spare"]}\n\n\n${SUBMODULES}`),
      },
      holds: '2',
      refused: 'RW220',
    },
    {
      id: 'init/redundant alias',
      files: { ...OPEN, ...init('from .attic import spare as spare\nfrom .base import BASE as BASE\n') },
      holds: 'import shop\nassert shop.BASE == 0',
    },
    {
      id: 'init/star and __all__',
      files: {
        ...OPEN,
        ...init('from .attic import *\nfrom .base import BASE\n\n__all__ = ["BASE", "spare"]\n'),
      },
      holds: 'from shop import *\nassert BASE == 0',
    },
    {
      id: 'init/submodule in __all__',
      files: { ...OPEN, ...init('from . import attic, base\n\n__all__ = ["attic", "base"]\n') },
      holds: 'from shop import *\nassert base.BASE == 0',
    },
    {
      id: 'init/lazy by name',
      files: {
        ...OPEN,
        ...init(
          `import importlib\n\n_LAZY = {"spare": ".attic", "BASE": ".base"}\n__all__ = ["BASE", "spare"]\n\n\n${LAZY}`,
        ),
      },
      holds: SERVED,
    },
    {
      id: 'init/lazy by pair',
      files: {
        ...OPEN,
        ...init(
          `import importlib\n\n_LAZY = {\n    "BASE": (".base", "BASE"),\n    "spare": ("shop.attic", "spare"),\n}\n\n\n${PAIRS}`,
        ),
      },
      holds: SERVED,
    },
    {
      id: 'init/lazy by submodule',
      files: {
        ...OPEN,
        ...init(
          `import importlib\n\n_LAZY = {"attic": ["Relic", "spare"], "base": ["BASE"]}\n\n\n${SUBMODULES}`,
        ),
      },
      holds: SERVED_BY_MODULE,
    },
    {
      id: 'init/lazy with type checking',
      files: {
        ...OPEN,
        ...init(
          `import importlib\nfrom typing import TYPE_CHECKING\n\nif TYPE_CHECKING:\n    from .attic import spare as spare\n    from .base import BASE as BASE\n\n_LAZY = {"spare": ".attic", "BASE": ".base"}\n\n\n${LAZY}`,
        ),
      },
      holds: SERVED,
    },
    {
      id: 'init/re-export that is used',
      files: {
        ...run('import shop', 'shop.spare(2)'),
        ...init('from .attic import spare\n\n__all__ = ["spare"]\n'),
      },
      holds: '2',
      refused: 'RW220',
    },
    {
      id: 'init/lazy export that is used',
      files: {
        ...run('from shop import spare', 'spare(2)'),
        ...init(`import importlib\n\n_LAZY = {"spare": ".attic"}\n\n\n${LAZY}`),
      },
      holds: '2',
      refused: 'RW220',
    },
  ],
  9: [
    {
      id: 'module/list of pairs',
      files: run('TABLE = [("shop.attic", "spare"), ("shop.base", "BASE")]', 'len(TABLE)'),
      holds: '2',
      refused: 'RW220',
    },
    {
      id: 'module/list of names by module',
      files: run('TABLE = {"shop.attic": ["spare"], "shop.base": ["BASE"]}', 'len(TABLE)'),
      holds: '2',
      refused: 'RW220',
    },
    {
      id: 'init/__getattr__ with an import',
      files: {
        ...OPEN,
        ...init(
          'def __getattr__(name):\n    if name == "spare":\n        from .attic import spare\n\n        return spare\n    raise AttributeError(name)\n',
        ),
      },
      holds: '1',
      refused: 'RW220',
    },
  ],
  10: [
    {
      id: 'module/getattr',
      files: run('import importlib', 'getattr(importlib.import_module("shop.attic"), "spare")(2)'),
      holds: '2',
      refused: 'RW220',
    },
    {
      id: 'module/__import__',
      files: run('', '__import__("shop.attic").attic.spare(2)'),
      holds: '2',
      refused: 'RW601',
    },
    {
      id: 'module/sys.modules',
      files: run('import sys\n\nimport shop.attic', 'sys.modules["shop.attic"].spare(2)'),
      holds: '2',
      refused: 'RW220',
    },
    {
      id: 'module/resolve_name',
      files: run('import pkgutil', 'pkgutil.resolve_name("shop.attic:spare")(2)'),
      holds: '2',
      refused: 'RW220',
    },
    {
      ...DELETE,
      id: 'module/for its effects',
      files: run('import importlib\n\nimportlib.import_module("shop.attic")'),
      holds: '1',
      refused: 'RW601',
    },
    {
      id: 'module/a computed name',
      files: run(
        'import importlib\n\nNAMES = ["attic"]',
        'importlib.import_module(f"shop.{NAMES[0]}").spare(2)',
      ),
      holds: '2',
      refused: 'RW220',
    },
  ],
  11: [
    {
      id: 'test/read from a module that is found by a computed name',
      files: test(
        'def test_spare():\n    module = importlib.import_module(f"shop.{NAMES[0]}")\n    assert module.spare(2) == 2\n',
        'import importlib\n\nNAMES = ["attic"]',
      ),
      holds: '1',
      refused: 'RW221',
    },
    {
      id: 'test/patched by a string',
      files: test('@patch("shop.attic.spare", lambda by: 9)\ndef test_spare():\n    assert True\n'),
      holds: '1',
      refused: 'RW221',
    },
    {
      id: 'test/patched as an attribute',
      files: test(
        'def test_spare():\n    with patch.object(attic, "spare", lambda by: 9):\n        assert attic.spare(2) == 9\n',
        'from shop import attic',
      ),
      holds: '1',
      refused: 'RW221',
    },
    {
      id: 'test/monkeypatch',
      files: test(
        'def test_spare(monkeypatch):\n    monkeypatch.setattr("shop.attic.spare", lambda by: 9)\n',
      ),
      holds: '1',
      refused: 'RW221',
    },
    {
      id: 'test/a test that serves it alone',
      files: test(
        'def test_spare():\n    with patch.object(attic, "spare", lambda by: 9):\n        assert attic.spare(2) == 9\n',
        'from shop import attic',
      ),
      holds: '1',
      more: 'drop-tests: true\n',
    },
    {
      id: 'test/a test among others',
      files: test(
        'def test_base():\n    assert BASE == 0\n\n\n@patch("shop.attic.spare", lambda by: 9)\ndef test_spare():\n    assert spare(2) == 2\n\n\ndef test_truth():\n    assert True\n',
        'from shop.attic import spare\nfrom shop.base import BASE',
      ),
      holds: '1',
      more: 'drop-tests: true\n',
    },
    {
      ...DELETE,
      id: 'test/a file that the rule names',
      files: test('def test_spare():\n    assert spare(2) == 2\n', 'from shop.attic import spare'),
      holds: '1',
      more: 'tests: [tests/test_attic.py]\n',
    },
  ],
  12: [
    {
      id: 'module/markdown',
      files: { ...OPEN, 'README.md': 'Call `shop.attic.spare` at will.\n' },
      holds: '1',
      refused: 'RW601',
    },
    {
      id: 'module/markdown that is history',
      files: { ...OPEN, 'CHANGES.md': 'Added `shop.attic.spare`.\n' },
      holds: '1',
      more: 'mentions: [{ path: CHANGES.md, leave: what was so then }]\n',
    },
    {
      id: 'module/reStructuredText',
      files: { ...OPEN, 'docs/index.rst': '.. autofunction:: shop.attic.spare\n' },
      holds: '1',
      refused: 'RW601',
    },
    {
      id: 'module/comment',
      files: run('# As shop.attic.spare does it.'),
      holds: '1',
      refused: 'RW601',
    },
    {
      id: 'module/doctest',
      files: {
        'app/desk.py':
          'def run():\n    """Count.\n\n    >>> from shop.attic import spare\n    >>> spare(2)\n    2\n    """\n    return 1\n',
        ...MAIN,
      },
      holds: '1',
      refused: 'RW601',
    },
    {
      id: 'module/doctest with the module',
      files: {
        'app/desk.py':
          'def run():\n    """Count.\n\n    >>> from shop import attic\n    >>> attic.spare(2)\n    2\n    """\n    return 1\n',
        ...MAIN,
      },
      holds: '1',
      refused: 'RW601',
    },
    {
      id: 'module/markdown with the module',
      files: { ...OPEN, 'README.md': 'Or so:\n\n```python\nimport shop.attic\n\nshop.attic.spare(2)\n```\n' },
      holds: '1',
      refused: 'RW601',
    },
    {
      id: 'module/code in a document that is history',
      files: {
        ...OPEN,
        'CHANGES.md':
          'Then:\n\n```python\nimport shop.attic\nfrom shop import attic\nfrom shop.attic import spare\n\nshop.attic.spare(attic.spare(spare()))\n```\n',
      },
      holds: '1',
      more: 'mentions: [{ path: CHANGES.md, leave: what was so then }]\n',
    },
    {
      id: 'module/entry point',
      files: { ...OPEN, 'pyproject.toml': '[project.scripts]\nspare = "shop.attic:spare"\n' },
      holds: '1',
      refused: 'RW220',
    },
    {
      ...DELETE,
      id: 'module/tool configuration',
      files: { ...OPEN, 'mypy.ini': '[mypy-shop.attic]\nignore_errors = true\n' },
      holds: '1',
      refused: 'RW601',
    },
    {
      ...DELETE,
      id: 'module/file path',
      files: { ...OPEN, '.coveragerc': '[run]\nomit =\n    shop/attic.py\n' },
      holds: '1',
      refused: 'RW601',
    },
    {
      ...PRUNE,
      id: 'module/tool configuration of a module that stays',
      files: {
        ...OPEN,
        'mypy.ini': '[mypy-shop.attic]\nignore_errors = true\n',
        '.coveragerc': '[run]\nomit =\n    shop/attic.py\n',
      },
      holds: '1',
    },
    {
      id: 'module/stub',
      files: {
        ...OPEN,
        'shop/attic.pyi':
          'class Relic:\n    age: int\n\ndef kept() -> int: ...\ndef spare(by: int = ...) -> int: ...\n',
      },
      holds: '1',
    },
    {
      id: 'module/notebook',
      files: {
        ...OPEN,
        'demo.ipynb':
          '{"cells": [{"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": null, "source": ["from shop.attic import spare\\n", "spare(2)"]}], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}\n',
      },
      holds: '1',
      refused: 'RW220',
    },
  ],
  13: [
    {
      id: 'test/a program of a test',
      files: test(
        'def test_spare():\n    done = subprocess.run([sys.executable, "-c", "import shop.attic; shop.attic.spare()"])\n    assert done.returncode == 0\n',
        'import subprocess\nimport sys',
      ),
      holds: '1',
      refused: 'RW221',
    },
    {
      id: 'function/exec',
      files: run('', 'exec("from shop.attic import spare; spare(2)")'),
      holds: 'None',
      refused: 'RW220',
    },
    {
      ...DELETE,
      id: 'module/run as a module',
      files: run(
        'import subprocess\nimport sys',
        'subprocess.run([sys.executable, "-m", "shop.attic"]).returncode',
      ),
      holds: '0',
      refused: 'RW601',
    },
    {
      id: 'function/an import that does nothing',
      files: run('', 'exec("from shop.attic import spare; from shop.base import BASE; print(BASE)")'),
      holds: 'None',
    },
  ],
  14: [
    {
      id: 'init/a chain of re-exports',
      files: {
        ...run('from shop import BASE', 'BASE'),
        'shop/lobby.py': 'from .attic import spare\nfrom .base import BASE\n\n__all__ = ["BASE", "spare"]\n',
        ...init('from .lobby import BASE, spare\n\n__all__ = ["BASE", "spare"]\n'),
      },
      holds: '0',
    },
    {
      id: 'init/a chain that is used',
      files: {
        ...run('from shop import spare', 'spare(2)'),
        'shop/lobby.py': 'from .attic import spare\n\n__all__ = ["spare"]\n',
        ...init('from .lobby import spare\n\n__all__ = ["spare"]\n'),
      },
      holds: '2',
      refused: 'RW220',
    },
    {
      id: 'module/attribute of the module that hands it on',
      files: {
        ...run('from shop import lobby', 'lobby.spare(2)'),
        'shop/lobby.py': 'from .attic import spare\n',
      },
      holds: '2',
      refused: 'RW220',
    },
    {
      id: 'module/a star that hands it on',
      files: {
        ...run('from shop.lobby import BASE', 'BASE'),
        'shop/lobby.py': 'from .attic import *\nfrom .base import *\n',
      },
      holds: '0',
    },
  ],
  15: [
    {
      id: 'function/a local of the same name',
      files: {
        'app/desk.py':
          'class Car:\n    spare = 1\n\n    def attic(self):\n        return self.spare\n\n\ndef run(spare=2, *, relic=None):\n    Relic = [spare for spare in (3,)]\n    return spare, Relic, Car().attic()\n',
        ...MAIN,
      },
      holds: '(2, [3], 1)',
    },
    {
      id: 'module/a definition of the same name elsewhere',
      files: {
        ...run('from app.garage import spare', 'spare()'),
        'app/garage.py': 'def spare():\n    return 5\n',
      },
      holds: '5',
    },
    {
      id: 'module/strings of the same name',
      files: run('NAMES = ["spare", "attic", "Relic"]', 'NAMES.index("attic")'),
      holds: '1',
    },
  ],
};

/** References to what is deleted or pruned, written out. */
export function deletionCells(): Cell[] {
  return KINDS.filter(({ name }) => ['delete-module', 'prune-symbols'].includes(name)).flatMap((kind) =>
    Object.entries(CELLS).flatMap(([form, cells]) =>
      handCells(
        Number(form),
        cells
          .filter(({ kinds }) => kinds?.includes(kind.name) !== false)
          .map(({ more = '', ...cell }): HandCell => ({ ...cell, rule: kind.rule + more })),
        kind,
      ),
    ),
  );
}
