// @ts-check
/**
 * Adds up what .ci/run has done: each test, each step of the checks and each split of the stress counts as one.
 *
 *     node scripts/count-results.mjs TESTS.json CHECKS.json STRESS.json
 *
 * A report that is not there is one failure: what should have written it did not get that far.
 */
import { existsSync, readFileSync } from 'node:fs';

const [tests = '', checks = '', stress = ''] = process.argv.slice(2);
let passed = 0;
let failed = 0;
let skipped = 0;

const testReport = read(tests);
if (testReport === undefined) failed += 1;
else {
  passed += testReport.numPassedTests;
  // A file that could not be loaded has no tests to fail.
  const broken = testReport.testResults.filter(
    (/** @type {{ status: string, assertionResults: unknown[] }} */ file) =>
      file.status === 'failed' && file.assertionResults.length === 0,
  ).length;
  failed += testReport.numFailedTests + broken;
  if (!testReport.success && testReport.numFailedTests + broken === 0) failed += 1;
}

const checkReport = read(checks);
if (checkReport === undefined) failed += 1;
else {
  const good = checkReport.filter((/** @type {{ passed: boolean }} */ step) => step.passed).length;
  passed += good;
  failed += checkReport.length - good;
}

// A split that is refused is as good as one that is applied and leaves the tests as they were.
const stressReport = read(stress);
if (stressReport === undefined) failed += 1;
else if (stressReport.skipped !== undefined) skipped += 1;
else {
  for (const { trials, failure } of stressReport.packages) {
    const good = trials.filter(
      (/** @type {{ outcome: string }} */ trial) =>
        trial.outcome === 'identical' || trial.outcome === 'refused',
    ).length;
    passed += good;
    failed += trials.length - good + (failure === undefined ? 0 : 1);
  }
}

console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exitCode = failed > 0 ? 1 : 0;

function read(/** @type {string} */ path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined;
}
