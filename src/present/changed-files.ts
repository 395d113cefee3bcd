import type { ChalkInstance } from 'chalk';
import { counted, grouped } from '../model/counted.js';
import type { FileChange, Plan } from '../model/plan.js';
import { type Cell, cell, columns } from './columns.js';
import { type FileDiff, fileDiffs } from './diff/file-diff.js';
import { legibleText } from './diff/text-of.js';
import { shortPath } from './display-width.js';

/** More files of a kind than this are told by folder. */
const LISTED = 12;
const FOLDERS = 8;
const PATH_WIDTH = 70;

type ShownKind = FileChange['kind'] | 'move';

function kindOf(change: FileChange): ShownKind {
  return change.kind === 'create' && change.moved ? 'move' : change.kind;
}

/** Old paths of files that move: they are told with the new one. */
function movedFrom(changes: readonly FileChange[]): ReadonlySet<string> {
  return new Set(
    changes.flatMap((change) => (change.kind === 'create' && change.moved ? [change.moved.from] : [])),
  );
}

/** `12 files: 3 created, 8 modified, 1 deleted`; `8 files modified`. */
export function changeCounts(plan: Plan): string {
  const kinds = [
    ['create', 'created'],
    ['move', 'moved'],
    ['modify', 'modified'],
    ['delete', 'deleted'],
  ] as const;
  const moved = movedFrom(plan.changes);
  const files = plan.changes.filter(({ path }) => !moved.has(path));
  const counts = kinds
    .map(([kind, said]) => ({ said, count: files.filter((change) => kindOf(change) === kind).length }))
    .filter(({ count }) => count > 0);
  const total = counted(files.length, 'file');
  if (counts.length === 1) return `${total} ${counts[0]!.said}`;
  return `${total}: ${counts.map(({ said, count }) => `${grouped(count)} ${said}`).join(', ')}`;
}

/** The files of a plan with their lines added and removed; many modified files are summed up by folder. */
export function changedFiles(plan: Plan, chalk: ChalkInstance): readonly string[] {
  const diffs = fileDiffs(plan.changes, legibleText);
  const rows = [
    ...rowsOf(diffs, 'create', chalk.green, chalk),
    ...rowsOf(diffs, 'move', chalk.cyan, chalk),
    ...rowsOf(diffs, 'modify', chalk.yellow, chalk),
    ...rowsOf(diffs, 'delete', chalk.red, chalk),
  ];
  return columns(rows, '  ');
}

interface Row {
  readonly label: string;
  readonly added: number;
  readonly removed: number;
}

function rowsOf(
  diffs: readonly FileDiff[],
  kind: ShownKind,
  colour: ChalkInstance,
  chalk: ChalkInstance,
): readonly (readonly Cell[])[] {
  const files = diffs
    .filter(({ change }) => kindOf(change) === kind)
    .map(({ change, from, added, removed }) => {
      const label = from === undefined ? change.path : `${from} → ${change.path}`;
      return { label, added, removed };
    });
  const rows = files.length <= LISTED ? files : byFolder(files);
  return rows.map((row) => [
    cell(kind, colour),
    cell(shortPath(row.label, PATH_WIDTH)),
    cell(row.added === 0 ? '' : `+${grouped(row.added)}`, chalk.green, 'right'),
    cell(row.removed === 0 ? '' : `−${grouped(row.removed)}`, chalk.red, 'right'),
  ]);
}

function byFolder(files: readonly Row[]): readonly Row[] {
  const folders = new Map<string, Row[]>();
  for (const file of files) {
    const folder = file.label.split('/').slice(0, -1).slice(0, 2).join('/');
    folders.set(folder, [...(folders.get(folder) ?? []), file]);
  }
  const sums = [...folders].sort(([, a], [, b]) => b.length - a.length);
  const shown = sums
    .slice(0, FOLDERS)
    .map(([folder, rows]) => sumOf(rows, `in ${folder === '' ? '.' : folder}`));
  const rest = sums.slice(FOLDERS).flatMap(([, rows]) => rows);
  return rest.length === 0 ? shown : [...shown, sumOf(rest, 'elsewhere')];
}

function sumOf(rows: readonly Row[], place: string): Row {
  const sum = (key: 'added' | 'removed') => rows.reduce((total, row) => total + row[key], 0);
  return { label: `${counted(rows.length, 'file')} ${place}`, added: sum('added'), removed: sum('removed') };
}
