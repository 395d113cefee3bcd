import type { CaseFolder } from '../model/case.js';
import type { Finding } from '../model/finding.js';
import type { Rule, Wave } from '../model/wave.js';
import { ruleKinds } from '../rules/kinds/index.js';
import type { TriedCase } from './cases.js';
import type { Prepared } from './prepare.js';

/** Rules of a wave that none of its cases gives something to do, and selectors that match nothing in any of them. */
export function ruleCoverage(wave: Wave, cases: readonly TriedCase[]): Finding[] {
  const exercised = new Set(cases.flatMap((each) => [...exercisedRules(each)]));
  const idle = idleSelectors(
    wave.rules,
    cases.map(({ prepared }) => prepared),
  );
  return [...idle, ...rulesWithoutCase(wave, exercised)];
}

/** Selectors that match nothing in any of some cases: nobody has seen them match. */
export function idleSelectors(
  rules: readonly Rule[],
  cases: readonly { readonly matches: Prepared['matches'] }[],
): Finding[] {
  const counts = (id: string) => cases.flatMap(({ matches }) => matches[id] ?? []);
  return rules
    .filter(({ id }) => counts(id).length > 0 && counts(id).every((count) => count === 0))
    .map((rule) => ({
      code: 'RW251',
      severity: 'error',
      place: 'selectorPlace' in rule ? rule.selectorPlace : rule.place,
      message: `The selector of \`${rule.id}\` matches nothing in any case.`,
      hint: 'Correct it, or add what it should match to a case.',
    }));
}

function rulesWithoutCase(wave: Wave, exercised: ReadonlySet<string>): Finding[] {
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
  for (const id of Object.keys(prepared.matches)) add(id);
  for (const rule of prepared.wave.rules) if (rule.kind === 'require') add(rule.id);
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
