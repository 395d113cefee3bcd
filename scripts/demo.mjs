// @ts-check
/** `npm run demo`: the waves of the sample repository from review to undo, with real git and real tools. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from './build.mjs';
import { CHECKOUT, ensureDependencies, main } from './dependencies.mjs';
import { requirePython } from './python.mjs';
import { copySample, git, hashOf, sampleEnvironment, treeOf } from './sample.mjs';

const COLOURS = process.stdout.isTTY === true && !process.env.NO_COLOR;
const SPLIT = ['src/datafusion_engine/session/runtime.py', 'src/datafusion_engine/schema/registry.py'];
/** Those that can be applied, in order; what wave 5 waits for is not there yet. */
const WAVES = ['wave0', 'wave1', 'wave2', 'wave3', 'wave4'];
/** The two modules as code names them, whole or relative to their package. */
const OLD_NAMES = /\b(?:datafusion_engine\.session\.runtime|datafusion_engine\.schema\.registry)\b/;

await main(async () => {
  // First what nobody can install for the user.
  requirePython();
  ensureDependencies();
  await build();
  const environment = sampleEnvironment();
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'rewrite-demo-'));
  try {
    return demo(folder, environment);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

/**
 * @param {string} folder
 * @param {import('./sample.mjs').Environment} environment
 */
function demo(folder, environment) {
  const start = performance.now();
  copySample(folder, environment.folder);
  const before = look(folder);
  heading('Two modules have outgrown themselves: split them, retarget every reference, delete them');
  for (const path of SPLIT) print(`  ${path.padEnd(44)} ${String(linesOf(folder, path)).padStart(4)} lines`);
  print(
    dim(
      `  A copy of examples/lakehouse as a git repository: ${before.files} files, Python ${environment.python}`,
    ),
  );

  heading('1. What would it do?');
  if (!rewrite(folder, 'diff', 'wave4', '--stat')) return failed('The wave cannot be planned.');
  if (look(folder).hash !== before.hash) return failed('`diff` has written to the repository.');

  heading('2. Do it, wave after wave: dead code goes, fallbacks collapse, the two modules are split');
  print(dim('  Each wave is everything or nothing; its tools and fresh imports decide.\n'));
  if (!rewrite(folder, 'apply', ...WAVES)) return failed('A wave was not applied.');
  const after = look(folder);
  const changed = git(folder, 'status', '--porcelain', '--untracked-files=all').trimEnd().split('\n');
  const count = (/** @type {RegExp} */ mark) => changed.filter((line) => mark.test(line)).length;

  heading('3. Does it stay done?');
  if (!rewrite(folder, 'check', 'wave4')) return failed('The landed wave is not clean.');
  if (!rewrite(folder, 'status')) return failed('The status of the waves cannot be told.');

  heading('4. What is not ready is refused, with the list of who stands in the way');
  if (rewrite(folder, 'apply', 'wave5')) return failed('A wave was applied that may not be.');

  heading('5. Take it all back');
  for (const wave of [...WAVES].reverse())
    if (!rewrite(folder, 'undo')) return failed(`${wave} could not be taken back.`);
  const restored = look(folder);

  heading('Counted in the working copy, not by rewrite');
  const gone = SPLIT.every((path) => !after.tree.has(path));
  const undone = restored.hash === before.hash;
  const facts = [
    fact(
      'git status after the wave',
      `${count(/^\?\?/)} new, ${count(/^ M/)} changed, ${count(/^ D/)} deleted`,
      gone,
    ),
    fact(
      '.py files naming the two modules',
      `${before.naming} before, ${after.naming} after`,
      after.naming === 0,
    ),
    fact(
      'hash of the whole tree',
      `${before.hash.slice(0, 10)} → ${after.hash.slice(0, 10)} → ${restored.hash.slice(0, 10)}`,
      undone,
    ),
  ];
  for (const path of undone ? [] : differences(before.tree, restored.tree))
    print(`    differs after undo: ${path}`);
  if (!facts.every(Boolean)) return failed('The working copy does not bear it out.');
  const seconds = ((performance.now() - start) / 1000).toFixed(0);
  print(`\n${paint(32, '✓')} ${paint(1, `There and back in ${seconds} s, every byte where it was.`)}`);
  print(`  ${dim('Your own:')} put a wave into rules-yaml/ of a repository; README.md shows how one reads.`);
  return 0;
}

/** Runs the command that users run, and shows it as they would type it. */
function rewrite(/** @type {string} */ folder, /** @type {string[]} */ ...args) {
  print(`${dim('$')} ${paint(36, `rewrite ${args.join(' ')}`)}`);
  return (
    spawnSync(process.execPath, [`${CHECKOUT}dist/cli.js`, ...args], { cwd: folder, stdio: 'inherit' })
      .status === 0
  );
}

function look(/** @type {string} */ folder) {
  const tree = treeOf(folder);
  const python = [...tree.keys()].filter((path) => path.endsWith('.py') && !path.startsWith('.venv/'));
  const naming = python.filter((path) => OLD_NAMES.test(readFileSync(join(folder, path), 'utf8'))).length;
  const files = git(folder, 'ls-files').trimEnd().split('\n').length;
  return { tree, hash: hashOf(tree), naming, files };
}

/** Paths that two trees do not have alike. */
function differences(/** @type {Map<string, string>} */ one, /** @type {Map<string, string>} */ other) {
  return [...new Set([...one.keys(), ...other.keys()])].filter((path) => one.get(path) !== other.get(path));
}

function linesOf(/** @type {string} */ folder, /** @type {string} */ path) {
  return readFileSync(join(folder, path), 'utf8').split('\n').length - 1;
}

function fact(/** @type {string} */ what, /** @type {string} */ value, /** @type {boolean} */ holds) {
  print(`  ${holds ? paint(32, '✓') : paint(31, '✗')} ${what.padEnd(34)} ${value}`);
  return holds;
}

function failed(/** @type {string} */ why) {
  print(`\n${paint(31, '✗')} ${why}`);
  return 1;
}

function heading(/** @type {string} */ text) {
  print(`\n${paint(1, text)}\n`);
}

function dim(/** @type {string} */ text) {
  return paint(2, text);
}

function paint(/** @type {number} */ colour, /** @type {string} */ text) {
  return COLOURS ? `\u001b[${colour}m${text}\u001b[0m` : text;
}

function print(/** @type {string} */ text) {
  process.stdout.write(`${text}\n`);
}
