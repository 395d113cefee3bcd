/**
 * Splits modules of packages that other people wrote, and runs their own tests on the result.
 *
 *     npm run stress -- click sqlparse     some packages; all of the set without names
 *     npm run stress:quick                 a handful, in a few minutes
 *
 * Options: --modules N and --splits N (how many of each package and module, and splits by chance besides the one that
 * is suggested), --seed N (of the first one), --module NAME, --plan (only plans and proves), --json FILE, --python,
 * --work FOLDER.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { parse } from 'yaml';
import { requirePython } from '../scripts/python.mjs';
import { withInterrupts } from '../src/effects/interrupt.js';
import { suggest } from '../src/run/suggest.js';
import { type Environment, leaveOutWritten, prepareEnvironment, whyUnreachable } from './environment.js';
import { modulesOf, surveyOf } from './package-modules.js';
import { isEligible, PACKAGES, QUICK, type StressPackage } from './packages.js';
import { type PackageReport, table } from './table.js';
import { runTests, type TestRun } from './test-run.js';
import { planOnly, SILENT, type Trial, type TrialResult, tryOut } from './trial.js';

const CHECKOUT = fileURLToPath(new URL('..', import.meta.url));
const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    modules: { type: 'string' },
    splits: { type: 'string', default: '2' },
    seed: { type: 'string', default: '1' },
    module: { type: 'string', multiple: true, default: [] },
    work: { type: 'string', default: join(CHECKOUT, '.cache', 'stress') },
    python: { type: 'string' },
    json: { type: 'string' },
    plan: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
  },
});

const unknown = positionals.find((name) => !PACKAGES.some((one) => one.name === name));
if (unknown !== undefined)
  throw new Error(`No package \`${unknown}\`: there are ${PACKAGES.map(({ name }) => name).join(', ')}.`);
const chosen =
  positionals.length > 0 ? positionals : options.quick ? QUICK : PACKAGES.map(({ name }) => name);
const wanted = PACKAGES.filter(({ name }) => chosen.includes(name));
const most = Number(options.modules ?? (options.quick ? 2 : 3));
const python = options.python ?? requirePython().path;
const reports: PackageReport[] = [];
const unreachable = options.quick ? whyUnreachable(python) : undefined;
if (unreachable === undefined) {
  await withInterrupts(async (signal) => {
    for (const one of wanted) if (!signal.aborted) reports.push(await stress(one, signal));
  });
  process.stdout.write(`\n${table(reports)}`);
} else process.stdout.write(`PyPI cannot be reached, so no package was split: ${unreachable}\n`);
keep(unreachable === undefined ? { packages: reports } : { skipped: unreachable });
if (
  reports.some(
    ({ failure, trials }) =>
      failure !== undefined ||
      trials.some(({ outcome }) => outcome === 'broken' || outcome === 'not finished'),
  )
)
  process.exitCode = 1;

/** Writes what is known so far to the file that was asked for. */
function keep(report: { packages: readonly PackageReport[] } | { skipped: string }): void {
  if (options.json === undefined) return;
  mkdirSync(dirname(resolve(options.json)), { recursive: true });
  writeFileSync(options.json, `${JSON.stringify(report, undefined, 1)}\n`);
}

async function stress(one: StressPackage, signal: AbortSignal): Promise<PackageReport> {
  const start = performance.now();
  const trials: TrialResult[] = [];
  const report = (more: Partial<PackageReport>): PackageReport => ({
    package: one.name,
    version: one.version,
    ...more,
    trials,
    seconds: (performance.now() - start) / 1000,
  });
  say(`${one.name} ${one.version} …`);
  try {
    const environment = prepareEnvironment(one, options.work, python);
    const run = () => runTests(one, environment, signal);
    const baseline: TestRun = options.plan ? { diagnostics: [], tests: new Map(), seconds: 0 } : await run();
    say(`  ${environment.interpreter}, ${baseline.tests.size} tests in ${baseline.seconds.toFixed(1)} s`);
    const written = leaveOutWritten(environment);
    if (written.length > 0) say(`  its tests write ${written.length} files, which are not compared`);
    for await (const trial of trialsOf(one, environment)) {
      const result = await (options.plan
        ? planOnly(trial, environment)
        : tryOut(trial, environment, baseline, run));
      trials.push(result);
      say(lineOf(result));
      // A long run that is cut off has not been for nothing.
      keep({
        packages: [...reports, report({ interpreter: environment.interpreter, tests: baseline.tests.size })],
      });
      if (signal.aborted) break;
    }
    return report({ interpreter: environment.interpreter, tests: baseline.tests.size });
  } catch (error) {
    say(`  ✗ ${(error as Error).message}`);
    return report({ failure: (error as Error).message });
  }
}

/** The splits of the largest modules: one that is suggested, then some by chance, deleted and kept in turn. */
async function* trialsOf(one: StressPackage, environment: Environment): AsyncGenerator<Trial> {
  const survey = surveyOf(environment);
  const sizes = modulesOf(one, survey)
    .filter((module) => isEligible(one, module))
    .flatMap((module) => {
      const path = survey.index.resolve(module);
      const file = path?.endsWith('/__init__.py') ? undefined : path && survey.python(path);
      return file ? [{ module, lines: file.text.split('\n').length }] : [];
    })
    .sort((a, b) => b.lines - a.lines || (a.module < b.module ? -1 : 1));
  const named = sizes.filter(({ module }) => options.module.includes(module));
  let count = 0;
  for (const { module, lines } of named.length > 0 ? named : sizes) {
    if (count >= most) return;
    const made = [];
    for (let index = 0; index <= Number(options.splits); index++) {
      const seed = index === 0 ? undefined : Number(options.seed) + index - 1;
      const trial = await proposed(module, lines, environment, seed, index > 0 && index % 2 === 0);
      if (trial) made.push(trial);
    }
    if (made.length > 0) count++;
    yield* made;
  }
}

/** @param seed a split by chance instead of a good one. @returns `undefined` for a module that is one knot. */
async function proposed(
  module: string,
  lines: number,
  environment: Environment,
  seed: number | undefined,
  keep: boolean,
): Promise<Trial | undefined> {
  const wishes = { into: undefined, around: [], explain: false, prove: seed === undefined, write: undefined };
  const { suggestion, rule, wave } = await suggest(
    { ...wishes, repo: environment.root, module, keep, seed, python: environment.python },
    SILENT,
  );
  if (suggestion.modules.length < 2) return undefined;
  const { legacy, modules } = suggestion;
  return {
    module,
    lines,
    split: seed === undefined ? 'suggest' : 'random',
    seed,
    parts: modules.length,
    legacy,
    rule,
    waivers: parse(wave).waivers ?? [],
  };
}

function lineOf(result: TrialResult): string {
  const { module, split, seed, parts, legacy, outcome, codes, problems, same, compared, seconds } = result;
  const mark = { identical: '✓', refused: '●', broken: '✗', 'not finished': '–' }[outcome];
  const codesShown = Object.entries(codes)
    .map(([code, count]) => `${code}×${count}`)
    .join(' ');
  const lines = [
    `  ${mark} ${module} ${split}${seed === undefined ? '' : ` ${seed}`} → ${parts}, ${legacy}: ${outcome} ${codesShown}${outcome === 'identical' ? `${same}/${compared}` : ''} (${seconds.toFixed(1)} s)`,
    ...problems.slice(0, 8).map((problem) => `      ${problem.slice(0, 1500)}`),
    ...result.examples.slice(0, 6).map((example) => `      ${example.slice(0, 400)}`),
  ];
  return lines.join('\n');
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
