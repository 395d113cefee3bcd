import type { WaveStatus } from '../model/wave-status.js';
import { wavesOf } from './manage.js';
import { prepare, type RunRequest } from './prepare.js';
import { refusalOf } from './refusal.js';

/** Which waves are asked for. */
export interface StatusRequest extends Omit<RunRequest, 'wave'> {
  /** The repository's own, or the shipped ones where it has none, when empty. */
  readonly waves: readonly string[];
}

/** How waves stand to a repository, in the order of their names or as they were asked for. */
export async function statusOf({ waves, ...request }: StatusRequest): Promise<WaveStatus[]> {
  const all = wavesOf(request.repo, request.rules);
  const own = all.filter(({ shipped }) => !shipped);
  const names = waves.length > 0 ? waves : (own.length > 0 ? own : all).map(({ name }) => name);
  const found: WaveStatus[] = [];
  for (const name of names) {
    const prepared = await prepare({ ...request, wave: name });
    const { plan, wave } = prepared;
    const reason = refusalOf(prepared);
    const state = reason !== undefined ? 'blocked' : plan.changes.length === 0 ? 'landed' : 'ready';
    const findings = plan.findings.filter(({ severity }) => severity === 'error');
    found.push({ name: wave.name, title: wave.title, state, changes: plan.changes.length, reason, findings });
  }
  return found;
}
