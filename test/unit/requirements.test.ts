import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { prepare } from '../../src/run/prepare.js';
import { refusalOf } from '../../src/run/refusal.js';

const folder = mkdtempSync(join(tmpdir(), 'rewrite-require-'));
afterAll(() => rmSync(folder, { recursive: true }));

const write = (path: string, text: string) => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
};
write('rules-yaml/w/wave.yaml', 'title: A wave\n');
write('shop.py', 'def price():\n    return 1\n\n\nprint(price())\n');

async function found(rule: string, trust = false) {
  write('rules-yaml/w/rule.yaml', rule);
  const prepared = await prepare({ repo: folder, rules: undefined, wave: 'w', python: undefined, trust });
  const { plan } = prepared;
  return {
    refusal: refusalOf(prepared),
    findings: plan.findings.map(
      ({ code, place }) => `${code} ${place?.file}:${place?.line}:${place?.column}`,
    ),
    gate: plan.staticGates.find(({ gate }) => gate === 'requirements'),
  };
}

const asking = (rest: string) => `kind: require\nreason: It is so.\n${rest}`;
const RENAME = '---\nkind: rename-symbol\nsource: shop\nsymbols: { price: cost }\n';

test('RW240: what may not match refuses at each match; what matches nothing does not', async () => {
  expect((await found(asking('rule: { pattern: price() }\n'))).findings).toEqual(['RW240 shop.py:5:7']);
  expect(await found(asking('rule: { pattern: cost() }\n'))).toMatchObject({
    refusal: undefined,
    findings: [],
    gate: { passed: true, detail: 'the requirement holds, or what breaks them is waived' },
  });
});

test('RW240: after the wave, on what the wave leaves', async () => {
  const gone = (name: string) => `${asking(`when: after\nrule: { pattern: ${name}() }\n`)}${RENAME}`;
  expect((await found(gone('price'))).findings).toEqual([]);
  expect((await found(gone('cost'))).findings).toEqual(['RW240 shop.py:5:7']);
});

test('RW241: what has to match somewhere', async () => {
  expect((await found(asking('rule: { pattern: cost() }\nexpect: some\n'))).findings).toEqual(
    ['RW241 rules-yaml/w/rule.yaml:1:1'].map((each) => expect.stringContaining(each.slice(6))),
  );
  expect((await found(asking('rule: { pattern: price() }\nexpect: some\n'))).findings).toEqual([]);
});

test('what a wave needs before it lands is over when it has landed', async () => {
  const wave = `${asking('rule: { pattern: price() }\nexpect: some\n')}${RENAME}`;
  expect((await found(wave)).findings).toEqual([]);
  write('shop.py', 'def cost():\n    return 1\n\n\nprint(cost())\n');
  expect(await found(wave)).toMatchObject({ refusal: undefined, findings: [] });
  write('shop.py', 'def price():\n    return 1\n\n\nprint(price())\n');
});

test('RW245, RW246: a command runs when the user trusts the wave, and has to end as it should', async () => {
  const running = (code: number, rest = '') =>
    asking(`command: ["${process.execPath}", -e, "process.exit(${code})"]\n${rest}`);
  const codes = async (rule: string, trust: boolean) =>
    (await found(rule, trust)).findings.map((each) => each.slice(0, 5));
  expect(await codes(running(0), false)).toEqual(['RW246']);
  expect(await codes(running(0), true)).toEqual([]);
  expect(await codes(running(3), true)).toEqual(['RW245']);
  expect(await codes(running(3, 'expect: failure\n'), true)).toEqual([]);
});

test('RW245: a command is looked for in the environment of the project first', async () => {
  const rule = asking('command: [oracle, yes]\n');
  expect(await found(rule, true)).toMatchObject({ findings: [expect.stringContaining('RW245')] });
  write('.venv/bin/oracle', '#!/bin/sh\n[ "$1" = yes ] && [ "$VIRTUAL_ENV" = "$PWD/.venv" ]\n');
  write('.venv/pyvenv.cfg', '');
  chmodSync(join(folder, '.venv/bin/oracle'), 0o755);
  expect((await found(rule, true)).findings).toEqual([]);
});
