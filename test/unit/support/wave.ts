import { type Planned, planWave } from '../../../src/engine/plan-wave.js';
import { overlayReader } from '../../../src/engine/prove/overlay.js';
import { gateResult, proofContext, provePlan } from '../../../src/engine/prove/prove.js';
import { type RepositoryReader, Survey } from '../../../src/engine/survey.js';
import type { Finding } from '../../../src/model/finding.js';
import type { FileChange, StaticGateResult } from '../../../src/model/plan.js';
import type { Wave } from '../../../src/model/wave.js';
import { loadWave } from '../../../src/rules/load.js';

/** Texts by path. */
export type Tree = Readonly<Record<string, string>>;

export function readerOf(tree: Tree): RepositoryReader {
  return {
    paths: Object.keys(tree),
    read: (path) => (tree[path] === undefined ? undefined : Buffer.from(tree[path])),
  };
}

/** A wave of one or more rule documents. */
export function waveOf(rules: string): Wave {
  const files = [
    { path: 'w/wave.yaml', text: 'title: A wave\n' },
    { path: 'w/rule.yaml', text: rules },
  ];
  return loadWave(files, { name: 'w', folder: 'w', shipped: false, knownGates: new Set() });
}

/** What the proofs say of a plan, and the plan. */
export interface ProvedWave {
  readonly planned: Planned;
  readonly gates: readonly StaticGateResult[];
  readonly findings: readonly Finding[];
  /** Findings as `severity CODE file:line:column`. */
  readonly found: readonly string[];
}

/**
 * Plans and proves a wave.
 *
 * @param tamper texts that stand in the planned tree instead of what was composed; `undefined` deletes a file.
 */
export function proveWave(
  tree: Tree,
  rules: string,
  tamper: Readonly<Record<string, string | undefined>> = {},
): ProvedWave {
  const reader = readerOf(tree);
  const planned = planWave(waveOf(rules), reader, { root: '/repository', width: 88 });
  const changes = tampered(planned.plan.changes, tree, tamper);
  const after = new Survey(overlayReader(reader, changes));
  const proofs = provePlan(proofContext(planned, after, { changes }));
  const gates = proofs.map((proof) => gateResult(proof, () => true));
  const findings = proofs.flatMap((proof) => proof.findings);
  return { planned, gates, findings, found: findings.map(brief) };
}

function tampered(
  changes: readonly FileChange[],
  tree: Tree,
  tamper: Readonly<Record<string, string | undefined>>,
): FileChange[] {
  const kept = changes.filter(({ path }) => !(path in tamper));
  const written = Object.entries(tamper).map(([path, text]): FileChange => {
    const before = Buffer.from(tree[path] ?? '');
    if (text === undefined) return { kind: 'delete', path, before, rule: 'rule' };
    const after = Buffer.from(text);
    if (tree[path] === undefined) return { kind: 'create', path, after, rule: 'rule' };
    return { kind: 'modify', path, before, after, edits: [] };
  });
  return [...kept, ...written];
}

function brief({ severity, code, place }: Finding): string {
  return `${severity} ${code} ${place?.file}:${place?.line}:${place?.column}`;
}

/** The planned text of a file. */
export function textOf({ planned }: ProvedWave, path: string): string {
  const change = planned.plan.changes.find((each) => each.path === path);
  return change && change.kind !== 'delete' ? Buffer.from(change.after).toString() : '';
}
