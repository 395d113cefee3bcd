import { expect, test } from 'vitest';
import type { Repository } from '../../src/effects/repository.js';
import { loadWave } from '../../src/rules/load.js';
import { prepareWave } from '../../src/run/prepare.js';

const TREE: Readonly<Record<string, string>> = {
  'shop/__init__.py': '',
  'shop/models.py':
    'def clock():\n    return 1\n\n\ndef order():\n    return clock()\n\n\ndef bill():\n    return clock()\n\n\nNAME = "shop"\n',
  'tests/test_order.py':
    'from unittest.mock import patch\n\nfrom shop.models import bill, order\n\n\n@patch("shop.models.clock")\ndef test_order(clock):\n    order()\n    bill()\n    assert clock.call_count == 2\n',
};

const RULE = `kind: split-module
source: shop.models
legacy: keep
into:
  - { module: shop.clock, symbols: [clock] }
  - { module: shop.orders, symbols: [order] }
  - { module: shop.bills, symbols: [bill] }
`;

async function plan(...waived: string[]) {
  const waivers = waived.map((code) => `  - { code: ${code}, path: tests/**, reason: The test goes too. }\n`);
  const files = [
    {
      path: 'w/wave.yaml',
      text: `title: Clocks\n${waived.length > 0 ? `waivers:\n${waivers.join('')}` : ''}`,
    },
    { path: 'w/split.yaml', text: RULE },
  ];
  const wave = loadWave(files, { name: 'w', folder: 'w', shipped: false, knownGates: new Set() });
  const repository: Repository = {
    root: '/nowhere',
    paths: Object.keys(TREE).sort(),
    hidden: [],
    read: (path) => (TREE[path] === undefined ? undefined : Buffer.from(TREE[path])),
    unreadable: () => [],
  };
  const prepared = await prepareWave(wave, repository, files, { python: undefined, commands: 'leave-out' });
  const closure = prepared.plan.staticGates.find(({ gate }) => gate === 'closure')!;
  return {
    errors: prepared.plan.findings.flatMap(({ code, severity }) => (severity === 'error' ? [code] : [])),
    closes: closure.passed,
  };
}

test('what follows from a refused reference is one finding with it', async () => {
  expect(await plan()).toEqual({ errors: ['RW304'], closes: false });
});

test('what follows from a waived reference is told, and no gate fails without a finding', async () => {
  expect(await plan('RW304')).toEqual({ errors: ['RW525'], closes: false });
});

test('a gate passes when each of its errors is accepted with a reason', async () => {
  expect(await plan('RW304', 'RW525')).toEqual({ errors: [], closes: true });
});
