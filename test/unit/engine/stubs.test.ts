import { expect, test } from 'vitest';
import { proveWave, textOf } from '../support/wave.js';

const RULES = `kind: split-module
source: shop.models
into:
  - { module: shop.first, symbols: [one] }
  - { module: shop.rest, rest: true }
`;

const TREE = {
  'shop/__init__.py': '',
  'shop/models.py': 'def one():\n    return 1\n\n\ndef two():\n    return 2\n',
  'shop/desk.py': 'from shop.models import one\n',
};

const errors = (proved: ReturnType<typeof proveWave>) =>
  [...proved.planned.plan.findings, ...proved.findings]
    .filter(({ severity }) => severity === 'error')
    .map(({ code, place }) => `${code} ${place?.file}:${place?.line}`);

const STUB = `from os import PathLike
from typing import overload

@overload
def one(at: None = ...) -> int: ...
@overload
def one(at: PathLike[str]) -> str: ...

def two() -> Kind: ...

class Kind: ...
`;
const WITH_KIND = {
  ...TREE,
  'shop/models.py': `${TREE['shop/models.py']}\n\nclass Kind:\n    pass\n`,
  'shop/models.pyi': STUB,
};

test('a stub beside the source is split as the source is', () => {
  const proved = proveWave(WITH_KIND, RULES);
  expect(errors(proved)).toEqual([]);
  expect(textOf(proved, 'shop/first.pyi')).toBe(
    'from os import PathLike\nfrom typing import overload\n\n\n@overload\ndef one(at: None = ...) -> int: ...\n@overload\ndef one(at: PathLike[str]) -> str: ...\n',
  );
  expect(textOf(proved, 'shop/rest.pyi')).toBe('def two() -> Kind: ...\n\nclass Kind: ...\n');
  expect(proved.planned.plan.changes.map(({ kind, path }) => `${kind} ${path}`)).toContain(
    'delete shop/models.pyi',
  );
});

test('what stays stays in the stub, and imports what it takes from elsewhere then', () => {
  const rules = 'kind: move-symbol\nsource: shop.models\nto: shop.kinds\nsymbols: [{ Kind: Sort }]\n';
  const proved = proveWave(WITH_KIND, rules);
  expect(errors(proved)).toEqual([]);
  expect(textOf(proved, 'shop/kinds.pyi')).toBe('class Sort: ...\n');
  expect(textOf(proved, 'shop/models.pyi')).toContain('def two() -> Sort: ...');
  expect(textOf(proved, 'shop/models.pyi')).toContain('from shop.kinds import Sort');
  expect(textOf(proved, 'shop/models.pyi')).not.toContain('class');
});

test('declarations are added to the stub of a module that exists', () => {
  const rules = 'kind: move-symbol\nsource: shop.models\nto: shop.kinds\nsymbols: [Kind]\n';
  const kinds = {
    'shop/kinds.py': 'def kind():\n    return 1\n',
    'shop/kinds.pyi': 'def kind() -> int: ...\n',
  };
  const proved = proveWave({ ...WITH_KIND, ...kinds }, rules);
  expect(errors(proved)).toEqual([]);
  expect(textOf(proved, 'shop/kinds.pyi')).toMatch(/^def kind\(\) -> int: \.\.\.\n+class Kind: \.\.\.\n$/);
});

test('what only the stub has goes with the first declaration that reads it', () => {
  const variable = {
    ...WITH_KIND,
    'shop/models.pyi': STUB.replace('from os', 'from typing import TypeVar\nfrom os').replace(
      'def two() -> Kind',
      'T = TypeVar("T")\n\ndef two(of: T) -> Kind',
    ),
  };
  const proved = proveWave(variable, RULES);
  expect(errors(proved)).toEqual([]);
  expect(textOf(proved, 'shop/rest.pyi')).toContain('T = TypeVar("T")');
  expect(textOf(proved, 'shop/first.pyi')).not.toContain('TypeVar');
});

test('RW213: a stub that cannot be split refuses the wave', () => {
  const apart = {
    ...WITH_KIND,
    'shop/models.pyi': `${STUB}\nif 1:\n    def one() -> int: ...\n    def two() -> int: ...\n`,
  };
  expect(errors(proveWave(apart, RULES))).toContain('RW213 shop/models.pyi:13');
  const rules = 'kind: move-symbol\nsource: shop.models\nto: shop.kinds\nsymbols: [Kind]\n';
  const kinds = { 'shop/kinds.py': 'def kind():\n    return 1\n' };
  expect(errors(proveWave({ ...WITH_KIND, ...kinds }, rules))).toContain('RW213 shop/models.pyi:1');
});

test('the stub of a module that moves goes with it', () => {
  const proved = proveWave(WITH_KIND, 'kind: move-module\nsource: shop.models\nto: shop.deep.kinds\n');
  expect(errors(proved)).toEqual([]);
  expect(textOf(proved, 'shop/deep/kinds.pyi')).toBe(STUB);
});

test('a stub that imports from the source is an importer like any other', () => {
  const stub = 'from .models import one, two\nfrom shop import models\n\nfirst: int = models.one()\n';
  const proved = proveWave({ ...TREE, 'shop/desk.pyi': stub }, RULES);
  expect(proved.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(textOf(proved, 'shop/desk.pyi')).toBe(
    'from .first import one\nfrom .rest import two\nfrom shop import first as shop_first\n\nfirst: int = shop_first.one()\n',
  );
});
