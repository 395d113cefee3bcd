import type { Finding } from '../../src/model/finding.js';
import { riskiestFirst } from '../../src/present/severity.js';
import { type Ground, type Mutated, sendTo } from './mutations.js';
import { homesOf, type Planning, type Subject } from './subject.js';
import { copyWave, type WaveData } from './wave-texts.js';

/** What a refusal says about the change that caused it. */
export interface Judgement {
  /**
   * What the finding shown first names: a symbol that the change sent elsewhere or misnamed; a module that it is
   * about; or neither.
   */
  readonly names: 'symbol' | 'module' | 'nothing';
  /**
   * With the symbols back that the finding names, and everything else still changed, it is gone. `untried`: it names
   * all that was changed, or symbols alone cannot be put back.
   */
  readonly putBack: 'gone' | 'still there' | 'untried';
  readonly symbols: readonly string[];
  readonly code: string;
  readonly text: string;
  /** Errors of this plan that name neither. */
  readonly strays: number;
  readonly errors: number;
}

/** Symbols that the variant sends elsewhere than the wave does. */
function movedSymbols(ground: Ground, { prepared }: Planning): Set<string> {
  const moved = new Set<string>();
  for (const split of prepared?.splits ?? []) {
    const before = ground.homes.get(split.module);
    for (const [name, home] of homesOf(split)) if (before?.get(name) !== home) moved.add(name);
  }
  return moved;
}

/** Judges whether a refusal names its cause. */
export async function judgeRefusal(
  subject: Subject,
  ground: Ground,
  variant: WaveData,
  mutated: Mutated,
  planning: Planning,
): Promise<Judgement> {
  const errors = riskiestFirst(planning.errors);
  const first = errors[0];
  const moved = movedSymbols(ground, planning);
  const suspects = new Set([...moved, ...mutated.symbols]);
  const modules = [...new Set(mutated.modules)];
  const symbolsIn = (finding: Finding) =>
    [...suspects].filter((name) => mentions(said(finding, planning), name));
  const names = (finding: Finding) => {
    if (symbolsIn(finding).length > 0) return 'symbol';
    return modules.some((module) => mentions(said(finding, planning), module)) ? 'module' : 'nothing';
  };
  if (!first) {
    const text = planning.refusal ?? '';
    return { names: 'nothing', putBack: 'untried', symbols: [], code: '', text, strays: 0, errors: 0 };
  }
  const symbols = symbolsIn(first);
  return {
    names: names(first),
    putBack: await putBack(subject, ground, variant, first, symbols, moved),
    symbols,
    code: first.code,
    text: `${place(first)}${first.message}${first.hint === undefined ? '' : ` Hint: ${first.hint}`}`,
    strays: errors.filter((finding) => names(finding) === 'nothing').length,
    errors: errors.length,
  };
}

/** Plans once more with the named symbols where the wave has them. */
async function putBack(
  subject: Subject,
  ground: Ground,
  variant: WaveData,
  finding: Finding,
  named: readonly string[],
  moved: ReadonlySet<string>,
): Promise<Judgement['putBack']> {
  const back = named.filter((name) => moved.has(name));
  if (back.length === 0 || back.length === moved.size) return 'untried';
  const wave = copyWave(variant);
  for (const name of back) {
    for (const split of wave.splits.values()) {
      const home = ground.homes.get(split.source)?.get(name);
      const destination = split.into.find(({ module }) => module === home);
      if (home === undefined) continue;
      if (!destination) return 'untried';
      sendTo(split, [name], destination);
    }
  }
  const { errors } = await subject.plan(wave);
  return errors.some(({ code, message }) => code === finding.code && message === finding.message)
    ? 'still there'
    : 'gone';
}

/** Everything that a finding shows. */
function said(finding: Finding, planning: Planning): string {
  const related = (finding.related ?? []).map(({ message }) => message);
  return [finding.code, finding.message, finding.hint ?? '', ...related, planning.lineOf(finding)].join('\n');
}

function mentions(text: string, name: string): boolean {
  if (name === '') return false;
  return new RegExp(`(?<![\\w.])${name.replaceAll('.', '\\.')}(?![\\w])`).test(text);
}

function place({ place }: Finding): string {
  return place ? `${place.file}:${place.line}:${place.column}: ` : '';
}
