import type { TrialOutcome, TrialResult } from './trial.js';

/** What became of one package. */
export interface PackageReport {
  readonly package: string;
  readonly version: string;
  readonly interpreter?: string;
  readonly tests?: number;
  readonly trials: readonly TrialResult[];
  readonly seconds: number;
  /** Why it could not be tried at all. */
  readonly failure?: string;
}

/** The reports as a table in Markdown. */
export function table(reports: readonly PackageReport[]): string {
  const rows = reports.map((report) => {
    const count = (outcome: TrialOutcome) =>
      report.trials.filter((trial) => trial.outcome === outcome).length;
    const codes = new Map<string, number>();
    for (const trial of report.trials)
      for (const code of Object.keys(trial.codes)) codes.set(code, (codes.get(code) ?? 0) + 1);
    const shown = [...codes].sort().map(([code, times]) => (times > 1 ? `${code} ×${times}` : code));
    return [
      report.package,
      report.version,
      String(report.tests ?? '–'),
      String(count('identical')),
      String(count('refused')),
      String(count('broken')),
      String(count('not finished')),
      report.failure === undefined
        ? shown.join(', ')
        : `not tried: ${report.failure.split('\n')[0]!.slice(0, 100)}`,
    ];
  });
  const head = [
    'package',
    'version',
    'tests',
    'applied, identical',
    'refused',
    'broken',
    'not finished',
    'refused by',
  ];
  const lines = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  return `${lines.join('\n')}\n`;
}
