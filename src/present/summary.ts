import type { ChalkInstance } from 'chalk';
import { counted, grouped } from '../model/counted.js';
import type { Plan, ReferenceForm, StaticGateResult } from '../model/plan.js';
import type { PublicSurface } from '../model/public-surface.js';
import { changeCounts, changedFiles } from './changed-files.js';
import { cell, columns } from './columns.js';
import { padEnd } from './display-width.js';
import { countFindings, riskiestFirst, severityColour } from './severity.js';
import { wrapped } from './wrapped.js';

const FORMS: Readonly<Record<ReferenceForm, string>> = {
  'from-import': 'from … import',
  'from-import-type-checking': 'from … import, for type checkers',
  'from-import-local': 'from … import, inside functions',
  'module-import': 'import of a module',
  'module-attribute': 'attribute of a module',
  'star-import': 'from … import *',
  'string-path': 'dotted path in a string',
  'registry-entry': 'entry of a lazy registry',
  'patch-target': 'target of mock or monkeypatch',
  'dynamic-import': 'dynamic import',
  'code-string': 'code in a string',
  'file-path': 'file path',
  'doc-mention': 'mention in prose',
  'config-value': 'configuration',
};

/** What a plan would do, for people: files, what moves, what is rewritten, what was proved. */
export function renderPlan(plan: Plan, chalk: ChalkInstance): string {
  const title = chalk.bold(plan.wave);
  if (plan.changes.length === 0 && plan.findings.length === 0) return `${title}: nothing to do\n`;
  const sections = [
    [plan.changes.length === 0 ? title : `${title} · ${changeCounts(plan)}`],
    changedFiles(plan, chalk),
    [...movements(plan, chalk), ...surfaceLine(plan.publicSurface, chalk)],
    staticGates(plan.staticGates, chalk),
    findingsLine(plan, chalk),
  ];
  return `${sections
    .filter((section) => section.length > 0)
    .map((section) => section.join('\n'))
    .join('\n\n')}\n`;
}

function movements(plan: Plan, chalk: ChalkInstance): readonly string[] {
  const { statementsMoved, symbolsMoved, statementsRemoved, symbolsRemoved, references } = plan.statistics;
  const { replaced = 0 } = plan.statistics;
  const forms = Object.entries(references) as [ReferenceForm, number][];
  const total = forms.reduce((sum, [, count]) => sum + count, 0);
  const most = forms.filter(([, count]) => count > 0).sort(([, a], [, b]) => b - a);
  const rows = most.map(([form, count]) => [cell(FORMS[form]), cell(grouped(count), undefined, 'right')]);
  const moved = `${counted(statementsMoved, 'statement')} (${counted(symbolsMoved, 'symbol')})`;
  const removed = `${counted(statementsRemoved, 'statement')} (${counted(symbolsRemoved, 'symbol')})`;
  return [
    ...(statementsMoved === 0 ? [] : [`  ${chalk.cyan('moved')}      ${moved}`]),
    ...(statementsRemoved === 0 ? [] : [`  ${chalk.cyan('removed')}    ${removed}`]),
    ...(replaced === 0 ? [] : [`  ${chalk.cyan('replaced')}   ${counted(replaced, 'match', 'matches')}`]),
    ...(total === 0 ? [] : [`  ${chalk.cyan('rewritten')}  ${counted(total, 'reference')}`]),
    ...columns(rows, ' '.repeat(15)).map((line) => chalk.dim(line)),
  ];
}

/** One line: what importers outside the repository would find elsewhere, or not at all. */
function surfaceLine(surface: PublicSurface | undefined, chalk: ChalkInstance): readonly string[] {
  const modules = surface?.modules ?? [];
  const gone = modules.flatMap(({ module, vanished }) => vanished.filter(({ path }) => path === module));
  const names = modules.flatMap(({ module, vanished }) => vanished.filter(({ path }) => path !== module));
  const moved = names.filter(({ to }) => to !== undefined).length;
  const parts = [
    ...(moved === 0 ? [] : [`${counted(moved, 'name')} under another path`]),
    ...(moved === names.length ? [] : [`${counted(names.length - moved, 'name')} gone`]),
    ...(gone.length === 0 ? [] : [`${counted(gone.length, 'module')} gone`]),
  ];
  return parts.length === 0 ? [] : [`  ${chalk.cyan('public')}     ${parts.join(', ')}`];
}

function staticGates(gates: readonly StaticGateResult[], chalk: ChalkInstance): readonly string[] {
  const width = Math.max(0, ...gates.map(({ gate }) => gate.length));
  return gates.flatMap(({ gate, passed, detail }) => {
    const sign = passed ? chalk.green('✓') : chalk.red('✗');
    const name = padEnd(gate, width);
    const first = `  ${sign} ${passed ? name : chalk.bold(name)}  `;
    return wrapped(detail, 100, first, ' '.repeat(width + 6));
  });
}

function findingsLine(plan: Plan, chalk: ChalkInstance): readonly string[] {
  const [worst] = riskiestFirst(plan.findings);
  return worst === undefined
    ? []
    : [`  ${severityColour(worst.severity, chalk)(countFindings(plan.findings))}`];
}
