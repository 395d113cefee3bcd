import type { GateReport } from '../model/gate.js';
import type { GateSpec } from '../model/wave.js';
import { type ComparisonMapping, compareDiagnostics } from './compare.js';
import { compareSnapshots } from './compare-snapshots.js';
import { compareTests } from './compare-tests.js';
import type { GateReading, Measurement, Pair, TestOutcome } from './gate.js';

/** What a report says besides the comparison. */
export interface RunOfGate {
  readonly gate: string;
  /** The command as run, for people. */
  readonly command: string;
  readonly tool: string;
  readonly seconds: number;
}

/** Compares what a gate read before the wave and after it: it fails on what is new, not on what was there. */
export function judge(
  run: RunOfGate,
  before: GateReading,
  after: GateReading,
  mapping: ComparisonMapping,
): GateReport {
  if (before.snapshot !== undefined && after.snapshot !== undefined) {
    const comparison = compareSnapshots(before.snapshot, after.snapshot, mapping);
    return { ...run, status: comparison.fresh.length === 0 ? 'passed' : 'failed', ...comparison };
  }
  const fresh =
    after.tests === undefined
      ? compareDiagnostics(before.diagnostics, after.diagnostics, mapping)
      : compareTests(before, after, mapping);
  return {
    ...run,
    status: fresh.length === 0 ? 'passed' : 'failed',
    before: before.diagnostics.length,
    after: after.diagnostics.length,
    fresh,
    ...(after.tests === undefined ? {} : { counts: { before: countsOf(before), after: countsOf(after) } }),
  };
}

/** The report of a gate that measured both trees. */
export function judgePairs(
  run: RunOfGate,
  measurement: Measurement,
  pairs: readonly Pair[],
  spec: GateSpec,
): GateReport {
  const { fresh, counts, notes } = measurement.judge(pairs, spec);
  const status = fresh.length === 0 ? 'passed' : 'failed';
  return { ...run, status, before: 0, after: fresh.length, fresh, counts, notes };
}

/** The report of a gate that could not decide: its tool is missing, or one of its two runs could not be read. */
export function undecided(run: RunOfGate, reason: string): GateReport {
  return { ...run, status: 'unavailable', before: 0, after: 0, fresh: [], reason };
}

const SHOWN: readonly TestOutcome[] = ['passed', 'failed', 'error', 'skipped', 'xfailed'];

/** `212 passed, 3 failed`. */
function countsOf(reading: GateReading): string {
  const outcomes = [...(reading.tests ?? new Map<string, TestOutcome>()).values()];
  const counts = SHOWN.map(
    (shown) => [shown, outcomes.filter((outcome) => outcome === shown).length] as const,
  );
  const present = counts
    .filter(([, count]) => count > 0)
    .map(([shown, count]) => `${count.toLocaleString('en-US')} ${plural(shown, count)}`);
  return present.length === 0 ? 'no tests' : present.join(', ');
}

function plural(outcome: TestOutcome, count: number): string {
  return outcome === 'error' && count !== 1 ? 'errors' : outcome;
}
