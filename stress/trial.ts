import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { Interrupted } from '../src/effects/interrupt.js';
import { compareTests } from '../src/gates/compare-tests.js';
import type { Finding } from '../src/model/finding.js';
import type { GateReport } from '../src/model/gate.js';
import type { Outcome } from '../src/model/outcome.js';
import type { ProgressReporter } from '../src/model/progress.js';
import { undoRun } from '../src/run/manage.js';
import { prepare } from '../src/run/prepare.js';
import { refusalOf } from '../src/run/refusal.js';
import { applyWave } from '../src/run.js';
import type { Environment } from './environment.js';
import { NotFinished, type TestRun } from './test-run.js';

/** One split of one module of a package. */
export interface Trial {
  readonly module: string;
  readonly lines: number;
  readonly split: 'random' | 'suggest';
  /** Of a split by chance. */
  readonly seed: number | undefined;
  readonly parts: number;
  readonly legacy: 'delete' | 'keep';
  /** The rule's YAML. */
  readonly rule: string;
  /** Waivers of the wave, for what is broken already. */
  readonly waivers: readonly unknown[];
}

/** `not finished`: something from outside ended it, so that nothing is known of the split. */
export type TrialOutcome = 'identical' | 'refused' | 'broken' | 'not finished';

/** What became of a trial. */
export interface TrialResult extends Trial {
  readonly outcome: TrialOutcome;
  /** How often each code refused it. */
  readonly codes: Readonly<Record<string, number>>;
  /** The first findings of each code that refused it, for people. */
  readonly examples: readonly string[];
  /** What is broken: tests by node id with what they say, gates that failed, bytes that undo left. */
  readonly problems: readonly string[];
  /** Tests that did as before, and tests that were compared. */
  readonly same: number;
  readonly compared: number;
  readonly seconds: number;
}

/** Runs the tests of the repository as it stands. */
export type RunTests = () => Promise<TestRun>;

/** Nobody watches. */
export const SILENT: ProgressReporter = {
  step: (_title, work) => work(),
  update: () => {},
  track: () => ({ begin: () => {}, said: () => {}, end: () => {} }),
};

/**
 * Applies one split with the gates `static` and `imports`, runs the tests, compares them one by one, takes the split
 * back and compares every byte. The repository is left as it was found, whatever happens.
 */
export async function tryOut(
  trial: Trial,
  environment: Environment,
  baseline: TestRun,
  runTests: RunTests,
): Promise<TrialResult> {
  const { root } = environment;
  const before = stateOf(root);
  const result = resultOf(trial);
  let outcome: Outcome;
  try {
    outcome = await apply(trial, environment);
  } catch (error) {
    restore(root);
    if (isFromOutside(error)) return result({ outcome: 'not finished', problems: [error.message] });
    return result({ outcome: 'broken', problems: [`the engine failed: ${(error as Error).stack ?? error}`] });
  }
  if (outcome.status === 'refused') return result({ outcome: 'refused', ...refusal(outcome) });
  if (outcome.status !== 'applied')
    return result({
      outcome: 'broken',
      problems: [`${outcome.status}: ${outcome.reason ?? ''}`, ...outcome.gates.flatMap(gateProblems)],
    });
  const problems: string[] = [];
  let compared = 0;
  try {
    const { fresh, size } = await changedTests(outcome, withoutSource(baseline, trial), runTests);
    compared = size;
    problems.push(...fresh);
  } catch (error) {
    if (isFromOutside(error)) {
      restore(root);
      return result({ outcome: 'not finished', problems: [error.message] });
    }
    problems.push(`the tests could not be run: ${(error as Error).message}`);
  }
  const broken = problems.length;
  try {
    await undoRun(root, outcome.run);
    const left = stateOf(root);
    if (left !== before) problems.push(`undo left differences:\n${left}`);
  } catch (error) {
    problems.push(`undo failed: ${(error as Error).message}`);
  }
  if (problems.length > broken) restore(root);
  return result({
    outcome: problems.length > 0 ? 'broken' : 'identical',
    problems,
    compared,
    same: compared - broken,
  });
}

function isFromOutside(error: unknown): error is Error {
  return error instanceof Interrupted || error instanceof NotFinished;
}

/** Makes results of a trial that begins now, each with the seconds that it took. */
function resultOf(trial: Trial) {
  const start = performance.now();
  return (told: Partial<TrialResult> & { outcome: TrialOutcome }): TrialResult => ({
    ...trial,
    codes: {},
    examples: [],
    problems: [],
    same: 0,
    compared: 0,
    seconds: (performance.now() - start) / 1000,
    ...told,
  });
}

/** Plans and proves one split, and writes nothing: what is refused is known without running anything. */
export async function planOnly(trial: Trial, { root, python }: Environment): Promise<TrialResult> {
  const outcome = resultOf(trial);
  try {
    return await withWave(trial, async (rules) => {
      const prepared = await prepare({ repo: root, rules, wave: 'trial', python });
      const reason = refusalOf(prepared);
      if (reason === undefined) return outcome({ outcome: 'identical' });
      return outcome({ outcome: 'refused', ...refusal({ plan: prepared.plan, reason }) });
    });
  } catch (error) {
    return outcome({
      outcome: 'broken',
      problems: [`the engine failed: ${(error as Error).stack ?? error}`],
    });
  }
}

function apply(trial: Trial, { root, python, variables }: Environment): Promise<Outcome> {
  return withWave(trial, (rules) => {
    Object.assign(process.env, variables);
    return applyWave(
      { repo: root, rules, wave: 'trial', python, without: [], remember: false, trust: true, tell: () => {} },
      SILENT,
    );
  });
}

async function withWave<T>(trial: Trial, work: (rules: string) => Promise<T>): Promise<T> {
  const rules = mkdtempSync(join(tmpdir(), 'stress-rules-'));
  try {
    mkdirSync(join(rules, 'trial'));
    const wave = { title: 'A split', gates: [{ gate: 'imports' }], waivers: trial.waivers };
    writeFileSync(join(rules, 'trial', 'wave.yaml'), stringify(wave));
    writeFileSync(join(rules, 'trial', 'split.yaml'), trial.rule);
    return await work(rules);
  } finally {
    rmSync(rules, { recursive: true, force: true });
  }
}

/** Where importing a module is the test, a module that the split deletes is not missed. */
function withoutSource(baseline: TestRun, { module, legacy }: Trial): TestRun {
  const tests = new Map(baseline.tests);
  if (legacy === 'delete') tests.delete(module);
  return { ...baseline, tests };
}

/** Tests that got worse, and did so twice: what changes by itself is not the split's doing. */
async function changedTests(
  outcome: Outcome,
  baseline: TestRun,
  runTests: RunTests,
): Promise<{ fresh: string[]; size: number }> {
  const mapping = {
    relocations: outcome.plan.relocations,
    root: outcome.plan.root,
    enclosingSymbol: () => undefined,
    sourceLine: () => undefined,
  };
  const worse = async () => compareTests(baseline, await runTests(), mapping);
  let fresh = await worse();
  if (fresh.length > 0) {
    const again = new Set((await worse()).map(({ subject }) => subject));
    fresh = fresh.filter(({ subject }) => again.has(subject));
  }
  return {
    fresh: fresh.map(({ code, message, subject }) => `${subject}: ${code} ${message}`.trim()),
    size: baseline.tests.size,
  };
}

function refusal({
  plan,
  reason,
}: Pick<Outcome, 'plan' | 'reason'>): Pick<TrialResult, 'codes' | 'examples'> {
  const errors = plan.findings.filter(({ severity }) => severity === 'error');
  const codes: Record<string, number> = {};
  const examples: string[] = [];
  for (const finding of errors) {
    const seen = (codes[finding.code] ?? 0) + 1;
    codes[finding.code] = seen;
    if (seen <= 3) examples.push(shown(finding));
  }
  if (errors.length === 0) examples.push(reason ?? '');
  for (const { gate, passed, detail } of plan.staticGates) {
    if (passed || errors.length > 0) continue;
    codes[gate] = 1;
    examples.push(`${gate}: ${detail}`);
  }
  return { codes, examples };
}

function shown({ code, place, message, hint }: Finding): string {
  return `${code} ${place ? `${place.file}:${place.line}:${place.column} ` : ''}${message} ${hint ?? ''}`.trim();
}

function gateProblems({ gate, status, fresh, reason }: GateReport): string[] {
  if (status === 'passed') return [];
  if (reason !== undefined) return [`${gate}: ${reason}`];
  return fresh.map(
    ({ subject, code, message, file, line }) => `${gate}: ${subject} ${code}: ${message} (${file}:${line})`,
  );
}

/** What differs from the release, with the contents of what differs. */
function stateOf(root: string): string {
  const git = (...args: string[]) =>
    execFileSync('git', args, { cwd: root, encoding: 'utf8', maxBuffer: 1 << 28 });
  return `${git('status', '--porcelain')}${git('diff', '--no-ext-diff', 'HEAD')}`;
}

function restore(root: string): void {
  execFileSync('git', ['checkout', '--quiet', '--force', 'HEAD', '--', '.'], { cwd: root });
  execFileSync('git', ['clean', '--quiet', '-d', '--force'], { cwd: root });
  rmSync(join(root, '.rewrite'), { recursive: true, force: true });
}
