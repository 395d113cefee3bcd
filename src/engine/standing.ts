import type { Finding, Place } from '../model/finding.js';
import type { DeleteModuleRule, PruneSymbolsRule, Wave } from '../model/wave.js';
import { lowerRules } from './lower.js';
import { isStructural, type SourceRule, type StructuralRule } from './source-rule.js';
import { resolveSplit } from './split.js';
import type { Survey } from './survey.js';

/** How a wave and a tree stand to each other, as far as that can be told without planning. */
export type Standing =
  /** Its rules have done their work, and the tree is as they left it. */
  | { readonly state: 'landed' }
  /** What it removed is there again. */
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
  const removals = structural.filter(isRemoval).map((rule) => removalOf(rule, survey));
  const returned = removals.flatMap(({ open }) => open);
  const done = removals.reduce((sum, removal) => sum + removal.done, 0);
  if (returned.length > 0) {
    // With most of it gone the wave has landed, and the rest is back; otherwise it is still to come.
    return done >= returned.length ? { state: 'back', findings: returned } : { state: 'pending' };
  }
  if (removals.some(({ elsewhere }) => elsewhere)) return { state: 'foreign' };
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
  return { state: rules.length + landed.length + done > 0 ? 'landed' : 'unknown' };
}

interface RemovalState {
  /** What is here though the rule removes it. */
  readonly open: readonly Finding[];
  /** How much of what it removes is gone. */
  readonly done: number;
  /** It is about another repository: not even the package is here. */
  readonly elsewhere: boolean;
}

function isRemoval(rule: StructuralRule): rule is PruneSymbolsRule | DeleteModuleRule {
  return rule.kind === 'delete-module' || rule.kind === 'prune-symbols';
}

function removalOf(rule: PruneSymbolsRule | DeleteModuleRule, survey: Survey): RemovalState {
  const { index } = survey;
  const { source, id } = rule;
  const path = index.resolve(source);
  const parent = source.slice(0, Math.max(0, source.lastIndexOf('.')));
  const isHome =
    parent === '' ? path !== undefined : index.resolve(parent) !== undefined || index.isNamespace(parent);
  if (rule.kind === 'delete-module') {
    const folder = path ?? (index.isNamespace(source) ? source.replaceAll('.', '/') : undefined);
    const open = folder === undefined ? [] : [removedAgain(id, source, { file: folder, line: 1, column: 1 })];
    return { open, done: isHome ? 1 - open.length : 0, elsewhere: !isHome && parent !== '' };
  }
  const bindings = path === undefined ? undefined : survey.python(path)?.scopes.module.bindings;
  const open = rule.symbols.flatMap(({ name }) => {
    const site = bindings?.get(name)?.sites[0];
    return site ? [removedAgain(id, `${source}.${name}`, survey.place(path!, site.start, site.end))] : [];
  });
  return { open, done: isHome ? rule.symbols.length - open.length : 0, elsewhere: !isHome };
}

function removedAgain(id: string, name: string, place: Place): Finding {
  return {
    code: 'RW801',
    severity: 'error',
    place,
    message: `\`${name}\` is here, and wave rule \`${id}\` removes it: what else the wave removes is gone.`,
    hint: 'Remove it again: `rewrite apply` does, when nothing needs it by now.',
  };
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
