import { expect, test } from 'vitest';
import { composeEdits } from '../../../src/engine/compose-edits.js';
import { applyEdits, orderEdits } from '../../../src/engine/edits.js';
import { requiredWords } from '../../../src/engine/rewrite/required-words.js';
import { proveWave, textOf } from '../support/wave.js';

const PROBE = `kind: rewrite
rule:
  pattern: |
    try:
        import old_codec as $NAME
    except ImportError:
        import json as $NAME
fix: import old_codec as $NAME
`;

const DESK = `"""The desk."""

try:
    import old_codec as codec
except ImportError:
    import json as codec

from shop.models import price


def read(text: str) -> object:
    return codec.loads(text) + price()
`;

const TREE = {
  'shop/__init__.py': '',
  'old_codec.py': 'def loads(text):\n    return text\n',
  'new_codec.py': 'def loads(text):\n    return text\n',
  'shop/models.py': 'def price():\n    return 1\n',
  'shop/desk.py': DESK,
};

test('other rules see what a rewrite makes of a file, and the edits are those of the file that is there', () => {
  const proved = proveWave(
    TREE,
    `${PROBE}---\nkind: retarget-import\nsource: old_codec\nto: new_codec\n---\nkind: rename-symbol\nsource: shop.models\nsymbols: { price: cost }\n`,
  );
  expect(proved.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  const after = `"""The desk."""

import new_codec as codec

from shop.models import cost


def read(text: str) -> object:
    return codec.loads(text) + cost()
`;
  expect(textOf(proved, 'shop/desk.py')).toBe(after);
  const change = proved.planned.plan.changes.find(({ path }) => path === 'shop/desk.py')!;
  if (change.kind !== 'modify') throw new Error('not modified');
  expect(Buffer.from(change.before).toString()).toBe(DESK);
  expect(applyEdits(DESK, orderEdits(change.edits, DESK))).toBe(after);
  expect(composeEdits(DESK, change.edits, [])).toEqual(change.edits);
});

test('a finding about a rewritten file stands where the user sees it', () => {
  const tree = { ...TREE, 'shop/desk.py': `${DESK}\n\nfrom shop import models\n\nprint(models)\n` };
  const { plan } = proveWave(
    tree,
    `${PROBE}---\nkind: split-module\nsource: shop.models\ninto: [{ module: shop.prices, rest: true }]\n`,
  ).planned;
  const lines = tree['shop/desk.py'].split('\n');
  const places = plan.findings
    .filter(({ place }) => place?.file === 'shop/desk.py')
    .map(({ place }) => place!);
  expect(places.length).toBeGreaterThan(0);
  for (const { line, column } of places) expect(lines[line - 1]!.slice(column - 1)).toMatch(/^models/);
});

test('a rewritten module that moves is a new file with its old content gone', () => {
  const proved = proveWave(TREE, `${PROBE}---\nkind: move-module\nsource: shop.desk\nto: shop.till\n`);
  expect(textOf(proved, 'shop/till.py')).toContain('\nimport old_codec as codec\n\nfrom shop.models');
  const gone = proved.planned.plan.changes.find(({ path }) => path === 'shop/desk.py')!;
  expect(gone.kind === 'delete' && Buffer.from(gone.before).toString()).toBe(DESK);
});

test('conservation and closure judge a split module that was rewritten', () => {
  const tree = {
    ...TREE,
    'shop/models.py': `${DESK.replace('from shop.models import price\n', '')}\n\ndef price():\n    return 1\n`,
  };
  const proved = proveWave(
    tree,
    `${PROBE}---\nkind: split-module\nsource: shop.models\ninto:\n  - { module: shop.reading, symbols: [read] }\n  - { module: shop.prices, rest: true }\n`,
  );
  expect(proved.gates.filter(({ passed }) => !passed)).toEqual([]);
  expect(textOf(proved, 'shop/reading.py')).toMatch(/^import old_codec as codec$/m);
});

test('a replacement that reads what nothing binds, or imports what is not there, is the wave’s own mistake', () => {
  const unbound = proveWave(
    { 'a.py': 'def f():\n    return 1\n\n\nprint(f())\n' },
    'kind: rewrite\nrule: { pattern: f() }\nfix: nobody()\n',
  );
  expect(unbound.found).toEqual(['error RW520 a.py:5:7']);
  const missing = proveWave(
    { 'shop/__init__.py': '', 'a.py': 'print(1)\n' },
    'kind: rewrite\nrule: { pattern: print(1) }\nfix: load()\nimports: [from shop.loads import load]\n',
  );
  expect(missing.found).toContain('error RW524 a.py:1:24');
});

test('an import that another file takes from the module stays, and so does one that nobody used before', () => {
  const tree = {
    'shop/__init__.py': '',
    'shop/desk.py': 'import json\nimport time\n\nprint(json.dumps(1), time.time())\n',
    'shop/till.py': 'import json\nimport re\n\nprint(json.dumps(2))\n',
    'shop/test_desk.py': 'def test(monkeypatch):\n    monkeypatch.setattr("shop.desk.json", None)\n',
  };
  const proved = proveWave(tree, 'kind: rewrite\nrule: { pattern: json.dumps($A) }\nfix: str($A)\n');
  expect(textOf(proved, 'shop/desk.py')).toBe('import json\nimport time\n\nprint(str(1), time.time())\n');
  expect(textOf(proved, 'shop/till.py')).toBe('import re\n\nprint(str(2))\n');
});

test('line endings and the indentation of what is captured stay', () => {
  const text = 'def f():\r\n    if old():\r\n        g(\r\n            1,\r\n        )\r\n    return 1\r\n';
  const proved = proveWave(
    { 'a.py': `${text}\r\n\r\ndef old():\r\n    return 1\r\n\r\n\r\ndef g(a):\r\n    return a\r\n` },
    'kind: rewrite\nrule:\n  pattern: |\n    if old():\n        $$$BODY\nfix: $$$BODY\n',
  );
  expect(textOf(proved, 'a.py')).toMatch(/^def f\(\):\r\n {4}g\(\r\n {8}1,\r\n {4}\)\r\n {4}return 1\r\n/);
});

test('files that cannot match are not parsed: a word of each part that must match is looked for', () => {
  const words = (rule: Record<string, unknown>) => requiredWords({ rule });
  expect(words({ pattern: 'warnings.warn($A)' })).toEqual([['warnings'], ['warn']]);
  expect(words({ any: [{ pattern: 'first($A)' }, { regex: '^second\\.third$' }] })).toEqual([
    ['first', 'second.third'],
  ]);
  expect(words({ any: [{ pattern: 'first($A)' }, { kind: 'call' }] })).toEqual([]);
  expect(words({ pattern: 'load("shop.models", $A)' })).toEqual([
    ['load'],
    ['shop'],
    ['models'],
    ['shop.models'],
  ]);
  expect(words({ regex: '``a\\.b`` or .+' })).toEqual([]);
  expect(words({ regex: '^``a\\.b`` or .c$' })).toEqual([['``a.b`` or '], ['c']]);
  expect(words({ regex: 'a|b' })).toEqual([]);
  expect(words({ regex: '^except (First|Second Error)' })).toEqual([['except '], ['First', 'Second Error']]);
  expect(words({ regex: 'name(_a|_b)?' })).toEqual([]);
  expect(words({ regex: '\\bword\\b' })).toEqual([]);
  expect(words({ kind: 'call', has: { pattern: 'name' }, not: { pattern: 'other' } })).toEqual([['name']]);
});

test('a definition that a rule takes away is gone on purpose, and one that it writes anew is not', () => {
  const rules =
    'kind: rewrite\nrule: { kind: function_definition, has: { field: name, regex: ^test_old$ } }\nfix: ""\n---\nkind: rewrite\nrule: { pattern: return 1 }\nfix: return 2\n';
  const { planned } = proveWave(
    { 'tests/test_a.py': 'def test_old():\n    return 0\n\n\ndef test_new():\n    return 1\n' },
    rules,
  );
  expect(planned.plan.relocations).toEqual([
    { module: 'tests.test_a', name: 'test_old', to: undefined, rule: 'rule' },
  ]);
});
