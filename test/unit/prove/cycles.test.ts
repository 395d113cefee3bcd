import { expect, test } from 'vitest';
import { proveWave } from '../support/wave.js';

function cycles(
  tree: Record<string, string>,
  rules: string,
  tamper: Record<string, string | undefined> = {},
) {
  return proveWave(tree, rules, tamper).findings.filter(({ code }) => code.startsWith('RW53'));
}

const RULES = `kind: split-module
source: shop.models
into:
  - { module: shop.config, symbols: [Config, default] }
  - { module: shop.profile, rest: true }
`;

test('RW530: new modules that would import each other, with the edge, the symbols and the move', () => {
  const tree = {
    'shop/__init__.py': '',
    'shop/models.py': `class Config:
    def profile(self):
        return Profile(self)


def default():
    return Config()


class Base:
    pass


class Profile(Base):
    config = default()
`,
  };
  const [found, ...others] = cycles(tree, RULES);
  expect(found).toMatchObject({
    code: 'RW530',
    severity: 'error',
    place: { file: 'shop/config.py', line: 1, column: 1 },
    hint: 'Move `Profile` to `shop.config`: that breaks the circle.',
  });
  expect(found!.message).toContain('`shop.config` → `shop.profile` → `shop.config`');
  expect(found!.message).toContain(
    '`config` needs `Profile` (used by `Config.profile`); `profile` needs `default` (used by `Profile`)',
  );
  expect(found!.related).toMatchObject([
    { place: { file: 'shop/models.py', line: 3, column: 16 }, message: 'needs `Profile`' },
    { place: { file: 'shop/models.py', line: 15, column: 14 }, message: 'needs `default`' },
    // The imports that fail for it are no findings of their own.
    {
      place: { file: 'shop/profile.py', line: 1, column: 25, planned: true },
      message: 'importing `shop.config` would fail here: ImportError, there is no `default` yet',
    },
  ]);
  expect(others).toEqual([]);
});

test('RW530: where one import could wait for a call and several symbols would have to move, both are told', () => {
  const tree = {
    'shop/__init__.py': '',
    'shop/models.py':
      'class Base:\n    def report(self):\n        return Report(self)\n\n\ndef register(kind):\n    Report.kinds.append(kind)\n    return kind\n\n\nclass Report:\n    kinds = []\n\n    def all(self):\n        return Paid, Open\n\n\n@register\nclass Paid(Base):\n    pass\n\n\n@register\nclass Open(Base):\n    pass\n',
  };
  const rules = `kind: split-module
source: shop.models
into:
  - { module: shop.base, symbols: [Base, register] }
  - { module: shop.report, rest: true }
`;
  const [found] = cycles(tree, rules);
  expect(found?.hint).toBe(
    'Move `Base` and `register` to `shop.report`: that breaks the circle. Or let the functions that use `Report` import it when they run: `defer: [Report]` in the rule.',
  );
  expect(cycles(tree, `${rules}defer: [Report]\n`)).toEqual([]);
});

test('RW530: what a destination imports anyway stays, so that moving to it is no way out', () => {
  const tree = {
    'shop/__init__.py': '',
    'shop/models.py':
      'KINDS = []\n\n\ndef low():\n    return 1\n\n\ndef run(kind=KINDS):\n    return low(), kind\n',
    'shop/run.py': '',
    'shop/low.py': 'import shop.run\n',
  };
  const rules = `kind: split-module
source: shop.models
into:
  - { module: shop.low, existing: true, symbols: [low] }
  - { module: shop.run, existing: true, rest: true }
`;
  expect(cycles(tree, rules).map(({ hint }) => hint)).toEqual([
    'Move `low` to `shop.run`: that breaks the circle.',
  ]);
});

test('RW530: when no single symbol is to blame, each goes where the others need it', () => {
  const tree = {
    'shop/__init__.py': '',
    'shop/models.py':
      'A = 1\nB = 2\n\n\ndef low():\n    return A\n\n\ndef lower():\n    return A\n\n\ndef high():\n    return low(), lower(), B\n\n\ndef higher():\n    return low(), B\n\n\ndef highest():\n    return low(), B\n\n\ndef top():\n    return high(), higher(), highest()\n',
  };
  const rules = `kind: split-module
source: shop.models
into:
  - { module: shop.low, symbols: [low, lower] }
  - { module: shop.high, symbols: [A, high, higher, highest] }
  - { module: shop.top, symbols: [B, top] }
`;
  expect(cycles(tree, rules).map(({ hint }) => hint)).toEqual([
    'Move `A` to `shop.low`, and `B` to `shop.high`: that breaks the circle.',
  ]);
  const moved = rules
    .replace('[low, lower]', '[A, low, lower]')
    .replace('[A, high, higher, highest]', '[B, high, higher, highest]')
    .replace('[B, top]', '[top]');
  expect(cycles(tree, moved)).toEqual([]);
});

test('a need for types alone makes no circle', () => {
  const tree = {
    'shop/__init__.py': '',
    'shop/models.py': `from __future__ import annotations


class Config:
    profile: Profile


def default():
    return Config()


class Profile:
    config = default()
`,
  };
  expect(cycles(tree, RULES)).toEqual([]);
});

/** A module outside that is part of a circle with what is split. */
const outside = (models: string, other: string) => ({
  'shop/__init__.py': '',
  'shop/models.py': models,
  'shop/other.py': other,
});

test('RW530: a circle through another module that worked by the order of its statements', () => {
  const tree = outside(
    'class Config:\n    pass\n\n\nfrom shop.other import helper\n\n\ndef default():\n    return helper()\n',
    'from shop.models import Config\n\n\ndef helper():\n    return Config\n',
  );
  const rules = RULES.replace('[Config, default]', '[default]');
  expect(cycles(tree, rules)).toEqual([]);
  const early =
    'from shop.other import helper\n\n\nclass Config:\n    pass\n\n\ndef default():\n    return helper()\n';
  const whole = RULES.replace('[Config, default]', '[Config, default]');
  const found = cycles(tree, whole, {
    'shop/config.py': early,
    'shop/other.py': tree['shop/other.py'].replace('models', 'config'),
  });
  expect(found.map(({ code, place }) => `${code} ${place?.file}:${place?.line}:${place?.column}`)).toEqual([
    // `import shop.other` failed before as well.
    'RW530 shop/other.py:1:25',
  ]);
  expect(found[0]!.message).toBe(
    'Importing `shop.config` would fail with ImportError: `Config` is asked of `shop.config` before it is there. `shop.config` → `shop.other` → `shop.config`.',
  );
});

test('RW530: an attribute, and a function that is called while a module is imported', () => {
  const models = 'class Config:\n    pass\n\n\ndef default():\n    return Config\n';
  const tree = outside(models, 'VALUE = 1\n');
  const attribute = {
    'shop/config.py': `import shop.other\n\n\n${models}`,
    'shop/other.py': 'from shop import config\n\nVALUE = config.default()\n',
  };
  const found = cycles(tree, RULES, attribute);
  expect(found.map(({ place, message }) => `${place?.file}:${place?.line} ${message.split(':')[0]}`)).toEqual(
    ['shop/other.py:3 Importing `shop.config` would fail with AttributeError'],
  );
  const called = {
    'shop/config.py': `def default():\n    return Config\n\n\nimport shop.other\n\n\nclass Config:\n    pass\n`,
    'shop/other.py': 'from shop.config import default\n\nVALUE = default()\n',
  };
  expect(cycles(tree, RULES, called).map(({ message }) => message.split(':')[0])).toEqual([
    'Importing `shop.config` would fail with NameError',
  ]);
  const guarded = {
    ...attribute,
    'shop/other.py': 'try:\n    from shop.config import default\nexcept ImportError:\n    default = None\n',
  };
  expect(cycles(tree, RULES, guarded).map(({ code }) => code)).toEqual(['RW532']);
});

test('packages run before their modules, whichever of those is imported', () => {
  const tree = {
    'shop/__init__.py': 'NAME = "shop"\nfrom shop.system import System\nfrom shop.models import order\n',
    'shop/system.py': 'class System:\n    pass\n\n\nfrom shop.vector import Base\n',
    'shop/vector.py':
      'from shop.models import LIMIT\nfrom shop.system import System\n\n\nclass Base(System):\n    limit = LIMIT\n',
    'shop/models.py': 'from shop import NAME\n\nLIMIT = 1\n\n\ndef order():\n    return NAME\n',
  };
  const rules = `kind: split-module
source: shop.models
into:
  - { module: shop.limits, symbols: [LIMIT] }
  - { module: shop.orders, rest: true }
`;
  // Alone, `shop.vector` would be asked for `Base` before it is there; but `shop` imports `shop.system` first.
  expect(cycles(tree, rules).filter(({ severity }) => severity === 'error')).toEqual([]);
});

test('RW531: a circle that was there is a note', () => {
  const tree = outside(
    'import shop.other\n\n\nclass Config:\n    pass\n\n\ndef default():\n    return shop.other\n\n\nclass Rest:\n    pass\n',
    'import shop.models\n\n\ndef f():\n    return shop.models.Config\n',
  );
  expect(cycles(tree, RULES).map(({ code, severity }) => `${severity} ${code}`)).toEqual(['note RW531']);
});

test('RW532: a new circle that works is a warning', () => {
  const tree = outside('class Config:\n    pass\n\n\ndef default():\n    return Config\n', 'VALUE = 1\n');
  const found = cycles(tree, RULES, {
    'shop/config.py':
      'import shop.other\n\n\nclass Config:\n    pass\n\n\ndef default():\n    return Config\n',
    'shop/other.py': 'import shop.config\n\nVALUE = 1\n',
  });
  expect(
    found.map(({ code, severity, place }) => `${severity} ${code} ${place?.file}:${place?.line}`),
  ).toEqual(['warning RW532 shop/config.py:1']);
  const local = cycles(tree, RULES, { 'shop/other.py': 'def f():\n    import shop.config\n\n\nVALUE = 1\n' });
  expect(local).toEqual([]);
});

test('a package that re-exports its modules is no circle of theirs', () => {
  const tree = {
    'shop/__init__.py': 'from shop.models import Config\n\n\ndef top():\n    return Config\n',
    'shop/models.py':
      'from shop.tools import clean\n\n\nclass Config:\n    pass\n\n\ndef default():\n    return clean(Config)\n\n\nREST = 1\n',
    'shop/tools.py': 'def clean(x):\n    return x\n',
  };
  expect(cycles(tree, RULES)).toEqual([]);
});

test('RW530: a profile that reaches what builds on its configuration, and a path apart from the schema that resolves it', () => {
  const tree = {
    'shop/__init__.py': '',
    'shop/runtime.py':
      'class Policy:\n    pass\n\n\nDEFAULT = Policy()\n\n\ndef feature_gates(policy=DEFAULT):\n    return policy\n\n\ndef settings(policy=DEFAULT):\n    return policy\n\n\nclass RuntimeProfile:\n    def gates(self):\n        return feature_gates(), settings()\n',
    'shop/registry.py':
      'ROOT = "root"\n\n\ndef nested_path_for(name):\n    return name.split(".")\n\n\ndef extract_schema_for(name):\n    return ROOT, nested_path_for(name)\n\n\ndef all_schemas():\n    return extract_schema_for(ROOT)\n\n\ndef nested_schema_for(name):\n    return extract_schema_for(name)\n\n\ndef nested_root():\n    return ROOT\n',
  };
  const wave = (profile: string, path: string) => `kind: split-module
source: shop.runtime
into:
  - { module: shop.config, symbols: [Policy, DEFAULT${profile === 'config' ? ', RuntimeProfile' : ''}] }
  - { module: shop.features, symbols: [feature_gates, settings] }
${profile === 'config' ? '' : `  - { module: shop.${profile}, symbols: [RuntimeProfile] }\n`}---
kind: split-module
source: shop.registry
into:
  - { module: shop.nested, symbols: [nested_schema_for, nested_root${path === 'nested' ? ', nested_path_for' : ''}] }
  - { module: shop.extraction, rest: true }
`;
  expect(
    cycles(tree, wave('config', 'nested')).map(({ code, message, hint }) => [code, message, hint]),
  ).toEqual(
    expect.arrayContaining([
      [
        'RW530',
        expect.stringContaining(
          '`config` needs `feature_gates` and `settings` (used by `RuntimeProfile.gates`)',
        ),
        expect.stringContaining('Move `RuntimeProfile`'),
      ],
      [
        'RW530',
        expect.stringContaining('needs `nested_path_for` (used by `extract_schema_for`)'),
        'Move `nested_path_for` to `shop.extraction`: that breaks the circle.',
      ],
    ]),
  );
  expect(cycles(tree, wave('profile', 'extraction'))).toEqual([]);
});
