import { filesToFix, inPortions, UnreadableOutput } from '../gates/index.js';
import type { FileChange } from '../model/plan.js';
import type { GateRunner } from './gate-runner.js';
import type { Station } from './stations.js';

/** What formatters of Python can read: modules, stubs and notebooks. */
const FIXABLE = /\.(?:py|pyi|ipynb)$/;

/** For each fixer the files that it would have changed before the wave. */
export type FixerReports = ReadonlyMap<string, ReadonlySet<string>>;

/** Which files each fixer would have changed already: it leaves those alone. */
export async function probeFixers(
  fixers: readonly Station[],
  changes: readonly FileChange[],
  runner: GateRunner,
  signal: AbortSignal,
): Promise<FixerReports> {
  const modified = changes.flatMap((change) =>
    change.kind === 'modify' && FIXABLE.test(change.path) ? [change.path] : [],
  );
  const reported = new Map<string, ReadonlySet<string>>();
  for (const each of fixers) {
    const files = new Set<string>();
    for (const portion of inPortions(modified)) {
      const argv = each.gate.fixer!.probe(each.spec, portion);
      const output = await runner.execute(each, { argv, files: {} }, { signal });
      for (const { file } of each.gate.read(output, runner.root).diagnostics) files.add(file);
    }
    reported.set(each.gate.name, files);
  }
  return reported;
}

/**
 * Runs the fixers on what was written; gives the files that they may have changed.
 *
 * @throws UnreadableOutput of the first fixer that could not do its work.
 */
export async function runFixers(
  fixers: readonly Station[],
  changes: readonly FileChange[],
  reported: FixerReports,
  runner: GateRunner,
  signal: AbortSignal,
): Promise<string[]> {
  const written = changes.filter((change) => change.kind !== 'delete' && FIXABLE.test(change.path));
  const created = new Set(written.filter(({ kind }) => kind === 'create').map(({ path }) => path));
  const touched = new Set<string>();
  for (const each of fixers) {
    const files = filesToFix({
      written: written.map(({ path }) => path),
      created,
      reportedBefore: reported.get(each.gate.name) ?? new Set(),
    });
    for (const portion of inPortions(files)) {
      const argv = each.gate.fixer!.fix(each.spec, portion);
      const { exitCode, stderr } = await runner.execute(each, { argv, files: {} }, { signal });
      if (exitCode !== 0) {
        const reason = `ended with exit code ${exitCode}`;
        throw new UnreadableOutput(each.gate.name, reason, exitCode, stderr.slice(-600));
      }
    }
    for (const file of files) touched.add(file);
  }
  return [...touched];
}
