import type { Repository } from '../effects/repository.js';
import { findWaves, readWaveFolder } from '../effects/rule-files.js';
import { lineLength } from '../engine/line-length.js';
import { planWave } from '../engine/plan-wave.js';
import type { Finding } from '../model/finding.js';
import type { Wave } from '../model/wave.js';
import { loadWave } from '../rules/load.js';
import { waveOrigin } from './wave-origin.js';

/** Waves that a wave comes after, and that have something left to do in a repository. */
export function unlandedPredecessors(
  { name, after }: Wave,
  rules: string | undefined,
  repository: Repository,
): Finding[] {
  const known = after.length === 0 ? [] : findWaves(repository.root, rules);
  return after.flatMap((predecessor): Finding[] => {
    const folder = known.find((each) => each.name === predecessor.name);
    const isThere = folder !== undefined;
    if (isThere && hasLanded(loadWave(readWaveFolder(folder), waveOrigin(folder)), repository)) return [];
    return [
      {
        code: 'RW247',
        severity: 'error',
        place: predecessor.place,
        message: isThere
          ? `\`${name}\` comes after \`${predecessor.name}\`, which has not landed in this repository.`
          : `\`${name}\` comes after \`${predecessor.name}\`, and there is no such wave.`,
        hint: isThere
          ? `\`rewrite apply ${predecessor.name} ${name}\` applies one after the other.`
          : `There are ${known.map((each) => `\`${each.name}\``).join(', ')}.`,
      },
    ];
  });
}

/** Whether a wave has nothing to do, and nothing to refuse, in a repository. */
function hasLanded(wave: Wave, repository: Repository): boolean {
  const { plan } = planWave(wave, repository, { root: repository.root, width: lineLength(repository) });
  return plan.changes.length === 0 && plan.findings.every(({ severity }) => severity !== 'error');
}
