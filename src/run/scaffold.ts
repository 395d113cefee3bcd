import { join, resolve } from 'node:path';
import { locateRepository } from '../effects/repository.js';
import { type Scaffold, scaffoldRule } from '../effects/scaffold.js';
import { EXIT, UserError } from '../model/errors.js';
import { ruleKinds } from '../rules/kinds/index.js';

/** Makes a rule of a wave, with its first case. */
export function newRule(
  repo: string,
  rules: string | undefined,
  names: { readonly wave: string; readonly rule: string; readonly kind: string },
): Scaffold {
  for (const name of [names.wave, names.rule]) {
    if (/^[A-Za-z0-9][\w.-]*$/.test(name)) continue;
    const hint = 'It names a file: letters, digits, `-`, `_` and dots.';
    throw new UserError(`\`${name}\` cannot be a name.`, EXIT.usage, [], hint);
  }
  if (!ruleKinds.has(names.kind)) {
    const known = [...ruleKinds.keys()].join(', ');
    throw new UserError(
      `There is no rule kind \`${names.kind}\`.`,
      EXIT.usage,
      [],
      `The kinds are ${known}.`,
    );
  }
  const root = locateRepository(repo);
  return scaffoldRule(root, {
    rules: rules === undefined ? join(root, 'rules-yaml') : resolve(rules),
    ...names,
  });
}
