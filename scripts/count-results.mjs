// @ts-check
/**
 * Adds up what .ci/run has done: each test and each step of the checks counts as one.
 *
 *     node scripts/count-results.mjs TESTS.json CHECKS.json
 *
 * A report that is not there is one failure: what should have written it did not get that far.
 */
import { existsSync, readFileSync } from 'node:fs';

const [tests = '', checks = ''] = process.argv.slice(2);
let passed = 0;
let failed = 0;

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

console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;

function read(/** @type {string} */ path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined;
}
