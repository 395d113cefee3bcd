import type { ChalkInstance } from 'chalk';
import type { Plan } from '../model/plan.js';
import { type FileDiff, fileDiffs } from './diff/file-diff.js';
import { legibleText } from './diff/text-of.js';
import { displayWidth } from './display-width.js';

/** Lines added and removed per file, as `git diff --stat` shows them. */
export function renderStat(plan: Plan, chalk: ChalkInstance, width = 100): string {
  const diffs = fileDiffs(plan.changes, legibleText);
  if (diffs.length === 0) return '';
  const columns = columnsFor(diffs, width);
  const rows = diffs.map((diff) => rowOf(diff, columns, chalk));
  return `${rows.join('\n')}\n${totalOf(diffs)}\n`;
}

interface Columns {
  readonly name: number;
  readonly count: number;
  readonly graph: number;
  readonly most: number;
}

/** git's division of the line: the graph gets what the longest name leaves, the name gives way first. */
function columnsFor(diffs: readonly FileDiff[], width: number): Columns {
  const most = Math.max(...diffs.map(({ added, removed }) => added + removed));
  const longest = Math.max(...diffs.map(({ change, from }) => displayWidth(nameOf(change.path, from))));
  const binary = diffs.some(({ hunks }) => hunks === undefined);
  const count = Math.max(String(most).length, binary ? 3 : 0);
  const room = width - count - 6;
  if (longest + most <= room) return { name: longest, count, graph: most, most };
  const graph = Math.min(most, Math.max(Math.floor((width * 3) / 8) - count - 6, 6, room - longest));
  return { name: Math.min(longest, room - graph), count, graph, most };
}

/** A file that moves as `old => new`, as git has it. */
function nameOf(path: string, from: string | undefined): string {
  return from === undefined ? path : `${from} => ${path}`;
}

function rowOf(diff: FileDiff, columns: Columns, chalk: ChalkInstance): string {
  const path = shortened(nameOf(diff.change.path, diff.from), columns.name);
  const name = path + ' '.repeat(Math.max(0, columns.name - displayWidth(path)));
  if (diff.hunks === undefined) return ` ${name} | ${'Bin'.padStart(columns.count)}`;
  const count = String(diff.added + diff.removed).padStart(columns.count);
  const [plus, minus] = scaled(diff, columns);
  return ` ${name} | ${count} ${chalk.green('+'.repeat(plus))}${chalk.red('-'.repeat(minus))}`.trimEnd();
}

function scaled({ added, removed }: FileDiff, { graph, most }: Columns): readonly [number, number] {
  if (most <= graph) return [added, removed];
  const scale = (lines: number) => (lines === 0 ? 0 : 1 + Math.floor((lines * (graph - 1)) / most));
  const both = added > 0 && removed > 0;
  const total = Math.max(scale(added + removed), both ? 2 : 0);
  if (added < removed) return [scale(added), total - scale(added)];
  return [total - scale(removed), scale(removed)];
}

/** The end of a path says more than its beginning. */
function shortened(path: string, width: number): string {
  if (displayWidth(path) <= width) return path;
  const tail = path.slice(-(width - 3));
  const slash = tail.indexOf('/');
  return `...${slash === -1 ? tail : tail.slice(slash)}`;
}

function totalOf(diffs: readonly FileDiff[]): string {
  const added = diffs.reduce((sum, diff) => sum + diff.added, 0);
  const removed = diffs.reduce((sum, diff) => sum + diff.removed, 0);
  const plural = (count: number, word: string) => `${count} ${word}${count === 1 ? '' : 's'}`;
  const parts = [`${plural(diffs.length, 'file')} changed`];
  if (added > 0 || removed === 0) parts.push(`${plural(added, 'insertion')}(+)`);
  if (removed > 0 || added === 0) parts.push(`${plural(removed, 'deletion')}(-)`);
  return ` ${parts.join(', ')}`;
}
