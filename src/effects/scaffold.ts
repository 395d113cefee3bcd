import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { EXIT, UserError } from '../model/errors.js';
import { packageRoot } from './package-root.js';

/** Files and folders of a new rule that were written, as paths below the root. */
export interface Scaffold {
  readonly wave: string;
  readonly written: readonly string[];
}

/** What is to be made. */
export interface ScaffoldRequest {
  /** Absolute path of the folder of waves. */
  readonly rules: string;
  readonly wave: string;
  readonly rule: string;
  readonly kind: string;
}

/**
 * Makes a rule with its first case: the example of its kind, to be changed into what it should be. The wave is made
 * with it when it is not there yet.
 *
 * @throws UserError when the rule, or a case of its name, is there already: nothing is written then.
 */
export function scaffoldRule(root: string, { rules, wave, rule, kind }: ScaffoldRequest): Scaffold {
  const example = exampleFolder(kind);
  const folder = join(rules, wave);
  const files = {
    wave: join(folder, 'wave.yaml'),
    rule: join(folder, `${rule}.yaml`),
    trial: join(folder, 'cases', rule),
  };
  for (const path of [files.rule, files.trial]) {
    if (!existsSync(path)) continue;
    const title = `\`${relative(root, path)}\` exists already.`;
    throw new UserError(title, EXIT.usage, [], 'Give the rule another name: `rewrite new <wave> <rule>`.');
  }
  const written = [files.rule, files.trial];
  mkdirSync(folder, { recursive: true });
  if (!existsSync(files.wave)) {
    writeFileSync(files.wave, `title: ${JSON.stringify(wave)}\n`, { flag: 'wx' });
    written.unshift(files.wave);
  }
  writeFileSync(files.rule, readFileSync(join(example, 'rule.yaml')), { flag: 'wx' });
  cpSync(join(example, 'before'), join(files.trial, 'before'), { recursive: true });
  writeFileSync(join(files.trial, 'case.yaml'), `only: [${rule}]\n`);
  return { wave: relative(root, dirname(files.wave)), written: written.map((path) => relative(root, path)) };
}

/** The case that a kind of rule is explained by: where a checkout and an installed package have it. */
function exampleFolder(kind: string): string {
  return join(packageRoot(), 'src/rules/kinds', kind, 'cases/example');
}
