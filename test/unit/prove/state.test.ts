import { expect, test } from 'vitest';
import { proveWave } from '../support/wave.js';

/** Findings about state when `names` move to another module than the rest. */
function state(
  models: string,
  names: string,
  options: {
    module?: string;
    keep?: boolean;
    heir?: boolean;
    rest?: string;
    tree?: Record<string, string>;
  } = {},
): string[] {
  const { module = 'shop.first', keep = false, rest = '{ module: shop.rest, rest: true }' } = options;
  const heir = options.heir === true ? 'heir: shop.rest\n' : '';
  const rules = `kind: split-module\nsource: shop.models\nlegacy: ${keep ? 'keep' : 'delete'}\n${heir}into:\n  - { module: ${module}, symbols: [${names}] }\n${keep ? '' : `  - ${rest}\n`}`;
  const { findings } = proveWave(
    { ...options.tree, 'shop/__init__.py': '', 'shop/models.py': models },
    rules,
  );
  return findings
    .filter(({ code }) => /^RW3[013]/.test(code))
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

test('RW308: __name__ by which a module is imported', () => {
  const text = (how: string) =>
    `from importlib import import_module\n\n\ndef load(name):\n    return ${how}\n\n\nB = 2\n`;
  for (const how of ['import_module(f"{__name__}.{name}")', 'import_module("." + name, package=__name__)'])
    expect(state(text(how), 'load')).toEqual([
      'error RW308 shop/models.py:5 `__name__` is `shop.models` here, and will be `shop.first`.',
    ]);
  expect(state(text('import_module(name), __name__'), 'load')).toEqual([
    'note RW308 shop/models.py:5 `__name__` is `shop.models` here, and will be `shop.first`.',
  ]);
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

test('RW310: a value that functions and other names change', () => {
  const added = 'ITEMS = []\n\n\ndef add(x):\n    ITEMS.append(x)\n\n\nadd(1)\nTOTAL = len(ITEMS)\nadd(2)\n';
  expect(state(added, 'TOTAL')).toEqual([
    expect.stringContaining('error RW310 shop/models.py:9 `ITEMS` is read here'),
  ]);
  expect(state(added.replace('add(2)\n', ''), 'TOTAL')).toEqual([]);
  const renamed = 'A = [1]\nB = A\nC = tuple(A)\nB.append(2)\n';
  expect(state(renamed, 'C')).toEqual([
    expect.stringContaining('error RW310 shop/models.py:3 `A` is read here'),
  ]);
  expect(state(renamed.replace('B = A', 'B = list(A)'), 'C')).toEqual([]);
});

test('RW310: what reads a registry when all have registered', () => {
  const text =
    'HANDLERS = {}\n\n\ndef handler(fn):\n    HANDLERS[fn.__name__] = fn\n    return fn\n\n\n@handler\ndef handle():\n    pass\n\n\nKNOWN = sorted(HANDLERS)\n';
  expect(state(text, 'handle')).toEqual([
    expect.stringContaining(
      'error RW310 shop/models.py:14 `HANDLERS` is read here while the module is imported, and changed further up',
    ),
  ]);
  expect(state(text, 'HANDLERS, handler, handle')).toEqual([]);
});

test('RW314: a counter that statements of several modules take from', () => {
  const text =
    'import itertools\n\n_ids = itertools.count()\nA = next(_ids)\nB = next(_ids)\nC = next(_ids)\n';
  expect(state(text, 'B')).toEqual([
    expect.stringContaining(
      'error RW314 shop/models.py:6 `_ids` counts on here while the module is imported; in `shop.rest`',
    ),
  ]);
  expect(state(text, 'C')).toEqual([]);
  const created =
    'class Field:\n    made = 0\n\n    def __init__(self):\n        self.number = Field.made\n        type(self).made += 1\n\n\nA = Field()\nB = Field()\nC = Field()\n';
  expect(state(created, 'B')).toEqual([expect.stringContaining('error RW314 shop/models.py:11 `Field`')]);
  expect(
    state(created.replaceAll('made', 'self.made').replace('self.made = 0', 'made = 0'), 'A'),
  ).toHaveLength(1);
  expect(state('def make():\n    return []\n\n\nA = make()\nB = make()\nC = make()\n', 'B')).toEqual([]);
});

test('RW315: definitions that register themselves in a module that importers of the registry do not import', () => {
  const found = (text: string, names: string, use = 'from shop.models import run\n') =>
    state(text, names, { tree: { 'shop/use.py': use } });
  const decorated =
    'HANDLERS = {}\n\n\ndef handler(name):\n    def put(fn):\n        HANDLERS[name] = fn\n        return fn\n\n    return put\n\n\n@handler("b")\ndef handle():\n    pass\n\n\ndef run(name):\n    return HANDLERS[name]()\n';
  const missed =
    'error RW315 shop/models.py:12 `handle` changes `HANDLERS` while the module is imported; in `shop.first` that would not happen for `shop/use.py`.';
  expect(found(decorated, 'handle')).toEqual([missed]);
  expect(found(decorated, 'handle', 'from shop.models import handle, run\n')).toEqual([]);
  expect(found(decorated.replace('HANDLERS[name] = fn', 'fn.label = name'), 'handle')).toEqual([]);
  const counted =
    'CALLS = {}\n\n\ndef counted(fn):\n    def wrapper():\n        CALLS[fn] = 1\n        return fn()\n\n    return wrapper\n\n\n@counted\ndef handle():\n    pass\n\n\ndef run():\n    return CALLS\n';
  expect(found(counted, 'handle')).toEqual([]);
  const hooked =
    'class Base:\n    kinds = {}\n\n    def __init_subclass__(cls, **kw):\n        super().__init_subclass__(**kw)\n        cls.kinds[cls.__name__] = cls\n\n\nclass Beta(Base):\n    pass\n\n\ndef run():\n    return Base.kinds\n';
  expect(found(hooked, 'Beta')).toEqual([
    expect.stringContaining('error RW315 shop/models.py:9 `Beta` changes `Base`'),
  ]);
  expect(found(hooked.replace('cls.kinds[cls.__name__] = cls', 'cls.kind = 1'), 'Beta')).toEqual([]);
  const dispatched =
    'from functools import singledispatch\n\n\n@singledispatch\ndef run(x):\n    return 0\n\n\n@run.register\ndef _one(x: int):\n    return 1\n';
  expect(found(dispatched, '_one')).toEqual([
    expect.stringContaining('error RW315 shop/models.py:9 `_one` changes `run`'),
  ]);
});

test('RW315: a method that hands back what registers, called at once', () => {
  const text =
    'from checks import Checker\n\nCHECKERS: dict = dict(one=Checker())\n\n\ndef checks(name):\n    def put(fn):\n        fn = CHECKERS["one"].checks(name)(fn)\n        return fn\n\n    return put\n\n\n@checks("date")\ndef is_date(x):\n    return True\n\n\ndef run():\n    return CHECKERS\n';
  const tree = { 'shop/use.py': 'from shop.models import run\n' };
  expect(state(text, 'is_date', { tree })).toEqual([
    expect.stringContaining('error RW315 shop/models.py:14 `is_date` changes `CHECKERS`'),
  ]);
  expect(state(text.replace('.checks(name)(fn)', '.checks(name, fn)'), 'is_date', { tree })).toEqual([]);
});

test('RW315: a registry of another module', () => {
  const registry = 'KNOWN = []\n\n\ndef register(fn):\n    KNOWN.append(fn)\n    return fn\n';
  const models =
    'from shop.registry import register\n\n\n@register\ndef one():\n    pass\n\n\n@register\ndef two():\n    pass\n';
  const tree = { 'shop/registry.py': registry, 'shop/use.py': 'from shop.models import one\n' };
  expect(state(models, 'one', { tree })).toEqual([
    expect.stringContaining('error RW315 shop/models.py:9 `two` changes `KNOWN`'),
  ]);
  const both = { ...tree, 'shop/use.py': 'from shop.models import one, two\n' };
  expect(state(models, 'one', { tree: both })).toEqual([]);
  // The package around an importer runs before it.
  const init = {
    'shop/registry.py': registry,
    'market/__init__.py': 'from shop.models import one, two\n',
    'market/use.py': tree['shop/use.py'],
  };
  expect(state(models, 'one', { tree: init })).toEqual([]);
});

test('RW306: the module of a function, in other words', () => {
  for (const body of ['importlib.import_module(__name__)', 'inspect.getmodule(find)', 'find.__globals__'])
    expect(
      state(`import importlib, inspect\n\nA = 1\n\n\ndef find():\n    return ${body}\n`, 'A'),
      body,
    ).toEqual(expect.arrayContaining([expect.stringContaining('error RW306 shop/models.py:7')]));
});

test('RW316: modules that are compared by name', () => {
  const text =
    'class A:\n    pass\n\n\nclass B:\n    pass\n\n\ndef ours(x):\n    return type(x).__module__ == __name__\n';
  expect(state(text, 'A')).toEqual([
    expect.stringContaining('error RW316 shop/models.py:10 `__module__` is compared with `__name__` here'),
    expect.stringContaining('note RW308'),
  ]);
  const classes = 'class A:\n    pass\n\n\nclass B:\n    pass\n';
  const used = (test: string) =>
    state(classes, 'A', { heir: true, tree: { 'shop/use.py': `from shop.models import A\n\n${test}\n` } });
  expect(used('print(A.__module__.endswith("models"))')).toHaveLength(1);
  expect(used('module = A.__module__\nprint("models" in module)')).toHaveLength(1);
  expect(used('print(A.__module__.startswith("shop."), A.__module__ == "other.models")')).toEqual([]);
});

test('RW317: a class that says where it stands', () => {
  const text = (name: string) => `class Point:\n    __module__ = "${name}"\n\n\nB = 1\n`;
  expect(state(text('shop.models'), 'Point', { heir: true })).toEqual([
    expect.stringContaining('error RW317 shop/first.py:2 `Point` says that it is found in `shop.rest`'),
  ]);
  expect(state(text('shop.models'), 'B', { heir: true })).toEqual([]);
  expect(state(text('shop'), 'Point', { heir: true })).toEqual([]);
});

test('RW318: imports of a computed name', () => {
  const jobs = (body: string) =>
    state('A = 1\nB = 2\n', 'A', {
      tree: {
        'shop/jobs.py': `import importlib\n\nPACKAGE = "shop"\n\n\ndef load(name):\n    return ${body}\n`,
      },
    });
  const found = [
    expect.stringContaining('error RW318 shop/jobs.py:7 A module of `shop` is imported by a computed name'),
  ];
  expect(jobs('importlib.import_module(PACKAGE + "." + name)')).toEqual(found);
  expect(jobs('importlib.import_module("." + name, __package__)')).toEqual(found);
  expect(jobs('importlib.import_module(f"{__package__}.{name}")')).toEqual(found);
  expect(jobs('importlib.import_module("shop.plugins." + name)')).toEqual([]);
  expect(jobs('importlib.import_module(name)')).toEqual([]);
  const variable = (first: string, second = '') =>
    jobs(
      `None\n\n\ndef again(name):\n    full = ${first}\n${second}    return importlib.import_module(full)`,
    );
  const inVariable = [expect.stringContaining('error RW318 shop/jobs.py:')];
  expect(variable('f"{__package__}.{name}"')).toEqual(inVariable);
  expect(variable('name', '    if "." not in full:\n        full = PACKAGE + "." + full\n')).toEqual(
    inVariable,
  );
  expect(variable('f"{__package__}.plugins.{name}"')).toEqual([]);
  expect(variable('name.strip()')).toEqual([]);
  expect(variable('full + name')).toEqual([]);
  expect(variable('other', '    other = full + name\n')).toEqual([]);
  // Pieces that are all known, and a last piece that is.
  const ends = [
    expect.stringContaining('A module whose name ends in `.models` is imported by a computed name'),
  ];
  for (const body of ['".".join(("shop", "models"))', '"{}.models".format("shop")'])
    expect(jobs(`importlib.import_module(${body})`), body).toHaveLength(1);
  for (const body of ['f"{name}.models"', '"%s.models" % name', '".".join([name, "models"])'])
    expect(jobs(`importlib.import_module(${body})`), body).toEqual(ends);
  for (const body of [
    'f"{name}.views"',
    'f"{name}models"',
    'f"shop.{name}.models"',
    'f"{name}"',
    '"".join(name)',
  ])
    expect(jobs(`importlib.import_module(${body})`), body).toEqual([]);
});

test('RW306: the frame above a function that nothing of the module calls is somebody else’s', () => {
  const source = (head: string, tail: string) =>
    `import sys\n\nA = 1\n\n\n${head}def make():\n    return sys._getframe(1).f_globals.get("__name__")\n\n\nB = ${tail}\n`;
  expect(state(source('', '2'), 'A')).toEqual([]);
  for (const [head, tail] of [
    ['', 'make()'],
    ['', '[make]'],
    ['@print\n', '2'],
  ] as const)
    expect(state(source(head, tail), 'A'), head + tail).toEqual([
      expect.stringContaining('error RW306 shop/models.py'),
    ]);
});

const STEPS =
  'STEPS = []\n\n\ndef step(fn):\n    STEPS.append(fn)\n    return fn\n\n\n@step\ndef load():\n    pass\n\n\n@step\ndef save():\n    pass\n';
const STEPS_REST = '{ module: shop.rest, rest: true }\n  - { module: shop.steps, symbols: [STEPS, step] }';

test('RW332: a list is filled in the order in which somebody imports the new modules', () => {
  const used = (text: string) => ({ rest: STEPS_REST, tree: { 'use.py': text } });
  const told = [
    expect.stringContaining(
      'error RW332 shop/models.py:14 `save` changes `STEPS` while the module is imported, and comes after `load`',
    ),
  ];
  expect(state(STEPS, 'save', used('from shop.models import load, save\n'))).toEqual(told);
  const inFunctions =
    'def b():\n    from shop.models import save\n\n    save()\n\n\ndef a():\n    from shop.models import load\n\n    load()\n';
  expect(state(STEPS, 'save', used(inFunctions))).toEqual(told);
  const needed = STEPS.replace(/save\(\):\n {4}pass/, 'save(first=load):\n    pass');
  expect(state(needed, 'save', used('from shop.models import load, save\n'))).toEqual([]);
  expect(state(STEPS, 'load', used('from shop.models import load, save\n'))).toEqual([]);
});

test('RW332: a dictionary or a set is asked by key, whatever came first', () => {
  const tree = { 'use.py': 'from shop.models import load, save\n' };
  for (const [empty, put] of [
    ['{}', 'STEPS[fn.__name__] = fn'],
    ['set()', 'STEPS.add(fn)'],
  ] as const) {
    const models = STEPS.replace('[]', empty).replace('STEPS.append(fn)', put);
    expect(state(models, 'save', { rest: STEPS_REST, tree })).toEqual([]);
  }
});

test('RW333: what an object of unread code is told in another order is a warning', () => {
  const models =
    'from framework import Router\n\nrouter = Router()\n\n\n@router.get("/me")\ndef me():\n    pass\n\n\n@router.get("/{name}")\ndef user(name):\n    pass\n';
  const tree = { 'use.py': 'from shop.models import me, user\n' };
  const rest = '{ module: shop.rest, rest: true }\n  - { module: shop.base, symbols: [router] }';
  expect(state(models, 'user', { rest, tree })).toEqual([
    expect.stringContaining('warning RW333 shop/models.py:11 `user` changes `router`'),
  ]);
});

const PLUGINS = (head: string, decorator: string) =>
  `${head}\n\n@${decorator}\ndef a():\n    pass\n\n\n@${decorator}\ndef b():\n    pass\n\n\ndef names():\n    return sorted(TABLE)\n`;
const FILLS = '    table[fn.__name__] = fn\n    return fn\n';

test.each([
  [
    'a closure',
    `def into(table):\n    def put(fn):\n    ${FILLS.replace('\n', '\n    ')}\n    return put\n`,
    'into(TABLE)',
  ],
  [
    'a closure that has a name',
    `def into(table):\n    def put(fn):\n    ${FILLS.replace('\n', '\n    ')}\n    return put\n\n\nplugin = into(TABLE)\n`,
    'plugin',
  ],
  [
    'functools.partial',
    `from functools import partial\n\n\ndef put(table, fn):\n${FILLS}\n\nplugin = partial(put, TABLE)\n`,
    'plugin',
  ],
  ['a default value', `def plugin(fn, table=TABLE):\n${FILLS}`, 'plugin'],
  ['a local variable', `def plugin(fn, table=None):\n    table = table or TABLE\n${FILLS}`, 'plugin'],
  [
    'an object that is called',
    'class Plugin:\n    def __init__(self):\n        self.known = TABLE\n\n    def __call__(self, fn):\n        self.known[fn.__name__] = fn\n        return fn\n\n\nplugin = Plugin()\n',
    'plugin',
  ],
  ['another name', `def put(fn, table=TABLE):\n${FILLS}\n\nplugin = put\n`, 'plugin'],
])('RW315: a registry that %s leads to', (_, head, decorator) => {
  const tree = { 'use.py': 'from shop.models import names\n' };
  expect(state(PLUGINS(`TABLE = {}\n\n\n${head}`, decorator), 'b', { tree })).toEqual([
    expect.stringContaining('error RW315 shop/models.py'),
  ]);
});

test('RW315: what a decorator does when the decorated function is called is none of the import', () => {
  const head =
    'TABLE = {}\n\n\ndef into(table):\n    def wrap(fn):\n        def inner():\n            table[fn.__name__] = 1\n            return fn()\n\n        return inner\n\n    return wrap\n\n\ndef fresh(table):\n    table = {}\n\n    def wrap(fn):\n        table[fn.__name__] = fn\n        return fn\n\n    return wrap\n';
  const tree = { 'use.py': 'from shop.models import names\n' };
  expect(state(PLUGINS(head, 'into(TABLE)'), 'b', { tree })).toEqual([]);
});
