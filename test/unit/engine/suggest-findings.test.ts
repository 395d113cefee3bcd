import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { suggestCodes } from '../../../src/engine/suggest/codes.js';
import { type SplitWishes, suggestSplit } from '../../../src/engine/suggest/suggest-split.js';
import { Survey } from '../../../src/engine/survey.js';

function findings(text: string, wishes: Partial<SplitWishes> = {}) {
  const survey = new Survey({
    paths: ['shop/__init__.py', 'shop/models.py'],
    read: (path) => Buffer.from(path === 'shop/models.py' ? text : ''),
  });
  const nothing = {
    into: undefined,
    around: [],
    keep: false,
    seed: undefined,
    together: [],
    leave: [],
    broken: [],
    begins: false,
  };
  return suggestSplit(survey, 'shop/models.py', 'shop.models', { ...nothing, ...wishes }).findings;
}

const filler = (name: string, lines: number) =>
  `def ${name}():\n${Array.from({ length: lines - 1 }, (_, at) => `    x${at} = ${at}\n`).join('')}`;

/** No function of it can have an import of its own. */
const CIRCLE = `class Order:
    lines = ()
    invoice = lambda self: Invoice(self)


class Invoice:
    paid = False
    order = lambda self: Payment()


class Payment:
    amount = 0
    order = lambda self: Order()
`;

test('RW260: a circle that is the whole module, with the need that holds it', () => {
  const [found] = findings(CIRCLE);
  expect(found).toMatchObject({
    code: 'RW260',
    severity: 'error',
    place: { file: 'shop/models.py', line: 1 },
  });
  expect(found!.message).toContain('3 symbols with 100 % of its lines');
  expect(found!.hint).toMatch(/^If `\w+` did not need `\w+`, there would be none\.$/);
});

test('RW260: one definition that is the whole module', () => {
  const [found] = findings(`${filler('work', 90)}\n\nLIMIT = 1\n`);
  expect(found).toMatchObject({ code: 'RW260', severity: 'error' });
  expect(found!.message).toContain('`work` holds 99 % of its lines');
  expect(findings(`${filler('work', 90)}\n\nLIMIT = 1\n`, { into: 2 })).toEqual([]);
});

test('RW263: a circle that holds most of a module that comes apart', () => {
  const text = `${CIRCLE}\n\n${filler('first', 3)}\n\n${filler('second', 3)}`;
  expect(findings(text, { into: 2 })).toMatchObject([{ code: 'RW263', severity: 'note' }]);
  expect(findings(`${CIRCLE}\n\n${filler('first', 90)}\n\n${filler('second', 90)}`, { into: 2 })).toEqual([]);
});

test('RW261: two symbols that cannot be taken apart', () => {
  const text = `${CIRCLE}\n\n${filler('first', 90)}`;
  expect(findings(text, { around: ['Order', 'Invoice'] })).toContainEqual(
    expect.objectContaining({
      code: 'RW261',
      severity: 'error',
      message: expect.stringContaining('`Invoice` and `Order`'),
    }),
  );
  expect(findings(text, { around: ['Order', 'first'] }).map(({ code }) => code)).not.toContain('RW261');
});

test('each code has one page, and each page says what to do', () => {
  const folders = ['../../../src/engine/suggest/', '../../../src/run/'].map(
    (path) => new URL(path, import.meta.url),
  );
  const used = folders.flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name !== 'codes.ts')
      .flatMap((name) => readFileSync(new URL(name, folder), 'utf8').match(/\bRW26\d\b/g) ?? []),
  );
  expect(suggestCodes.map(({ code }) => code)).toEqual([...new Set(used)].sort());
  for (const { waysOut, cause } of suggestCodes)
    expect([waysOut.length > 0, cause.endsWith('.')]).toEqual([true, true]);
});
