import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { planWave } from '../src/engine/plan-wave.js';
import { UserError } from '../src/model/errors.js';
import type { Finding } from '../src/model/finding.js';
import type { Plan } from '../src/model/plan.js';
import type { Wave } from '../src/model/wave.js';
import { loadWave } from '../src/rules/load.js';
import type { Cell } from './cell.js';
import { type Job, pythonMinor, runPython } from './python.js';

/** A tree as bytes, by path. */
export type Bytes = ReadonlyMap<string, Uint8Array>;

/** One cell, planned: the tree before and after, and what a second plan says. */
export interface PlannedCell {
  readonly cell: Cell;
  readonly before: Bytes;
  readonly after: Bytes;
  readonly errors: readonly Finding[];
  /** What is wrong with the plan itself; Python is asked apart. */
  readonly problems: readonly string[];
}

/** How one cell ended. */
export interface CellResult extends PlannedCell {
  readonly outcome: 'green' | 'refused' | 'broken';
  /** This Python can parse it. */
  readonly checked: boolean;
}

/** Plans every cell in this process and runs the assertions of all in a few interpreters. */
export async function checkCells(cells: readonly Cell[]): Promise<CellResult[]> {
  const minor = await pythonMinor();
  const isChecked = ({ since = 0 }: Cell) => since <= minor;
  const planned = cells.map(planCell);
  const root = mkdtempSync(join(tmpdir(), 'conformance-'));
  try {
    const jobs: Job[] = planned.flatMap(({ cell, before, after, errors }, index) => {
      if (!isChecked(cell)) return [];
      const place = join(root, String(index));
      const first = writeTree(join(place, 'before'), before, `${cell.id} before`, cell);
      return errors.length > 0
        ? [first]
        : [first, writeTree(join(place, 'after'), after, `${cell.id} after`, cell)];
    });
    const failures = await runPython(jobs);
    return planned.map((one) => judge(one, failures, isChecked(one.cell)));
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

function judge(one: PlannedCell, failures: ReadonlyMap<string, string>, checked: boolean): CellResult {
  const problems = [...one.problems];
  for (const phase of ['before', 'after']) {
    const failure = failures.get(`${one.cell.id} ${phase}`);
    if (failure !== undefined) problems.push(`the assertion fails ${phase} the wave:\n${failure}`);
  }
  const outcome = problems.length > 0 ? 'broken' : one.cell.refused ? 'refused' : 'green';
  return { ...one, problems, outcome, checked };
}

/** Plans one cell, and plans it again on its own result. */
function planCell(cell: Cell): PlannedCell {
  const before: Bytes = new Map(
    Object.entries(cell.tree).map(([path, text]) => [
      path,
      typeof text === 'string' ? Buffer.from(text) : text,
    ]),
  );
  const problems: string[] = [];
  let plan: Plan;
  try {
    plan = planTree(cell.rule, before);
  } catch (error) {
    return { cell, before, after: before, errors: [], problems: [`planning failed: ${describe(error)}`] };
  }
  const errors = plan.findings.filter(({ severity }) => severity === 'error');
  if (cell.refused !== undefined) {
    if (!errors.some(({ code }) => code === cell.refused)) problems.push(`no finding ${cell.refused}`);
    problems.push(...errors.filter(({ code }) => code !== cell.refused).map(line));
    const places = errors.flatMap(({ place, related = [] }) => [place, ...related.map((each) => each.place)]);
    if (!places.some((place) => place !== undefined && place.file in cell.tree))
      problems.push('no finding shows where the reference stands');
    return { cell, before, after: before, errors, problems };
  }
  problems.push(...errors.map(line));
  const after = applyPlan(before, plan);
  if (errors.length === 0) problems.push(...again(cell, after));
  return { cell, before, after, errors, problems };
}

/** A second run on the planned tree must find nothing to do. */
function again(cell: Cell, after: Bytes): string[] {
  try {
    const second = planTree(cell.rule, after);
    return [
      ...second.changes.map(({ kind, path }) => `planned again, it would ${kind} ${path}`),
      ...second.findings
        .filter(({ severity }) => severity === 'error')
        .map((finding) => `planned again: ${line(finding)}`),
    ];
  } catch (error) {
    return [`planning again failed: ${describe(error)}`];
  }
}

/** Plans one rule on a tree. */
export function planTree(rule: string, tree: Bytes): Plan {
  const reader = { paths: [...tree.keys()].sort(), read: (path: string) => tree.get(path) };
  return planWave(waveOf(rule), reader, { root: '/', width: 88 }).plan;
}

function waveOf(rule: string): Wave {
  const files = [
    { path: 'waves/one/wave.yaml', text: 'title: One cell\n' },
    { path: 'waves/one/rule.yaml', text: rule },
  ];
  return loadWave(files, { name: 'one', folder: 'waves/one', shipped: false, knownGates: new Set() });
}

/** The tree that a plan leaves. */
export function applyPlan(tree: Bytes, plan: Plan): Bytes {
  const after = new Map(tree);
  for (const change of plan.changes) {
    if (change.kind === 'delete') after.delete(change.path);
    else after.set(change.path, change.after);
  }
  return after;
}

function writeTree(folder: string, tree: Bytes, name: string, cell: Cell): Job {
  for (const [path, bytes] of tree) {
    const target = join(folder, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, bytes);
  }
  const isAfter = name.endsWith(' after');
  const modules = [...tree.keys()]
    .filter((path) => path.endsWith('.py'))
    .map((path) => path.replace(/(?:\/__init__)?\.py$/, '').replaceAll('/', '.'))
    .sort();
  return {
    name,
    folder,
    assertion: isAfter ? (cell.after ?? cell.assertion) : cell.assertion,
    modules,
    gone: isAfter ? cell.gone : [],
    unloaded: isAfter ? cell.unloaded : [],
  };
}

function line({ code, message, place }: Finding): string {
  return `${code} ${place ? `${place.file}:${place.line}:${place.column} ` : ''}${message}`;
}

function describe(error: unknown): string {
  if (error instanceof UserError) return error.findings.map(line).join('; ');
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
