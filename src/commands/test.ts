import type { CommandModule } from 'yargs';
import { EXIT } from '../model/errors.js';
import { colours, commonOptions } from './options.js';

/** `rewrite test [name..]` */
export const test: CommandModule = {
  command: 'test [name..]',
  describe: 'Try rules on their cases and compare with the snapshots; writes nothing without -u',
  builder: (argv) =>
    commonOptions(argv)
      .positional('name', {
        type: 'string',
        array: true,
        default: [] as string[],
        describe: 'Waves, rules, or cases as wave/case; everything without it',
      })
      .option('update', {
        alias: 'u',
        type: 'boolean',
        default: false,
        describe: 'Write the snapshots as they should be; refused where CI is set',
      })
      .option('python', {
        type: 'string',
        describe: 'Interpreter that parses the results',
        requiresArg: true,
      })
      .option('json', { type: 'boolean', default: false, describe: 'Machine-readable result on stdout' }),
  async handler(args) {
    const { repo, rules, name, update, python, json, color } = args as unknown as {
      repo: string;
      rules?: string;
      name: string[];
      update: boolean;
      python?: string;
      json: boolean;
      color: boolean;
    };
    const { runCases } = await import('../run/cases.js');
    const { settleSnapshots, snapshotFindings } = await import('../run/snapshots.js');
    const { caseSnapshot, SNAPSHOT_MARKER } = await import('../present/case-snapshot.js');
    const { renderCases } = await import('../present/cases.js');
    const { casesJson } = await import('../present/json.js');
    const { readRulesText } = await import('../run/rules-text.js');
    const { renderFindings } = await import('../present/findings.js');
    const report = await runCases({ repo, rules, names: name, python });
    const texts = new Map(report.cases.map((each) => [each.snapshot, caseSnapshot(each)]));
    const snapshots = settleSnapshots({ ...report, texts, marker: SNAPSHOT_MARKER }, update);
    const findings = [
      ...report.cases.flatMap(({ problems }) => problems),
      ...report.uncovered,
      ...snapshotFindings(snapshots),
    ];
    if (findings.length > 0) process.exitCode = EXIT.findings;
    if (json) {
      process.stdout.write(casesJson(report.cases, snapshots, findings));
      return;
    }
    process.stdout.write(renderCases(report.cases, snapshots, colours({ color }, process.stdout)));
    const chalk = colours({ color }, process.stderr);
    process.stderr.write(renderFindings(findings, { chalk, source: readRulesText, limit: 50 }));
  },
};
