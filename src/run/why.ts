import { locateRepository, openRepository } from '../effects/repository.js';
import { whyAlive } from '../engine/liveness/why.js';
import { Survey } from '../engine/survey.js';
import { EXIT, UserError } from '../model/errors.js';
import type { Verdict } from '../model/liveness.js';

/**
 * Says who keeps a symbol or a module of a repository alive.
 *
 * @throws UserError when there is no such symbol or module.
 */
export function why(repo: string, rules: string | undefined, asked: string): Verdict {
  const reader = openRepository(locateRepository(repo), [
    'rules-yaml',
    ...(rules === undefined ? [] : [rules]),
  ]);
  const answer = whyAlive(new Survey(reader), asked);
  if (answer.verdict) return answer.verdict;
  throw new UserError(
    `There is no \`${asked}\` in this repository.`,
    EXIT.usage,
    [],
    answer.guess === undefined
      ? 'Give a module by its dotted name, or a symbol as `pkg.mod.name`.'
      : `Did you mean \`${answer.guess}\`?`,
  );
}
