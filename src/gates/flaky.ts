import type { GateReading } from './gate.js';

/** Failing again is cheap for a few tests; when more fail at once, it is not by chance. */
const MOST = 50;

/** The broken tests of a reading that are worth running again; a file that could not be collected is one of them. */
export function worthAnotherRun(reading: GateReading, broken: readonly string[]): readonly string[] {
  const known = broken.filter((id) => reading.tests?.has(id) && id !== '');
  return known.length <= MOST ? known : [];
}

/** Those of the tests that did not break when they were run again. */
export function passedAgain(tests: readonly string[], again: GateReading): readonly string[] {
  const ran = [...(again.tests ?? [])];
  return tests.filter((test) => {
    const own = ran.filter(([id]) => id === test || id.startsWith(`${test}::`));
    return own.length > 0 && own.every(([, outcome]) => outcome !== 'failed' && outcome !== 'error');
  });
}

/** The reading as it would have been without the chance failures. */
export function withoutFlaky(
  reading: GateReading,
  flaky: readonly string[],
  again: GateReading,
): GateReading {
  if (flaky.length === 0) return reading;
  const tests = new Map(reading.tests);
  for (const test of flaky) {
    tests.delete(test);
    for (const [id, outcome] of again.tests ?? [])
      if (id === test || id.startsWith(`${test}::`)) tests.set(id, outcome);
  }
  const diagnostics = reading.diagnostics.filter(({ subject }) => !flaky.includes(subject ?? ''));
  return { ...reading, diagnostics, tests };
}
