import { expect, test } from 'vitest';
import { proveWave } from '../support/wave.js';

const RULES = `kind: split-module
source: shop.models
into:
  - { module: shop.first, symbols: [one] }
  - { module: shop.rest, rest: true }
`;

function findings(text: string): string[] {
  const tree = {
    'shop/__init__.py': '',
    'shop/models.py': 'def one():\n    return 1\n\n\ndef two():\n    return 2\n',
    'old/report.py': `${text}\nprint "old"\n`,
  };
  return proveWave(tree, RULES).planned.plan.findings.map(({ code, place }) => `${code} ${place?.file}`);
}

test.each([
  'import shop.models',
  'from shop.models import one',
  'from shop import (\n    other,\n    models,\n)',
  'from shop import other, \\\n    models',
  'from . import models as m',
  'from shop import *\nmodels.one()',
  'x = "shop.models:one"',
])('RW202: a file that does not parse and may refer to the module refuses the wave: %j', (text) => {
  expect(findings(text)).toContain('RW202 old/report.py');
});

test.each(['models = 3', '"""All our models."""', 'import train  # models of trains'])(
  'a file that does not parse and only has the word is left alone: %j',
  (text) => {
    expect(findings(text)).toEqual([]);
  },
);
