import { runProcess } from '../effects/processes.js';
import { environmentVariables, findTool } from '../effects/tools.js';
import { checkRequirements, type Requirements } from '../engine/requirements.js';
import type { Finding } from '../model/finding.js';
import type { RequireRule, Wave } from '../model/wave.js';
import type { Prepared, PrepareOptions } from './prepare.js';

/** The requirements of a wave. */
export function requirementsOf({ rules }: Wave): RequireRule[] {
  return rules.filter((rule) => rule.kind === 'require');
}

/** What the requirements of a wave say of the tree as it stands and of the planned one. */
export async function requirementFindings(
  { wave, plan, local, after, repository }: Prepared,
  options: PrepareOptions,
): Promise<Requirements> {
  const rules = requirementsOf(wave);
  const later = rules.filter(({ when }) => when === 'after');
  // What a wave needs before it lands is over when it has landed.
  const hasLanded =
    rules.length < wave.rules.length &&
    plan.changes.length === 0 &&
    !plan.findings.some(({ severity }) => severity === 'error');
  const earlier = hasLanded ? [] : rules.filter(({ when }) => when === 'before');
  const written = new Set(plan.changes.map(({ path }) => path));
  const now = checkRequirements(earlier, local.survey, () => false);
  const planned = checkRequirements(later, after, (path) => written.has(path));
  const asked: Finding[] = [];
  for (const rule of earlier) asked.push(...(await commandFindings(rule, repository.root, options)));
  return {
    findings: [...now.findings, ...planned.findings, ...asked],
    // What is to be gone afterwards is there before: that its selector can match is seen there.
    matches: { ...planned.matches, ...checkRequirements(rules, local.survey, () => false).matches },
  };
}

/** Runs a required command as the project's own users would: with its environment's programs first. */
async function commandFindings(
  { command, id, reason, selectorPlace }: RequireRule,
  root: string,
  { commands, python }: PrepareOptions,
): Promise<Finding[]> {
  if (!command || commands === 'leave-out') return [];
  const shown = command.argv.join(' ');
  const finding = (code: string, message: string, hint: string): Finding[] => [
    { code, severity: 'error', place: selectorPlace, message, hint },
  ];
  if (commands === 'refuse') {
    const hint = 'Read it, and give `--trust` to let it run.';
    return finding(
      'RW246',
      `The requirement \`${id}\` runs a command of the wave\u2019s own: \`${shown}\`.`,
      hint,
    );
  }
  const [name = '', ...rest] = command.argv;
  const tool = findTool(root, name, python);
  if (!tool) return finding('RW245', reason, `There is no \`${name}\` to run \`${shown}\` with.`);
  const result = await runProcess([...tool.argv, ...rest], {
    cwd: root,
    env: environmentVariables(root, python),
    timeoutSeconds: command.timeout,
  });
  const succeeded = result.exitCode === 0;
  if (succeeded === (command.expect === 'success')) return [];
  const said = (result.stderr.trim() || result.stdout.trim()).split('\n').at(-1) ?? '';
  const ended = result.timedOut
    ? `took longer than ${command.timeout} s`
    : `ended with exit code ${result.exitCode ?? 'none'}`;
  return finding('RW245', reason, `\`${shown}\` ${ended}${said === '' ? '.' : `: ${said}`}`);
}
