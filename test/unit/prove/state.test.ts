import { expect, test } from 'vitest';
import { proveWave } from '../support/wave.js';

/** Findings about state when `names` move to another module than the rest. */
function state(
  models: string,
  names: string,
  options: { module?: string; keep?: boolean; rest?: string; tree?: Record<string, string> } = {},
): string[] {
  const { module = 'shop.first', keep = false, rest = '{ module: shop.rest, rest: true }' } = options;
  const rules = `kind: split-module\nsource: shop.models\nlegacy: ${keep ? 'keep' : 'delete'}\ninto:\n  - { module: ${module}, symbols: [${names}] }\n${keep ? '' : `  - ${rest}\n`}`;
  const { findings } = proveWave(
    { ...options.tree, 'shop/__init__.py': '', 'shop/models.py': models },
    rules,
  );
  return findings
    .filter(({ code }) => code.startsWith('RW30') || code.startsWith('RW31'))
    .map(
      ({ code, severity, place, message }) => `${severity} ${code} ${place?.file}:${place?.line} ${message}`,
    );
}

const COUNTER =
  'count = 0\n\n\ndef up():\n    global count\n    count += 1\n\n\ndef show():\n    return count\n\n\nclass Other:\n    pass\n';

test('RW301: writers and readers of a rebound name in different modules', () => {
  expect(state(COUNTER, 'show')).toEqual([
    expect.stringContaining(
      'error RW301 shop/models.py:10 `count` is read here, in `shop.first`, and rebound in `shop.rest`',
    ),
  ]);
  expect(state(COUNTER, 'count, show')).toEqual([
    expect.stringContaining('error RW301 shop/models.py:6 `count` is rebound here, in `shop.rest`'),
  ]);
  expect(state(COUNTER, 'Other')).toEqual([]);
});

test('RW301: a mutated object has one home and many readers', () => {
  expect(
    state('CACHE = {}\n\n\ndef put(k):\n    CACHE[k] = 1\n\n\ndef get(k):\n    return CACHE[k]\n', 'get'),
  ).toEqual([]);
});

test('RW310: a value read between two of its states', () => {
  const text = 'NAMES = ["a"]\nFIRST = tuple(NAMES)\nNAMES.append("b")\nLAST = tuple(NAMES)\n';
  expect(state(text, 'FIRST')).toEqual([
    expect.stringContaining('error RW310 shop/models.py:2 `NAMES` is read here'),
  ]);
  expect(state(text, 'LAST')).toEqual([]);
});

test('RW310: an annotation keeps the object, but not a value that is bound anew', () => {
  const text = 'class Node:\n    pass\n\n\ndef walk(node: Node):\n    return node\n\n\nNode.label = walk\n';
  expect(state(text, 'Node')).toEqual([]);
  expect(state(text.replace('Node.label = walk', 'Node = None'), 'Node')).toEqual([
    expect.stringContaining('error RW310 shop/models.py:5 `Node` is read here'),
  ]);
});

test('RW310: a class made by a metaclass that is closed further down', () => {
  const text = `class Meta(type):
    pass


class Node(metaclass=Meta):
    pass


class Leaf(Node):
    pass


Meta.__new__ = None
`;
  expect(state(text, 'Meta, Node')).toEqual([
    expect.stringContaining(
      'error RW310 shop/models.py:9 The metaclass `Meta` makes `Leaf`, and is changed further down',
    ),
  ]);
  expect(state(text, 'Leaf, Node')).toHaveLength(2);
  expect(state(text.replace('Meta.__new__', 'Node.label'), 'Meta, Node')).toEqual([
    expect.stringContaining('warning RW310 shop/models.py:9 `Node` is read here'),
  ]);
  expect(state(text.replace('Meta.__new__ = None\n', ''), 'Meta, Node')).toEqual([]);
});

test('RW306: code that looks at all names of its module', () => {
  const text = (body: string) => `A = 1\n\n\ndef find(name):\n    ${body}\n\n\nB = 2\n`;
  expect(state(text('return globals()[name]'), 'A')).toEqual([
    expect.stringContaining('error RW306 shop/models.py:5 `globals()`'),
  ]);
  expect(state(text('return eval(name)'), 'A')).toEqual([
    expect.stringContaining('warning RW306 shop/models.py:5 `eval`'),
  ]);
  expect(state('import sys\n\nA = dir(sys.modules[__name__])\nB = 2\n', 'B')).toEqual([
    expect.stringContaining('error RW306 shop/models.py:3 `sys.modules[__name__]`'),
    expect.stringContaining('note RW308'),
  ]);
  expect(state(text('return locals(), vars(name), eval(name, {})'), 'A')).toEqual([]);
});

test('RW307: __file__ where the folder changes', () => {
  const text = 'HERE = __file__\nB = 2\n';
  expect(state(text, 'HERE', { module: 'shop.sub.first' })).toEqual([
    'error RW307 shop/models.py:1 `__file__` means the folder `shop/` here, and `shop/sub/` in `shop.sub.first`.',
  ]);
  expect(state(text, 'HERE')).toEqual([]);
});

test('RW308: __name__ in moved code, loggers apart', () => {
  expect(state('KEY = __name__ + ".key"\nB = 2\n', 'KEY')).toEqual([
    'note RW308 shop/models.py:1 `__name__` is `shop.models` here, and will be `shop.first`.',
  ]);
  expect(
    state('import logging\n\n\ndef f():\n    return logging.getLogger(__name__)\n\n\nB = 2\n', 'B'),
  ).toEqual([]);
});

test('RW309: a program in a module that goes, unless it is claimed', () => {
  const text = 'def main():\n    pass\n\n\nB = 2\n\nif __name__ == "__main__":\n    main()\n';
  expect(state(text, 'B')).toEqual([
    expect.stringContaining('error RW309 shop/models.py:7 `shop.models` can be run as a program'),
  ]);
  const rest = '{ module: shop.rest, rest: true, rule: { kind: if_statement, regex: "__name__" } }';
  expect(state(text, 'B', { rest })).toEqual([]);
  expect(state(text, 'B', { keep: true })).toEqual([]);
});

test('RW311: a singleton that pickles by name stays with its name', () => {
  const source =
    "class Missing:\n    def __reduce__(self):\n        return 'missing'\n\n\nmissing = Missing()\n\n\ndef other():\n    return 1\n";
  expect(state(source, 'Missing')).toEqual([
    expect.stringContaining('error RW311 shop/models.py:3 `Missing` pickles as the global `missing`'),
  ]);
  expect(state(source, 'Missing, missing')).toEqual([]);
  expect(state(source, 'other')).toEqual([]);
});

test('RW312: what is done to an imported module comes before what reads it', () => {
  const text =
    'import grammar\n\ngrammar.load("cache")\nsymbols = grammar.symbols\n\n\ndef f():\n    return symbols\n';
  expect(state(text, 'symbols, f', { keep: true })).toEqual([
    expect.stringContaining(
      'error RW312 shop/models.py:4 `grammar` is read here while the module is imported, after `grammar.load("cache")`',
    ),
  ]);
  const lazy = text.replace('symbols = grammar.symbols', 'def symbols():\n    return grammar.symbols');
  expect(state(lazy, 'symbols, f', { keep: true })).toEqual([]);
  expect(state(text.replace('grammar.load', 'grammar.other.load'), 'symbols, f', { keep: true })).toEqual([]);
});

test('RW313: an effect that importers of the module had', () => {
  const text =
    'import codecs\n\n\ndef find(name):\n    return None\n\n\ncodecs.register(find)\n\n\ndef clean(x):\n    return x\n';
  const user = { 'shop/use.py': 'from shop.models import clean\n' };
  expect(state(text, 'clean', { keep: true, tree: user })).toEqual([
    expect.stringContaining(
      'error RW313 shop/models.py:8 `codecs.register(find)` runs for everybody who imports `shop.models`; in `shop.models` it would not run for `shop/use.py`.',
    ),
  ]);
  const both = { 'shop/use.py': 'from shop.models import clean, find\n' };
  expect(state(text, 'clean', { keep: true, tree: both })).toEqual([]);
  expect(state(text, 'find', { keep: true, tree: user })).toEqual([]);
});
