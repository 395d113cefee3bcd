import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runProcess } from '../src/effects/processes.js';
import type { GateReading, TestOutcome } from '../src/gates/gate.js';
import { findGate } from '../src/gates/index.js';
import type { ToolOutput } from '../src/model/gate.js';
import type { GateSpec } from '../src/model/wave.js';
import type { Environment } from './environment.js';
import { modulesOf, surveyOf } from './package-modules.js';
import type { StressPackage } from './packages.js';

/** What the tests of a package said, and in how many seconds. */
export interface TestRun extends GateReading {
  readonly tests: ReadonlyMap<string, TestOutcome>;
  readonly seconds: number;
}

/** Something from outside ended a run: nothing is known of what it tried. */
export class NotFinished extends Error {}

/** A crash has other ones: it is the program's own. */
const FROM_OUTSIDE = ['SIGHUP', 'SIGINT', 'SIGKILL', 'SIGTERM'];

const LIMIT_SECONDS = 240;
const SPEC: GateSpec = {
  gate: 'pytest',
  args: undefined,
  paths: undefined,
  argv: undefined,
  timeout: LIMIT_SECONDS,
  place: { file: '', line: 1, column: 1 },
};

/** Runs the package's interpreter with some arguments. */
type RunPython = (args: readonly string[]) => Promise<ToolOutput>;

/**
 * Runs the tests of a package on its repository as it stands. What is passed and what is not is read as the gates of
 * the product read it.
 *
 * In place of the tests of a package without any, each of its modules is imported alone.
 *
 * @throws Error when the tests cannot be run, or take longer than their limit.
 * @throws NotFinished when they are ended from outside; the reason of `signal` when that ends them.
 */
export async function runTests(
  one: StressPackage,
  environment: Environment,
  signal: AbortSignal,
): Promise<TestRun> {
  const run = (args: readonly string[]) => start(args, environment, signal);
  const modules = modulesOf(one, surveyOf(environment));
  if (one.untested !== undefined) return importAll(one, environment, modules, run);
  if (one.runner === 'unittest') return runUnittest(one, run);
  const scratch = mkdtempSync(join(tmpdir(), 'stress-'));
  try {
    const gate = findGate('pytest')!;
    const fixed = [
      '-q',
      '-p',
      'no:cacheprovider',
      '--continue-on-collection-errors',
      '--maxfail=0',
      '--timeout=60',
    ];
    const context = { root: environment.root, sourceRoots: [one.root], modules, scratch };
    const { argv, files: reports } = gate.command({ ...SPEC, args: [...fixed, ...one.tests] }, context);
    const output = await run(['-m', ...argv]);
    const files: Record<string, string> = {};
    for (const [key, path] of Object.entries(reports)) files[key] = readOr(path);
    return withTests(gate.read({ ...output, files }, environment.root), output);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

async function importAll(
  one: StressPackage,
  environment: Environment,
  modules: readonly string[],
  run: RunPython,
): Promise<TestRun> {
  const gate = findGate('imports')!;
  const context = { root: environment.root, sourceRoots: [one.root], modules, scratch: '' };
  const output = await run(gate.command(SPEC, context).argv.slice(1));
  const { diagnostics } = gate.read(output, environment.root);
  const failed = new Set(diagnostics.map(({ subject }) => subject));
  const tests = new Map(modules.map((module) => [module, failed.has(module) ? 'failed' : 'passed'] as const));
  return { diagnostics, tests, seconds: output.seconds };
}

/** Lines such as `test_a (pkg.tests.TestA.test_a) ... ok`; a docstring may stand between. */
const UNITTEST_LINE =
  /^(\w+) \(([\w.]+)\)(?:\n[^\n]*?)?? \.\.\. (?:[^\n]*?)?(ok|FAIL|ERROR|skipped|expected failure)\b/gm;

async function runUnittest(one: StressPackage, run: RunPython): Promise<TestRun> {
  const output = await run(one.tests);
  const outcomes: Readonly<Record<string, TestOutcome>> = {
    ok: 'passed',
    FAIL: 'failed',
    ERROR: 'error',
    skipped: 'skipped',
    'expected failure': 'xfailed',
  };
  const tests = new Map<string, TestOutcome>();
  for (const [, name, dotted, said] of output.stderr.matchAll(UNITTEST_LINE))
    tests.set(dotted!.endsWith(`.${name}`) ? dotted! : `${dotted}.${name}`, outcomes[said!]!);
  const diagnostics = [...tests].flatMap(([id, outcome]) =>
    outcome === 'failed' || outcome === 'error'
      ? [{ tool: 'pytest', code: outcome, message: '', file: '', line: 0, column: 0, subject: id }]
      : [],
  );
  return withTests({ diagnostics, tests }, output);
}

async function start(
  args: readonly string[],
  { python, root, variables }: Environment,
  signal: AbortSignal,
): Promise<ToolOutput> {
  const output = await runProcess([python, ...args], {
    cwd: root,
    env: variables,
    timeoutSeconds: LIMIT_SECONDS,
    signal,
  });
  if (output.aborted) throw signal.reason;
  if (output.timedOut) throw new Error(`the tests did not end within ${LIMIT_SECONDS} s`);
  if (output.killedBy !== undefined && FROM_OUTSIDE.includes(output.killedBy))
    throw new NotFinished(`the tests were ended by ${output.killedBy}`);
  return output;
}

function withTests(reading: GateReading, { seconds, stdout, stderr }: ToolOutput): TestRun {
  const tests = reading.tests ?? new Map();
  if (tests.size === 0) throw new Error(`no test ran: ${`${stdout}\n${stderr}`.trim().slice(-600)}`);
  return { diagnostics: reading.diagnostics, tests, seconds };
}

function readOr(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
