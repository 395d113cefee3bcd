import type { Diagnostic, ToolOutput } from '../../model/gate.js';
import type { BenchmarkSpec, GateSpec } from '../../model/wave.js';
import { defineGate, type Pair, type PairVerdict } from '../gate.js';
import { expectExit, unreadable } from '../unreadable-output.js';
import { type Summary, summaryOf } from './statistics.js';

/** How many times as many pairs as the wave asks for are run when the first ones do not decide. */
const PATIENCE = 3;

/**
 * A command's time, or a number that it reports, is not worse than before by more than a tolerance. Both trees are
 * copies, and each pair of runs is compared with itself, so that what the machine does meanwhile concerns both alike.
 */
export const benchmark = defineGate({
  name: 'benchmark',
  title: 'the command is as fast as before',
  tool: undefined,
  alone: true,
  volatile: true,
  command: (spec) => ({ argv: spec.argv ?? [], files: {} }),
  read: (output) => {
    expectExit('benchmark', output, [0]);
    return { diagnostics: [] };
  },
  measurement: {
    files: ({ benchmark }) => (benchmark?.metric ? { metric: benchmark.metric.file } : {}),
    measure,
    enough(pairs, spec) {
      const { runs, tolerance } = settingsOf(spec);
      if (pairs.length < runs) return false;
      const { low, high } = summaryOf(costsOf(pairs, spec));
      return high <= 1 + tolerance || low > 1 + tolerance || pairs.length >= PATIENCE * runs;
    },
    judge,
  },
});

function settingsOf({ benchmark }: GateSpec): BenchmarkSpec {
  return benchmark ?? { runs: 7, tolerance: 0.1, metric: undefined };
}

function measure(output: ToolOutput, spec: GateSpec): number {
  expectExit('benchmark', output, [0]);
  const { metric } = settingsOf(spec);
  if (metric === undefined) return output.seconds;
  const text = output.files.metric;
  if (text === undefined) throw unreadable('benchmark', output, `did not write ${metric.file}`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw unreadable('benchmark', output, `wrote no JSON into ${metric.file}`);
  }
  for (const key of metric.key)
    value = (value as Readonly<Record<string, unknown>> | null | undefined)?.[key];
  if (typeof value === 'number' && Number.isFinite(value) && value > 0) return value;
  throw unreadable(
    'benchmark',
    output,
    `wrote no positive number at ${metric.key.join('.')} of ${metric.file}`,
  );
}

/** How many times as costly the run after the wave was, of each pair; above 1 is worse. */
function costsOf(pairs: readonly Pair[], spec: GateSpec): number[] {
  const higher = settingsOf(spec).metric?.better === 'higher';
  return pairs.map(({ before, after }) => (higher ? before / after : after / before));
}

function judge(pairs: readonly Pair[], spec: GateSpec): PairVerdict {
  const { tolerance, metric } = settingsOf(spec);
  const cost = summaryOf(costsOf(pairs, spec));
  const before = shown(summaryOf(pairs.map((pair) => pair.before)), metric === undefined);
  const after = shown(summaryOf(pairs.map((pair) => pair.after)), metric === undefined);
  const change = `${percent(cost.median - 1)} (half of ${pairs.length} pairs between ${percent(cost.low - 1)} and ${percent(cost.high - 1)})`;
  const limit = `the tolerance is ${percent(tolerance)}`;
  const what = metric === undefined ? 'time' : metric.key.join('.');
  const fresh: Diagnostic[] =
    cost.median <= 1 + tolerance
      ? []
      : [
          {
            tool: 'benchmark',
            code: 'slower',
            message: `${what} is worse by ${change}; ${limit}`,
            file: '',
            line: 0,
            column: 0,
            subject: undefined,
          },
        ];
  return { fresh, counts: { before, after }, notes: [`${what}: ${change}, ${limit}`] };
}

/** The median, with half of the distance between the quartiles. */
function shown({ low, median, high }: Summary, isTime: boolean): string {
  const spread = (high - low) / 2;
  if (!isTime) return `${significant(median)} ± ${significant(spread)}`;
  const [unit, factor] = median < 1 ? ['ms', 1000] : ['s', 1];
  return `${significant(median * factor)} ± ${significant(spread * factor)} ${unit}`;
}

function significant(value: number): string {
  return Number(value.toPrecision(3)).toLocaleString('en-US', { maximumFractionDigits: 6 });
}

function percent(part: number): string {
  return `${(part * 100).toFixed(1).replace(/\.0$/, '').replace(/^-0$/, '0')}%`;
}
