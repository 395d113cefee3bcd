import { beforeAll, describe, expect, test } from 'vitest';
import type { Cell } from '../../conformance/cell.js';
import { allCells, testedCells } from '../../conformance/cells.js';
import { type CellResult, checkCells } from '../../conformance/check.js';
import { cellsSnapshot } from '../../conformance/snapshot.js';
import { FORMS } from '../../conformance/table.js';

const cells = testedCells();
const results = new Map<string, CellResult>();

beforeAll(async () => {
  for (const result of await checkCells(cells)) results.set(result.cell.id, result);
}, 1_200_000);

test('the matrix has at least 250 cells, each with a name of its own', () => {
  const all = allCells();
  expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  expect(results.size).toBeGreaterThanOrEqual(250);
});

interface Group {
  readonly name: string;
  readonly title: string;
  readonly cells: readonly Cell[];
}

const splits = cells.filter(({ kind }) => kind === 'split-module');
const groups: Group[] = [
  ...FORMS.map((name, index) => ({
    name: `${String(index + 1).padStart(2, '0')}-${name}`,
    title: `${index + 1}. ${name}`,
    cells: splits.filter(({ form }) => form === index + 1),
  })),
  ...[...new Set(cells.map(({ kind }) => kind))]
    .filter((kind) => kind !== 'split-module')
    .map((kind) => ({
      name: `kind-${kind}`,
      title: `Kind: ${kind}`,
      cells: cells.filter((cell) => cell.kind === kind),
    })),
];

describe.each(groups)('$title', (group) => {
  test.for(group.cells.map(({ id }) => id))('%s', (id, { skip }) => {
    const { problems, checked } = results.get(id)!;
    expect(problems).toEqual([]);
    if (!checked) skip('this Python is too old for the syntax of the cell');
  });

  test('is rewritten as its snapshot says', async () => {
    const text = cellsSnapshot(
      group.title,
      group.cells.map(({ id }) => results.get(id)!),
    );
    const file = group.name.replaceAll(/[^a-z\d]+/gi, '-').replace(/-$/, '');
    await expect(text).toMatchFileSnapshot(`../../snapshots/conformance/${file}.md`);
  });
});
