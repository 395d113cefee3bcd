import type { FindingsView } from '../present/findings.js';
import { renderFindings } from '../present/findings.js';
import type { Prepared } from '../run/prepare.js';
import { colours } from './options.js';

/** Shows the findings of a plan on stderr, with the lines they are about. */
export function showFindings(prepared: Prepared, options: { readonly color: boolean }): void {
  const { plan, local, after } = prepared;
  const view: FindingsView = {
    chalk: colours(options, process.stderr),
    source: (file, planned) =>
      (planned ? after.file(file) : (local.survey.file(file) ?? after.file(file)))?.text ??
      prepared.rulesText.get(file),
    limit: 50,
  };
  process.stderr.write(renderFindings(plan.findings, view));
}
