import { Chalk } from 'chalk';
import type { Repository } from '../../src/effects/repository.js';
import { overlayReader } from '../../src/engine/prove/overlay.js';
import { gateResult, proofContext, provePlan } from '../../src/engine/prove/prove.js';
import { Survey } from '../../src/engine/survey.js';
import { GATES } from '../../src/gates/index.js';
import { UserError } from '../../src/model/errors.js';
import type { FileChange } from '../../src/model/plan.js';
import { type FindingsView, renderFindings } from '../../src/present/findings.js';
import { renderPlan } from '../../src/present/summary.js';
import { renderUserError } from '../../src/present/user-error.js';
import { loadWave } from '../../src/rules/load.js';
import { type Prepared, prepareWave } from '../../src/run/prepare.js';
import { type FindingCase, treeOf, waveFiles } from './cases.js';
import { onDisk } from './on-disk.js';
import { codesOf, type Shown } from './shown.js';

const chalk = new Chalk({ level: 0 });

/** Plans and proves a case, and shows it as `rewrite diff --summary` does: the plan, then the findings. */
export async function terminal(one: FindingCase): Promise<Shown> {
  const files = waveFiles(one);
  const rules = new Map(files.map(({ path, text }) => [path, text]));
  try {
    if (one.run) return await onDisk(one, one.run, (prepared) => shown(prepared, rules));
    const wave = loadWave(files, {
      name: 'wave',
      folder: 'rules-yaml/wave',
      shipped: false,
      knownGates: new Set(GATES.map(({ name }) => name)),
      knownFixers: new Set(GATES.filter(({ fixer }) => fixer).map(({ name }) => name)),
    });
    const prepared = await withoutPython(one.pythonless === true, () =>
      prepareWave(wave, repositoryOf(one), files, { python: undefined, commands: 'leave-out' }),
    );
    return one.planned ? shown(tampered(prepared, one.planned), rules) : shown(prepared, rules);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const view = { chalk, source: (file: string) => rules.get(file) };
    return { ...codesOf(error.findings), text: renderUserError(error, view) };
  }
}

function shown({ plan, survey, after, rulesText }: Prepared, rules: ReadonlyMap<string, string>): Shown {
  const view: FindingsView = {
    chalk,
    source: (file, planned) =>
      (planned ? after.file(file) : (survey.file(file) ?? after.file(file)))?.text ??
      rules.get(file) ??
      rulesText.get(file),
  };
  const text = `${renderPlan(plan, chalk)}\n${renderFindings(plan.findings, view)}`;
  return { ...codesOf(plan.findings), text: text.replaceAll(/Python \d+\.\d+\.\d+/g, 'Python 3') };
}

function repositoryOf(one: FindingCase): Repository {
  const bytes = treeOf(one);
  return {
    root: '/nowhere',
    paths: [...bytes.keys()].sort(),
    hidden: [],
    read: (path) => bytes.get(path),
    unreadable: () => [],
  };
}

/** The plan as it would be had composing gone wrong. */
function tampered(prepared: Prepared, planned: NonNullable<FindingCase['planned']>): Prepared {
  const { plan, survey, reader } = prepared;
  const written = Object.entries(planned).map(([path, text]): FileChange => {
    const before = survey.file(path)?.bytes;
    if (text === null) return { kind: 'delete', path, before: before!, rule: 'rule' };
    const after = Buffer.from(text);
    return before
      ? { kind: 'modify', path, before, after, edits: [] }
      : { kind: 'create', path, after, rule: 'rule' };
  });
  const changes = [...plan.changes.filter(({ path }) => !(path in planned)), ...written];
  const after = new Survey(overlayReader(reader, changes));
  const proofs = provePlan(proofContext(prepared, after, { changes }));
  const findings = proofs.flatMap((proof) => proof.findings);
  const staticGates = proofs.map((proof) => gateResult(proof, () => true));
  return { ...prepared, after, plan: { ...plan, changes, findings, staticGates } };
}

async function withoutPython<T>(isWanted: boolean, run: () => Promise<T>): Promise<T> {
  if (!isWanted) return run();
  const { PATH, VIRTUAL_ENV } = process.env;
  process.env.PATH = '';
  delete process.env.VIRTUAL_ENV;
  try {
    return await run();
  } finally {
    process.env.PATH = PATH;
    if (VIRTUAL_ENV !== undefined) process.env.VIRTUAL_ENV = VIRTUAL_ENV;
  }
}
