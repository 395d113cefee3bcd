import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyPlan, planTree } from '../../conformance/check.js';
import { RENAME, SHOP, SPLIT } from '../../conformance/shop.js';
import type { Plan } from '../../src/model/plan.js';
import { decodeSource } from '../../src/python/encoding.js';

/** Lines that may stand anywhere at the top level of a module, in any order. */
const reference = fc.constantFrom(
  'from shop.legacy import bump, price  # both',
  'from shop.legacy import (\n    bump as hit,  # one\n    total,\n)',
  'from shop import legacy as m\nlimit = m.LIMIT, m.price("std")',
  'import shop.legacy\ncost = shop.legacy.price("std"), shop.legacy.RATES',
  'def late():\n    from shop.legacy import Item, bump\n    return Item, bump',
  'if True: from shop.legacy import total',
  'try:\n    from shop.legacy import price\nexcept ImportError:\n    price = None',
  'ENTRY = ("shop.legacy", "bump")\nPATH = "shop.legacy:Item.cost"',
  'code = "import shop.legacy as m; print(m.bump(2))"',
  '"""See :func:`shop.legacy.bump`."""',
);
const filler = fc.constantFrom(
  '# 🛒 café',
  'note = "é🛒"; x = 1',
  '\f',
  '',
  'class A:\n\tbump = 1',
  'y = [\n    1,\n    2]',
);
const unrelated = fc.constantFrom(
  'import os\nbump = price = 1\n',
  'from app.other import legacy\n',
  'legacy = {"shop": 1}\n',
  '# about a shop\n',
  'def price(total, *, legacy=None):\n    return total\n',
  '"""An old shop, workshop.legacy.bump."""\n',
);
const LATIN_1 = '# -*- coding: latin-1 -*-\n';
const rule = fc.constantFrom(SPLIT, RENAME);

interface Drawn {
  readonly tree: Map<string, Uint8Array>;
  readonly rule: string;
  readonly others: readonly string[];
}

const drawn: fc.Arbitrary<Drawn> = fc
  .record({
    lines: fc.array(fc.oneof(reference, filler), { maxLength: 8 }),
    newline: fc.constantFrom('\n', '\r\n'),
    mark: fc.constantFrom('', '\ufeff', LATIN_1),
    ending: fc.constantFrom('', '\n'),
    others: fc.array(unrelated, { maxLength: 4 }),
    rule,
  })
  .map(({ lines, newline, mark, ending, others, rule: chosen }) => {
    const whole = (mark + lines.join('\n') + ending).replaceAll('\n', newline);
    const text = mark === LATIN_1 ? Buffer.from(whole.replaceAll('🛒', '£'), 'latin1') : Buffer.from(whole);
    const tree = new Map<string, Uint8Array>();
    for (const [path, content] of Object.entries(SHOP)) tree.set(path, Buffer.from(content));
    tree.set('app/__init__.py', new Uint8Array());
    tree.set('app/desk.py', text);
    for (const [index, other] of others.entries()) tree.set(`app/other${index}.py`, Buffer.from(other));
    return { tree, rule: chosen, others: others.map((_, index) => `app/other${index}.py`) };
  });

const runs = { numRuns: 150 };
const plansOf = (check: (drawn: Drawn, plan: Plan) => void) =>
  fc.assert(
    fc.property(drawn, (one) => check(one, planTree(one.rule, one.tree))),
    runs,
  );

test('a file that does not refer to the legacy module is never in the plan', () => {
  plansOf(({ others }, plan) => {
    expect(plan.changes.map(({ path }) => path).filter((path) => others.includes(path))).toEqual([]);
  });
});

test('edits stand in order and never overlap', () => {
  plansOf((_, plan) => {
    for (const change of plan.changes) {
      if (change.kind !== 'modify') continue;
      for (const [index, edit] of change.edits.entries()) {
        expect(edit.end).toBeGreaterThanOrEqual(edit.start);
        if (index > 0) expect(edit.start).toBeGreaterThanOrEqual(change.edits[index - 1]!.end);
      }
    }
  });
});

test('what no edit covers keeps its bytes', () => {
  plansOf((_, plan) => {
    for (const change of plan.changes) {
      if (change.kind !== 'modify') continue;
      const before = decodeSource(change.before)!.text;
      let rest = decodeSource(change.after)!.text;
      let at = 0;
      for (const edit of change.edits) {
        const kept = before.slice(at, edit.start);
        expect(rest.startsWith(kept + edit.text)).toBe(true);
        rest = rest.slice(kept.length + edit.text.length);
        at = edit.end;
      }
      expect(rest).toBe(before.slice(at));
    }
  });
});

test('a new line ends as the lines of its file do', () => {
  plansOf(({ tree }, plan) => {
    for (const change of plan.changes) {
      if (change.kind !== 'modify' || change.path !== 'app/desk.py') continue;
      const before = Buffer.from(tree.get(change.path)!).toString('latin1');
      const after = Buffer.from(change.after).toString('latin1');
      if (/\r\n/.test(before)) expect(after).not.toMatch(/[^\r]\n/);
      else expect(after).not.toContain('\r');
    }
  });
});

test('planning the result again changes nothing', () => {
  plansOf(({ tree, rule: chosen }, plan) => {
    if (plan.findings.some(({ severity }) => severity === 'error')) return;
    const again = planTree(chosen, applyPlan(tree, plan));
    expect(again.changes).toEqual([]);
    expect(again.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  });
});

test('there and back again, other files are as they were', () => {
  const back = RENAME.replace('source: shop.legacy', 'source: shop.ledger')
    .replace('heir: shop.ledger', 'heir: shop.legacy')
    .replace('module: shop.ledger', 'module: shop.legacy');
  fc.assert(
    fc.property(drawn, ({ tree }) => {
      const there = planTree(RENAME, tree);
      if (there.findings.some(({ severity }) => severity === 'error')) return;
      const moved = applyPlan(tree, there);
      const plan = planTree(back, moved);
      expect(plan.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
      const returned = applyPlan(moved, plan);
      for (const [path, bytes] of tree) {
        if (path !== 'shop/legacy.py') expect(textOf(returned.get(path)!)).toBe(textOf(bytes));
      }
    }),
    runs,
  );
});

test('a module that moves there and back again is as it was, as are all others', () => {
  const move = (source: string, to: string) => `kind: move-module\nsource: ${source}\nto: ${to}\n`;
  fc.assert(
    fc.property(drawn, ({ tree }) => {
      const there = planTree(move('shop.legacy', 'shop.deep.ledger'), tree);
      expect(there.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
      const moved = applyPlan(tree, there);
      expect(planTree(move('shop.legacy', 'shop.deep.ledger'), moved).changes).toEqual([]);
      const back = planTree(move('shop.deep.ledger', 'shop.legacy'), moved);
      expect(back.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
      const returned = applyPlan(moved, back);
      expect([...returned.keys()].sort()).toEqual([...tree.keys()].sort());
      for (const [path, bytes] of tree) expect(textOf(returned.get(path)!)).toBe(textOf(bytes));
    }),
    runs,
  );
});

/** Bytes as a text that shows where they differ. */
function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1');
}
