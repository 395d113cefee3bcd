import type { CaseResult, SnapshotReport } from '../model/case.js';
import type { Finding } from '../model/finding.js';
import type { Verdict } from '../model/liveness.js';
import type { Outcome } from '../model/outcome.js';
import type { FileChange, Plan } from '../model/plan.js';
import type { WaveStatus } from '../model/wave-status.js';
import { textOf } from './diff/text-of.js';
import { riskiestFirst } from './severity.js';

/** Version of all documents below; it changes when a field goes or changes its meaning, not when one is added. */
export const JSON_VERSION = 1;

/** A plan with the full contents of its files, for other programs. */
export function planJson(plan: Plan): string {
  return document('plan', {
    ...headOf(plan),
    changes: plan.changes.map(changeWithContents),
    ...proofOf(plan),
  });
}

/** How a wave ended, with what it changed but without the contents of files: those are on disk. */
export function outcomeJson(outcome: Outcome): string {
  const { plan, status, run, seconds, reason, gates, without = [] } = outcome;
  const changes = plan.changes.map(({ kind, path }) => ({ kind, path }));
  return document('outcome', {
    ...headOf(plan),
    status,
    run: run ?? null,
    seconds,
    reason: reason ?? null,
    gates,
    without,
    changes,
    ...proofOf(plan),
  });
}

/** Findings alone, riskiest first. */
export function findingsJson(findings: readonly Finding[]): string {
  return document('findings', { findings: riskiestFirst(findings) });
}

/** A verdict with every chain. */
export function verdictJson({ subject, place, kind, chains }: Verdict): string {
  return document('verdict', { subject, place, verdict: kind, chains });
}

/** How waves stand to a tree. */
export function statusJson(waves: readonly WaveStatus[]): string {
  return document('status', { waves });
}

/** What `rewrite test` found, case by case. */
export function casesJson(
  cases: readonly CaseResult[],
  snapshots: readonly SnapshotReport[],
  findings: readonly Finding[],
): string {
  const states = new Map(snapshots.map(({ path, state }) => [path, state]));
  return document('cases', {
    cases: cases.map(({ folder, title, snapshot, refusal, plan }) => ({
      owner: folder.owner,
      name: folder.name,
      title,
      snapshot,
      state: states.get(snapshot),
      refusal: refusal ?? null,
      findings: riskiestFirst(plan.findings),
    })),
    findings: riskiestFirst(findings),
  });
}

function document(kind: string, content: object): string {
  return `${JSON.stringify({ version: JSON_VERSION, kind, ...content }, undefined, 2)}\n`;
}

function headOf(plan: Plan) {
  return { wave: plan.wave, root: plan.root };
}

function proofOf(plan: Plan) {
  return {
    findings: riskiestFirst(plan.findings),
    staticGates: plan.staticGates,
    relocations: plan.relocations,
    statistics: plan.statistics,
    publicSurface: plan.publicSurface,
  };
}

function changeWithContents(change: FileChange) {
  const { kind, path } = change;
  switch (kind) {
    case 'create':
      return {
        kind,
        path,
        rule: change.rule,
        after: contentOf(change.after),
        ...(change.moved ? { movedFrom: change.moved.from } : {}),
      };
    case 'modify':
      return {
        kind,
        path,
        edits: change.edits,
        before: contentOf(change.before),
        after: contentOf(change.after),
      };
    case 'delete':
      return { kind, path, rule: change.rule, before: contentOf(change.before) };
  }
}

/** Text as it is, byte order mark included; everything else in base 64. */
function contentOf(bytes: Uint8Array): { readonly encoding: 'utf-8' | 'base64'; readonly text: string } {
  const text = textOf(bytes);
  if (text !== undefined) return { encoding: 'utf-8', text };
  return { encoding: 'base64', text: Buffer.from(bytes).toString('base64') };
}
