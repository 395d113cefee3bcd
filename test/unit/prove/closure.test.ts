import { expect, test } from 'vitest';
import { proveWave, textOf } from '../support/wave.js';

const MODELS = `from __future__ import annotations

import os
from typing import TYPE_CHECKING

from shop.tools import clean

if TYPE_CHECKING:
    from decimal import Decimal

LIMIT = 3


class Order:
    amount: Decimal

    def total(self) -> Decimal:
        return clean(self.amount, LIMIT, os.sep)


def open(path):
    return Order()


ORDER = open("x")
`;

const TREE = {
  'shop/__init__.py': '',
  'shop/tools.py': 'def clean(*args):\n    return args\n\n\ndef other(*args):\n    return args\n',
  'shop/models.py': MODELS,
  'use.py':
    'from shop import models\nfrom shop.models import LIMIT, Order\n\nprint(models.ORDER, LIMIT, Order)\n',
};
const RULES = `kind: split-module
source: shop.models
heir: shop.orders
into:
  - { module: shop.limits, symbols: [LIMIT] }
  - { module: shop.orders, rest: true }
`;
const honest = proveWave(TREE, RULES);
const orders = textOf(honest, 'shop/orders.py');

function closure(
  tamper: Record<string, string | undefined>,
  tree: Record<string, string> = TREE,
  rules = RULES,
): string[] {
  const { findings } = proveWave(tree, rules, tamper);
  return findings
    .filter(({ code }) => code.startsWith('RW52'))
    .map(
      ({ code, severity, place, message }) => `${severity} ${code} ${place?.file}:${place?.line} ${message}`,
    );
}

const without = (line: string) => ({ 'shop/orders.py': orders.replace(`${line}\n`, '') });

test('a sound plan is closed', () => {
  expect(closure({})).toEqual([]);
  expect(honest.gates[2]).toMatchObject({ gate: 'closure', passed: true });
});

test('RW520: a name that nothing brings, or that comes for type checkers only', () => {
  expect(closure(without('import os'))).toEqual([
    'error RW520 shop/orders.py:16 `os` would be a NameError: nothing in the written file defines or imports it.',
  ]);
  const typed = orders
    .replace('from shop.tools import clean\n', '')
    .replace('    from decimal', '    from shop.tools import clean\n    from decimal');
  expect(closure({ 'shop/orders.py': typed })).toEqual([
    expect.stringMatching(
      /^error RW520 .* `clean` would be a NameError: the written file imports it for type checkers only/,
    ),
  ]);
});

test('RW520: names of a star import, of `global` and of class bodies are bound', () => {
  const star = orders.replace('from shop.tools import clean\n', 'from shop.tools import *\n');
  expect(closure({ 'shop/orders.py': star })).toEqual([]);
  const scopes = `${orders}\n\ndef set():\n    global state\n    state = 1\n\n\nclass A:\n    a = __qualname__\n\n    def f(self):\n        return __class__, state\n`;
  expect(closure({ 'shop/orders.py': scopes })).toEqual([]);
});

test('RW520: what was unresolved before is a note', () => {
  const tree = { ...TREE, 'shop/models.py': `${MODELS}\n\ndef late():\n    return nowhere\n` };
  expect(closure({}, tree)).toEqual([
    'note RW520 shop/orders.py:28 `nowhere` is not defined here, and was not in the module that the statement comes from.',
  ]);
});

test('RW521: an annotation that names nothing', () => {
  const bare = orders.replace('if TYPE_CHECKING:\n    from decimal import Decimal\n', '');
  expect(closure({ 'shop/orders.py': bare })).toEqual([
    'error RW521 shop/orders.py:12 The annotation names `Decimal`, which nothing in the written file defines or imports.',
  ]);
  const quoted = orders.replace('-> Decimal', '-> "Decimal"');
  expect(closure({ 'shop/orders.py': quoted })).toEqual([]);
});

test('RW522: used while the module is imported, and bound further down', () => {
  const early = orders
    .replace('ORDER = open("x")\n', '')
    .replace('class Order', 'ORDER = open("x")\n\n\nclass Order');
  const open = { ...TREE, 'shop/models.py': MODELS.replaceAll('open', 'load') };
  expect(closure({ 'shop/orders.py': early.replaceAll('open', 'load') }, open)).toEqual([
    expect.stringMatching(
      /^error RW522 shop\/orders.py:\d+ `load` would be used while the module is imported/,
    ),
  ]);
  const late = orders
    .replace('from shop.tools import clean\n', '')
    .concat('\n\nfrom shop.tools import clean\n');
  expect(closure({ 'shop/orders.py': late })).toEqual([]);
});

test('RW523: a name that the module has not; one that a module-level __getattr__ may give', () => {
  expect(closure({ 'use.py': 'from shop.limits import Order\nfrom shop.models import LIMIT\n' })).toContain(
    'error RW523 use.py:1 The import would fail: `shop.limits` has no `Order` after the wave.',
  );
  const tools = {
    ...TREE,
    'shop/tools.py': `${TREE['shop/tools.py']}\n\ndef __getattr__(name):\n    return 1\n`,
  };
  const lazy = {
    'use.py':
      'from shop import orders as models\nfrom shop.limits import LIMIT\nfrom shop.orders import Order\nfrom shop.tools import any_name\n',
  };
  expect(closure(lazy, tools).filter((line) => line.includes('any_name'))).toEqual([]);
});

test('RW523: a name that an untouched file still imports from a written one', () => {
  const tree = {
    ...TREE,
    'shop/__init__.py': 'from shop.models import Order\n',
    'far.py': 'import shop\n\nshop.Order\n',
    'near.py': 'from shop import Order\n',
  };
  expect(closure({}, tree)).toEqual([]);
  expect(closure({ 'shop/__init__.py': '' }, tree).filter((line) => !line.includes('RW526'))).toEqual([
    'error RW525 far.py:3 The attribute would fail: `shop` has no `Order` after the wave.',
    'error RW523 near.py:1 The import would fail: `shop` has no `Order` after the wave.',
  ]);
});

test('RW523: a name that its module deletes at its end', () => {
  const deleted = `${textOf(honest, 'shop/limits.py')}\ndel LIMIT\n`;
  expect(closure({ 'shop/limits.py': deleted })).toEqual([
    expect.stringContaining('error RW523 shop/orders.py'),
    expect.stringContaining('error RW523 use.py'),
  ]);
  expect(closure({ 'shop/limits.py': `${deleted}LIMIT = 4\n` })).toEqual([]);
});

test('RW524: a module of the repository that is not there', () => {
  expect(closure({ 'use.py': `${TREE['use.py']}import shop.nothing\n` })).toContain(
    'error RW524 use.py:5 There would be no module `shop.nothing` to import.',
  );
  const broken = { ...TREE, 'use.py': `${TREE['use.py']}import shop.nothing\nimport numpy.nothing\n` };
  expect(closure({}, broken)).toEqual([]);
});

test('RW525: an attribute that the module has not', () => {
  const attribute = (name: string) => ({
    'use.py': `import shop.orders\nfrom shop import orders as models\nfrom shop.limits import LIMIT\nfrom shop.orders import Order\n\nprint(shop.orders.${name})\n`,
  });
  expect(closure(attribute('LIMITS'))).toEqual([
    'error RW525 use.py:6 The attribute would fail: `shop.orders` has no `LIMITS` after the wave.',
  ]);
  for (const name of ['ORDER', '__file__']) expect(closure(attribute(name)), name).toEqual([]);
});

test('RW526: a name that means something else, or nothing any more', () => {
  expect(
    closure({
      'shop/orders.py': orders.replace(
        'from shop.tools import clean',
        'from shop.tools import other as clean',
      ),
    }),
  ).toEqual([
    'error RW526 shop/orders.py:7 `clean` would mean `shop/tools.py:other`; it meant `shop/tools.py:clean` before.',
  ]);
  expect(closure({ 'use.py': 'from shop.limits import LIMIT\n' })).toEqual([
    'error RW526 use.py:2 `Order` is imported here and would not be after the wave.',
  ]);
});

test('RW526: a builtin in place of the module’s own name', () => {
  const rules = RULES.replace('[LIMIT]', '[LIMIT, open, Order]');
  const text = textOf(proveWave(TREE, rules), 'shop/orders.py');
  expect(closure({}, TREE, rules)).toEqual([]);
  expect(
    closure({ 'shop/orders.py': text.replace('from shop.limits import open\n', '') }, TREE, rules),
  ).toEqual([expect.stringMatching(/^error RW526 shop\/orders.py:\d+ `open` would be the builtin here/)]);
});

test('RW525: what strings take from a module that stays is there still', () => {
  const rules = `kind: split-module
source: shop.models
legacy: keep
into:
  - { module: shop.limits, symbols: [LIMIT] }
`;
  const tree = { ...TREE, 'tests/patching.py': 'TARGET = "shop.models.clean.__doc__"\n' };
  const planned = textOf(proveWave(tree, rules), 'shop/models.py');
  expect(closure({}, tree, rules)).toEqual([]);
  const lost = planned
    .replace('from shop.tools import clean', 'from shop.tools import clean as _c')
    .replace('clean(', '_c(');
  expect(closure({ 'shop/models.py': lost }, tree, rules)).toContain(
    'error RW525 tests/patching.py:1 `shop.models` would have no `clean` any more, which is named here.',
  );
});

test('a kept module needs a name for types only, and its guard has gone with what moved', () => {
  const wave = proveWave(
    {
      'shop/__init__.py': '',
      'shop/base.py': 'class Base:\n    pass\n',
      'shop/models.py':
        'from __future__ import annotations\n\nfrom typing import TYPE_CHECKING\n\nif TYPE_CHECKING:\n    from shop.base import Base\n\n\nclass Order:\n    def of(self, base: Base):\n        return base\n\n\ndef show(order: Order):\n    return order\n',
    },
    'kind: split-module\nsource: shop.models\nlegacy: keep\ninto:\n  - { module: shop.orders, symbols: [Order] }\n',
  );
  expect(wave.found).toEqual([]);
  const kept = textOf(wave, 'shop/models.py');
  expect(kept).toContain('\nif TYPE_CHECKING:\n    from shop.orders import Order\n');
  expect(kept).not.toContain('shop.base');
});

test('RW520: a module asks its own `__getattr__` for no name of its own code', () => {
  const models =
    'from __future__ import annotations\n\nfrom typing import TYPE_CHECKING\n\nfrom lib import Meta\n\nif TYPE_CHECKING:\n    from decimal import Decimal\n\n\nclass Order(metaclass=Meta):\n    amount: Decimal\n\n\ndef __getattr__(name):\n    raise AttributeError(name)\n';
  const rules =
    'kind: split-module\nsource: shop.models\nlegacy: keep\ninto:\n  - { module: shop.orders, symbols: [Order] }\n';
  const tree = { 'shop/__init__.py': '', 'shop/models.py': models };
  const errors = ({ findings }: ReturnType<typeof proveWave>) =>
    findings.filter(({ severity }) => severity === 'error').map(({ code }) => code);
  const wave = proveWave(tree, rules);
  expect(errors(wave)).toEqual([]);
  const text = textOf(wave, 'shop/orders.py').replace('    from decimal import Decimal\n', '    pass\n');
  expect(errors(proveWave(tree, rules, { 'shop/orders.py': text }))).toEqual(['RW520']);
});

test('RW520: fields of a class whose base stands in another new module are evaluated by nobody, or by that base', () => {
  const secrets = (bases: string) => `from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

if TYPE_CHECKING:
    from decimal import Decimal

T = TypeVar("T")
NAMES: list = [ClassVar]


class Base(${bases}):
    pass


class Secret(Base):
    kind: ClassVar[str]
`;
  const rules = `kind: split-module
source: shop.models
heir: shop.secrets
into:
  - { module: shop.bases, symbols: [T, Base] }
  - { module: shop.names, symbols: [NAMES] }
  - { module: shop.secrets, rest: true }
`;
  const planned = (bases: string) => {
    const tree = { ...TREE, 'use.py': '', 'shop/models.py': secrets(bases) };
    expect(closure({}, tree, rules)).toEqual([]);
    return textOf(proveWave(tree, rules), 'shop/secrets.py');
  };
  expect(planned('Generic[T]')).toMatch(/if TYPE_CHECKING:\n {4}from typing import ClassVar/);
  expect(planned('Generic[T], metaclass=type')).toMatch(/^from typing import ClassVar/m);
});

test('RW330: a module that is reached through its package, whom nobody loads any more', () => {
  const tree = {
    'shop/__init__.py': '',
    'shop/tools.py': 'def double(n):\n    return 2 * n\n',
    'shop/models.py':
      'from shop import tools\n\n\ndef a():\n    return 1\n\n\ndef b():\n    return tools.double(1)\n',
    'shop/use.py': 'from shop.models import a\n',
  };
  const rules =
    'kind: split-module\nsource: shop.models\ninto:\n  - { module: shop.first, symbols: [a] }\n  - { module: shop.rest, rest: true }\n';
  const lost = (script: string, more: Record<string, string> = {}) =>
    proveWave({ ...tree, 'script.py': script, ...more }, rules).found.filter((each) =>
      each.includes('RW330'),
    );
  const reached = 'import shop\nimport shop.use\n\nprint(shop.tools)\n';
  expect(lost(reached)).toEqual(['error RW330 script.py:4:7']);
  expect(
    lost(reached.replaceAll('import shop\n', 'import shop as s\n').replace('shop.tools', 's.tools')),
  ).toEqual(['error RW330 script.py:4:7']);
  // Whoever imports the script has loaded it, before and after; or it does so itself, or its package.
  expect(
    lost('import shop\n\n\ndef main():\n    print(shop.tools)\n', {
      'main.py': 'import shop.use\nimport script\n',
    }),
  ).toEqual(['error RW330 script.py:5:11']);
  expect(lost(reached, { 'shop/use.py': 'from shop.models import a, b\n' })).toEqual([]);
  expect(lost(reached.replace('shop.use', 'shop.use\nimport shop.tools'))).toEqual([]);
  expect(lost(reached, { 'shop/__init__.py': 'from . import tools\n' })).toEqual([]);
  expect(lost(reached, { 'shop/__init__.py': 'def __getattr__(name):\n    return name\n' })).toEqual([]);
});
