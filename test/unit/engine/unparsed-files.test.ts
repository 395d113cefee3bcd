import { expect, test } from 'vitest';
import { planWave } from '../../../src/engine/plan-wave.js';
import { proveWave, readerOf, waveOf } from '../support/wave.js';

const RULES = `kind: split-module
source: shop.models
into:
  - { module: shop.first, symbols: [one] }
  - { module: shop.rest, rest: true }
`;

/** The wave on a tree in which one more file has some bytes. */
function planOf(bytes: Uint8Array) {
  const reader = readerOf({
    'shop/__init__.py': '',
    'shop/models.py': 'def one():\n    return 1\n\n\ndef two():\n    return 2\n',
    'old/report.py': '',
  });
  const read = (path: string) => (path === 'old/report.py' ? bytes : reader.read(path));
  return planWave(waveOf(RULES), { ...reader, read }, { root: '/repository', width: 88 });
}

function besidePrint(text: string) {
  const tree = {
    'shop/__init__.py': '',
    'shop/models.py': 'def one():\n    return 1\n\n\ndef two():\n    return 2\n',
    'old/report.py': `${text}\nprint "old"\n`,
  };
  return proveWave(tree, RULES).planned.plan;
}

function findings(text: string): string[] {
  return besidePrint(text).findings.map(({ code, place }) => `${code} ${place?.file}`);
}

test.each([
  'import shop.models',
  'from shop import (\n    other,\n    models,\n)',
  'from shop import other, \\\n    models',
  'from shop import *\nmodels.one()',
  'x = "shop.models:one"',
])('RW202: a file that does not parse and may refer to the module refuses the wave: %j', (text) => {
  expect(findings(text)).toContain('RW202 old/report.py');
});

test('imports that say it all are followed in a file that does not parse beside them; the gate of the interpreter tells of it', () => {
  const plan = besidePrint('from shop.models import one');
  const [change] = plan.changes.filter(({ path }) => path === 'old/report.py');
  expect(change?.kind === 'modify' && Buffer.from(change.after).toString()).toBe(
    'from shop.first import one\nprint "old"\n',
  );
  expect(plan.findings).toEqual([]);
});

test.each([
  'models = 3',
  'from . import models as m',
  '"""All our models."""',
  'import train  # models of trains',
])('a file that does not parse and only has the word is left alone: %j', (text) => {
  expect(findings(text)).toEqual([]);
});

test.each([
  ['RW203 old/report.py', 'not valid UTF-8', '', 'from shop.models import one'],
  [
    'RW203 old/report.py',
    'an encoding with several bytes for a character',
    '# coding: euc-jp\n',
    'import shop.models',
  ],
  [undefined, 'no reference', '', 'models = 3'],
  [
    undefined,
    'an encoding with one byte for each character',
    '# coding: cp1251\n',
    'from shop.models import one',
  ],
])('%s for bytes that are no text: %s', (finding, _why, cookie, text) => {
  const bytes = Buffer.from(`${cookie}# \xa4\xe6\n${text}\n`, 'latin1');
  const planned = planOf(bytes);
  expect(planned.plan.findings.map(({ code, place }) => `${code} ${place?.file}`)).toEqual(
    finding === undefined ? [] : [finding],
  );
});

test('a file in an encoding with one byte for each character is written back in it', () => {
  const bytes = Buffer.from('# coding: windows-1251\nfrom shop.models import one  # \xcd\xee\n', 'latin1');
  const change = planOf(bytes).plan.changes.find(({ path }) => path === 'old/report.py');
  expect(change?.kind === 'modify' && Buffer.from(change.after).toString('latin1')).toBe(
    '# coding: windows-1251\nfrom shop.first import one  # \xcd\xee\n',
  );
});

test.each([
  ['a text', 'kind: move-module\nsource: shop.models\nto: shop.desk\n'],
  ['an export list', 'kind: move-symbol\nsource: shop.models\nsymbols: [one]\nto: shop.desk\n'],
])('a ruler of comment signs behind %s does not take for ever', (_where, rule) => {
  const ruler = '#'.repeat(80);
  const tree = {
    'shop/__init__.py': '',
    'shop/models.py': `__all__ = (\n    "one"\n    ${ruler}\n)\n\n\ndef one():\n    return 1\n\n\nTWO = 2\n`,
    'old/report.py': `from shop.models import TWO\n\nmodels = "shop"\n${ruler}\nfor kind in models:\n    pass\n`,
  };
  const { plan } = planWave(waveOf(rule), readerOf(tree), { root: '/repository', width: 88 });
  expect(plan.changes.length).toBeGreaterThan(0);
});
