import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { type Planned, planWave } from '../src/engine/plan-wave.js';
import { overlayReader } from '../src/engine/prove/overlay.js';
import { proofContext, provePlan } from '../src/engine/prove/prove.js';
import { Survey } from '../src/engine/survey.js';
import { UserError } from '../src/model/errors.js';
import type { Finding } from '../src/model/finding.js';
import type { Plan } from '../src/model/plan.js';
import type { Wave } from '../src/model/wave.js';
import { loadWave } from '../src/rules/load.js';
import type { Cell } from './cell.js';
import { Interpreters, pythonMinor } from './python.js';
import { type Bytes, ramFolder, Trees } from './trees.js';

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

/** Plans every cell in this process, and runs the assertions of all in a few interpreters at the same time. */
export async function checkCells(cells: readonly Cell[]): Promise<CellResult[]> {
  const minor = await pythonMinor();
  const isChecked = ({ since = 0 }: Cell) => since <= minor;
  const root = mkdtempSync(join(ramFolder(), 'conformance-'));
  try {
    const python = new Interpreters();
    const trees = new Trees(root, python);
    const planned: (PlannedCell & { readonly jobs: readonly TreeJob[] })[] = [];
    for (const cell of cells) {
      const one = planCell(cell);
      const jobs = isChecked(cell) ? jobsOf(one, trees) : [];
      planned.push({ ...one, jobs });
      // Planning never waits: without this no job would leave this process before the last cell is planned.
      if (planned.length % 50 === 0) await setImmediate();
    }
    const failures = await python.failures();
    return planned.map(({ jobs, ...one }) => judge(one, jobs, failures, isChecked(one.cell)));
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** What Python runs for a cell. */
interface TreeJob {
  readonly phase: 'before' | 'after';
  readonly name: string;
}

function jobsOf({ cell, before, after, errors }: PlannedCell, trees: Trees): TreeJob[] {
  const { assertion, gone, unloaded } = cell;
  const first = trees.run(before, { assertion, gone: [], unloaded: [] });
  if (errors.length > 0) return [{ phase: 'before', name: first }];
  const second = trees.run(after, { assertion: cell.after ?? assertion, gone, unloaded });
  return [
    { phase: 'before', name: first },
    { phase: 'after', name: second },
  ];
}

function judge(
  one: PlannedCell,
  jobs: readonly TreeJob[],
  failures: ReadonlyMap<string, string>,
  checked: boolean,
): CellResult {
  const problems = [...one.problems];
  for (const { phase, name } of jobs) {
    const failure = failures.get(name);
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
  let planned: Planned;
  try {
    planned = planRule(cell.rule, before);
  } catch (error) {
    return { cell, before, after: before, errors: [], problems: [`planning failed: ${describe(error)}`] };
  }
  const after = applyPlan(before, planned.plan);
  const own = planned.plan.findings.filter(isError);
  const errors = own.length > 0 ? own : disproved(planned);
  if (cell.refused !== undefined) {
    if (!errors.some(({ code }) => code === cell.refused)) problems.push(`no finding ${cell.refused}`);
    problems.push(...errors.filter(({ code }) => code !== cell.refused).map(line));
    const places = errors.flatMap(({ place, related = [] }) => [place, ...related.map((each) => each.place)]);
    if (!places.some((place) => place !== undefined && place.file in cell.tree))
      problems.push('no finding shows where the reference stands');
    return { cell, before, after: before, errors, problems };
  }
  problems.push(...errors.map(line));
  if (errors.length === 0) problems.push(...again(cell, after));
  return { cell, before, after, errors, problems };
}

/** A second run on the planned tree must find nothing to do. */
function again(cell: Cell, after: Bytes): string[] {
  try {
    const second = planTree(cell.rule, after);
    return [
      ...second.changes.map(({ kind, path }) => `planned again, it would ${kind} ${path}`),
      ...second.findings.filter(isError).map((finding) => `planned again: ${line(finding)}`),
    ];
  } catch (error) {
    return [`planning again failed: ${describe(error)}`];
  }
}

function isError({ severity }: Finding): boolean {
  return severity === 'error';
}

/** What the static gates find wrong with a plan. */
function disproved(planned: Planned): readonly Finding[] {
  const after = new Survey(overlayReader(planned.reader, planned.plan.changes));
  return provePlan(proofContext(planned, after))
    .flatMap((proof) => proof.findings)
    .filter(isError);
}

/** Plans one rule on a tree. */
export function planTree(rule: string, tree: Bytes): Plan {
  return planRule(rule, tree).plan;
}

function planRule(rule: string, tree: Bytes): Planned {
  const reader = { paths: [...tree.keys()].sort(), read: (path: string) => tree.get(path) };
  return planWave(waveOf(rule), reader, { root: '/', width: 88 });
}

const waves = new Map<string, Wave>();

/** The wave of one rule. Many cells have the same. */
function waveOf(rule: string): Wave {
  let wave = waves.get(rule);
  if (!wave) {
    wave = readWave(rule);
    waves.set(rule, wave);
  }
  return wave;
}

function readWave(rule: string): Wave {
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

function line({ code, message, place }: Finding): string {
  return `${code} ${place ? `${place.file}:${place.line}:${place.column} ` : ''}${message}`;
}

function describe(error: unknown): string {
  if (error instanceof UserError) return error.findings.map(line).join('; ');
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
