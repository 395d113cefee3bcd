import { describe, expect, test } from 'vitest';
import { type ProvedWave, proveWave, textOf } from '../support/wave.js';

const errors = ({ planned, findings }: ProvedWave) =>
  [...planned.plan.findings, ...findings].filter(({ severity }) => severity === 'error');

const split = (symbols: string) =>
  `kind: split-module\nsource: shop.wire\nlegacy: keep\ninto: [{ module: shop.wire.moved, symbols: [${symbols}] }]\n`;

const FALLBACK = 'try:\n    import ujson as json\nexcept ImportError:\n    import json\n';

describe('a module becomes a package of its name and keeps what nobody claims', () => {
  test('imports that go as a group leave one empty line where they stood', () => {
    const proved = proveWave(
      {
        'shop/__init__.py': '',
        'shop/plug.py': 'x = 1\n',
        'shop/wire.py':
          'import logging\n\nimport zipfile\nimport zlib\n\nimport shop.plug\n\nlogging.getLogger("shop")\n\n\ndef stay():\n    return shop.plug.x\n\n\ndef move():\n    return zlib, zipfile\n',
      },
      split('move'),
    );
    expect(errors(proved)).toEqual([]);
    expect(textOf(proved, 'shop/wire/__init__.py')).toBe(
      'import logging\n\nimport shop.plug\n\nlogging.getLogger("shop")\n\n\ndef stay():\n    return shop.plug.x\n',
    );
  });

  test('what is left keeps the wider of the gaps around what moved', () => {
    const source =
      'def stay():\n    return LIMITS\n\n\nSTEP = 2\nLIMITS = {}\nLIMITS["a"] = 1\n\nLAST = 3\n# end\n';
    const proved = proveWave({ 'shop/__init__.py': '', 'shop/wire.py': source }, split('STEP, LAST'));
    expect(errors(proved)).toEqual([]);
    expect(textOf(proved, 'shop/wire/__init__.py')).toBe(
      'def stay():\n    return LIMITS\n\n\nLIMITS = {}\nLIMITS["a"] = 1\n\n# end\n',
    );
  });

  test('an import with a stand-in goes with the only code that reads it', () => {
    const source = `import sys\n\n${FALLBACK}\n\ndef stay():\n    return sys.path\n\n\ndef move():\n    return json.dumps\n`;
    const proved = proveWave({ 'shop/__init__.py': '', 'shop/wire.py': source }, split('move'));
    expect(errors(proved)).toEqual([]);
    expect(textOf(proved, 'shop/wire/__init__.py')).toBe(
      'import sys\n\n\ndef stay():\n    return sys.path\n',
    );
    expect(textOf(proved, 'shop/wire/moved.py')).toBe(`${FALLBACK}\n\ndef move():\n    return json.dumps\n`);
  });

  test.each([
    ['the code that stays reads it', '\n\ndef stay():\n    return json\n', 'import shop.wire\n'],
    ['another module takes it from there', '', 'from shop.wire import json\n'],
    ['another module reads it there', '', 'import shop.wire\n\nprint(shop.wire.json)\n'],
  ])('an import with a stand-in stays where %s', (_, code, desk) => {
    const source = `${FALLBACK}\n\ndef move():\n    return json.dumps\n${code}`;
    const proved = proveWave(
      { 'shop/__init__.py': '', 'shop/wire.py': source, 'desk.py': desk },
      split('move'),
    );
    expect(errors(proved)).toEqual([]);
    expect(textOf(proved, 'shop/wire/__init__.py')).toContain(FALLBACK);
  });
});

describe('import sections', () => {
  const WIRE =
    'import os\n\nfrom shop._vendor.six import PY2\nfrom shop._vendor.zip import unzip\n\nfrom shop.base import A\nfrom shop.tail import Z\n\n\ndef stay():\n    return A, PY2, Z, move\n\n\ndef move():\n    return A, PY2, unzip, os.sep\n';
  const TREE = {
    'shop/__init__.py': '',
    'shop/_vendor/__init__.py': '',
    'shop/_vendor/six.py': 'PY2 = False\n',
    'shop/_vendor/zip.py': 'def unzip(): ...\n',
    'shop/base.py': 'class A: ...\n',
    'shop/tail.py': 'class Z: ...\n',
    'shop/wire.py': WIRE,
  };
  const MOVE =
    'kind: split-module\nsource: shop.wire\nlegacy: keep\ninto: [{ module: shop.band, symbols: [move] }]\n';

  test.each([
    ['pyproject.toml', '[tool.ruff.lint.isort]\nknown-third-party = ["shop._vendor"]\n'],
    ['ruff.toml', '[lint.isort]\nknown-third-party = ["shop._vendor"]\n'],
    ['pyproject.toml', '[tool.isort]\nknown_third_party = ["shop._vendor"]\n'],
    [
      'setup.cfg',
      '[isort]\nprofile = black\nknown_third_party =\n    six,\n    shop._vendor\n\n[mypy]\nx = 1\n',
    ],
    ['.isort.cfg', '[settings]\nknown_third_party=shop._vendor\n'],
  ])('are those that %s knows: what is kept of others is third party', (path, settings) => {
    const proved = proveWave({ ...TREE, [path]: settings }, MOVE);
    expect(errors(proved)).toEqual([]);
    expect(textOf(proved, 'shop/band.py')).toMatch(
      /^import os\n\nfrom shop\._vendor\.six import PY2\nfrom shop\._vendor\.zip import unzip\n\nfrom shop\.base import A\n\n/,
    );
    expect(textOf(proved, 'shop/wire.py')).toMatch(
      /^from shop\._vendor\.six import PY2\n\nfrom shop\.band import move\nfrom shop\.base import A\nfrom shop\.tail import Z\n\n/,
    );
  });

  test('a setting of another tool says nothing', () => {
    const proved = proveWave({ ...TREE, 'setup.cfg': '[mypy]\nknown_third_party = shop._vendor\n' }, MOVE);
    expect(textOf(proved, 'shop/band.py')).toContain('import unzip\nfrom shop.base');
  });

  test('relative imports of a module that becomes a package count with their new dots', () => {
    const proved = proveWave(
      {
        'shop/__init__.py': '',
        'shop/base.py': 'class A: ...\n',
        'shop/tail.py': 'class Z: ...\n',
        'shop/wire.py':
          'from .base import A\nfrom .tail import Z\n\n\ndef stay():\n    return A, Z, move\n\n\ndef move():\n    return 1\n',
      },
      split('move'),
    );
    expect(errors(proved)).toEqual([]);
    expect(textOf(proved, 'shop/wire/__init__.py')).toMatch(
      /^from \.\.base import A\nfrom \.\.tail import Z\nfrom \.moved import move\n\n/,
    );
  });
});

describe('a new module', () => {
  test('imports TYPE_CHECKING in the section of the standard library, however the source sorts', () => {
    const proved = proveWave(
      {
        'shop/__init__.py': '',
        'shop/vendor.py': 'B = 1\n',
        'shop/base.py': 'class A: ...\n',
        'shop/wire.py':
          'from __future__ import annotations\n\nimport os\nfrom typing import TYPE_CHECKING\n\nfrom shop.vendor import B\n\nfrom shop.base import A\n\nif TYPE_CHECKING:\n    from decimal import Decimal\n\n\ndef move(a: Decimal):\n    return A, B, os.sep\n',
      },
      split('move'),
    );
    expect(errors(proved)).toEqual([]);
    expect(textOf(proved, 'shop/wire/moved.py')).toMatch(
      /^from __future__ import annotations\n\nimport os\nfrom typing import TYPE_CHECKING\n\nfrom shop\.vendor import B\nfrom shop\.base import A\n\nif TYPE_CHECKING:\n/,
    );
  });

  test('has a logger that the wave asks for by its name, though nothing reads it there', () => {
    const proved = proveWave(
      {
        'shop/__init__.py': '',
        'shop/wire.py':
          'import logging\n\nlog = logging.getLogger(__name__)\n\n\ndef stay():\n    log.info("stays")\n\n\ndef move():\n    return 1\n',
      },
      split('log, move'),
    );
    expect(errors(proved)).toEqual([]);
    expect(textOf(proved, 'shop/wire/moved.py')).toBe(
      'import logging\n\nlog = logging.getLogger(__name__)\n\n\ndef move():\n    return 1\n',
    );
    expect(textOf(proved, 'shop/wire/__init__.py')).toContain('log = logging.getLogger(__name__)\n');
  });
});
