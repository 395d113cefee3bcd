import fc from 'fast-check';
import { expect, test } from 'vitest';
import { composeEdits, offsetBefore } from '../../../src/engine/compose-edits.js';
import { applyEdits, orderEdits } from '../../../src/engine/edits.js';
import type { Edit } from '../../../src/model/plan.js';

const edit = (start: number, end: number, text: string, rule = 'rule'): Edit => ({
  start,
  end,
  text,
  rule,
  form: undefined,
});

/** Edits of a text of some length that do not overlap. */
const editsOf = (length: number, rule: string) =>
  fc
    .uniqueArray(fc.integer({ min: 0, max: length }), { maxLength: 8 })
    .chain((cuts) => {
      const sorted = [...cuts].sort((a, b) => a - b);
      const pairs = sorted.flatMap((cut, index) =>
        index % 2 === 1 ? [[sorted[index - 1]!, cut] as const] : [],
      );
      return fc.tuple(
        ...pairs.map(([start, end]) =>
          fc
            .tuple(fc.boolean(), fc.string({ maxLength: 4 }))
            .map(([insert, text]) => edit(start, insert ? start : end, text, rule)),
        ),
      );
    })
    .map((edits) => orderEdits(edits, ' '.repeat(length)));

test('edits of edits do in one step what the two do one after the other', () => {
  fc.assert(
    fc.property(
      fc.string({ minLength: 0, maxLength: 30 }).chain((text) =>
        editsOf(text.length, 'first').chain((first) => {
          const middle = applyEdits(text, first);
          return editsOf(middle.length, 'second').map((second) => ({ text, first, middle, second }));
        }),
      ),
      ({ text, first, middle, second }) => {
        const composed = composeEdits(text, first, second);
        expect(applyEdits(text, orderEdits(composed, text))).toBe(applyEdits(middle, second));
      },
    ),
    { numRuns: 2000 },
  );
});

test('an offset is led back to where it was, or to what was replaced', () => {
  const first = [edit(2, 4, 'long'), edit(6, 6, '+')];
  // 01long45+67 from 01234567
  expect([0, 2, 3, 5, 6, 7, 8, 9].map((offset) => offsetBefore(first, offset))).toEqual([
    0, 2, 2, 2, 4, 5, 6, 6,
  ]);
});
