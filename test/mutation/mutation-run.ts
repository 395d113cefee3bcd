import { createHash } from 'node:crypto';
import type { Plan } from '../../src/model/plan.js';
import { type Judgement, judgeRefusal } from './judge.js';
import { mutate } from './mutations.js';
import { Random } from './random.js';
import type { Planning, Subject } from './subject.js';
import type { Toolbench } from './toolbench.js';
import { copyWave, type WaveData } from './wave-texts.js';

/** How one broken variant of a wave ended. */
export interface VariantResult {
  readonly index: number;
  readonly mutation: string;
  /** What was broken, for people. */
  readonly did: string;
  /**
   * - refused: a finding stands in the way, and the one shown first names the cause
   * - unclear: refused, and what is shown first names something else
   * - green: planned without errors, and the tools are as content as before
   * - planned: planned without errors; no tool was asked
   * - same: the plan is that of the wave as it is: the change made no difference
   * - broken: planned without errors, and a tool complains
   * - crashed: planning threw
   */
  readonly outcome: 'refused' | 'unclear' | 'green' | 'planned' | 'same' | 'broken' | 'crashed';
  readonly judgement?: Judgement;
  /** Complaints of the tools, or the stack of a crash. */
  readonly problems: readonly string[];
  /** Codes of warnings on a plan that may be applied. */
  readonly warnings: readonly string[];
  readonly seconds: number;
}

/** What a run of variants needs. */
export interface MutationRequest {
  readonly subject: Subject;
  readonly wave: WaveData;
  readonly seed: number;
  readonly count: number;
  /** Names of mutations, or numbers of variants; all when empty. */
  readonly only: readonly string[];
  /** Asks the tools about plans; `undefined` to leave them out. */
  readonly tools: Pick<Toolbench, 'learn' | 'worseWith'> | undefined;
  readonly tell: (result: VariantResult) => void;
}

/** Breaks a wave in `count` seeded ways, and finds out what becomes of each. */
export async function runMutations(request: MutationRequest): Promise<VariantResult[]> {
  const { subject, wave, seed, count, only } = request;
  const sound = await subject.plan(wave);
  if (sound.refusal !== undefined) throw new Error(`The wave is refused as it is: ${sound.refusal}`);
  const usual = fingerprint(sound.prepared!.plan);
  const worse = (await request.tools?.learn(sound.prepared!.plan)) ?? [];
  if (worse.length > 0) throw new Error(`The wave is broken as it is:\n${worse.join('\n')}`);
  const numbers = new Set(only.filter((word) => /^\d+$/.test(word)).map(Number));
  const names = only.filter((word) => !/^\d+$/.test(word));
  const results: VariantResult[] = [];
  for (let index = 0; index < count; index++) {
    if (numbers.size > 0 && !numbers.has(index)) continue;
    const started = performance.now();
    const result = await oneVariant(request, sound, usual, names, new Random(seed * 100_003 + index), index);
    const timed = { ...result, seconds: (performance.now() - started) / 1000 };
    results.push(timed);
    request.tell(timed);
  }
  return results;
}

async function oneVariant(
  { subject, wave, tools }: MutationRequest,
  sound: Planning,
  usual: string,
  names: readonly string[],
  random: Random,
  index: number,
): Promise<Omit<VariantResult, 'seconds'>> {
  const ground = subject.ground(sound);
  const variant = copyWave(wave);
  const mutated = mutate(variant, ground, random, names);
  const about = { index, mutation: mutated.mutation, did: mutated.did, problems: [], warnings: [] };
  try {
    const planning = await subject.plan(variant);
    const { prepared } = planning;
    if (planning.refusal !== undefined || !prepared) {
      const judgement = await judgeRefusal(subject, ground, variant, mutated, planning);
      const isClear = judgement.names !== 'nothing' && judgement.putBack !== 'still there';
      return { ...about, outcome: isClear ? 'refused' : 'unclear', judgement };
    }
    const warnings = prepared.plan.findings
      .filter(({ severity }) => severity === 'warning')
      .map(({ code }) => code);
    if (fingerprint(prepared.plan) === usual) return { ...about, warnings, outcome: 'same' };
    if (!tools) return { ...about, warnings, outcome: 'planned' };
    const problems = await tools.worseWith(prepared.plan);
    return { ...about, warnings, problems, outcome: problems.length > 0 ? 'broken' : 'green' };
  } catch (error) {
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { ...about, outcome: 'crashed', problems: [stack] };
  }
}

/** A digest of what a plan would write, to tell whether two plans are the same. */
function fingerprint(plan: Plan): string {
  const digest = createHash('sha256');
  for (const change of plan.changes) {
    digest.update(`${change.kind} ${change.path}\0`);
    if (change.kind !== 'delete') digest.update(change.after).update('\0');
  }
  return digest.digest('hex');
}
