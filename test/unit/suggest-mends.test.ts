import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { suggest } from '../../src/run/suggest.js';

/** What is suggested for `shop/models.py` of a repository with these files, planned and proved. */
async function suggested(files: Readonly<Record<string, string>>) {
  const repo = mkdtempSync(join(tmpdir(), 'rewrite-suggest-'));
  try {
    for (const [path, text] of Object.entries({ 'shop/__init__.py': '', ...files })) {
      mkdirSync(dirname(join(repo, path)), { recursive: true });
      writeFileSync(join(repo, path), text);
    }
    const wishes = { python: undefined, seed: undefined, write: undefined, explain: false, keep: false };
    return await suggest(
      { ...wishes, repo, module: 'shop.models', into: 3, around: [], prove: true },
      {
        step: (_, work) => work(),
        update: () => undefined,
        track: () => ({ begin() {}, said() {}, end() {} }),
      },
    );
  } finally {
    rmSync(repo, { recursive: true });
  }
}

const functions = (...names: string[]) =>
  names.map(
    (name) => `def ${name}(x):\n    return x\n\n\ndef ${name}_twice(x):\n    return ${name}(${name}(x))\n`,
  );

test('what registers itself goes to a module that everybody imports who would miss it', async () => {
  const registered = (name: string) => `@register\n${functions(name)[0]}`;
  const { suggestion, refusal } = await suggested({
    'shop/registry.py': 'KNOWN = []\n\n\ndef register(fn):\n    KNOWN.append(fn)\n    return fn\n',
    'shop/models.py': [
      'from shop.registry import register\n',
      registered('order'),
      ...functions('price', 'stock', 'desk'),
      registered('invoice'),
    ].join('\n\n'),
    'shop/use.py': 'from shop.models import order, stock\nfrom shop.registry import KNOWN\n',
    'shop/other.py': 'from shop.models import order_twice\nfrom shop.registry import KNOWN\n',
  });
  expect(refusal).toBeUndefined();
  expect(suggestion.modules.length).toBeGreaterThan(1);
  const home = (name: string) => suggestion.modules.find(({ symbols }) => symbols.includes(name))?.module;
  expect(home('invoice')).toBe(home('order'));
});

test('where code asks for a part of the module’s name, the new names have it too', async () => {
  const tree = {
    'shop/models.py': functions('order', 'price', 'stock').join('\n\n'),
    'shop/use.py': 'from shop.models import order\n\nprint("models" in order.__module__)\n',
  };
  const { suggestion, refusal } = await suggested(tree);
  expect(refusal).toBeUndefined();
  for (const { module } of suggestion.modules) expect(module).toMatch(/^shop\.models_\w+$/);
  const equal = {
    ...tree,
    'shop/use.py': 'from shop.models import order\n\nprint(order.__module__ == "shop.models")\n',
  };
  expect((await suggested(equal)).refusal).toBeDefined();
});

test('it is told when no division would do', async () => {
  const models = functions('order', 'price', 'stock').join('\n\n');
  const use = (code: string) =>
    suggested({ 'shop/models.py': models, 'shop/use.py': `from shop import models\n\n${code}\n` });
  expect(await use('print(dir(models))')).toMatchObject({
    inAnyDivision: true,
    refusal: 'One finding stands in the way.',
  });
  expect(await use('print(models.order(1))')).toMatchObject({ inAnyDivision: false, refusal: undefined });
});
