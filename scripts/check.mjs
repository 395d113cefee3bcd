// @ts-check
/**
 * `npm run check`: everything that must hold of this repository besides what it does.
 *
 *     node scripts/check.mjs                    all steps
 *     node scripts/check.mjs --without tests    leaves a step out
 *     node scripts/check.mjs --only unused      runs one step
 *     node scripts/check.mjs --report FILE      writes the results as JSON too
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { CHECKOUT, ensureDependencies, main, SetupError, say } from './dependencies.mjs';

/** @typedef {{ readonly step: string, readonly what: string, readonly run: () => boolean }} Step */

/** @type {readonly Step[]} */
const STEPS = [
  {
    step: 'style',
    what: 'format and lint (biome)',
    run: tool('@biomejs/biome/bin/biome', 'ci', '.', ...(process.stdout.isTTY ? [] : ['--colors=off'])),
  },
  { step: 'types', what: 'types (tsc)', run: tool('typescript/bin/tsc', '--noEmit') },
  {
    step: 'layers',
    what: 'direction of imports (dependency-cruiser)',
    run: tool('dependency-cruiser/bin/dependency-cruise.mjs', 'src', '--output-type', 'err-long'),
  },
  { step: 'unused', what: 'unused files, exports and packages (knip)', run: tool('knip/bin/knip.js') },
  {
    step: 'generated',
    what: 'generated schemas and pages are fresh',
    run: () =>
      // Both are run, so that both say what is stale.
      [
        tool('tsx/dist/cli.mjs', 'scripts/generate-schemas.ts', '--check'),
        tool('tsx/dist/cli.mjs', 'scripts/generate-findings.ts', '--check'),
      ]
        .map((run) => run())
        .every(Boolean),
  },
  { step: 'lock', what: 'package-lock.json serves everybody', run: lockServesEverybody },
  { step: 'tests', what: 'tests (vitest)', run: script('scripts/test.mjs') },
];

await main(() => {
  const { values } = parseArgs({
    options: {
      without: { type: 'string', multiple: true, default: [] },
      only: { type: 'string', multiple: true, default: [] },
      report: { type: 'string' },
    },
  });
  const unknown = [...values.without, ...values.only].find(
    (name) => !STEPS.some(({ step }) => step === name),
  );
  if (unknown !== undefined) {
    throw new SetupError(
      `There is no step \`${unknown}\`.`,
      `The steps are ${STEPS.map(({ step }) => step).join(', ')}.`,
    );
  }
  ensureDependencies();
  const wanted = STEPS.filter(
    ({ step }) => !values.without.includes(step) && (values.only.length === 0 || values.only.includes(step)),
  );
  const results = wanted.map(({ step, what, run }) => {
    say(`${what} …`);
    const start = performance.now();
    const passed = run();
    return { step, what, passed, seconds: (performance.now() - start) / 1000 };
  });
  process.stdout.write('\n');
  for (const { what, passed, seconds } of results) {
    process.stdout.write(`${passed ? '✓' : '✗'} ${what.padEnd(45)} ${seconds.toFixed(1).padStart(6)} s\n`);
  }
  if (values.report !== undefined) writeFileSync(values.report, `${JSON.stringify(results, undefined, 2)}\n`);
  return results.every(({ passed }) => passed) ? 0 : 1;
});

/** A step that runs the program of an installed package. */
function tool(/** @type {string} */ path, /** @type {string[]} */ ...args) {
  return script(`node_modules/${path}`, ...args);
}

function script(/** @type {string} */ path, /** @type {string[]} */ ...args) {
  return () => spawnSync(process.execPath, [path, ...args], { cwd: CHECKOUT, stdio: 'inherit' }).status === 0;
}

/**
 * With addresses in it, the lock file would send everybody to the registry of whoever wrote it last. Without the
 * packages of other platforms `npm ci` refuses it there: npm drops them where a registry does not have them.
 */
function lockServesEverybody() {
  const text = readFileSync(`${CHECKOUT}package-lock.json`, 'utf8');
  /** @type {Record<string, { optionalDependencies?: Record<string, string> }>} */
  const packages = JSON.parse(text).packages;
  const locked = new Set(
    Object.keys(packages).map((path) => path.slice(path.lastIndexOf('node_modules/') + 13)),
  );
  const lost = Object.values(packages)
    .flatMap(({ optionalDependencies = {} }) => Object.keys(optionalDependencies))
    .filter((name) => !locked.has(name));
  const problems = lost.map(
    (name) => `package-lock.json has lost ${name}: take its entry from an earlier commit.`,
  );
  if (/"resolved": "(?:https?|git)/.test(text)) {
    problems.push(
      'package-lock.json has `resolved` addresses: run `npm install` with the .npmrc of this folder.',
    );
  }
  for (const problem of problems) process.stdout.write(`${problem}\n`);
  return problems.length === 0;
}
