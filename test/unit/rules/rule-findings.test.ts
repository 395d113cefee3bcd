import { describe, expect, test } from 'vitest';
import { problems, ruleProblems, SOUND_RULE, waveProblems } from './loading.js';

const split = (into: string): string => `kind: split-module\nsource: shop.models\ninto:\n${into}`;

describe('RW101: the YAML cannot be read', () => {
  test('a syntax error, at its place', () => {
    expect(ruleProblems('kind: a: b\n')).toEqual([
      'RW101 r.yaml:1:7 nested mappings are not allowed in compact mappings',
    ]);
  });
  test('a key given twice shows both places', () => {
    expect(ruleProblems(`${SOUND_RULE}source: shop.other\n`)).toEqual([
      'RW101 r.yaml:8:1 the key `source` is given twice in one mapping [2:1 first given here]',
    ]);
  });
  test('aliases: without an anchor, of itself, and by the thousand', () => {
    expect(ruleProblems('kind: *nothing\n')).toEqual([
      'RW101 r.yaml:1:7 no anchor `&nothing` stands above this alias',
    ]);
    expect(ruleProblems('kind: &a [*a]\n')).toEqual(['RW101 r.yaml:1:11 the anchor `&a` contains itself']);
    const levels = ['a: &a [x, x, x, x, x, x, x, x]'];
    for (const [up, low] of ['ba', 'cb', 'dc', 'ed']) {
      levels.push(`${up}: &${up} [*${low}, *${low}, *${low}, *${low}, *${low}, *${low}, *${low}, *${low}]`);
    }
    expect(ruleProblems(levels.join('\n'))[0]).toMatch(/^RW101 r\.yaml:1:1 this YAML can't be expanded/);
  });
  test('a tag that means nothing, and nesting without end', () => {
    expect(ruleProblems('kind: !custom split-module\n')).toEqual([
      'RW101 r.yaml:1:7 unresolved tag: !custom',
    ]);
    expect(ruleProblems('['.repeat(5000))[0]).toMatch(/^RW101 r\.yaml:1:\d+ this YAML is nested too deeply/);
  });
  test('one broken file does not hide the problems of another', () => {
    const found = problems({
      'wave.yaml': 'title: [\n',
      'a.yaml': 'kind: *x\n',
      'b.yaml': 'kind: nothing\n',
    });
    expect(found.map((line) => line.split(' ').slice(0, 2).join(' '))).toEqual([
      'RW101 wave.yaml:2:1',
      'RW101 a.yaml:1:7',
      'RW108 b.yaml:1:7',
    ]);
  });
});

describe('RW102: unknown key', () => {
  test('a misspelt key is named with what was meant, once', () => {
    expect(ruleProblems(split('  - module: shop.orders\n    symbls: [Order]\n'))).toEqual([
      'RW102 r.yaml:5:5 unknown key `symbls` (did you mean `symbols`?)',
    ]);
    expect(ruleProblems(SOUND_RULE.replace('source', 'sourec'))).toEqual([
      'RW102 r.yaml:2:1 unknown key `sourec` (did you mean `source`?)',
    ]);
  });
  test('a key like no other lists those there are', () => {
    expect(ruleProblems(`${SOUND_RULE}priority: 3\n`)).toEqual([
      'RW102 r.yaml:8:1 unknown key `priority` (known keys: `kind`, `source`, `legacy`, `into`, `defer`, `heir` or `mentions`)',
    ]);
  });
  test('a key that ast-grep would silently ignore', () => {
    const rule = '    rule: { kind: assignment, has: { field: left, regex: x, stopby: end } }\n';
    expect(ruleProblems(split(`  - module: shop.orders\n${rule}`))).toEqual([
      'RW102 r.yaml:5:61 ast-grep has no rule key `stopby` (did you mean `stopBy`?)',
    ]);
  });
});

describe('RW103 and RW104: wrong values and missing keys', () => {
  test('types, words and names', () => {
    const text = `kind: split-module
source: [shop.models]
legacy: delte
into:
  - module: shop.orders
    symbols: [Order, 3, "a b", None]
    rest: yes
  - orders
`;
    expect(ruleProblems(text)).toEqual([
      'RW103 r.yaml:2:9 `source` must be text, but it is a list',
      'RW103 r.yaml:3:9 `legacy` must be `delete` or `keep`, not `delte` (did you mean `delete`?)',
      'RW103 r.yaml:6:22 item 2 of `symbols` must be a name, or one `old: new` pair',
      'RW103 r.yaml:6:25 `a b` is not a Python name',
      'RW103 r.yaml:6:32 `None` is a Python keyword',
      'RW103 r.yaml:7:11 `rest` must be true or false, but it is text',
      'RW103 r.yaml:8:5 item 2 of `into` must be a mapping, but it is text',
    ]);
  });
  test('a docstring that would never be used', () => {
    const entry = '  - module: shop.orders\n    existing: true\n    docstring: Orders.\n    rest: true\n';
    expect(ruleProblems(split(entry))).toEqual([
      'RW103 r.yaml:6:5 a module that exists keeps its docstring; this one would never be used',
    ]);
  });
  test('a missing key is shown at the mapping that lacks it', () => {
    expect(ruleProblems('kind: split-module\ninto:\n  - rest: true\n')).toEqual([
      'RW104 r.yaml:1:1 the key `source` is missing',
      'RW104 r.yaml:3:5 the key `module` is missing',
    ]);
    expect(ruleProblems('source: shop.models\n')).toEqual(['RW104 r.yaml:1:1 the key `kind` is missing']);
    const lonely = '  - module: shop.orders\n    constraints: { A: { regex: x } }\n';
    expect(ruleProblems(split(lonely))).toEqual([
      'RW104 r.yaml:4:5 the key `rule` is missing: `constraints` belongs to one',
    ]);
  });
  test('a document that is no mapping', () => {
    expect(ruleProblems('- kind: split-module\n')).toEqual([
      'RW103 r.yaml:1:1 a rule must be a mapping that begins with `kind`',
    ]);
  });
});

describe('RW105: ast-grep refuses the rule', () => {
  const reasons: readonly (readonly [string, string])[] = [
    ['rule: { kind: asignment }', '5:19 ast-grep refuses this rule: Kind `asignment` is invalid'],
    [
      'rule: { kind: assignment, has: { field: lft, regex: x } }',
      '5:45 ast-grep refuses this rule: Relational rule contains invalid field lft',
    ],
    [
      'rule: { regex: "(?=x)" }',
      '5:20 ast-grep refuses this rule: look-around, including look-ahead and look-behind, is not supported',
    ],
    ['rule: { matches: other }', '5:22 `utils` defines no rule `other` (there is no such utility rule)'],
    ['rule: {}', '5:5 ast-grep refuses this rule: Rule must have one positive matcher'],
    [
      'rule: { pattern: $A = 1 }\n    constraints: { A: { kind: zz } }',
      '6:31 ast-grep refuses this rule: Kind `zz` is invalid',
    ],
    [
      'rule: { matches: u }\n    utils: { u: { matches: v } }',
      '6:28 `utils` defines no rule `v` (did you mean `u`?)',
    ],
  ];
  test.each(reasons)('%s', (yaml, expected) => {
    expect(ruleProblems(split(`  - module: shop.orders\n    ${yaml}\n`))).toEqual([
      `RW105 r.yaml:${expected}`,
    ]);
  });
});

describe('the rest of RW1xx in rules', () => {
  test('RW106: not a module name', () => {
    const text = SOUND_RULE.replace('shop.models', 'shop/models.py').replace('shop.orders', 'shop.class');
    expect(ruleProblems(text)).toEqual([
      'RW106 r.yaml:2:9 `shop/models.py` is not a dotted module name',
      'RW106 r.yaml:4:13 `shop.class` contains a Python keyword, so nothing could import it',
    ]);
  });
  test('RW107: destinations in conflict', () => {
    const into = ['a.b', 'a.b', 'shop.models'].map((module) => `  - module: ${module}\n    rest: true\n`);
    expect(ruleProblems(split(into.join('')))).toEqual([
      'RW107 r.yaml:6:13 `a.b` is a destination twice (merge the two entries) [4:13 first given here]',
      'RW107 r.yaml:7:5 only one destination can take the rest: `a.b` does, so not `a.b` as well [5:5 this one does already]',
      'RW107 r.yaml:8:13 `shop.models` is the module that is split ' +
        '(with `legacy: keep`, what no destination claims stays in the source, which becomes a package when a destination stands below it)',
      'RW107 r.yaml:9:5 only one destination can take the rest: `a.b` does, so not `shop.models` as well [5:5 this one does already]',
    ]);
  });
  test('RW108: unknown rule kind', () => {
    expect(ruleProblems('kind: split-modules\n')).toEqual([
      'RW108 r.yaml:1:7 there is no rule kind `split-modules` (did you mean `split-module`?)',
    ]);
    expect(ruleProblems('# first\nkind: 3\n')[0]).toMatch(/^RW108 r\.yaml:2:7 there is no rule kind `3`/);
  });
  test('RW110: a symbol named twice', () => {
    const into = '  - { module: a.b, symbols: [X, Y, X] }\n  - { module: a.c, symbols: [Y] }\n';
    expect(ruleProblems(split(into))).toEqual([
      'RW110 r.yaml:4:36 `X` is named twice in this rule [4:30 first named here, for `a.b`]',
      'RW110 r.yaml:5:30 `Y` is named twice in this rule [4:33 first named here, for `a.b`]',
    ]);
  });
  test('RW111: nothing is selected', () => {
    expect(ruleProblems(split('  - module: shop.orders\n    rest: false\n'))).toEqual([
      'RW111 r.yaml:4:5 this destination selects nothing (give it `symbols`, a `rule`, or `rest: true`)',
    ]);
    expect(ruleProblems('kind: split-module\nsource: a\ninto: []\n')).toEqual([
      'RW111 r.yaml:3:7 `into` must not be empty',
    ]);
    expect(ruleProblems('# nothing yet\n')).toEqual(['RW111 r.yaml:1:1 this file holds no rule']);
  });
  test('RW114: a module split by two rules, even of one file', () => {
    expect(ruleProblems(`${SOUND_RULE}---\n${SOUND_RULE}`)).toEqual([
      'RW114 r.yaml:10:9 `shop.models` is the source of two rules of this wave [2:9 the other rule]',
    ]);
  });
});

const rewriting = (rest: string): string => `kind: rewrite\n${rest}`;

describe('RW116: a transformation that leads nowhere', () => {
  const rule = 'rule: { pattern: f($$$A) }\nfix: g($B)\n';
  const rewriters = 'rewriters: [{ id: one, rule: { pattern: $X }, fix: x }]\n';
  test('a rewriter that is not there, and a source that is nothing captured', () => {
    const wrong = `${rule}${rewriters}transform: { B: { rewrite: { rewriters: [on], source: $$$A } } }\n`;
    expect(ruleProblems(rewriting(wrong))).toEqual([
      'RW116 r.yaml:5:42 there is no rewriter `on` (did you mean `one`?)',
    ]);
    const lost = `${rule}${rewriters}transform: { B: { rewrite: { rewriters: [one], source: A } } }\n`;
    expect(ruleProblems(rewriting(lost))).toEqual([
      'RW116 r.yaml:5:28 `source` must be what the rule captured, such as `$$$ARGS`',
    ]);
  });
  test('a text that is made of a rewritten one; of a captured one it may be', () => {
    const of = (name: string) =>
      `${rule}${rewriters}transform:\n  B: { rewrite: { rewriters: [one], source: $$$A } }\n  C: { replace: { source: $${name}, replace: a, by: b } }\n`;
    expect(ruleProblems(rewriting(of('B')))).toEqual([
      'RW116 r.yaml:7:3 `$B` is rewritten, and no other text can be made of it',
    ]);
    expect(ruleProblems(rewriting(of('$$A')))).toEqual([]);
  });
});

test('RW117: the replacement uses a name that nothing captures; it may use what is made', () => {
  expect(ruleProblems(rewriting('rule: { pattern: total($NET) }\nfix: total($NETT)\n'))).toEqual([
    'RW117 r.yaml:3:6 nothing captures `$NETT` (did you mean `NET`?)',
  ]);
  const made = 'transform: { NETT: { replace: { source: $NET, replace: a, by: b } } }\n';
  expect(ruleProblems(rewriting(`rule: { pattern: total($NET) }\n${made}fix: total($NETT)\n`))).toEqual([]);
});

test('RW118: an entry of `imports` is one import statement', () => {
  const importing = (statement: string) =>
    rewriting(`rule: { pattern: f() }\nfix: json.f()\nimports: ["${statement}"]\n`);
  expect(ruleProblems(importing('import json; import time'))).toEqual([
    'RW118 r.yaml:4:11 `import json; import time` is no single import',
  ]);
  expect(ruleProblems(importing('from json import f as g'))).toEqual([]);
});

describe('RW119: a requirement is one condition', () => {
  const requiring = (rest: string) => ruleProblems(`kind: require\nreason: It is so.\n${rest}`);
  test('a rule or a command', () => {
    expect(requiring('')).toEqual(['RW119 r.yaml:1:1 a requirement is either a `rule` or a `command`']);
    expect(requiring('rule: { pattern: f() }\ncommand: [ls]\n')).toHaveLength(1);
    expect(requiring('command: [ls]\n')).toEqual([]);
  });
  test('with its own words', () => {
    expect(requiring('command: [ls]\nexpect: none\n')).toEqual([
      'RW119 r.yaml:4:9 `expect` of a command is `success` or `failure`',
    ]);
    expect(requiring('command: [ls]\nwhen: after\n')).toEqual([
      'RW119 r.yaml:4:7 a command sees the tree as it stands',
    ]);
    expect(requiring('rule: { pattern: f() }\nexpect: some\nwhen: after\n')).toEqual([]);
  });
});

test('RW120: a wave does not come after itself, and may come after others', () => {
  expect(waveProblems('title: A wave\nafter: [w0, w]\n')).toEqual([
    'RW120 wave.yaml:2:13 `w` cannot land before itself',
  ]);
  expect(waveProblems('title: A wave\nafter: [w0]\n')).toEqual([]);
});
