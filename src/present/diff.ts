import type { ChalkInstance } from 'chalk';
import type { Plan } from '../model/plan.js';
import { fileDiffs } from './diff/file-diff.js';
import { type PatchPaint, PLAIN, patchText } from './diff/patch-text.js';
import { legibleText, textOf } from './diff/text-of.js';

/** The plan as a patch that `git apply` takes and that leaves exactly the plan's bytes, binary files included. */
export function renderPatch(plan: Plan): string {
  return fileDiffs(plan.changes, textOf)
    .map((diff) => patchText(diff, 'exact', PLAIN))
    .join('');
}

/** The plan as a coloured diff for people: texts in any encoding are shown, binary files only mentioned. */
export function renderDiff(plan: Plan, chalk: ChalkInstance): string {
  const paint = paintWith(chalk);
  return fileDiffs(plan.changes, legibleText)
    .map((diff) => patchText(diff, 'mentioned', paint))
    .join('');
}

function paintWith(chalk: ChalkInstance): PatchPaint {
  const removed = pen(chalk.red);
  const added = pen(chalk.green);
  return {
    header: pen(chalk.bold),
    hunk: pen(chalk.cyan),
    line: (kind, text) => (kind === 'context' ? text : kind === 'added' ? added(text) : removed(text)),
  };
}

/** chalk looks at each text for line ends and nested colours; a diff has many lines and needs neither. */
function pen(colour: (text: string) => string): (text: string) => string {
  const [open = '', close = ''] = colour('\0').split('\0');
  return (text) => open + text + close;
}
