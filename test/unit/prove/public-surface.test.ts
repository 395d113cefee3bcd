import { describe, expect, it } from 'vitest';
import { planWave } from '../../../src/engine/plan-wave.js';
import { overlayReader } from '../../../src/engine/prove/overlay.js';
import { proofContext } from '../../../src/engine/prove/prove.js';
import { publicSurface } from '../../../src/engine/prove/public-surface.js';
import { Survey } from '../../../src/engine/survey.js';
import { readerOf, type Tree, waveOf } from '../support/wave.js';

const place = { file: 'w/wave.yaml', line: 1, column: 1 };

function surfaceOf(tree: Tree, rules: string, allow?: readonly string[]) {
  const reader = readerOf(tree);
  const planned = planWave(waveOf(rules), reader, { root: '/repository', width: 88 });
  const after = new Survey(overlayReader(reader, planned.plan.changes));
  return publicSurface(
    proofContext(planned, after),
    allow && { allow: allow.map((glob) => ({ glob, place })) },
  );
}

const split = `
kind: split-module
source: shop.models
legacy: delete
heir: shop.rest
into:
  - { module: shop.orders, symbols: [Order] }
  - { module: shop.rest, rest: true }
`;

describe('public surface', () => {
  it('lists what vanishes by module, with where it is now', () => {
    const tree = {
      'shop/__init__.py': 'from shop.models import Order\n',
      'shop/models.py': 'import os\n\n\nclass Order: ...\n\n\ndef _private(): ...\n\n\nHOME = os.sep\n',
      'tests/test_models.py': 'from shop.models import HOME\n\n\ndef test_home():\n    assert HOME\n',
    };
    const { surface, findings } = surfaceOf(tree, split);
    expect(findings).toEqual([]);
    expect(surface.modules).toEqual([
      {
        module: 'shop.models',
        before: 2,
        after: undefined,
        vanished: [
          { path: 'shop.models', to: undefined, allowed: undefined },
          { path: 'shop.models.Order', to: 'shop.orders.Order', allowed: undefined },
          { path: 'shop.models.HOME', to: 'shop.rest.HOME', allowed: undefined },
        ],
      },
      { module: 'shop.orders', before: undefined, after: 1, vanished: [] },
      { module: 'shop.rest', before: undefined, after: 1, vanished: [] },
    ]);
  });

  it('counts names that a package hands on, and leaves out private modules', () => {
    const tree = {
      'shop/__init__.py': 'from shop._old import spare\nfrom shop._old import kept\n',
      'shop/_old.py': 'def spare(): ...\n\n\ndef kept(): ...\n',
    };
    const rule = 'kind: prune-symbols\nsource: shop._old\nsymbols: [spare]\n';
    const { surface } = surfaceOf(tree, rule);
    expect(surface.modules).toEqual([
      {
        module: 'shop',
        before: 2,
        after: 1,
        vanished: [{ path: 'shop.spare', to: undefined, allowed: undefined }],
      },
    ]);
  });

  it('refuses what the wave does not allow, and follows moved packages and new names', () => {
    const tree = {
      'shop/__init__.py': '',
      'shop/old/__init__.py': '',
      'shop/old/tools.py': '__all__ = ["clean"]\n\n\ndef clean(): ...\n\n\ndef not_exported(): ...\n',
    };
    const rule = 'kind: move-module\nsource: shop.old\nto: shop.new\n';
    const { surface, findings } = surfaceOf(tree, rule, ['shop.old.**.tools', 'shop.old']);
    expect(surface.modules.find(({ module }) => module === 'shop.old.tools')?.vanished).toEqual([
      { path: 'shop.old.tools', to: 'shop.new.tools', allowed: true },
      { path: 'shop.old.tools.clean', to: 'shop.new.tools.clean', allowed: false },
    ]);
    expect(findings.map(({ code, message }) => `${code} ${message}`)).toEqual([
      'RW610 The public `shop.old.tools.clean` would vanish: it is `shop.new.tools.clean` after the wave.',
    ]);
  });

  it('RW611: tells entries that allow nothing', () => {
    const tree = { 'shop/__init__.py': '', 'shop/models.py': 'class Order: ...\n\n\ndef total(): ...\n' };
    const { findings } = surfaceOf(tree, split, ['shop.models.**', 'shop.modells.*']);
    expect(findings.map(({ code, severity, message }) => `${severity} ${code} ${message}`)).toEqual([
      'warning RW611 No public import path that vanishes matches `shop.modells.*`.',
    ]);
  });

  it('tells entry points whose object is found elsewhere', () => {
    const tree = {
      'pyproject.toml': '[project.scripts]\nshop = "shop.models:main"\nother = "shop.cli:main"\n',
      'shop/__init__.py': '',
      'shop/cli.py': 'def main(): ...\n',
      'shop/models.py': 'class Order: ...\n\n\ndef main(): ...\n',
    };
    expect(surfaceOf(tree, split).surface.entryPoints).toEqual([
      { group: 'project.scripts', name: 'shop', from: 'shop.models:main', to: 'shop.rest:main' },
    ]);
  });
});
