import type { Finding } from '../model/finding.js';
import type { Wave } from '../model/wave.js';
import { lowerRules } from './lower.js';
import { isStructural, type SourceRule, type StructuralRule } from './source-rule.js';
import { resolveSplit } from './split.js';
import type { Survey } from './survey.js';

/** How a wave and a tree stand to each other, as far as that can be told without planning. */
export type Standing =
  /** Its rules have done their work, and the tree is as they left it. */
  | { readonly state: 'landed' }
  /** Modules stand where it deleted some. */
  | { readonly state: 'back'; readonly findings: readonly Finding[] }
  /** Modules that it is about are where they were before it. */
  | { readonly state: 'pending' }
  /** The tree has neither what it starts from nor what it leads to. */
  | { readonly state: 'foreign' }
  /** Only planning can tell. */
  | { readonly state: 'unknown' };

/** Tells how far a wave is applied to a tree. */
export function standingOf(wave: Wave, survey: Survey): Standing {
  const structural = wave.rules.filter(isStructural);
  // First, because finding out who needs what is to be removed takes as long as planning.
  if (structural.some((rule) => isYetToRemove(rule, survey))) return { state: 'pending' };
  if (structural.some((rule) => isElsewhere(rule, survey))) return { state: 'foreign' };
  const { sources, landed } = lowerRules(structural, survey);
  const modules = sources.flatMap(({ into }) => into.map(({ module }) => module));
  const states = sources
    .filter(({ retargetOnly }) => !retargetOnly)
    .map((rule) => stateOf(rule, survey, modules));
  const rules = states.map(({ state }) => state);
  if (rules.includes('pending')) return { state: 'pending' };
  const findings = states.flatMap((each) => each.findings);
  if (findings.length > 0) return { state: 'back', findings };
  if (rules.includes('foreign')) return { state: 'foreign' };
  return { state: rules.length + landed.length > 0 ? 'landed' : 'unknown' };
}

/** Whether a rule that removes something finds it there. */
function isYetToRemove(rule: StructuralRule, survey: Survey): boolean {
  if (rule.kind !== 'delete-module' && rule.kind !== 'prune-symbols') return false;
  const path = survey.index.resolve(rule.source);
  if (rule.kind === 'delete-module') return path !== undefined || survey.index.isNamespace(rule.source);
  const bindings = path === undefined ? undefined : survey.python(path)?.scopes.module.bindings;
  return rule.symbols.some(({ name }) => bindings?.has(name));
}

/** Whether a rule that removes something is about another repository: not even the package is here. */
function isElsewhere(rule: StructuralRule, { index }: Survey): boolean {
  if (rule.kind === 'prune-symbols') return index.resolve(rule.source) === undefined;
  const parent = rule.source.slice(0, Math.max(0, rule.source.lastIndexOf('.')));
  return (
    rule.kind === 'delete-module' &&
    parent !== '' &&
    index.resolve(parent) === undefined &&
    !index.isNamespace(parent)
  );
}

interface RuleState {
  readonly state: 'landed' | 'back' | 'pending' | 'foreign';
  readonly findings: readonly Finding[];
}

function stateOf(rule: SourceRule, survey: Survey, modules: readonly string[]): RuleState {
  const path = survey.index.resolve(rule.source);
  const fresh = rule.into.filter(({ existing }) => !existing);
  const arrived = fresh.filter(({ module }) => survey.index.resolve(module) !== undefined);
  if (path === undefined) {
    const all = rule.into.every(({ module }) => survey.index.resolve(module) !== undefined);
    return { state: rule.legacy === 'delete' && all ? 'landed' : 'foreign', findings: [] };
  }
  if (rule.legacy === 'keep')
    return { state: resolveSplit(rule, survey, modules).landed ? 'landed' : 'pending', findings: [] };
  // A package that replaces a module of its own name is no module that has come back.
  const below = rule.into.some(({ module }) => module.startsWith(`${rule.source}.`));
  if (below && arrived.length === fresh.length) return { state: 'landed', findings: [] };
  if (fresh.length === 0 || arrived.length < fresh.length) return { state: 'pending', findings: [] };
  return { state: 'back', findings: [backAgain(rule, path)] };
}

function backAgain({ id, source, into }: SourceRule, path: string): Finding {
  const now = into.map(({ module }) => `\`${module}\``).join(', ');
  return {
    code: 'RW801',
    severity: 'error',
    place: { file: path, line: 1, column: 1 },
    message: `\`${source}\` is back, and wave rule \`${id}\` deleted it.`,
    hint: `What it had stands in ${now}: move what is new there, and delete the file.`,
  };
}
