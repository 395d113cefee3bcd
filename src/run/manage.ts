import { nodeFileSystem } from '../effects/file-system.js';
import { withInterrupts } from '../effects/interrupt.js';
import { withLock } from '../effects/lock.js';
import { type RecoveredRun, recover } from '../effects/recover.js';
import { locateRepository } from '../effects/repository.js';
import { findWaves, readWaveFolder } from '../effects/rule-files.js';
import { listRuns } from '../effects/runs.js';
import { type UndoReport, undo } from '../effects/undo.js';
import { plannerCodes } from '../engine/codes.js';
import { landedCodes } from '../engine/codes-landed.js';
import { livenessCodes } from '../engine/liveness/codes.js';
import { provingCodes } from '../engine/prove/codes.js';
import { rewriteCodes } from '../engine/rewrite/codes.js';
import { suggestCodes } from '../engine/suggest/codes.js';
import { GATES } from '../gates/index.js';
import type { CodePage } from '../model/code-page.js';
import type { RunRecord } from '../model/outcome.js';
import type { Wave } from '../model/wave.js';
import { rulesCodes } from '../rules/codes.js';
import { ruleJsonSchema, waveJsonSchema } from '../rules/json-schema.js';
import { loadWave } from '../rules/load.js';
import { authoringCodes } from './codes.js';
import { restoreNotices } from './keep-runs.js';

/** Takes back a run, the last one by default. A request to end is put off until it is done: it does not take long. */
export function undoRun(repo: string, run: string | undefined): Promise<UndoReport> {
  const root = locateRepository(repo);
  return withInterrupts(() =>
    withLock(nodeFileSystem, root, 'undo', async () => undo(nodeFileSystem, root, run)),
  );
}

/** A run that was cut off and is ended, with what its user has to know of. */
export type EndedRun = RecoveredRun & { readonly notices: readonly string[] };

/** Ends runs that were cut off: restores the tree, or completes what was written whole. */
export function recoverRuns(repo: string, breakLock: boolean): Promise<readonly EndedRun[]> {
  const root = locateRepository(repo);
  return withInterrupts(async () =>
    recover(nodeFileSystem, root, { breakUnseen: breakLock }).map((run) => ({
      ...run,
      notices: run.report === undefined ? [] : restoreNotices(run.report),
    })),
  );
}

/** The runs that are kept, newest first. */
export function runsOf(repo: string): readonly RunRecord[] {
  return listRuns(nodeFileSystem, locateRepository(repo));
}

/** Every wave that can be named. */
export function wavesOf(repo: string, rules: string | undefined): Wave[] {
  const gates = new Set(GATES.map(({ name }) => name));
  return findWaves(locateRepository(repo), rules).map((wave) =>
    loadWave(readWaveFolder(wave), { ...wave, folder: wave.shown, knownGates: gates }),
  );
}

/** The page of a finding code. */
export function codePage(code: string): CodePage | undefined {
  return allCodes().find((page) => page.code === code.toUpperCase());
}

/** Pages of all finding codes, by code. */
export function allCodes(): CodePage[] {
  return [
    ...rulesCodes,
    ...plannerCodes,
    ...livenessCodes,
    ...rewriteCodes,
    ...authoringCodes,
    ...suggestCodes,
    ...provingCodes,
    ...landedCodes,
  ].sort((a, b) => (a.code < b.code ? -1 : 1));
}

/** JSON schema of wave files or of rule files. */
export function schemaOf(what: 'wave' | 'rule'): object {
  return what === 'wave' ? waveJsonSchema(GATES.map(({ name }) => name)) : ruleJsonSchema();
}
