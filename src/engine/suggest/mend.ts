import type { Finding } from '../../model/finding.js';
import type { Plan } from '../../model/plan.js';
import { lastSegment } from '../last-segment.js';
import { ModuleGraph } from '../prove/module-graph.js';
import { isMovable } from '../prove/movable-unit.js';
import { reachable } from '../prove/run-order.js';
import { homeOf } from '../prove/split-state.js';
import { cyclesOf } from '../prove/strongly-connected.js';
import { Tree } from '../prove/tree.js';
import type { SourceFile } from '../source-file.js';
import type { Split } from '../split.js';
import type { Survey } from '../survey.js';
import type { Bond } from './bonds.js';

/** A plan that was made and proved. */
export interface ProvedPlan {
  readonly plan: Plan;
  readonly splits: readonly Split[];
  readonly after: Survey;
}

/** Findings about statements that were taken apart and should not have been. */
const TORN = new Set(['RW301', 'RW310', 'RW311', 'RW312', 'RW314']);
/** Findings about statements that would not run for some who import from the source. */
const MISSED = new Set(['RW313', 'RW315']);
const CIRCLES = new Set(['RW530']);
/** Findings about code that asks for the module as a whole. */
const WHOLE = new Set(['RW212', 'RW302']);

/** What has to stand together for the findings of a plan to go: the statements that they name, or whole modules. */
export function mendingBonds({ plan, splits, after }: ProvedPlan, file: SourceFile): Bond[] {
  const split = splits[0];
  if (!split) return [];
  const errors = plan.findings.filter(({ severity }) => severity === 'error');
  const torn = errors
    .filter(({ code }) => TORN.has(code))
    .map((finding): Bond => ({ units: unitsAt(finding, file, split), why: finding.message }));
  const circles = errors.some(({ code }) => CIRCLES.has(code)) ? joinedModules(split, after) : [];
  const missed = errors
    .filter(({ code }) => MISSED.has(code))
    .map((finding): Bond => {
      // With the registry, when the source has it.
      const units = unitsAt(finding, file, split);
      const others = units.length === 1 ? takenWithout(units[0]!, split, after) : [];
      return { units: [...units, ...others], why: finding.message };
    });
  return [...torn, ...missed, ...circles].filter(({ units }) => units.length > 1);
}

/** Whether what stands in the way of a plan would stand in the way of any other division of the module. */
export function meetsAnyDivision({ plan }: Pick<ProvedPlan, 'plan'>): boolean {
  const errors = plan.findings.filter(({ severity }) => severity === 'error');
  return errors.some(({ code }) => WHOLE.has(code));
}

/** Whether code decides by a part of the source's name where something is defined. */
export function comparesItsName({ plan }: ProvedPlan): boolean {
  return plan.findings.some(({ code, severity }) => code === 'RW316' && severity === 'error');
}

/**
 * Files with mentions of the source that no destination inherits: commands and plans that name it as it was. What
 * Python files say in strings may run, so that it is not for a suggestion to leave it.
 */
export function undecidedMentions({ plan }: ProvedPlan): string[] {
  const files = plan.findings.flatMap(({ code, place }) =>
    code === 'RW601' && place && !place.file.endsWith('.py') ? [place.file] : [],
  );
  return [...new Set(files)].sort();
}

/** Files with references that lead nowhere before the wave either. */
export function brokenReferences({ plan }: ProvedPlan): string[] {
  const files = plan.findings.flatMap(({ code, severity, place }) =>
    code === 'RW211' && severity === 'error' && place ? [place.file] : [],
  );
  return [...new Set(files)].sort();
}

/** Statements of the source that a finding points at. */
function unitsAt({ place, related = [] }: Finding, file: SourceFile, { facts }: Split): number[] {
  const lines = [place, ...related.map((each) => each.place)].flatMap((each) =>
    each?.file === file.path && !each.planned ? [each.line] : [],
  );
  const units = lines.flatMap((line) =>
    file.units.flatMap(({ start, end, index }) =>
      file.position(start).line <= line && line <= file.position(end).line && isMovable(facts[index]!)
        ? [index]
        : [],
    ),
  );
  return [...new Set(units)];
}

/** Destinations that import each other, by whatever way round, become one. */
function joinedModules(split: Split, after: Survey): Bond[] {
  const graph = new ModuleGraph(new Tree(after, undefined, new Set()));
  const paths = new Set(split.destinations.map(({ path }) => path));
  if (split.keptPath !== undefined) paths.add(split.keptPath);
  return cyclesOf(paths, (path) => graph.mayImport(path)).flatMap((members) => {
    const inside = members.filter((path) => paths.has(path));
    if (inside.length < 2) return [];
    const units = [...split.facts.keys()].filter(
      (unit) =>
        isMovable(split.facts[unit]!) && inside.includes(split.home[unit]?.path ?? split.keptPath ?? ''),
    );
    return [{ units, why: 'their modules would import each other' }];
  });
}

/**
 * Statements that those import from the source who would not run another one: as few as all of them import one of.
 * With these, it runs for everybody again.
 */
function takenWithout(unit: number, split: Split, after: Survey): number[] {
  const tree = new Tree(after, undefined, new Set());
  const graph = new ModuleGraph(tree);
  const home = homeOf(split, unit);
  const definers = new Map(split.facts.flatMap(({ binds }, index) => binds.map((name) => [name, index])));
  const parts = new Set(split.destinations.map(({ path }) => path));
  let missing = after.paths.flatMap((path) => {
    if (!path.endsWith('.py') || parts.has(path)) return [];
    const taken = takenFrom(parts, tree, path);
    const runs = reachable(graph, [path, ...taken.keys()]);
    const names = [...taken.values()].flatMap((each) => each.flatMap((name) => definers.get(name) ?? []));
    return names.length === 0 || runs.has(home) ? [] : [new Set(names)];
  });
  const chosen: number[] = [];
  while (missing.length > 0) {
    const counts = new Map<number, number>();
    for (const names of missing) for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
    const best = [...counts].sort(([a, one], [b, other]) => other - one || a - b)[0]![0];
    chosen.push(best);
    missing = missing.filter((names) => !names.has(best));
  }
  return chosen;
}

/** Names that a file imports from some modules, by module; type checkers apart. */
function takenFrom(modules: ReadonlySet<string>, tree: Tree, path: string): Map<string, string[]> {
  const taken = new Map<string, string[]>();
  const text = tree.file(path)?.text ?? '';
  if (![...modules].some((module) => text.includes(lastSegment(module)))) return taken;
  for (const { node, typeChecking } of tree.python(path)?.scopes.imports ?? []) {
    const module = typeChecking || node.kind === 'Import' ? undefined : tree.moduleOf(path, node);
    const target = module === undefined ? undefined : tree.resolve(module, path);
    if (target === undefined || !modules.has(target)) continue;
    taken.set(target, [...(taken.get(target) ?? []), ...node.names.map(({ name }) => name)]);
  }
  return taken;
}
