import { stagedMentions } from '../effects/git.js';
import { lastSegment } from '../engine/last-segment.js';

import type { Finding } from '../model/finding.js';
import type { Prepared } from './prepare.js';

/**
 * Files that planning could not look into, as findings: a reference in them would be left behind without a word.
 * Modules, and what a sparse checkout leaves out although it names a module of the wave, stand in the way; of other
 * files that cannot be read it is only said.
 */
export function unseenFindings({ plan, table, repository }: Prepared): Finding[] {
  const known = new Set(plan.findings.flatMap(({ code, place }) => (code === 'RW203' ? [place?.file] : [])));
  const unreadable = repository.unreadable().filter((path) => !known.has(path));
  const words = [...new Set(table.legacies.map(({ path }) => lastSegment(path)))];
  const written = new Set(plan.changes.map(({ path }) => path));
  const mentioning = new Set(stagedMentions(repository.root, words, repository.hidden));
  const hidden = repository.hidden.filter((path) => mentioning.has(path) || written.has(path));
  return [
    ...unreadable.map((path) =>
      unseen(
        path,
        /\.pyi?$/.test(path) ? 'error' : 'warning',
        'The file cannot be read, so nobody knows whether it mentions a module of this wave.',
        'Make it readable, or waive it.',
      ),
    ),
    ...hidden.map((path) =>
      unseen(
        path,
        'error',
        'The sparse checkout leaves this file out, and it has to do with the wave.',
        'Check it out: `git sparse-checkout add`, or `disable`. Or waive it.',
      ),
    ),
  ];
}

function unseen(path: string, severity: Finding['severity'], message: string, hint: string): Finding {
  return { code: 'RW203', severity, place: { file: path, line: 1, column: 1 }, message, hint };
}
