import { expect, test } from 'vitest';
import { proveWave } from '../support/wave.js';

test('a package may import its own modules, by whatever name the two are known', () => {
  // `src/shop` has no `__init__.py`: `src` and `src/shop` may both be on `sys.path`.
  const proved = proveWave(
    {
      'src/shop/util/__init__.py': '',
      'src/shop/util/env.py':
        'class Base:\n    pass\n\n\nclass Env(Base):\n    pass\n\n\ndef build():\n    return Env()\n',
      'tests/test_env.py': 'from shop.util.env import Env, build\n',
    },
    'kind: split-module\nsource: shop.util.env\nlegacy: keep\ninto:\n  - { module: shop.util.env.base, symbols: [Base] }\n  - { module: shop.util.env.real, symbols: [Env] }\n',
  );
  expect(proved.found.filter((each) => each.startsWith('error'))).toEqual([]);
});
