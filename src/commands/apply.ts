import type { CommandModule } from 'yargs';
import { EXIT } from '../model/errors.js';
import { colours, planOptions, progressOf } from './options.js';
import { showFindings } from './show.js';

/** `rewrite apply <wave>` */
export const apply: CommandModule = {
  command: 'apply <wave..>',
  describe: 'Apply waves, one transaction each: everything lands and is verified, or every byte stays',
  builder: (argv) =>
    planOptions(argv)
      .positional('wave', { type: 'string', array: true, demandOption: true, describe: 'Waves, in order' })
      .option('without', {
        type: 'string',
        array: true,
        default: [] as string[],
        describe: 'Gates or fixers to leave out',
      })
      .option('fresh', {
        type: 'boolean',
        default: false,
        describe: 'Run every gate before the wave, also where an earlier run did so on the same tree',
      }),
  async handler(args) {
    const { repo, rules, wave, python, without, fresh, trust, json, color, quiet, fastPath } =
      args as unknown as {
        repo: string;
        rules?: string;
        wave: string[];
        python?: string;
        without: string[];
        fresh: boolean;
        trust: boolean;
        json: boolean;
        color: boolean;
        quiet: boolean;
        fastPath: boolean;
      };
    const { applyWave } = await import('../run.js');
    const { renderOutcome } = await import('../present/outcome.js');
    const { renderPlan } = await import('../present/summary.js');
    const { outcomeJson } = await import('../present/json.js');
    const progress = await progressOf({ quiet });
    const tell = (line: string) => process.stderr.write(`${line}\n`);
    const confirm = process.stdin.isTTY && process.stderr.isTTY ? confirmCommands : undefined;
    const writtenBefore = new Set<string>();
    for (const name of wave) {
      const outcome = await applyWave(
        {
          repo,
          rules,
          wave: name,
          python,
          without,
          remember: !fresh,
          trust,
          confirm,
          tell,
          fastPath,
          writtenBefore,
        },
        progress,
      );
      const chalk = colours({ color }, process.stdout);
      if (json) process.stdout.write(outcomeJson(outcome));
      else {
        process.stdout.write(renderPlan(outcome.plan, chalk));
        showFindings(outcome.prepared, { color });
        process.stdout.write(`\n${renderOutcome(outcome, chalk)}`);
      }
      if (outcome.status === 'refused' || outcome.status === 'rolled-back') {
        process.exitCode = EXIT.findings;
        return;
      }
      if (outcome.status === 'applied') for (const { path } of outcome.plan.changes) writtenBefore.add(path);
    }
  },
};

/** Asks the person at the terminal; anything but a yes is a no. */
async function confirmCommands(commands: readonly string[]): Promise<boolean> {
  const { createInterface } = await import('node:readline/promises');
  process.stderr.write(
    `The wave wants to run commands of its own:\n${commands.map((command) => `  ${command}\n`).join('')}`,
  );
  const asking = createInterface({ input: process.stdin, output: process.stderr });
  const gone = new AbortController();
  asking.once('close', () => gone.abort());
  try {
    const answer = await asking.question('Let them run? [y/N] ', { signal: gone.signal });
    return /^y(es)?$/i.test(answer.trim());
  } catch {
    // Ctrl-C and the end of the input are a no.
    return false;
  } finally {
    asking.close();
  }
}
