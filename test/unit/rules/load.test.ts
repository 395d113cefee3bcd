import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ruleKinds } from '../../../src/rules/kinds/index.js';
import { loadWave } from '../../../src/rules/load.js';
import { editDistance } from '../../../src/rules/problem.js';
import { GATES, load, problems, SOUND_RULE } from './loading.js';

test('a whole wave', () => {
  const wave = load({
    'wave.yaml': `title: Split the models
description: >
  Orders and people
  part.
fixers: [{ gate: ruff-format }]
gates:
  - { gate: pytest, args: [-q], paths: [tests], timeout: 60 }
  - { gate: command, argv: [make, check] }
waivers:
  - { code: RW601, path: "docs/**:3", match: models, reason: History. }
`,
    'r.yaml': `kind: split-module
source: shop.models
legacy: keep
into:
  - module: shop.orders
    docstring: |
      Orders.

      And more.
    rule: { pattern: $A = $B }
    constraints: { A: { regex: ^X } }
    utils: { u: { kind: assignment } }
    symbols: [Order]
  - module: shop.people
    existing: true
    rest: true
`,
  });
  expect(wave).toMatchObject({
    name: 'w',
    folder: 'waves/w',
    shipped: false,
    title: 'Split the models',
    description: 'Orders and people part.',
    fixers: [
      { gate: 'ruff-format', timeout: 1800, place: { file: 'waves/w/wave.yaml', line: 5, column: 10 } },
    ],
    gates: [
      { gate: 'pytest', args: ['-q'], paths: ['tests'], timeout: 60 },
      { gate: 'command', argv: ['make', 'check'], args: undefined, timeout: 1800 },
    ],
    waivers: [{ code: 'RW601', path: 'docs/**:3', match: 'models', reason: 'History.' }],
    rules: [
      {
        kind: 'split-module',
        id: 'r',
        source: 'shop.models',
        sourcePlace: { file: 'waves/w/r.yaml', line: 2, column: 9 },
        legacy: 'keep',
        into: [
          {
            module: 'shop.orders',
            docstring: 'Orders.\n\nAnd more.',
            selector: {
              rule: { pattern: '$A = $B' },
              constraints: { A: { regex: '^X' } },
              utils: { u: { kind: 'assignment' } },
            },
            selectorPlace: { line: 10, column: 5 },
            symbols: [{ name: 'Order', place: { line: 13, column: 15, endLine: 13, endColumn: 20 } }],
            rest: false,
            existing: false,
            place: { line: 5, column: 5 },
          },
          {
            module: 'shop.people',
            docstring: undefined,
            selector: undefined,
            symbols: [],
            rest: true,
            existing: true,
          },
        ],
      },
    ],
  });
});

test('rule files: alphabetical without a list, in its order with one; several documents in a file', () => {
  const rule = (source: string): string => SOUND_RULE.replace('shop.models', source);
  const texts = {
    'b.yaml': rule('p.b'),
    'a.yaml': `${rule('p.a')}---\n${rule('p.c')}`,
    'notes.txt': 'not YAML: [',
    'old/c.yaml': 'not looked at: [',
  };
  const ids = (head: string): string[] => load({ ...texts, 'wave.yaml': head }).rules.map(({ id }) => id);
  expect(ids('title: A\n')).toEqual(['a', 'a#2', 'b']);
  expect(ids('title: A\nrules: [b.yaml, a.yaml]\n')).toEqual(['b', 'a', 'a#2']);
});

test('the example of every kind is a rule', () => {
  for (const { kind, example } of ruleKinds.values()) {
    expect(problems({ 'wave.yaml': 'title: A\n', 'r.yaml': example }), kind).toEqual([]);
  }
});

test('paths of files may be written with back slashes or a leading ./', () => {
  const files = [
    { path: '.\\waves\\w\\wave.yaml', text: 'title: A\n' },
    { path: './waves/w/r.yaml', text: SOUND_RULE },
  ];
  const wave = loadWave(files, { name: 'w', folder: 'waves/w/', shipped: true, knownGates: GATES });
  expect(wave).toMatchObject({ shipped: true, rules: [{ id: 'r', place: { file: './waves/w/r.yaml' } }] });
});

test('whatever is done to a rule file, its problems are findings with a place in it', () => {
  const junk = fc.constantFrom(
    '',
    ':',
    ' ',
    '\n',
    '- ',
    '[',
    '*a',
    '&a ',
    '"',
    '---\n',
    'x: 1\n',
    '\t',
    '{',
    '#',
    '3',
  );
  fc.assert(
    fc.property(fc.nat(SOUND_RULE.length), fc.nat(12), junk, (at, cut, text) => {
      const mutated = SOUND_RULE.slice(0, at) + text + SOUND_RULE.slice(at + cut);
      const lines = mutated.split('\n').length;
      for (const finding of problems({ 'wave.yaml': 'title: A\n', 'r.yaml': mutated })) {
        const [, line, column] = /^RW1\d\d r\.yaml:(\d+):(\d+) \S/.exec(finding) ?? [];
        expect(Number(line), finding).toBeGreaterThan(0);
        expect(Number(line), finding).toBeLessThanOrEqual(lines);
        expect(Number(column), finding).toBeGreaterThan(0);
      }
    }),
    { numRuns: 300 },
  );
});

test('edit distance: a metric in which a swap of neighbours costs one', () => {
  expect(editDistance('symbols', 'symbosl')).toBe(1);
  expect(editDistance('', 'abc')).toBe(3);
  expect(editDistance('rule', 'rule')).toBe(0);
  fc.assert(
    fc.property(fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 }), (a, b) => {
      const distance = editDistance(a, b);
      expect(distance).toBe(editDistance(b, a));
      expect(distance).toBeGreaterThanOrEqual(Math.abs(a.length - b.length));
      expect(distance === 0).toBe(a === b);
    }),
  );
});
