import type { Cell } from './cell.js';
import { desk, handCells } from './hand.js';
import { LEGACY, SPLIT, SPLIT_WITH_HEIR } from './shop.js';

const RUN =
  'import subprocess\nimport sys\n\n\ndef python(code, *more):\n    done = subprocess.run([sys.executable, "-c", code, *more], capture_output=True, text=True)\n    return done.stdout.strip() or done.stderr\n';
const DOCTEST =
  'import doctest\nimport app.desk as desk\nassert doctest.testmod(desk).failed == 0 and doctest.testmod(desk).attempted';

/** A package takes the module's place. */
const INSIDE = SPLIT.replaceAll(/module: shop\.(?:deep\.)?(?!legacy)/g, 'module: shop.legacy.').replace(
  'gamma',
  'sums',
);

/** Forms 12 and 13: names, documentation, configuration; code in strings. */
export function textCells(): Cell[] {
  return [
    ...handCells(12, [
      {
        id: 'module/docstring',
        files: {
          'app/desk.py':
            '"""The desk; see :func:`shop.legacy.bump` and ``shop.legacy.Item.cost``."""\n\n\ndef run():\n    """Like `shop.legacy.price`, but 1."""\n    # shop.legacy.total would do, too\n    return 1\n',
        },
        holds: '1',
      },
      {
        id: 'module/docstring about the module',
        files: { 'app/desk.py': '"""The desk of shop.legacy."""\n\n\ndef run():\n    return 1\n' },
        holds: '1',
        refused: 'RW601',
      },
      {
        id: 'module/docstring about the module, heir',
        files: {
          'app/desk.py':
            '"""The desk of shop.legacy."""\n\n\ndef run():\n    return 1  # in shop/legacy.py\n',
        },
        holds: '1',
        rule: SPLIT_WITH_HEIR,
      },
      {
        id: 'module/doctest',
        files: {
          'app/desk.py':
            'def run():\n    """Count.\n\n    >>> from shop.legacy import bump, price\n    >>> (bump(2), price("std"))\n    (2, 2)\n    """\n    return 1\n',
        },
        holds: DOCTEST,
      },
      {
        id: 'module/doctest with the module',
        files: {
          'app/desk.py':
            'def run():\n    """Count.\n\n    >>> from shop import legacy\n    >>> legacy.bump(2)\n    2\n    >>> for name in ["std"]:\n    ...     legacy.price(name)\n    2\n    """\n    return 1\n',
        },
        holds: DOCTEST,
      },
      {
        id: 'module/doctest over lines',
        files: {
          'app/desk.py':
            'def run():\n    """Count.\n\n    >>> from shop.legacy import (\n    ...     bump,\n    ...     price,\n    ... )\n    >>> import shop.legacy as m\n    >>> (bump(2), price("std"), m.LIMIT)\n    (2, 2, 10)\n    """\n    return 1\n',
        },
        holds: DOCTEST,
      },
      {
        id: 'module/logger name',
        files: desk('import logging', 'logging.getLogger("shop.legacy").name[:4]'),
        holds: '"shop"',
        refused: 'RW601',
      },
      {
        id: 'module/logger name, heir',
        files: desk('import logging\n\nlog = logging.getLogger("shop.legacy")', 'log.name[:4]'),
        holds: '"shop"',
        rule: SPLIT_WITH_HEIR,
      },
      {
        id: 'module/markdown',
        files: {
          'README.md':
            '# Shop\n\nCall `shop.legacy.bump`.\n\n```python\nfrom shop.legacy import bump, price\n\nbump(2)\n```\n',
          ...desk('', '1'),
        },
        holds: '1',
      },
      {
        id: 'module/reStructuredText',
        files: {
          'docs/index.rst':
            '.. autofunction:: shop.legacy.bump\n\nSee :class:`~shop.legacy.Item`.\n\n>>> from shop.legacy import bump\n',
          ...desk('', '1'),
        },
        holds: '1',
      },
      {
        id: 'module/entry points',
        files: {
          'pyproject.toml':
            '[project.scripts]\nhit = "shop.legacy:bump"  # counts\n\n[project.entry-points."shop.rates"]\nstd = "shop.legacy:price"\n',
          ...desk(
            'import pathlib\nimport pkgutil\nimport tomllib',
            'pkgutil.resolve_name(tomllib.loads(pathlib.Path("pyproject.toml").read_text())["project"]["scripts"]["hit"])(2)',
          ),
        },
        holds: '2',
        since: 11,
      },
      {
        id: 'module/setup.cfg',
        files: {
          'setup.cfg':
            '[options.entry_points]\nconsole_scripts =\n    hit = shop.legacy:bump\n    cost = shop.legacy:price\n',
          ...desk('', '1'),
        },
        holds: '1',
      },
      {
        id: 'module/tool configuration',
        files: { 'mypy.ini': '[mypy-shop.legacy]\nignore_errors = true\n', ...desk('', '1') },
        holds: '1',
        refused: 'RW601',
      },
      {
        id: 'module/tool configuration, heir',
        files: {
          'mypy.ini': '[mypy-shop.legacy]\nignore_errors = true\n',
          '.github/workflows/ci.yml': 'run: ruff check shop/legacy.py\n',
          ...desk('', '1'),
        },
        holds: '1',
        rule: SPLIT_WITH_HEIR,
      },
      {
        id: 'module/notebook',
        files: {
          'demo.ipynb':
            '{"cells": [{"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": null, "source": ["from shop.legacy import bump, price\\n", "bump(2)"]}], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}\n',
          ...desk(
            'import json\nimport pathlib',
            'exec("".join(json.loads(pathlib.Path("demo.ipynb").read_text())["cells"][0]["source"]), {})',
          ),
        },
        holds: 'None',
      },
      {
        id: 'module/markdown with the module',
        files: {
          'README.md':
            'Use `shop.legacy.bump`:\n\n```python\nimport shop.legacy as m\nfrom shop import legacy\n\nm.bump(2)\nlegacy.price("std")\n```\n\n1. Or so:\n\n   ```py\n   from shop.legacy import bump, price\n   ```\n\n```sh\npython -c "from shop.legacy import bump"\n```\n',
          ...desk('', '1'),
        },
        holds: '1',
      },
      {
        id: 'module/reStructuredText with the module',
        files: {
          'docs/index.rst':
            'Shop\n====\n\n.. code-block:: python\n   :linenos:\n\n   from shop import legacy\n   legacy.bump(2)\n   legacy.price("std")\n\nOr :func:`shop.legacy.bump`, as in\n\n>>> from shop import legacy\n>>> legacy.bump(2)\n2\n',
          ...desk('', '1'),
        },
        holds: '1',
      },
      {
        id: 'own code/a header with the path',
        files: {
          'shop/legacy.py': `# shop/legacy.py\n# Part of shop.legacy, see LICENSE.\n\n${LEGACY}`,
          ...desk('from shop.legacy import bump', 'bump(2)'),
        },
        holds: '2',
        // It means each new module in its own header, so no heir has to be named.
        also: ['shop/alpha.py'],
      },
      {
        id: 'module/a sentence that breaks behind import',
        files: {
          'app/desk.py':
            'def run():\n    """Simply add ``from shop.legacy import\n    price`` (or ``bump``) on top."""\n    return 1\n',
        },
        holds: '1',
        rule: SPLIT_WITH_HEIR,
      },
      {
        id: 'module/code that Sphinx tests',
        files: {
          'docs/index.rst':
            '.. testsetup:: *\n\n   from shop.legacy import *\n\n.. testcode:: first\n   :hide:\n\n   from shop import legacy\n   print(legacy.bump(2))\n\n.. testcleanup::\n\n   import shop.legacy\n   shop.legacy.STATE.clear()\n',
          ...desk('', '1'),
        },
        holds: '1',
      },
      {
        // The package that stands in its place has none of its members.
        id: 'module/members of a module that becomes a package',
        files: {
          'docs/index.rst': 'The shop (``shop.legacy``)\n\n.. automodule:: shop.legacy\n   :members:\n',
          ...desk('from shop.legacy import bump', 'bump(2)'),
        },
        holds: '2',
        rule: INSIDE,
        refused: 'RW601',
      },
      {
        id: 'module/members of a module that becomes a package, heir',
        files: {
          'docs/index.rst':
            'The shop (``shop.legacy``)\n\n.. automodule:: shop.legacy\n   :members:\n\n.. py:currentmodule:: shop.legacy\n',
          ...desk('from shop.legacy import bump', 'bump(2)'),
        },
        holds: '2',
        rule: `${INSIDE}heir: shop.legacy.sums\n`,
      },
      {
        id: 'module/notebook with the module',
        files: {
          'demo.ipynb':
            '{\n "cells": [\n  {\n   "cell_type": "code",\n   "source": [\n    "from shop import legacy\\n",\n    "from shop.legacy import bump, price\\n",\n    "\\n",\n    "hits = bump(2), price(\\"std\\"), legacy.LIMIT"\n   ]\n  },\n  {\n   "cell_type": "markdown",\n   "source": [\n    "About `shop.legacy.bump`."\n   ]\n  }\n ]\n}\n',
          ...desk(
            'import json\nimport pathlib\n\n\ndef cells():\n    space = {}\n    exec("".join(json.loads(pathlib.Path("demo.ipynb").read_text())["cells"][0]["source"]), space)\n    return space["hits"]',
            'cells()',
          ),
        },
        holds: '(2, 2, 10)',
      },
      {
        id: 'module/notebook over cells',
        files: {
          'demo.ipynb': JSON.stringify(
            {
              cells: [
                { cell_type: 'code', source: ['%matplotlib inline\n', 'from shop import legacy'] },
                { cell_type: 'markdown', source: ['Then count: `legacy.bump` is not Python here.'] },
                { cell_type: 'code', source: ['hits = legacy.bump(2)\n', 'cost = legacy.price("std")'] },
              ],
            },
            undefined,
            1,
          ),
          ...desk('', '1'),
        },
        holds: '1',
      },
      {
        id: 'module/docstring with prose and doctest',
        files: {
          'app/desk.py':
            'def run():\n    """Like `shop.legacy.price`.\n\n    >>> from shop import legacy\n    >>> legacy.bump(2)\n    2\n\n    See shop.legacy.total.\n    """\n    return 1\n',
        },
        holds: DOCTEST,
      },
      {
        id: 'CRLF/docstring and text file',
        files: {
          'NOTES.txt': 'shop.legacy.bump\r\nshop.legacy.price\r\n',
          'app/desk.py': '"""See shop.legacy.bump."""\r\n\r\n\r\ndef run():\r\n    return 1\r\n',
        },
        holds: '1',
      },
    ]),
    ...handCells(13, [
      {
        id: 'module/import as',
        files: desk(RUN, 'python("import shop.legacy as m; print(m.bump(2), m.price(\'std\'))")'),
        holds: '"2 2"',
      },
      {
        id: 'module/dotted import',
        files: desk(
          RUN,
          'python(\'import shop.legacy; print(shop.legacy.bump(2), shop.legacy.price("std"))\')',
        ),
        holds: '"2 2"',
      },
      {
        id: 'module/module from package',
        files: desk(RUN, 'python("from shop import legacy\\nprint(legacy.bump(2), legacy.price(\'std\'))")'),
        holds: '"2 2"',
      },
      {
        id: 'module/escaped newlines',
        files: desk(
          RUN,
          'python("from shop.legacy import bump, price\\nprint(bump(2), price(\\"std\\"))\\n")',
        ),
        holds: '"2 2"',
      },
      {
        id: 'module/triple quotes',
        files: desk(
          `${RUN}\n\nCODE = """\nfrom shop.legacy import bump, price\nimport shop.legacy as m\n\nif True:\n    from shop import legacy\n\n    print(bump(2), price("std"), m.LIMIT, legacy.total([]))\n"""`,
          'python(CODE)',
        ),
        holds: '"2 2 10 0"',
      },
      {
        id: 'module/dedented',
        files: desk(
          `import textwrap\n${RUN}`,
          'python(textwrap.dedent("""\n        import sys\n        from shop.legacy import bump, price\n        import shop.legacy\n\n        def main():\n            print(bump(2), price("std"), shop.legacy.LIMIT)\n\n        main()\n    """))',
        ),
        holds: '"2 2 10"',
      },
      {
        id: 'module/implicit concatenation',
        files: desk(
          RUN,
          'python(\n        "from shop.legacy import bump, price; "\n        "import shop.legacy as m; "\n        "print(bump(2), price(\'std\'), m.LIMIT)"\n    )',
        ),
        holds: '"2 2 10"',
      },
      {
        id: 'module/a name split by the concatenation',
        files: desk(
          RUN,
          'python(\n        "from shop"\n        ".legacy import bump; print(bump(2))"\n    )',
        ),
        holds: '"2"',
        refused: 'RW601',
      },
      {
        id: 'module/raw string',
        files: desk(RUN, 'python(r"from shop.legacy import bump, price; print(bump(2), price(\'std\'))")'),
        holds: '"2 2"',
      },
      {
        id: 'module/f-string',
        files: desk(
          RUN,
          'python(f"from shop.legacy import bump, price; print(bump({1 + 1}), price(\'std\'))")',
        ),
        holds: '"2 2"',
      },
      {
        id: 'module/f-string with the module',
        files: desk(RUN, 'python(f"import shop.legacy as m; print(m.bump({1 + 1}))")'),
        holds: '"2"',
      },
      {
        id: 'module/value of the module',
        files: desk(RUN, 'python("import shop.legacy as m; print(vars(m)[\'LIMIT\'])")'),
        holds: '"10"',
        refused: 'RW302',
      },
      {
        id: 'module/exec',
        files: desk('SPACE = {}\nexec("import shop.legacy as m; hits = m.bump(2)", SPACE)', 'SPACE["hits"]'),
        holds: '2',
      },
      {
        id: 'module/python -m',
        files: desk('ARGV = ["python", "-m", "shop.legacy"]', 'len(ARGV)'),
        holds: '3',
        refused: 'RW601',
      },
      {
        id: 'module/shadowed inside',
        files: desk(
          RUN,
          "python(\"from shop import legacy; print((lambda legacy: legacy.bump)(type('X', (), {'bump': 1})), legacy.bump(2))\")",
        ),
        holds: '"1 2"',
      },
      {
        id: 'module/prose that parses',
        files: {
          'app/desk.py':
            'def run():\n    """from shop.legacy import bump, price"""\n    return "import nothing"\n',
        },
        holds: '"import nothing"',
      },
    ]),
  ];
}
