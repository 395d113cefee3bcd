import type { Diagnostic, ToolOutput } from '../../model/gate.js';
import type { GateSpec } from '../../model/wave.js';
import {
  defineGate,
  type GateCommand,
  type GateContext,
  type GateReading,
  type TestOutcome,
} from '../gate.js';
import { repositoryPath } from '../repository-path.js';
import { expectExit, unreadable } from '../unreadable-output.js';
import { type JunitCase, type JunitResult, readJunit } from './junit.js';

/** One broken test file must not hide the others, nor `-x` in the repository's own options. */
const DEFAULTS = ['-q', '--continue-on-collection-errors', '--maxfail=0'] as const;

/** Only this family of reports names the file of a test, without which there is no node id. */
const REPORT = ['-o', 'junit_family=xunit1', '-o', 'junit_log_passing_tests=false'] as const;

/** `pytest`: no test that passed fails, errs, is skipped or is gone. */
export const pytest = defineGate({
  name: 'pytest',
  title: 'tests pass as before',
  tool: 'pytest',
  alone: true,
  command: (spec, context) => commandOn(spec.paths ?? [], spec, context),
  rerun: (spec, tests, context) => commandOn(tests, spec, context),
  read(output, root) {
    // 5: no tests were collected, which is no failure; their absence is noticed in the comparison.
    expectExit('pytest', output, [0, 1, 2, 5]);
    const reading = readCases(casesOf(output), root);
    if (output.exitCode === 2 && reading.diagnostics.length === 0) {
      throw unreadable('pytest', output, 'was interrupted');
    }
    return reading;
  },
});

function commandOn(targets: readonly string[], spec: GateSpec, { scratch }: GateContext): GateCommand {
  const junit = `${scratch}/pytest-junit.xml`;
  const args = [...(spec.args ?? DEFAULTS), ...REPORT, `--junitxml=${junit}`];
  return { argv: ['pytest', ...args, ...targets], files: { junit } };
}

function casesOf(output: ToolOutput): readonly JunitCase[] {
  const report = output.files.junit;
  if (report === undefined) throw unreadable('pytest', output, 'left no junit report');
  const cases = readJunit(report);
  if (cases === undefined) throw unreadable('pytest', output, 'left a junit report that is cut off');
  return cases;
}

function readCases(cases: readonly JunitCase[], root: string): GateReading {
  const tests = new Map<string, TestOutcome>();
  const diagnostics = new Map<string, Diagnostic>();
  for (const testcase of cases) {
    const file = testcase.file === undefined ? '' : repositoryPath(root, testcase.file);
    const id = nodeId(testcase, file);
    const outcome = outcomeOf(testcase);
    // A test whose call and teardown both fail has two cases.
    if (!isBroken(tests.get(id))) tests.set(id, outcome);
    if (isBroken(outcome) && !diagnostics.has(id))
      diagnostics.set(id, diagnosticOf(testcase, outcome, id, file));
  }
  return { diagnostics: [...diagnostics.values()], tests };
}

function isBroken(outcome: TestOutcome | undefined): boolean {
  return outcome === 'failed' || outcome === 'error';
}

/** `tests/test_a.py::TestK::test_m[x]`; a file that could not be collected is its own id. */
function nodeId(testcase: JunitCase, file: string): string {
  if (file === '') return [testcase.classname, testcase.name].filter((part) => part !== '').join('::');
  if (testcase.classname === '') return file;
  const module = file.replace(/\.py$/, '').replaceAll('/', '.');
  const inside = testcase.classname.startsWith(module) ? testcase.classname.slice(module.length) : '';
  return [file, ...inside.split('.').filter((part) => part !== ''), testcase.name].join('::');
}

function outcomeOf(testcase: JunitCase): TestOutcome {
  const kinds = testcase.results.map((result) => result.kind);
  if (kinds.includes('failure')) return 'failed';
  if (kinds.includes('error')) return 'error';
  const skipped = testcase.results.find((result) => result.kind === 'skipped');
  if (skipped === undefined) return 'passed';
  return skipped.type === 'pytest.xfail' ? 'xfailed' : 'skipped';
}

function diagnosticOf(testcase: JunitCase, code: string, id: string, file: string): Diagnostic {
  const result = testcase.results.find(({ kind }) => kind !== 'skipped');
  return {
    tool: 'pytest',
    code,
    message: result === undefined ? '' : reasonOf(result),
    file,
    line: testcase.line === undefined ? 0 : testcase.line + 1,
    column: 0,
    subject: id,
  };
}

/** The first line of the message; a file that could not be collected has its reason in the traceback only. */
function reasonOf({ message, text }: JunitResult): string {
  if (message !== 'collection failure') return message.split('\n', 1)[0]!.trim();
  const raised = [...text.matchAll(/^E\s+(.*)$/gm)].at(-1)?.[1];
  return raised === undefined ? message : `${message}: ${raised}`;
}
