import { nodeFileSystem } from '../effects/file-system.js';
import { refuseLocked } from '../effects/lock.js';
import { locateRepository, openRepository } from '../effects/repository.js';
import { findWave, ownWaves, readWaveFolder } from '../effects/rule-files.js';
import { withoutExcluded } from '../engine/excluded.js';
import { type Standing, standingOf } from '../engine/standing.js';
import { Survey } from '../engine/survey.js';
import type { Finding } from '../model/finding.js';
import type { Plan } from '../model/plan.js';
import { loadWave } from '../rules/load.js';
import { outputsOf, prepare, prepareWave, refuseUnfinished, rulesFolders } from './prepare.js';
import { refusalOf } from './refusal.js';
import { waveOrigin } from './wave-origin.js';

/** What `check` is asked for. */
export interface CheckRequest {
  readonly repo: string;
  /** Folder of rules instead of the repository's and the shipped ones. */
  readonly rules: string | undefined;
  /** One wave; every wave that has landed when it is not given. */
  readonly wave: string | undefined;
  /** Path of a Python interpreter. */
  readonly python: string | undefined;
  /** `false`: parse every file that holds a word of the wave, to check the shortcuts against. */
  readonly fastPath?: boolean;
  /** The user has said that the commands of the wave may run. */
  readonly trust: boolean;
}

/** One wave, held against the tree as it stands. */
export interface CheckedWave {
  readonly wave: string;
  readonly state: 'landed' | 'pending' | 'applicable';
  readonly findings: readonly Finding[];
  /** Why it does not hold. */
  readonly refused: string | undefined;
  /** Files that it would change. */
  readonly changes: number;
  /** The text of a file of the repository, as it stands or as planned, or of the wave. */
  source(file: string, planned: boolean): string | undefined;
}

/**
 * Holds waves against the tree as it stands: those that have landed must stay landed. A wave that is named is planned
 * when it has not; the others are let be. Writes nothing.
 */
export async function checkWaves(request: CheckRequest): Promise<readonly CheckedWave[]> {
  const root = locateRepository(request.repo);
  refuseLocked(nodeFileSystem, root);
  refuseUnfinished(root);
  const { rules, wave: named } = request;
  const folders = named === undefined ? ownWaves(root, rules) : [findWave(root, rules, named)];
  const waves = folders.map((folder) => {
    const files = readWaveFolder(folder);
    return { files, wave: loadWave(files, waveOrigin(folder)) };
  });
  // Files are read and parsed once for all waves.
  const repository = openRepository(root, [
    ...rulesFolders(root, rules),
    ...waves.flatMap(({ wave }) => outputsOf(wave, root)),
  ]);
  const standings = waves.map(({ wave, files }) => {
    const survey = new Survey(withoutExcluded(repository, wave.excludes));
    return { wave, files, survey, standing: standingOf(wave, survey) };
  });
  // Shipped waves are for the repositories that they were written for: where one of them shows, the others count.
  const isHome = standings.some(({ wave, standing }) => wave.shipped && standing.state === 'landed');
  const isMeant = ({ wave, standing }: (typeof standings)[number]) =>
    named !== undefined ||
    !wave.shipped ||
    ['landed', 'back'].includes(standing.state) ||
    (isHome && standing.state === 'unknown');
  const checked: CheckedWave[] = [];
  for (const { wave, files, survey, standing } of standings.filter(isMeant)) {
    const texts = new Map(files.map(({ path, text }) => [path, text]));
    const asItStands = {
      wave: wave.name,
      changes: 0,
      source: (file: string) => survey.file(file)?.text ?? texts.get(file),
    };
    if (standing.state === 'back') {
      const { findings } = standing;
      const refused =
        findings.length === 1
          ? 'What it removed is back.'
          : `${findings.length} things that it removed are back.`;
      checked.push({ ...asItStands, state: 'landed', findings, refused });
      continue;
    }
    if (named === undefined && standing.state === 'pending') {
      checked.push({ ...asItStands, state: 'pending', findings: [], refused: undefined });
      continue;
    }
    const { python, fastPath, trust } = request;
    const prepared =
      named !== undefined && standing.state !== 'landed'
        ? await prepare({ ...request, wave: named })
        : await prepareWave(wave, repository, files, {
            python,
            ...(fastPath === undefined ? {} : { fastPath }),
            commands: wave.shipped || trust ? 'run' : 'refuse',
          });
    const { plan, after } = prepared;
    checked.push({
      wave: wave.name,
      state: plan.changes.length === 0 ? 'landed' : 'applicable',
      findings: plan.findings,
      refused: refusalOf(prepared) ?? undoneSince(standing, plan),
      changes: plan.changes.length,
      source: (file, planned) =>
        (planned ? after.file(file) : (survey.file(file) ?? after.file(file)))?.text ?? texts.get(file),
    });
  }
  return checked;
}

/** A wave that has landed and finds something to do again: what it replaced has come back. */
function undoneSince({ state }: Standing, { changes }: Plan): string | undefined {
  if (state !== 'landed' || changes.length === 0) return undefined;
  const files = changes.length === 1 ? changes[0]!.path : `${changes.length} files`;
  return `What it replaced has come back in ${files}: \`rewrite diff\` shows where.`;
}
