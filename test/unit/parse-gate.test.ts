import { expect, test } from 'vitest';
import type { Repository } from '../../src/effects/repository.js';
import type { Finding } from '../../src/model/finding.js';
import { prepareWave } from '../../src/run/prepare.js';
import { readerOf, type Tree, waveOf } from './support/wave.js';

const SPLIT =
  'kind: split-module\nsource: shop.models\ninto:\n  - { module: shop.first, symbols: [broken] }\n  - { module: shop.rest, rest: true }\n';

async function findings(tree: Tree, fastPath = true): Promise<readonly Finding[]> {
  const repository: Repository = { ...readerOf(tree), root: '/nowhere', hidden: [], unreadable: () => [] };
  const { plan } = await prepareWave(waveOf(SPLIT), repository, [], {
    python: undefined,
    commands: 'leave-out',
    fastPath,
  });
  return plan.findings;
}

async function hints(models: string): Promise<(string | undefined)[]> {
  const found = await findings({ 'shop/__init__.py': '', 'shop/models.py': models });
  return found.filter(({ code }) => code === 'RW540').map(({ hint }) => hint);
}

test('RW540: what the interpreter rejects in the source already is told to be that', async () => {
  const [hint, ...more] = await hints('A = 1\n\n\ndef broken(a):\n    global a\n');
  expect(more).toEqual([]);
  expect(hint).toMatch(
    /^It rejects `shop\/models\.py` as it stands as well \(line 5: .*global.*\): mend that first/,
  );
  expect(await hints('A = 1\n\n\ndef broken(a):\n    return a\n')).toEqual([]);
});

test.each([true, false])(
  'RW202: a file whose imports can be followed and that is no Python beside them (fast path: %s)',
  async (fastPath) => {
    const tree = {
      'shop/__init__.py': '',
      'shop/models.py': 'A = 1\n\n\ndef broken():\n    return A\n',
      'tools/old.py': 'from shop.models import broken\nprint "old"\n',
    };
    const found = await findings(tree, fastPath);
    expect(found.map(({ code, place }) => `${code} ${place?.file}:${place?.line}`)).toEqual([
      'RW202 tools/old.py:2',
    ]);
  },
);
