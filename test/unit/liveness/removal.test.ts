import { expect, test } from 'vitest';
import { proveWave, type Tree, textOf } from '../support/wave.js';

const prune = (symbols: string, more = '') =>
  `kind: prune-symbols\nsource: shop.models\nsymbols: [${symbols}]\n${more}`;

/** Plans, and expects nothing in the way and every gate green. */
function clean(tree: Tree, rules: string) {
  const proved = proveWave(tree, rules);
  expect(proved.planned.plan.findings.map(({ code, message }) => `${code} ${message}`)).toEqual([]);
  expect(proved.gates.filter(({ passed }) => !passed)).toEqual([]);
  return proved;
}

const codes = (tree: Tree, rules: string) =>
  proveWave(tree, rules).planned.plan.findings.map(({ code, message }) => `${code} ${message}`);

const deleted = (proved: ReturnType<typeof proveWave>) =>
  proved.planned.plan.changes.filter(({ kind }) => kind === 'delete').map(({ path }) => path);

test('a pruned symbol takes its private helpers, imports and entry of __all__ along', () => {
  const tree = {
    'shop/__init__.py': '',
    'shop/models.py': `"""Models."""

import json
import os

__all__ = [
    "LIMIT",
    "dead",
    "live",
]

LIMIT = 3
_TABLE = {}
_TABLE.update(a=1)


def _inner(x):
    return json.dumps(x)


def _helper(x):
    # Needed by dead alone.
    return _inner(x), _TABLE


# Nobody calls this.
def dead(x):
    return _helper(x)


def _unrelated():
    return 1


def live(x):
    return os.fspath(x), LIMIT
`,
    'use.py': 'from shop.models import live\n\nlive("a")\n',
  };
  const proved = clean(tree, prune('dead'));
  expect(textOf(proved, 'shop/models.py')).toBe(`"""Models."""

import os

__all__ = [
    "LIMIT",
    "live",
]

LIMIT = 3


def _unrelated():
    return 1


def live(x):
    return os.fspath(x), LIMIT
`);
  expect(proved.planned.plan.statistics).toMatchObject({ statementsRemoved: 5, symbolsRemoved: 4 });
  expect(proved.planned.plan.relocations).toContainEqual({
    module: 'shop.models',
    name: 'dead',
    to: undefined,
    rule: 'rule',
  });
});

test('places that only hand it on lose it: imports, lists, lazy exports, what others take from there', () => {
  const tree = {
    'shop/__init__.py': `from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shop.models import dead, live

_LAZY = {
    "dead": ("shop.models", "dead"),
    "live": ("shop.models", "live"),
}
__all__ = ["dead", "live"]


def __getattr__(name):
    import importlib

    module, attribute = _LAZY[name]
    return getattr(importlib.import_module(module), attribute)
`,
    'shop/models.py': 'def dead(): ...\n\n\ndef live(): ...\n',
    'shop/api.py': 'from .models import dead, live\n\n__all__ = ["dead", "live"]\n',
    'use.py': 'from shop.api import dead, live\n\nlive()\n',
    'lazy.py': 'from shop import dead\n',
  };
  const proved = clean(tree, prune('dead'));
  expect(textOf(proved, 'shop/__init__.py')).toBe(
    tree['shop/__init__.py']
      .replace('import dead, live', 'import live')
      .replace('    "dead": ("shop.models", "dead"),\n', '')
      .replace('"dead", ', ''),
  );
  expect(textOf(proved, 'shop/api.py')).toBe('from .models import live\n\n__all__ = ["live"]\n');
  expect(textOf(proved, 'use.py')).toBe('from shop.api import live\n\nlive()\n');
  expect(textOf(proved, 'lazy.py')).toBe('');
});

test.each([
  ['in a tuple', 'HANDLERS = (target,)\n\n\ndef run():\n    return HANDLERS\n'],
  ['in the same module', 'def run():\n    return target()\n'],
  ['as a default value', 'def run(handler=target):\n    return handler()\n'],
  ['in a quoted annotation', 'def run(x: "target") -> None: ...\n'],
  ['by globals()', 'def run():\n    return {k: v for k, v in globals().items() if k.endswith("get")}\n'],
  ['by a list of names', 'NAMES = ["target"]\n\n\ndef run():\n    return NAMES\n'],
  ['by vars() of itself', 'import sys\n\n\ndef run():\n    return vars(sys.modules[__name__])\n'],
])('RW220: it is used %s', (_, text) => {
  const tree = {
    'shop/__init__.py': '',
    'shop/models.py': `def target(): ...\n\n\n${text}`,
    'main.py': 'from shop.models import run\n\nrun()\n',
  };
  const found = codes(tree, prune('target'));
  expect(found).toHaveLength(1);
  expect(found[0]).toMatch(
    /^RW220 `shop\.models\.target` lives: used by `.*`main` does this while it is imported\.$/,
  );
});

test.each([
  ['import', 'from shop.models import target\n\ntarget()\n'],
  ['module attribute', 'import shop.models\n\nshop.models.target()\n'],
  ['alias of the module', 'from shop import models as m\n\nm.target()\n'],
  ['star', 'from shop.models import *\n\ntarget()\n'],
  ['import in a function', 'def f():\n    from shop.models import target\n\n    return target\n\n\nf()\n'],
  ['dynamic import', 'import importlib\n\nimportlib.import_module("shop.models").target()\n'],
  ['getattr', 'from shop import models\n\ngetattr(models, "target")\n'],
  ['module handed on', 'from shop import models\n\nprocess(models)\n'],
  ['string', 'TARGET = load("shop.models.target")\nTARGET()\n'],
  ['entry of a registry', 'REGISTRY = {"x": ("shop.models", "target")}\nprint(REGISTRY)\n'],
  ['program in a string', 'run(["python", "-c", "from shop.models import target; target()"])\n'],
])('RW220: it is used elsewhere by %s', (_, text) => {
  const tree = {
    'shop/__init__.py': '',
    'shop/models.py': 'def target(): ...\n',
    'main.py': text,
  };
  expect(codes(tree, prune('target')).map((line) => line.slice(0, 5))).toEqual(['RW220']);
});

test('RW220: an entry point keeps it, a document does not', () => {
  const tree = {
    'shop/__init__.py': '',
    'shop/models.py': 'def target(): ...\n',
    'pyproject.toml': '[project.scripts]\nshop = "shop.models:target"\n',
  };
  expect(codes(tree, prune('target'))).toEqual([
    'RW220 `shop.models.target` lives: used by `pyproject.toml`; `pyproject.toml` says so.',
  ]);
});

test.each([
  ['a block for scripts', 'if __name__ == "__main__":\n    args = 1\n    target(args)\n'],
  ['a loop', 'for item in [1]:\n    target(item)\n'],
  ['a block with a context', 'import other\n\nwith other.lock():\n    value = target()\n'],
  ['a condition', 'import other\n\nif other.FLAG:\n    value = 1\n    print(target())\n'],
])('RW220: %s of its module runs it', (_, text) => {
  const tree = { 'shop/__init__.py': '', 'shop/models.py': `def target(*_): ...\n\n\n${text}` };
  expect(codes(tree, prune('target')).map((line) => line.slice(0, 5))).toEqual(['RW220']);
});

test('RW220: a script calls it for a name that it does not use', () => {
  const tree = {
    'shop/__init__.py': '',
    'shop/models.py': 'def target(): ...\n',
    'scripts/run.py': 'from shop.models import target\n\nstatus = target()\n',
  };
  expect(codes(tree, prune('target')).map((line) => line.slice(0, 5))).toEqual(['RW220']);
});

test('globals() that cannot find it keeps nothing', () => {
  const tree = {
    'shop/__init__.py': '',
    'shop/models.py': `def target(): ...


A_TEMPLATE = 1


def run():
    return [v for k, v in globals().items() if k.endswith("_TEMPLATE")]
`,
    'main.py': 'from shop.models import run\n\nrun()\n',
  };
  expect(textOf(clean(tree, prune('target')), 'shop/models.py')).not.toContain('target');
  expect(codes(tree, prune('A_TEMPLATE'))[0]).toMatch(/^RW220 /);
});

test('RW221: only tests need it, until the rule drops them', () => {
  const tree = {
    'shop/__init__.py': '',
    'shop/models.py': 'def dead(): ...\n\n\ndef live(): ...\n',
    'main.py': 'from shop.models import live\n\nlive()\n',
    'tests/test_models.py': `import pytest

from shop.models import dead, live


@pytest.fixture
def made():
    return dead()


def _check(x):
    assert x is None


def test_dead(made):
    _check(made)


def test_live():
    assert live() is None
`,
    'tests/test_dead.py':
      '"""Of dead alone."""\n\nfrom shop.models import dead\n\n\ndef test_it():\n    dead()\n',
  };
  expect(codes(tree, prune('dead'))).toEqual([
    'RW221 Only tests need `shop.models.dead`: used by `tests.test_dead.test_it`; pytest collects it.',
  ]);
  const proved = clean(tree, prune('dead', 'drop-tests: true\n'));
  expect(textOf(proved, 'tests/test_models.py')).toBe(
    `
from shop.models import live


def test_live():
    assert live() is None
`.trimStart(),
  );
  expect(deleted(proved)).toEqual(['tests/test_dead.py']);
});

test('RW226: a test that is the only one of something that stays does not go', () => {
  const tree = {
    'shop/__init__.py': '',
    'shop/models.py': 'def dead(): ...\n\n\ndef live(): ...\n',
    'main.py': 'from shop.models import live\n\nlive()\n',
    'tests/test_models.py': `from shop.models import dead, live


def test_both():
    assert dead() == live()
`,
  };
  const rules = prune('dead', 'drop-tests: true\n');
  expect(codes(tree, rules)).toEqual([
    'RW226 `test_both` would go with what it tests, and no other test uses `shop.models.live`, which stays.',
  ]);
  const other = {
    ...tree,
    'tests/test_live.py': 'from shop.models import live\n\n\ndef test_live():\n    live()\n',
  };
  expect(deleted(clean(other, rules))).toEqual(['tests/test_models.py']);
});

test('modules that are used beside a pruned symbol stay as they are', () => {
  const tree = {
    'shop/__init__.py': '',
    'shop/models.py':
      'import os\nimport json\n\n\ndef dead():\n    return os.sep, json\n\n\ndef live(): ...\n',
    'tests/test_models.py': `from unittest import mock

import shop
import shop.models


def test_live(monkeypatch):
    monkeypatch.setattr(shop.models, "json", None)
    with mock.patch("shop.models.live"):
        assert shop.models.live() is None
    assert shop.models
`,
  };
  expect(codes(tree, prune('dead'))[0]).toMatch(/^RW221 /);
  const named = {
    ...tree,
    'tests/test_models.py': tree['tests/test_models.py'].replace('    assert shop.models\n', ''),
  };
  const proved = clean(named, prune('dead'));
  expect(proved.planned.plan.changes.map(({ path }) => path)).toEqual(['shop/models.py']);
  expect(textOf(proved, 'shop/models.py')).toBe('import json\n\n\ndef live(): ...\n');
});

test('RW222: dead code that stays needs it, until it is named too', () => {
  const tree = { 'shop/__init__.py': '', 'shop/models.py': 'def a(): ...\n\n\ndef b():\n    return a()\n' };
  expect(codes(tree, prune('a'))).toEqual([
    'RW222 `shop.models.a` is needed by code that nobody needs, and that stays: used by `shop.models.b`; nothing uses `shop.models.b`.',
  ]);
  expect(textOf(clean(tree, prune('a, b')), 'shop/models.py')).toBe('');
});

test.each([
  ['decorator', 'import plugins\n\n\n@plugins.register\ndef target(): ...\n'],
  [
    'decorator of the repository that keeps it',
    'KNOWN = []\n\n\ndef keep(f):\n    KNOWN.append(f)\n    return f\n\n\n@keep\ndef target(): ...\n',
  ],
  [
    'base class that registers',
    'class Base:\n    def __init_subclass__(cls): ...\n\n\nclass target(Base): ...\n',
  ],
  ['base class from outside', 'import plugins\n\n\nclass target(plugins.Base): ...\n'],
  [
    'call that keeps it',
    'KNOWN = []\n\n\ndef keep(f):\n    KNOWN.append(f)\n    return f\n\n\ntarget = keep("x")\n',
  ],
])('RW223: a %s may know it', (_, text) => {
  const tree = { 'shop/__init__.py': '', 'shop/models.py': text };
  expect(codes(tree, prune('target')).map((line) => line.slice(0, 5))).toEqual(['RW223']);
});

test.each([
  ['decorator of the standard library', 'import functools\n\n\n@functools.cache\ndef target(): ...\n'],
  [
    'decorator of the repository that gives it back',
    'def same(f):\n    return f\n\n\n@same\ndef target(): ...\n',
  ],
  ['plain base class', 'import enum\n\n\nclass target(enum.Enum):\n    A = 1\n'],
  ['call of a library', 'import pyarrow as pa\n\ntarget = pa.schema([pa.field("a", pa.int64())])\n'],
])('a %s keeps nothing', (_, text) => {
  const tree = { 'shop/__init__.py': '', 'shop/models.py': text };
  expect(textOf(clean(tree, prune('target')), 'shop/models.py')).not.toContain('target');
});

test('RW204 and RW225: names that are not there, and statements that bind others', () => {
  const tree = {
    'shop/__init__.py': '',
    'shop/models.py': 'import os\n\nA, B = 1, 2\n\n\ndef total(): ...\n',
  };
  expect(codes(tree, prune('totl, os, A'))).toEqual([
    'RW204 `shop.models` defines no symbol `totl`.',
    'RW204 `os` is imported by `shop.models`, not defined there.',
    'RW225 The statement that binds `A` binds `B` too, and goes whole or not at all.',
  ]);
  expect(textOf(clean(tree, prune('A, B, total')), 'shop/models.py')).toBe('import os\n');
});

test('a wave that has landed plans nothing', () => {
  const tree = { 'shop/__init__.py': '', 'shop/models.py': 'def live(): ...\n' };
  expect(clean(tree, prune('dead')).planned.plan.changes).toEqual([]);
});

test('RW201: a module that is not there, unless all that is to be pruned has gone with it', () => {
  const tree = { 'shop/__init__.py': '', 'shop/models.py': 'def dead(): ...\n' };
  const rules = (source: string, name: string) =>
    `kind: prune-symbols\nsource: ${source}\nsymbols: [${name}]\n`;
  const [found] = proveWave(tree, rules('shop.modells', 'dead')).planned.plan.findings;
  expect(found).toMatchObject({ code: 'RW201', hint: 'Did you mean `shop.models`?' });
  expect(codes(tree, rules('ship.models', 'dead'))[0]).toMatch(/^RW201 /);
  expect(codes(tree, rules('shop.registry', 'gone'))).toEqual([]);
});

const PACKAGE = {
  'shop/__init__.py': '',
  'shop/workload/__init__.py': '"""Workloads."""\n\nfrom .classify import kind\n\n__all__ = ["kind"]\n',
  'shop/workload/classify.py': 'def kind(): ...\n',
  'shop/workload/data.json': '{}\n',
  'tests/test_workload.py': 'from shop.workload import kind\n\n\ndef test_kind():\n    kind()\n',
};

test('a package is deleted with its folder and the tests that are named or found', () => {
  const rule = 'kind: delete-module\nsource: shop.workload\n';
  expect(codes(PACKAGE, rule)[0]).toMatch(/^RW221 Only tests need `shop\.workload\.classify\.kind`/);
  for (const more of ['tests: [tests/test_workload.py]\n', 'drop-tests: true\n'])
    expect(deleted(clean(PACKAGE, rule + more))).toEqual([
      'shop/workload/__init__.py',
      'shop/workload/classify.py',
      'shop/workload/data.json',
      'tests/test_workload.py',
    ]);
});

test('hooks and the block for scripts of a module go with it', () => {
  const tree = {
    'shop/__init__.py': '',
    'shop/old/__init__.py': '__version__ = "1"\n\n\ndef __getattr__(name):\n    raise AttributeError(name)\n',
    'shop/old/tool.py': 'def main(*_): ...\n\n\nif __name__ == "__main__":\n    args = []\n    main(args)\n',
    'main.py': 'import shop\n',
  };
  const rule = 'kind: delete-module\nsource: shop.old\n';
  expect(deleted(clean(tree, rule))).toEqual(['shop/old/__init__.py', 'shop/old/tool.py']);
  const looped = {
    ...tree,
    'shop/old/tool.py': 'import plugins\n\nfor item in plugins.all():\n    item.load()\n',
  };
  expect(codes(looped, rule).map((line) => line.slice(0, 5))).toEqual(['RW223']);
});

test('RW224: what is named as a test has to be one', () => {
  const rule =
    'kind: delete-module\nsource: shop.workload\ntests: [shop/__init__.py, tests/test_other.py]\ndrop-tests: true\n';
  expect(codes(PACKAGE, rule).filter((line) => line.startsWith('RW224'))).toEqual([
    'RW224 `shop/__init__.py` is not a test file.',
    'RW224 There is no file `tests/test_other.py`.',
  ]);
});

test('a module goes with imports of it for type checkers, lazy exports, and packages that it leaves empty', () => {
  const tree = {
    'shop/__init__.py': `from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shop.old.reports import report

__all__ = ["report"]
_LAZY = {"report": ("shop.old.reports", "report")}


def __getattr__(name):
    from importlib import import_module

    module, attribute = _LAZY[name]
    return getattr(import_module(module), attribute)
`,
    'shop/old/__init__.py': '"""Old things."""\n',
    'shop/old/reports.py': 'import os\n\nREPORTS = []\n\n\ndef report():\n    return os.sep\n',
  };
  const proved = clean(tree, 'kind: delete-module\nsource: shop.old.reports\n');
  expect(deleted(proved)).toEqual(['shop/old/__init__.py', 'shop/old/reports.py']);
  expect(textOf(proved, 'shop/__init__.py')).toContain('__all__ = []\n_LAZY = {}\n');
  expect(textOf(proved, 'shop/__init__.py')).not.toContain('report');
});

test('RW220: a module whose symbol is used is not deleted; an import that nobody uses goes', () => {
  const tree = {
    'shop/__init__.py': '',
    'shop/reports.py': 'def report(): ...\n',
    'shop/api.py': 'import shop.reports\nimport shop.api2\nfrom shop.reports import report\n\nshop.api2.x\n',
    'shop/api2.py': 'x = 1\n',
  };
  const rule = 'kind: delete-module\nsource: shop.reports\n';
  expect(textOf(clean(tree, rule), 'shop/api.py')).toBe('import shop\nimport shop.api2\n\nshop.api2.x\n');
  const used = { ...tree, 'main.py': 'import shop.reports\n\nshop.reports.report()\n' };
  expect(codes(used, rule)).toEqual([
    'RW220 `shop.reports.report` lives: used by `main`; `main` does this while it is imported.',
  ]);
});

test('RW227: a module that does something while it is imported', () => {
  const tree = {
    'shop/__init__.py': '"""A shop."""\n\nVERSION = 1\n',
    'shop/reports.py': 'import plugins\n\nplugins.load()\n',
    'main.py': 'import shop.reports\n',
  };
  const rule = 'kind: delete-module\nsource: shop.reports\n';
  expect(codes(tree, rule)[0]).toMatch(
    /^RW227 `shop\.reports` does something while it is imported, and `main` imports it/,
  );
  const idle = {
    ...tree,
    'shop/reports.py': 'import plugins\n\nif __name__ == "__main__":\n    plugins.load()\n',
  };
  expect(deleted(clean(idle, rule))).toEqual(['shop/reports.py']);
});

test('mentions of what goes are decided by the wave', () => {
  const tree = {
    'shop/__init__.py': '',
    'shop/models.py': 'def dead(): ...\n',
    'docs/history.md': 'In 2020 there was `shop.models.dead`.\n',
  };
  expect(codes(tree, prune('dead')).map((line) => line.slice(0, 5))).toEqual(['RW601']);
  clean(tree, prune('dead', 'mentions:\n  - { path: docs/history.md, leave: history }\n'));
});

test('what is pruned leaves a module before the rest of it is split, in either order of the rules', () => {
  const tree = {
    'shop/__init__.py': '',
    'shop/models.py':
      'import json\nimport os\n\n\ndef dead(x):\n    return _inner(x)\n\n\ndef _inner(x):\n    return json.dumps(x)\n\n\ndef live(x):\n    return os.fspath(x)\n',
    'app.py': 'from shop.models import live\n\nlive("a")\n',
  };
  const split =
    'kind: split-module\nsource: shop.models\ninto: [{ module: shop.paths, docstring: Paths., symbols: [live] }]\n';
  for (const rules of [`${prune('dead')}---\n${split}`, `${split}---\n${prune('dead')}`]) {
    const proved = clean(tree, rules);
    expect(deleted(proved)).toEqual(['shop/models.py']);
    expect(textOf(proved, 'shop/paths.py')).toBe(
      '"""Paths."""\n\nimport os\n\n\ndef live(x):\n    return os.fspath(x)\n',
    );
    expect(textOf(proved, 'app.py')).toBe('from shop.paths import live\n\nlive("a")\n');
  }
});

test('RW220: a module whose pruning is refused is not split either, and what would be left over is no finding', () => {
  const tree = {
    'shop/__init__.py': '',
    'shop/models.py': 'def dead():\n    return 1\n\n\ndef live():\n    return 2\n',
    'app.py': 'from shop.models import dead, live\n\ndead()\nlive()\n',
  };
  const split =
    'kind: split-module\nsource: shop.models\ninto: [{ module: shop.paths, docstring: Paths., symbols: [live] }]\n';
  expect(codes(tree, `${prune('dead')}---\n${split}`)).toEqual([
    'RW220 `shop.models.dead` lives: used by `app`; `app` does this while it is imported.',
  ]);
});

test('RW206: a symbol cannot be pruned and moved', () => {
  const tree = {
    'shop/__init__.py': '',
    'shop/models.py': 'def dead():\n    return 1\n\n\ndef live():\n    return 2\n\n\nlive()\n',
  };
  const split =
    'kind: split-module\nsource: shop.models\ninto: [{ module: shop.paths, docstring: Paths., symbols: [dead], rest: true }]\n';
  expect(codes(tree, `${prune('dead')}---\n${split}`)).toEqual([
    'RW206 `dead` is claimed for `shop.paths`, and another rule removes it.',
  ]);
});

test('RW220: a module that is held from outside is refused for what is used there, not for what that needs inside', () => {
  const tree = {
    'shop/__init__.py': '',
    'shop/scan.py':
      '_PARTS = 2\n\n\ndef _split(x):\n    return x[:_PARTS]\n\n\ndef plan(x):\n    return _split(x)\n\n\ndef idle():\n    return 1\n',
    'shop/lineage.py': 'from shop.scan import plan\n\n\ndef trace(x):\n    return plan(x)\n',
    'app.py': 'from shop.lineage import trace\nfrom shop.scan import plan\n\ntrace("a")\nplan("b")\n',
  };
  const rules = 'kind: delete-module\nsource: shop.scan\n---\nkind: delete-module\nsource: shop.lineage\n';
  expect(codes(tree, rules)).toEqual([
    'RW220 `shop.scan.plan` lives: used by `app`; `app` does this while it is imported.',
    'RW220 `shop.lineage.trace` lives: used by `app`; `app` does this while it is imported.',
  ]);
});

test('RW221: a class of tests goes where each of its tests serves what goes, and else stays', () => {
  const methods = (...bodies: string[]) =>
    bodies.map((body, at) => `    def test_${at}(self):\n        ${body}\n`).join('\n');
  const tree = (body: string) => ({
    'shop/__init__.py': '',
    'shop/models.py': 'def dead():\n    return 1\n\n\ndef live():\n    return 2\n',
    'app.py': 'from shop.models import live\n\nlive()\n',
    'tests/test_live.py': 'from shop.models import live\n\n\ndef test_live():\n    assert live()\n',
    'tests/test_models.py': `from shop.models import dead, live\n\n\nclass TestModels:\n${body}`,
  });
  const rule = prune('dead', 'drop-tests: true\n');
  const gone = clean(tree(methods('assert dead()', 'assert dead() < live()')), rule);
  expect(deleted(gone)).toEqual(['tests/test_models.py']);
  const fixture = `    def setup_method(self):\n        dead()\n\n${methods('assert live()')}`;
  expect(deleted(clean(tree(fixture), rule))).toEqual(['tests/test_models.py']);
  expect(codes(tree(methods('assert dead()', 'assert live()')), rule)).toEqual([
    'RW221 Only tests need `shop.models.dead`: used by `tests.test_models.TestModels`; pytest collects it.',
  ]);
});

test('entries go from every list of a package; a tuple stays a tuple, and no list names what is not there', () => {
  const lazy = (table: string) =>
    `_LAZY = ${table}\n\n\ndef __getattr__(name):\n    import importlib\n\n    for module, names in _LAZY.items():\n        if name in names:\n            return getattr(importlib.import_module("shop." + module), name)\n    raise AttributeError(name)\n`;
  const tree = {
    'shop/__init__.py': lazy('{"models": ("dead", "live"), "other": ("x",)}'),
    'shop/models.py': 'def dead(): ...\n\n\ndef live(): ...\n',
    'shop/other.py': 'x = 1\n',
    'shop/stars.py': 'from .models import *\n\n__all__ = ("dead", "live")\n',
    'shop/calls.py':
      'from .models import dead, live\n\n__all__ = ["live"]\n\nVALUE = 1\n\n__all__ += ["dead"]\n__all__.append("dead")\n',
    'use.py': 'from shop.stars import live\n\nlive()\n',
  };
  const proved = clean(tree, prune('dead'));
  expect(textOf(proved, 'shop/__init__.py')).toBe(lazy('{"models": ("live",), "other": ("x",)}'));
  expect(textOf(proved, 'shop/stars.py')).toBe('from .models import *\n\n__all__ = ("live",)\n');
  expect(textOf(proved, 'shop/calls.py')).toBe(
    'from .models import live\n\n__all__ = ["live"]\n\nVALUE = 1\n\n',
  );
});

test('RW220: a table of two names by module serves what is used through the package', () => {
  const tree = {
    'shop/__init__.py':
      'import importlib\n\n_LAZY = {"models": ["target", "other"]}\n\n\ndef __getattr__(name):\n    for module, names in _LAZY.items():\n        if name in names:\n            return getattr(importlib.import_module("shop." + module), name)\n    raise AttributeError(name)\n',
    'shop/models.py': 'def target(): ...\n\n\ndef other(): ...\n',
    'main.py': 'from shop import target\n\ntarget()\n',
  };
  expect(codes(tree, prune('target')).map((line) => line.slice(0, 5))).toEqual(['RW220']);
});

test.each([
  ['at once', 'importlib.import_module(f"shop.{NAME}").target()\n'],
  ['of a variable', 'module = importlib.import_module(f"shop.{NAME}")\nmodule.target()\n'],
])('RW220: it is read %s from a module that is imported by a computed name', (_, text) => {
  const tree = {
    'shop/__init__.py': '',
    'shop/models.py': 'def target(): ...\n\n\ndef other(): ...\n',
    'main.py': `import importlib\n\nNAME = "models"\n${text}`,
  };
  expect(codes(tree, prune('target')).map((line) => line.slice(0, 5))).toEqual(['RW220']);
  expect(codes(tree, prune('other'))).toEqual([]);
});

test('RW601: an example in a docstring uses it, by its name or through its module', () => {
  const example = (lines: string) => ({
    'shop/__init__.py': '',
    'shop/models.py': 'def target(): ...\n\n\ndef live(): ...\n',
    'main.py': `def run():\n    """Runs.\n\n${lines.replace(/^(?=.)/gm, '    >>> ')}    """\n\n\nrun()\n`,
  });
  const said = ['RW601 An example uses `target` of `shop.models`, and the wave takes it away.'];
  expect(codes(example('from shop.models import target\ntarget()\n'), prune('target'))).toEqual(said);
  expect(codes(example('import shop.models\nshop.models.target()\n'), prune('target'))).toEqual(said);
  expect(codes(example('import shop.models\nshop.models.live()\n'), prune('target'))).toEqual([]);
});
