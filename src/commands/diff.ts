import type { CommandModule } from 'yargs';
import { EXIT } from '../model/errors.js';
import { colours, planOptions, progressOf } from './options.js';
import { showFindings } from './show.js';

/** `rewrite diff <wave>` */
export const diff: CommandModule = {
  command: 'diff <wave>',
  describe: 'Show what a wave would do, with its findings and static gates; writes nothing',
  builder: (argv) =>
    planOptions(argv)
      .option('stat', { type: 'boolean', default: false, describe: 'Changed lines per file only' })
      .option('patch', { type: 'boolean', default: false, describe: 'A patch for `git apply`' })
      .option('summary', { type: 'boolean', default: false, describe: 'The summary only' }),
  async handler(args) {
    const { stat, patch, summary, json, sarif, color, quiet, ...request } = args as unknown as {
      repo: string;
      rules: string | undefined;
      wave: string;
      python: string | undefined;
      trust: boolean;
      stat: boolean;
      patch: boolean;
      summary: boolean;
      json: boolean;
      sarif: boolean;
      color: boolean;
      quiet: boolean;
      fastPath: boolean;
    };
    const { prepare } = await import('../run/prepare.js');
    const { refusalOf } = await import('../run/refusal.js');
    const progress = await progressOf({ quiet });
    const prepared = await progress.step('Planning', () => prepare(request));
    const { plan } = prepared;
    const chalk = colours({ color }, process.stdout);
    if (json) process.stdout.write((await import('../present/json.js')).planJson(plan));
    else if (sarif)
      process.stdout.write(
        (await import('../present/sarif.js')).renderSarif(plan.findings, { version: prepared.version }),
      );
    else if (patch) process.stdout.write((await import('../present/diff.js')).renderPatch(plan));
    else {
      const present = await import('../present/diff.js');
      if (stat) process.stdout.write((await import('../present/stat.js')).renderStat(plan, chalk));
      else if (!summary) process.stdout.write(present.renderDiff(plan, chalk));
      const { renderPlan } = await import('../present/summary.js');
      const apart = plan.changes.length > 0 && (stat || !summary) ? '\n' : '';
      process.stdout.write(`${apart}${renderPlan(plan, chalk)}`);
    }
    if (!json && !sarif) showFindings(prepared, { color });
    if (refusalOf(prepared) !== undefined) process.exitCode = EXIT.findings;
  },
};
