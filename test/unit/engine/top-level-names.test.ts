import { expect, test } from 'vitest';
import { proveWave, textOf } from '../support/wave.js';

const SHOP = { 'shop/__init__.py': '"""A shop."""\n', 'shop/till.py': 'def count():\n    return 1\n' };
const MOVE = 'kind: move-module\nsource: shop\nto: stores.corner\n';

/** The text of a file after the package `shop` has become `stores.corner`, and the errors in it by code and line. */
function moved(path: string, text: string) {
  const proved = proveWave({ ...SHOP, [path]: text }, MOVE);
  const found = [...proved.planned.plan.findings, ...proved.findings]
    .filter(({ severity }) => severity === 'error')
    .map(({ code, place }) => `${code} ${place?.line}`);
  return { found, after: textOf(proved, path) || text };
}

test.each([
  ['README.md', 'The shop is open. See the shop, or shop: it sells.\n'],
  ['docs/index.rst', 'Shop\n====\n\nWhat the shop sells\n'],
  ['app.py', '"""A shop\nfor all."""\n\n# the shop\nTEXT = "open the shop now"\n'],
  ['setup.cfg', '[metadata]\ndescription = the shop of shops\n'],
])('in %s a word is a word', (path, text) => {
  expect(moved(path, text)).toEqual({ found: [], after: text });
});

test.each([
  [
    'README.md',
    'See `shop`, `shop.till` and shop.till.count.\n',
    'See `stores.corner`, `stores.corner.till` and stores.corner.till.count.\n',
  ],
  [
    'Makefile',
    'run:\n\tpython -m shop\n\tpytest --cov=shop\n',
    'run:\n\tpython -m stores.corner\n\tpytest --cov=stores.corner\n',
  ],
  [
    'app.py',
    'import importlib\nimport logging\n\nlogging.getLogger("shop")\nimportlib.import_module("shop").till\nPAIR = ("shop", "till")\n',
    'import importlib\nimport logging\n\nlogging.getLogger("stores.corner")\nimportlib.import_module("stores.corner").till\nPAIR = ("stores.corner", "till")\n',
  ],
])('in %s what is surely the module is followed', (path, text, after) => {
  expect(moved(path, text)).toEqual({ found: [], after });
});

test.each([
  ['app.py', 'KIND = "shop"\n', ['RW601 1']],
  [
    'pyproject.toml',
    '[project]\nname = "shop"\n\n[tool.setuptools]\npackages = ["shop"]\n',
    ['RW601 2', 'RW601 5'],
  ],
  ['.coveragerc', '[run]\nsource =\n    shop\n', ['RW601 3']],
])('in %s what may be the module or another word is refused', (path, text, found) => {
  expect(moved(path, text)).toEqual({ found, after: text });
});
