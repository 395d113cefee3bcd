import { expect, test } from 'vitest';
import type { Repository } from '../../src/effects/repository.js';
import { prepareWave } from '../../src/run/prepare.js';
import { readerOf, type Tree, waveOf } from './support/wave.js';

const SPLIT =
  'kind: split-module\nsource: shop.models\ninto:\n  - { module: shop.first, symbols: [broken] }\n  - { module: shop.rest, rest: true }\n';

async function hints(models: string): Promise<(string | undefined)[]> {
  const tree: Tree = { 'shop/__init__.py': '', 'shop/models.py': models };
  const repository: Repository = { ...readerOf(tree), root: '/nowhere', hidden: [], unreadable: () => [] };
  const { plan } = await prepareWave(waveOf(SPLIT), repository, [], {
    python: undefined,
    commands: 'leave-out',
  });
  return plan.findings.filter(({ code }) => code === 'RW540').map(({ hint }) => hint);
}

test('RW540: what the interpreter rejects in the source already is told to be that', async () => {
  const [hint, ...more] = await hints('A = 1\n\n\ndef broken(a):\n    global a\n');
  expect(more).toEqual([]);
  expect(hint).toMatch(
    /^It rejects `shop\/models\.py` as it stands as well \(line 5: .*global.*\): mend that first/,
  );
  expect(await hints('A = 1\n\n\ndef broken(a):\n    return a\n')).toEqual([]);
});
