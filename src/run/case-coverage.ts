import type { CaseFolder } from '../model/case.js';
import type { Finding } from '../model/finding.js';
import type { Wave } from '../model/wave.js';
import { ruleKinds } from '../rules/kinds/index.js';
import type { TriedCase } from './cases.js';

/** Rules of a wave that none of its cases gives something to do, and selectors that match nothing in any of them. */
export function ruleCoverage(wave: Wave, cases: readonly TriedCase[]): Finding[] {
  const exercised = new Set(cases.flatMap((each) => [...exercisedRules(each)]));
  return wave.rules
    .filter(({ id }) => !exercised.has(id))
    .map(({ id, place }) => ({
      code: 'RW250',
      severity: 'error',
      place,
      message: `No case of \`${wave.name}\` gives the rule \`${id}\` anything to do.`,
      hint: `Add what it is about to a \`before/\` below \`${wave.folder}/cases/\`; \`rewrite new\` makes a first case.`,
    }));
}

/** Rules that changed, moved or refused something in a case. */
function exercisedRules({ plan, prepared }: TriedCase): Set<string> {
  const ids = new Set<string>();
  const add = (rule: string) => {
    // Rules about one module are planned as one.
    for (const id of rule.split('+')) ids.add(id);
  };
  for (const change of plan.changes) {
    if (change.kind === 'modify') for (const { rule } of change.edits) add(rule);
    else add(change.rule);
  }
  for (const { rule } of plan.relocations) add(rule);
  const files = new Map(prepared.wave.rules.map(({ id, place }) => [`${place.file}:${id}`, { id, place }]));
  for (const { place } of plan.findings)
    for (const rule of files.values()) if (rule.place.file === place?.file) add(rule.id);
  return ids;
}

/** Kinds of rule that have no case. */
export function kindsWithoutCase(folders: readonly string[], cases: readonly CaseFolder[]): Finding[] {
  if (folders.length === 0) return [];
  return [...ruleKinds.keys()]
    .filter((kind) => !cases.some(({ ofKind, owner }) => ofKind && owner === kind))
    .map((kind) => ({
      code: 'RW250',
      severity: 'error',
      place: { file: `src/rules/kinds/${kind}/rule.ts`, line: 1, column: 1 },
      message: `The rule kind \`${kind}\` has no case.`,
      hint: `Add \`src/rules/kinds/${kind}/cases/example/\` with a \`rule.yaml\` and a small repository in \`before/\`.`,
    }));
}
