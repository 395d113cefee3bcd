import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { proveWave, type Tree } from '../support/wave.js';

/** What `main.py` prints, once every module of the tree has been imported. */
function run(files: ReadonlyMap<string, string>): string {
  const root = mkdtempSync(join(tmpdir(), 'pruned-'));
  try {
    for (const [path, text] of files) {
      mkdirSync(join(root, dirname(path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    const modules = [...files.keys()]
      .filter((path) => path.endsWith('.py'))
      .map((path) => path.replace(/(?:\/__init__)?\.py$/, '').replaceAll('/', '.'));
    // An import that fails throws.
    const program = modules.map((name) => `import ${name}`).join('\n');
    execFileSync('python3', ['-c', program], { cwd: root });
    return execFileSync('python3', ['main.py'], { cwd: root, encoding: 'utf8' });
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

function runBoth(
  tree: Tree,
  rules: string,
): { before: string; after: string; files: ReadonlyMap<string, string> } {
  const { planned, gates } = proveWave(tree, rules);
  expect(planned.plan.findings).toEqual([]);
  expect(gates.filter(({ passed }) => !passed)).toEqual([]);
  const files = new Map(Object.entries(tree));
  for (const change of planned.plan.changes) {
    if (change.kind === 'delete') files.delete(change.path);
    else files.set(change.path, Buffer.from(change.after).toString());
  }
  return { before: run(new Map(Object.entries(tree))), after: run(files), files };
}

const MODELS = `"""Models."""

import functools
import json
import logging

__all__ = ["Order", "dead", "live"]

_LOG = logging.getLogger(__name__)
_KNOWN = {}
_KNOWN["x"] = 1
A_TEMPLATE = "a"
B_TEMPLATE = "b"


@functools.cache
def _cached(x):
    return json.dumps(x)


class _Base:
    def name(self):
        return _cached(type(self).__name__)


class Dead(_Base):
    pass


def dead():
    _LOG.info("dead")
    return Dead().name(), _KNOWN


class Order:
    def total(self):
        return live()


def live():
    return sorted(key for key in globals() if key.endswith("_TEMPLATE"))
`;

const TREE: Tree = {
  'shop/__init__.py': `from importlib import import_module

_LAZY = {"dead": ("shop.models", "dead"), "live": ("shop.models", "live")}
__all__ = ["dead", "live"]


def __getattr__(name):
    if name not in _LAZY:
        raise AttributeError(name)
    module, attribute = _LAZY[name]
    return getattr(import_module(module), attribute)
`,
  'shop/models.py': MODELS,
  'shop/api.py': 'from shop.models import Dead, Order, dead\n\n__all__ = ["Dead", "Order"]\n',
  'main.py': 'import shop\nfrom shop.api import *\n\nprint(Order().total(), shop.live())\n',
};

test('a program prints the same without what nobody needs, and each module still imports', () => {
  const rules = 'kind: prune-symbols\nsource: shop.models\nsymbols: [dead, Dead]\n';
  const { before, after, files } = runBoth(TREE, rules);
  expect(before).toBe("['A_TEMPLATE', 'B_TEMPLATE'] ['A_TEMPLATE', 'B_TEMPLATE']\n");
  expect(after).toBe(before);
  const models = files.get('shop/models.py')!;
  for (const gone of ['dead', 'Dead', '_Base', '_cached', 'json', 'functools', '_KNOWN', '_LOG'])
    expect(models).not.toMatch(new RegExp(`\\b${gone}\\b`));
});

test('a program runs without a package that was deleted', () => {
  const tree = {
    ...TREE,
    'shop/extra/__init__.py': 'from shop.extra.reports import report\n',
    'shop/extra/reports.py': 'from shop.models import live\n\n\ndef report():\n    return live()\n',
    'shop/desk.py': 'import shop.extra\nfrom shop.extra import report\n',
  };
  const { before, after, files } = runBoth(tree, 'kind: delete-module\nsource: shop.extra\n');
  expect(after).toBe(before);
  expect([...files.keys()].filter((path) => path.includes('extra'))).toEqual([]);
  expect(files.get('shop/desk.py')).toBe('');
});
