import { checkChanges } from './effects/check-changes.js';
import { nodeFileSystem } from './effects/file-system.js';
import { dirtyFiles } from './effects/git.js';
import { hear, withInterrupts } from './effects/interrupt.js';
import { newRunId } from './effects/journal.js';
import { withLock } from './effects/lock.js';
import { openRepository } from './effects/repository.js';
import { absorb, applyChanges, commit, keepWithRun, rewriteFile } from './effects/transaction.js';
import { Survey } from './engine/survey.js';
import { EXIT, UserError } from './model/errors.js';
import type { GateReport } from './model/gate.js';
import type { Outcome } from './model/outcome.js';
import type { ProgressReporter } from './model/progress.js';
import { pruneOldRuns, type Tell, takeBack } from './run/keep-runs.js';
import { type Prepared, prepare, type RunRequest } from './run/prepare.js';
import { refusalOf } from './run/refusal.js';
import { savedOutputs } from './run/saved-outputs.js';
import { checkGateNames } from './run/stations.js';
import { Verifier } from './run/verify.js';

/** How an application goes about its gates. */
export interface ApplyRequest extends RunRequest {
  /** Gates and fixers to leave out, by name; they are named in the outcome. */
  readonly without: readonly string[];
  /** Whether baselines of an earlier run on the same tree are good enough. */
  readonly remember: boolean;
  /** The user has said that the commands of this wave may run. */
  readonly trust: boolean;
  /** Shows the commands and asks whether they may run; without it there is nobody to ask. */
  readonly confirm?: ((commands: readonly string[]) => Promise<boolean>) | undefined;
  /** Files that earlier waves of the same command have written: their changes are not the user's. */
  readonly writtenBefore?: ReadonlySet<string>;
  /** What the user has to know besides the outcome: what is kept aside, what is pruned. */
  readonly tell: Tell;
}

/** Applies a wave: everything or nothing. */
export async function applyWave(
  request: ApplyRequest,
  progress: ProgressReporter,
): Promise<Outcome & { prepared: Prepared }> {
  const start = performance.now();
  checkGateNames(request.without);
  const prepared = await progress.step('Planning', () => prepare(request));
  const finish = (
    status: Outcome['status'],
    run?: string,
    gates: readonly GateReport[] = [],
    reason?: string,
  ) => ({
    status,
    run,
    plan: prepared.plan,
    gates,
    without: leftOut(prepared, request),
    seconds: (performance.now() - start) / 1000,
    reason,
    prepared,
  });
  const refusal = refusalOf(prepared);
  if (refusal !== undefined) return finish('refused', undefined, [], refusal);
  if (prepared.plan.changes.length === 0) return finish('nothing-to-do');
  refuseDirty(prepared, request);
  await refuseUntrusted(prepared, request);
  const { root } = prepared.repository;
  return withInterrupts((signal) =>
    withLock(nodeFileSystem, root, prepared.wave.name, () =>
      Verifier.open(
        prepared,
        { python: request.python, without: request.without, remember: request.remember, signal },
        async (verifier) => {
          // What cannot be written is told before the tools take their time.
          checkChanges(nodeFileSystem, root, prepared.plan.changes);
          await progress.step('Gates before the wave', () => verifier.baseline(progress));
          const changes = savedOutputs(prepared, verifier.outputs());
          const reported = await verifier.probe(changes);
          await hear(signal);
          const id = newRunId(new Date(), Math.random());
          const meta = { wave: prepared.wave.name, started: new Date().toISOString() };
          await progress.step(`Writing ${changes.length} files`, async () => {
            applyChanges(nodeFileSystem, root, id, changes, meta);
          });
          let gates: readonly GateReport[];
          try {
            await hear(signal);
            await progress.step('Fixers on the written files', async () => {
              absorb(nodeFileSystem, root, id, await verifier.fix(changes, reported));
            });
            const written = new Survey(openRepository(root, []));
            gates = await progress.step('Gates after the wave', () => verifier.compare(progress, written));
            await hear(signal);
            for (const { path, before, after } of verifier.outputs()) {
              rewriteFile(nodeFileSystem, root, id, path, after);
              keepWithRun(nodeFileSystem, root, id, `${path}.before`, before);
              keepWithRun(nodeFileSystem, root, id, `${path}.after`, after);
            }
          } catch (error) {
            takeBack(root, id, request.tell);
            // What a tool said that Ctrl-C ended along with us is not the reason.
            await hear(signal);
            throw error;
          }
          const failed = gates.filter(({ status }) => status !== 'passed').map(({ gate }) => gate);
          if (failed.length > 0) {
            takeBack(root, id, request.tell);
            return finish('rolled-back', undefined, gates, `Failed: ${failed.join(', ')}.`);
          }
          commit(nodeFileSystem, root, id);
          pruneOldRuns(root, request.tell);
          return finish('applied', id, gates);
        },
      ),
    ),
  );
}

/** Gates and fixers of the wave that do not run because the user said so. */
function leftOut({ wave }: Prepared, { without }: ApplyRequest): string[] {
  const all = [...wave.fixers, ...wave.gates].map(({ gate }) => gate);
  return [...new Set(all.filter((gate) => without.includes(gate)))];
}

function refuseDirty({ plan, wave, repository }: Prepared, { writtenBefore }: ApplyRequest): void {
  const dirty = new Set((dirtyFiles(repository.root) ?? []).map(({ path }) => path));
  const saved = wave.gates.flatMap(({ snapshot }) => (snapshot ? [snapshot.save] : []));
  const written = [...plan.changes.map(({ path }) => path), ...saved];
  const touched = written.filter((path) => dirty.has(path) && writtenBefore?.has(path) !== true);
  if (touched.length === 0) return;
  const shown = touched.slice(0, 10).map((path) => `  ${path}`);
  if (touched.length > shown.length) shown.push(`  … and ${touched.length - shown.length} more`);
  throw new UserError(
    `The wave would write files with changes that are not committed:\n${shown.join('\n')}`,
    EXIT.refused,
    [],
    'Commit or stash them first, so that they can be told from what the wave does.',
  );
}

/** A wave that a repository brings may want to run anything: its own commands need the user's word. */
async function refuseUntrusted({ wave }: Prepared, { trust, confirm }: ApplyRequest): Promise<void> {
  const commands = wave.gates.flatMap(({ argv }) => (argv ? [argv.map(shownWord).join(' ')] : []));
  if (trust || wave.shipped || commands.length === 0) return;
  if (await confirm?.(commands)) return;
  throw new UserError(
    `The wave wants to run commands of its own:\n${commands.map((command) => `  ${command}`).join('\n')}`,
    EXIT.refused,
    [],
    'Read them, and give `--trust` to let them run.',
  );
}

/** An argument such that no blank, quote or control character in it hides what it is. */
function shownWord(word: string): string {
  if (/^[\w@%+=:,./-]+$/.test(word)) return word;
  // JSON leaves characters alone that terminals act on, or that turn the order of the line around.
  return JSON.stringify(word).replace(
    /[^\x20-\x7e\p{L}\p{N}\p{P}\p{S}]/gu,
    (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`,
  );
}
