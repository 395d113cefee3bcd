import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { benchmark } from '../../../src/gates/benchmark/gate.js';
import { summaryOf } from '../../../src/gates/benchmark/statistics.js';
import type { BenchmarkSpec } from '../../../src/model/wave.js';
import { outputOf, specOf } from './outputs.js';

const settings: BenchmarkSpec = { runs: 5, tolerance: 0.1, metric: undefined };
const spec = specOf('benchmark', { argv: ['python', 'bench.py'], benchmark: settings });
const metric = (key: string[], better: 'lower' | 'higher' = 'lower') =>
  specOf('benchmark', {
    argv: ['x'],
    benchmark: { ...settings, metric: { file: 'out.json', key, better } },
  });
const { measure, enough, judge } = benchmark.measurement!;
const pairs = (...ratios: number[]) => ratios.map((ratio) => ({ before: 2, after: 2 * ratio }));

describe('the verdict', () => {
  it('is about the median of the pairs: one slow run is nothing', () => {
    expect(judge(pairs(1, 1.02, 9, 0.98, 1.01), spec).fresh).toEqual([]);
    const { fresh, counts } = judge(pairs(1.3, 1.31, 1.29, 1.3, 1), spec);
    expect(counts).toEqual({ before: '2 ± 0 s', after: '2.6 ± 0.01 s' });
    expect(fresh).toMatchObject([
      {
        code: 'slower',
        message: 'time is worse by 30% (half of 5 pairs between 29% and 30%); the tolerance is 10%',
      },
    ]);
  });

  it('is up to the tolerance, and not beyond', () => {
    expect(judge(pairs(1.1, 1.1, 1.1), spec).fresh).toEqual([]);
    expect(judge(pairs(1.11, 1.11, 1.11), spec).fresh).toHaveLength(1);
  });

  it('knows of numbers that should be high', () => {
    const higher = metric(['rows'], 'higher');
    expect(judge([{ before: 100, after: 80 }], higher).fresh).toHaveLength(1);
    expect(judge([{ before: 100, after: 120 }], higher).fresh).toEqual([]);
    expect(judge([{ before: 100, after: 80 }], metric(['rows'])).fresh).toEqual([]);
  });
});

describe('the number of pairs', () => {
  it('suffices when the quarter points lie on one side of the limit', () => {
    expect(enough(pairs(1, 1, 1, 1), spec)).toBe(false);
    expect(enough(pairs(1, 1, 1, 1, 1), spec)).toBe(true);
    expect(enough(pairs(2, 2, 2, 2, 2), spec)).toBe(true);
    expect(enough(pairs(1, 1.05, 1.12, 1.2, 1.3), spec)).toBe(false);
  });

  it('is three times as large at most', () => {
    const torn = pairs(...Array.from({ length: 15 }, (_, index) => (index % 2 === 0 ? 1 : 1.3)));
    expect(enough(torn.slice(1), spec)).toBe(false);
    expect(enough(torn, spec)).toBe(true);
  });
});

describe('a measurement', () => {
  it('is the time, or the number at its place', () => {
    expect(measure(outputOf({ seconds: 1.5 }), spec)).toBe(1.5);
    const files = { metric: '{"queries": [{"ms": 12.5}]}' };
    expect(measure(outputOf({ files }), metric(['queries', '0', 'ms']))).toBe(12.5);
  });

  it.each<[string, Parameters<typeof outputOf>[0], RegExp]>([
    ['a command that fails', { exitCode: 3 }, /exit code 3/],
    ['no file', {}, /did not write out\.json/],
    ['no JSON', { files: { metric: 'ms: 3' } }, /no JSON/],
    ['another place', { files: { metric: '{"s": 3}' } }, /no positive number at ms/],
    ['no number', { files: { metric: '{"ms": "3"}' } }, /no positive number/],
  ])('is none for %s', (_, output, reason) => {
    expect(() => measure(outputOf(output), metric(['ms']))).toThrow(reason);
  });
});

it('a summary is between the extremes, and in order', () => {
  expect(summaryOf([4, 1, 3, 2, 5])).toEqual({ low: 2, median: 3, high: 4 });
  expect(summaryOf([1, 2])).toEqual({ low: 1.25, median: 1.5, high: 1.75 });
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1 }), (numbers) => {
      const { low, median, high } = summaryOf(numbers);
      const inOrder = [Math.min(...numbers), low, median, high, Math.max(...numbers)];
      expect(inOrder).toEqual([...inOrder].sort((a, b) => a - b));
    }),
  );
});
