import { join } from 'node:path';
import { nodeFileSystem } from '../effects/file-system.js';
import { refuseLocked } from '../effects/lock.js';
import { astParse, findPython } from '../effects/python.js';
import { unfinishedRun } from '../effects/recover.js';
import { locateRepository, openRepository, type Repository } from '../effects/repository.js';
import { findWave, findWaves, readWaveFolder } from '../effects/rule-files.js';
import { lineLength } from '../engine/line-length.js';
import { type Planned, type PlanOptions, planWave } from '../engine/plan-wave.js';
import { overlayReader } from '../engine/prove/overlay.js';
import { gateResult, type Proved, proofContext, provePlan } from '../engine/prove/prove.js';
import { publicSurface } from '../engine/prove/public-surface.js';
import { requirementsGate } from '../engine/requirements.js';
import { Survey } from '../engine/survey.js';
import { applyWaivers } from '../engine/waive.js';
import { EXIT, UserError } from '../model/errors.js';
import type { Finding } from '../model/finding.js';
import type { FileChange, Plan, StaticGateResult } from '../model/plan.js';
import type { PublicSurface } from '../model/public-surface.js';
import type { Wave } from '../model/wave.js';
import { loadWave } from '../rules/load.js';
import { unlandedPredecessors } from './predecessors.js';
import { requirementFindings, requirementsOf } from './requirements.js';
import { unseenFindings } from './unseen.js';
import { version } from './version.js';
import { waveOrigin } from './wave-origin.js';

/** What a command line asks for. */
export interface RunRequest {
  readonly repo: string;
  /** Folder of rules instead of the repository's and the shipped ones. */
  readonly rules: string | undefined;
  readonly wave: string;
  /** Path of a Python interpreter. */
  readonly python: string | undefined;
  /** `false`: parse every file that holds a word of the wave, to check the shortcuts against. */
  readonly fastPath?: boolean;
  /** The user has said that the commands of this wave may run. */
  readonly trust?: boolean;
}

/** A planned and proved wave. */
export interface Prepared extends Planned {
  readonly wave: Wave;
  readonly repository: Repository;
  /** The planned tree. */
  readonly after: Survey;
  readonly waived: number;
  /** How often the selectors of `rewrite` and `require` rules matched, by rule. */
  readonly matches: Readonly<Record<string, number>>;
  /** Texts of the wave's files by the path that findings give. */
  readonly rulesText: ReadonlyMap<string, string>;
  /** The product's own version, for machine output. */
  readonly version: string;
}

/** Loads a wave, plans it and proves the plan; writes nothing. */
export async function prepare(request: RunRequest): Promise<Prepared> {
  const root = locateRepository(request.repo);
  refuseLocked(nodeFileSystem, root);
  refuseUnfinished(root);
  const folder = findWave(root, request.rules, request.wave);
  const files = readWaveFolder(folder);
  const wave = loadWave(files, waveOrigin(folder));
  const repository = openRepository(root, [...rulesFolders(root, request.rules), ...outputsOf(wave, root)]);
  const prepared = await prepareWave(wave, repository, files, {
    python: request.python,
    ...(request.fastPath === undefined ? {} : { fastPath: request.fastPath }),
    commands: wave.shipped || request.trust === true ? 'run' : 'refuse',
  });
  // Whether it has nothing to do or nothing to do yet is not known before those have landed.
  const waiting = unlandedPredecessors(wave, request.rules, repository);
  return { ...prepared, plan: { ...prepared.plan, findings: [...waiting, ...prepared.plan.findings] } };
}

/** Folders that are about the repository's waves, and name what these delete: rules, their cases and snapshots. */
export function rulesFolders(root: string, rules: string | undefined): string[] {
  const own = findWaves(root, rules).filter(({ shipped }) => !shipped);
  return [
    'rules-yaml',
    ...(rules === undefined ? [] : [rules]),
    ...own.map(({ name }) => `snapshots/${name}`),
  ];
}

/** How a wave is planned. */
export interface PrepareOptions {
  /** Path of an interpreter; the repository's own otherwise. */
  readonly python: string | undefined;
  /** What becomes of the commands that the wave requires to succeed: cases leave them out. */
  readonly commands: 'run' | 'refuse' | 'leave-out';
  /** `false`: no shortcuts. */
  readonly fastPath?: boolean;
}

/** Files in which a wave records outputs: they say how things were, and name what is gone. */
export function outputsOf(wave: Wave, root: string): string[] {
  return wave.gates.flatMap(({ snapshot }) =>
    snapshot === undefined
      ? []
      : [snapshot.save, ...(snapshot.previous === undefined ? [] : [snapshot.previous])].map((path) =>
          join(root, path),
        ),
  );
}

/**
 * Plans and proves a wave that is loaded already; writes nothing.
 *
 * @param files the wave's own, for excerpts of what findings point at.
 */
export async function prepareWave(
  wave: Wave,
  repository: Repository,
  files: readonly { readonly path: string; readonly text: string }[],
  options: PrepareOptions,
): Promise<Prepared> {
  const planning: PlanOptions = {
    root: repository.root,
    width: lineLength(repository),
    exhaustive: options.fastPath === false,
  };
  const planned = planWave(wave, repository, planning);
  const after = new Survey(overlayReader(planned.reader, planned.plan.changes));
  const rulesText = new Map(files.map(({ path, text }) => [path, text]));
  const prepared = {
    ...planned,
    wave,
    repository,
    after,
    waived: 0,
    matches: {},
    rulesText,
    version: version(),
  };
  return prove(prepared, planning, options);
}

/** @throws UserError when a run was cut off: nothing can be said of a tree that is half written. */
export function refuseUnfinished(root: string): void {
  const unfinished = unfinishedRun(nodeFileSystem, root);
  if (!unfinished) return;
  throw new UserError(
    `Run ${unfinished.run} of \`${unfinished.wave}\` was cut off and has left the tree half written.`,
    EXIT.refused,
    [],
    'Run `rewrite recover` first: it puts every file back.',
  );
}

async function prove(prepared: Prepared, planning: PlanOptions, options: PrepareOptions): Promise<Prepared> {
  const { plan, survey, local, after, wave, repository } = prepared;
  const findings: Finding[] = [...plan.findings, ...unseenFindings(prepared)];
  const staticGates: StaticGateResult[] = [];
  const lineAt = (file: string, line: number) =>
    (local.survey.file(file) ?? after.file(file))?.text.split(/\r\n|\n|\r/, line)[line - 1];
  const unwaived = (all: readonly Finding[]) => applyWaivers(all, wave.waivers, lineAt);
  let proofs: readonly Proved[] = [];
  let hidden: ReadonlySet<Finding> = new Set();
  let surface: PublicSurface | undefined;
  if (plan.changes.length > 0) {
    const parsing = parseGate(plan.changes, survey, repository.root, options.python);
    const context = proofContext(prepared, after, planning);
    proofs = provePlan(context);
    const outside = publicSurface(context, wave.publicSurface);
    surface = outside.surface;
    findings.push(...outside.findings);
    const again = planWave(wave, overlayReader(repository, plan.changes), planning);
    const parsed = await parsing;
    const found = proofs.flatMap((proof) => proof.findings);
    hidden = consequences(found, unwaived(plan.findings).findings);
    findings.push(...found.filter((each) => !hidden.has(each)), ...parsed.findings);
    const count = again.plan.changes.length;
    staticGates.push(parsed.gate, {
      gate: 'idempotence',
      passed: count === 0,
      detail:
        count === 0
          ? 'planning the wave again on the planned tree changes nothing'
          : `planning the wave again would change ${count} ${count === 1 ? 'file' : 'files'}`,
    });
  }
  const required = await requirementFindings(prepared, options);
  findings.push(...required.findings);
  const { findings: left, waived } = unwaived(findings);
  const standing = new Set([...left, ...hidden]);
  staticGates.unshift(...proofs.map((proof) => gateResult(proof, (each) => standing.has(each))));
  // A landed wave finds nothing any more that its waivers could accept.
  const findingsLeft = plan.changes.length > 0 ? left : left.filter(({ code }) => code !== 'RW701');
  const requirements = requirementsGate(requirementsOf(wave), left);
  if (requirements) staticGates.push(requirements);
  const proved: Plan = {
    ...plan,
    findings: findingsLeft,
    staticGates,
    ...(surface ? { publicSurface: surface } : {}),
  };
  const matches = { ...local.matches, ...required.matches };
  return { ...prepared, plan: proved, waived, matches };
}

/** A reference that the planner refused is left as it was, so that its name leads nowhere: one finding is enough. */
function consequences(proved: readonly Finding[], planned: readonly Finding[]): Set<Finding> {
  const refused = new Set(
    planned.flatMap(({ severity, place }) => (severity === 'error' && place ? [place.file] : [])),
  );
  return new Set(
    proved.filter(({ code, place }) => /^RW52/.test(code) && place !== undefined && refused.has(place.file)),
  );
}

/** The target interpreter's own parser accepts every file that the wave writes, unless it rejected it before too. */
async function parseGate(
  changes: readonly FileChange[],
  survey: Survey,
  root: string,
  explicit: string | undefined,
): Promise<{ gate: StaticGateResult; findings: Finding[] }> {
  const python = findPython(root, explicit);
  if (!python) {
    return {
      gate: {
        gate: 'parse',
        passed: false,
        detail: 'no Python interpreter was found to check the written files with',
      },
      findings: [
        {
          code: 'RW541',
          severity: 'error',
          place: undefined,
          message: 'No Python interpreter (3.9 or newer) was found.',
          hint: 'Create the project’s virtual environment, put `python3` on the PATH, or give `--python`.',
        },
      ],
    };
  }
  const written = changes.flatMap((change) =>
    change.kind !== 'delete' && change.path.endsWith('.py')
      ? [{ path: change.path, bytes: change.after }]
      : [],
  );
  const errors = await astParse(python, written, { compile: true });
  const failed = new Set(errors.map(({ path }) => path));
  // What the wave takes its statements from: an interpreter that rejects that as well is too old for the project.
  const earlier = changes.flatMap((change) =>
    change.kind !== 'create' && change.path.endsWith('.py') && errors.length > 0
      ? [{ path: change.path, bytes: change.before }]
      : [],
  );
  const rejected = earlier.length > 0 ? await astParse(python, earlier, { compile: true }) : [];
  const before = new Set(rejected.map(({ path }) => path).filter((path) => failed.has(path)));
  const deleted = new Set(changes.flatMap(({ kind, path }) => (kind === 'delete' ? [path] : [])));
  const fresh = errors.filter(({ path }) => !before.has(path));
  const version = python.version.join('.');
  const wayOut = (message: string): string => {
    const source =
      rejected.find((each) => each.message === message) ?? rejected.find((each) => deleted.has(each.path));
    return source
      ? `It rejects \`${source.path}\` as it stands as well (line ${source.line}: ${source.message}): mend that first, or give the project’s own interpreter with \`--python\` when this one is too old for it.`
      : 'This is a mistake of the rewrite: please report it with this statement.';
  };
  const apart = before.size > 0 ? `; ${before.size} that it rejected before are left out` : '';
  return {
    gate: {
      gate: 'parse',
      passed: fresh.length === 0,
      detail: `Python ${version} parses ${written.length - errors.length} of ${written.length} written files${apart}`,
    },
    findings: [
      // Read by their imports alone, or left as they are: whether the rest is Python is known by now.
      ...[...before].flatMap((path) => survey.problem(path) ?? []),
      ...fresh.map(
        ({ path, line, column, message }): Finding => ({
          code: 'RW540',
          severity: 'error',
          place: { file: path, line, column, planned: true },
          message: `Python ${version} would reject the written file: ${message}.`,
          hint: wayOut(message),
        }),
      ),
    ],
  };
}
