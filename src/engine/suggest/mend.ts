import type { Finding } from '../../model/finding.js';
import type { Plan } from '../../model/plan.js';
import { ModuleGraph } from '../prove/module-graph.js';
import { isMovable } from '../prove/movable-unit.js';
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
const TORN = new Set(['RW301', 'RW310', 'RW311', 'RW312', 'RW313', 'RW314', 'RW315']);
const CIRCLES = new Set(['RW530']);

/** What has to stand together for the findings of a plan to go: the statements that they name, or whole modules. */
export function mendingBonds({ plan, splits, after }: ProvedPlan, file: SourceFile): Bond[] {
  const split = splits[0];
  if (!split) return [];
  const errors = plan.findings.filter(({ severity }) => severity === 'error');
  const torn = errors
    .filter(({ code }) => TORN.has(code))
    .map((finding): Bond => ({ units: unitsAt(finding, file, split), why: finding.message }));
  const circles = errors.some(({ code }) => CIRCLES.has(code)) ? joinedModules(split, after) : [];
  return [...torn, ...circles].filter(({ units }) => units.length > 1);
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
