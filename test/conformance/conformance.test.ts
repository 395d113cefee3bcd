import { beforeAll, describe, expect, test } from 'vitest';
import { allCells } from '../../conformance/cells.js';
import { type CellResult, checkCells } from '../../conformance/check.js';
import { formSnapshot } from '../../conformance/snapshot.js';
import { FORMS } from '../../conformance/table.js';

const cells = allCells();
const results = new Map<string, CellResult>();

beforeAll(async () => {
  for (const result of await checkCells(cells)) results.set(result.cell.id, result);
});

test('the matrix has at least 250 cells, each with a name of its own', () => {
  expect(new Set(cells.map(({ id }) => id)).size).toBe(cells.length);
  expect(results.size).toBeGreaterThanOrEqual(250);
});

describe.each(FORMS.map((name, index) => ({ form: index + 1, name })))('$form $name', ({ form }) => {
  test.for(cells.filter((cell) => cell.form === form).map(({ id }) => id))('%s', (id, { skip }) => {
    const { problems, checked } = results.get(id)!;
    expect(problems).toEqual([]);
    if (!checked) skip('this Python is too old for the syntax of the cell');
  });

  test('is rewritten as its snapshot says', async () => {
    const text = formSnapshot(form, [...results.values()]);
    await expect(text).toMatchFileSnapshot(
      `../../snapshots/conformance/${String(form).padStart(2, '0')}-${FORMS[form - 1]!.replaceAll(/[^a-z]+/gi, '-').replace(/-$/, '')}.md`,
    );
  });
});
