import { findCases, openFolder, ownKinds, readCaseRules } from '../effects/case-files.js';
import { locateRepository, type Repository } from '../effects/repository.js';
import { findWaves, readWaveFolder } from '../effects/rule-files.js';
import { overlayReader } from '../engine/prove/overlay.js';
import type { CaseFolder, CaseResult } from '../model/case.js';
import { EXIT, UserError } from '../model/errors.js';
import type { Finding } from '../model/finding.js';
import type { Wave } from '../model/wave.js';
import { loadWave } from '../rules/load.js';
import { loadCase } from '../rules/load-case.js';
import { idleSelectors, kindsWithoutCase, ruleCoverage } from './case-coverage.js';
import { type Prepared, type PrepareOptions, prepareWave } from './prepare.js';
import { refusalOf } from './refusal.js';
import { waveOrigin } from './wave-origin.js';

/** What `rewrite test` is asked to try. */
export interface CasesRequest {
  readonly repo: string;
  /** Folder of waves instead of the repository's. */
  readonly rules: string | undefined;
  /** Names of waves, kinds, rules, or cases as `owner/case`; everything when empty. */
  readonly names: readonly string[];
  readonly python: string | undefined;
}

/** A case that was tried, with the wave that it was tried with. */
export interface TriedCase extends CaseResult {
  readonly prepared: Prepared;
}

/** Every case that was asked for, tried. */
export interface CasesReport {
  readonly root: string;
  readonly cases: readonly TriedCase[];
  /** Rules without a case, and selectors that no case gives anything to match. */
  readonly uncovered: readonly Finding[];
  /** Whether all cases ran, so that what has no case can be told. */
  readonly complete: boolean;
}

/** Tries the cases of rules: plans and proves each in memory, in its own small repository. */
export async function runCases({ repo, rules, names, python }: CasesRequest): Promise<CasesReport> {
  const root = locateRepository(repo);
  const waves = findWaves(root, rules).filter(({ shipped, folder }) => !shipped || folder.startsWith(root));
  const loaded = new Map(
    waves.map((folder) => [folder.folder, loadWave(readWaveFolder(folder), waveOrigin(folder))]),
  );
  const all = findCases(root, rules);
  const wanted = names.length === 0 ? all : chosen(names, all, loaded);
  const cases: TriedCase[] = [];
  for (const folder of wanted) cases.push(await tryCase(folder, python));
  const uncovered = [...loaded].flatMap(([folder, wave]) => {
    const own = cases.filter((each) => each.folder.ownerFolder === folder);
    const isAsked = names.length === 0 || own.length > 0;
    return isAsked ? ruleCoverage(wave, own) : [];
  });
  const kinds = rules === undefined && names.length === 0 ? kindsWithoutCase(ownKinds(root), all) : [];
  return { root, cases, uncovered: [...uncovered, ...kinds], complete: names.length === 0 };
}

/** The cases that names mean: of a wave, a kind, the wave of a rule, or one case. */
function chosen(
  names: readonly string[],
  all: readonly CaseFolder[],
  waves: ReadonlyMap<string, Wave>,
): CaseFolder[] {
  const found = names.flatMap((name) => {
    const meant = all.filter(
      ({ owner, name: own, ownerFolder }) =>
        name === owner ||
        name === `${owner}/${own}` ||
        waves.get(ownerFolder)?.rules.some(({ id }) => id === name),
    );
    if (meant.length > 0) return meant;
    const known = [...new Set(all.map(({ owner }) => owner))].join(', ');
    const hint =
      known === '' ? 'There are none here; `rewrite new` makes one.' : `There are cases of ${known}.`;
    throw new UserError(`There is no case of \`${name}\`.`, EXIT.usage, [], hint);
  });
  return [...new Set(found)];
}

async function tryCase(folder: CaseFolder, python: string | undefined): Promise<TriedCase> {
  const { shown, name, ownerFolder, ownerShown, ofKind } = folder;
  const owner = { name: folder.owner, folder: ownerFolder, shown: ownerShown, shipped: true };
  const origin = { own: shown, wave: waveOrigin(owner) };
  const wave = loadCase(
    readCaseRules(folder.folder, shown),
    ofKind ? [] : readWaveFolder(owner),
    name,
    origin,
  );
  const options = { python, commands: 'leave-out' } as const;
  const repository = openFolder(`${folder.folder}/before`);
  const prepared = await prepareWave(wave.wave, repository, wave.files, options);
  const refusal = refusalOf(prepared);
  const isRefused = prepared.plan.findings.some(({ severity }) => severity === 'error');
  const rewrites = wave.wave.rules.filter(({ kind }) => kind === 'rewrite');
  const idle = ofKind ? idleSelectors(rewrites, [prepared]) : [];
  const problems = isRefused ? [] : [...idle, ...(await unfinished(prepared, wave.files, options, shown))];
  const snapshot = `snapshots/${folder.owner}/${name}.md`;
  const { plan } = prepared;
  // A case has a part of what the wave's waivers are for.
  const findings = plan.findings.filter(({ code }) => code !== 'RW701');
  return { folder, title: wave.title, plan: { ...plan, findings }, refusal, problems, snapshot, prepared };
}

/** What does not hold of a tree that a wave leaves, though no finding says so. */
async function unfinished(
  { wave, repository, plan }: Prepared,
  files: readonly { readonly path: string; readonly text: string }[],
  options: PrepareOptions,
  shown: string,
): Promise<Finding[]> {
  const problem = (message: string): Finding => ({
    code: 'RW255',
    severity: 'error',
    place: { file: `${shown}/before`, line: 1, column: 1 },
    message,
    hint: 'A rule must have nothing to do, and nothing to refuse, where it has been applied.',
  });
  const failed = plan.staticGates.filter(({ passed }) => !passed);
  if (failed.length > 0)
    return failed.map(({ gate, detail }) => problem(`${gate} does not hold: ${detail}.`));
  const after: Repository = { ...repository, ...overlayReader(repository, plan.changes) };
  const again = await prepareWave(wave, after, files, options);
  return again.plan.findings
    .filter(({ severity }) => severity === 'error')
    .map(({ code, message, place }) =>
      problem(`A second run is refused: ${code} ${place?.file}:${place?.line} ${message}`),
    );
}
