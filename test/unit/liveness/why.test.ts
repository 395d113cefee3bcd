import { Chalk } from 'chalk';
import { expect, test } from 'vitest';
import { whyAlive } from '../../../src/engine/liveness/why.js';
import { Survey } from '../../../src/engine/survey.js';
import { verdictJson } from '../../../src/present/json.js';
import { renderVerdict } from '../../../src/present/verdict.js';

const TREE: Readonly<Record<string, string>> = {
  'shop/__init__.py': '',
  'shop/models.py':
    'def total(): ...\n\n\ndef old(): ...\n\n\ndef unused():\n    return older()\n\n\ndef older(): ...\n',
  'shop/api.py': 'from shop.models import total\n\n\ndef create():\n    return total()\n',
  'main.py': 'from shop.api import create\n\ncreate()\n',
  'tests/test_models.py': 'from shop.models import old\n\n\ndef test_old():\n    old()\n',
};

function ask(symbol: string) {
  const survey = new Survey({
    paths: Object.keys(TREE),
    read: (path) => (TREE[path] === undefined ? undefined : Buffer.from(TREE[path])),
  });
  return whyAlive(survey, symbol);
}

test('an alive symbol has the chain from itself to what runs', () => {
  const { verdict } = ask('shop.models:total');
  expect(verdict).toMatchObject({ subject: 'shop.models.total', kind: 'alive' });
  expect(verdict?.chains).toHaveLength(1);
  expect(verdict?.chains[0]?.links).toEqual([
    {
      subject: 'shop.models.total',
      form: 'from-import',
      holder: 'shop.api.create',
      place: { file: 'shop/api.py', line: 5, column: 12, endLine: 5, endColumn: 17 },
    },
    {
      subject: 'shop.api.create',
      form: 'from-import',
      holder: 'main',
      place: { file: 'main.py', line: 3, column: 1, endLine: 3, endColumn: 7 },
    },
  ]);
  expect(verdict?.chains[0]?.root).toBe('`main` does this while it is imported');
});

test('tests alone, nobody, and only what is dead itself are told apart', () => {
  expect(ask('shop.models.old').verdict).toMatchObject({
    kind: 'tests-only',
    chains: [{ kind: 'tests-only' }],
  });
  expect(ask('shop.models.unused').verdict).toMatchObject({ kind: 'dead', chains: [] });
  expect(ask('shop.models.older').verdict).toMatchObject({
    kind: 'dead',
    chains: [{ kind: 'dead', root: 'nothing uses `shop.models.unused`' }],
  });
});

test('a name that a module hands on is asked where it is defined; a module by what uses it from outside', () => {
  expect(ask('shop.api.total').verdict?.subject).toBe('shop.models.total');
  expect(ask('shop.api').verdict).toMatchObject({ kind: 'alive', chains: [{ links: [{ holder: 'main' }] }] });
  expect(ask('shop').verdict).toMatchObject({ kind: 'alive' });
  expect(ask('main').verdict).toMatchObject({ kind: 'dead', chains: [] });
});

test('what is not there is answered with what may have been meant', () => {
  expect(ask('shop.models.totl')).toEqual({ verdict: undefined, guess: 'shop.models.total' });
  expect(ask('ship.models')).toEqual({ verdict: undefined, guess: undefined });
});

test('it reads as a chain', () => {
  const text = renderVerdict(ask('shop.models.total').verdict!, new Chalk({ level: 0 }), { all: false });
  expect(text).toBe(`shop.models.total  alive  shop/models.py:1

  used by           shop.api.create  from … import  shop/api.py:5
  which is used by  main             from … import  main.py:3
  \`main\` does this while it is imported.
`);
  expect(renderVerdict(ask('shop.models.unused').verdict!, new Chalk({ level: 0 }), { all: false })).toBe(
    'shop.models.unused  dead  shop/models.py:7\n\n  Nobody uses it.\n',
  );
});

test('it is a document for machines, with every chain', () => {
  const { verdict } = ask('shop.models.old');
  expect(JSON.parse(verdictJson(verdict!))).toEqual({
    version: 1,
    kind: 'verdict',
    subject: 'shop.models.old',
    place: { file: 'shop/models.py', line: 4, column: 5, endLine: 4, endColumn: 8 },
    verdict: 'tests-only',
    chains: verdict!.chains,
  });
});
