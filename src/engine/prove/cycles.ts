import type { Finding } from '../../model/finding.js';
import type { ModuleGraph } from './module-graph.js';
import { newImports } from './new-imports.js';
import { finding, listed, type ProofContext, type Proved, proved } from './proof.js';
import { findSiblingCycles, importPlace } from './sibling-cycles.js';
import { type ImportFailure, ImportSimulation } from './simulate-import.js';
import { cyclesOf, shortestCycle } from './strongly-connected.js';
import { SymbolGraph } from './symbol-graph.js';
import type { Tree } from './tree.js';

/** No module that could be imported before fails in an import circle after the wave, and the new modules form none. */
export function proveCycles(context: ProofContext): Proved {
  const { graphs } = context;
  let symbols: SymbolGraph | undefined;
  const siblings = findSiblingCycles(
    context,
    graphs,
    () => (symbols ??= new SymbolGraph(context, context.originsBefore)),
  );
  const written = new Set(context.written);
  const now = circlesThrough(graphs.after, written);
  const was = circlesThrough(
    graphs.before,
    new Set([...written, ...context.deleted].filter((path) => context.earlier.index.has(path))),
  );
  const findings: Finding[] = [];
  const consequences = new Map<readonly string[], ImportFailure[]>();
  let modules = 0;
  const simulations = {
    now: new ImportSimulation(context.after, withPackages(context.after, now.flat())),
    was: new ImportSimulation(context.earlier, withPackages(context.before, was.flat())),
  };
  for (const members of now) {
    modules += members.length;
    const failures = newFailures(context, members, simulations);
    for (const failure of failures) {
      const cause = siblings.circles.find((circle) =>
        unfinishedModules(failure).every((path) => circle.includes(path)),
      );
      if (cause) consequences.set(cause, [...(consequences.get(cause) ?? []), failure]);
      else findings.push(describeFailure(context, failure));
    }
    const reported = new Set(siblings.circles.flat());
    if (failures.length > 0 || members.every((path) => reported.has(path))) continue;
    const old = earlierCircle(context, members, was);
    findings.push(
      old ? describeOld(context, graphs.after, members, old) : describeNew(context, graphs.after, members),
    );
  }
  const circles = siblings.findings.map((each, index) =>
    withConsequences(context, each, consequences.get(siblings.circles[index]!) ?? []),
  );
  const size =
    now.length === 0
      ? 'no written module is part of an import circle'
      : `${modules} modules in ${now.length} import ${now.length === 1 ? 'circle' : 'circles'} import as well as before`;
  return proved('cycles', [...circles, ...findings], size);
}

/** Circles of modules that hold one of `wanted`. Files are parsed only where a circle is possible. */
function circlesThrough(graph: ModuleGraph, wanted: ReadonlySet<string>): string[][] {
  const possible = cyclesOf(wanted, (path) => graph.mayImport(path)).filter((members) =>
    members.some((path) => wanted.has(path)),
  );
  return possible
    .flatMap((members) => {
      const inside = new Set(members);
      return cyclesOf(members, (path) => graph.imports(path).filter((target) => inside.has(target)));
    })
    .filter((members) => members.some((path) => wanted.has(path)));
}

/** Modules whose import fails after the wave and did not before; one failure for each statement that fails. */
function newFailures(
  context: ProofContext,
  members: readonly string[],
  { now, was }: { readonly now: ImportSimulation; readonly was: ImportSimulation },
): ImportFailure[] {
  const found = new Map<string, ImportFailure>();
  for (const member of members) {
    const failure = now.run(member);
    if (!failure || found.has(`${failure.path} ${failure.start}`)) continue;
    const failedBefore = context.originsOf(member).some((origin) => was.run(origin) !== undefined);
    if (!failedBefore) found.set(`${failure.path} ${failure.start}`, failure);
  }
  return [...found.values()];
}

/** Modules with the packages around them, which run first whichever of them is imported. */
function withPackages(tree: Tree, modules: readonly string[]): Set<string> {
  const found = new Set(modules);
  for (const path of modules) {
    const parts = tree.nameOf(path).split('.');
    for (let length = 1; length < parts.length; length++) {
      const around = tree.resolve(parts.slice(0, length).join('.'), path);
      if (around !== undefined) found.add(around);
    }
  }
  return found;
}

/** The circle before the wave that held everything that these modules come from. */
function earlierCircle(
  context: ProofContext,
  members: readonly string[],
  was: readonly (readonly string[])[],
): readonly string[] | undefined {
  const origins = new Set(members.flatMap((path) => context.originsOf(path)));
  return was.find((circle) => [...origins].every((origin) => circle.includes(origin)));
}

/** The modules of the circle that a failed import runs round. */
function unfinishedModules({ running, unfinished }: ImportFailure): readonly string[] {
  return running.slice(Math.max(running.indexOf(unfinished), 0));
}

/** A circle of new modules, with the import that it makes fail: one cause, one finding. */
function withConsequences(
  { after }: ProofContext,
  circle: Finding,
  failures: readonly ImportFailure[],
): Finding {
  const first = failures[0];
  if (!first) return circle;
  const { running, path, start, end, error, name } = first;
  const message = `importing \`${after.nameOf(running[0]!)}\` would fail here: ${error}, there is no \`${name}\` yet`;
  return {
    ...circle,
    related: [...(circle.related ?? []), { place: after.place(path, start, end), message }],
  };
}

function describeFailure(context: ProofContext, failure: ImportFailure): Finding {
  const { after } = context;
  const { running, unfinished, name, path, start, end, error } = failure;
  const circle = [...unfinishedModules(failure), unfinished];
  const told = circle.map((each) => `\`${after.nameOf(each)}\``).join(' → ');
  const entry = after.nameOf(running[0]!);
  const fresh = newImports(context, circle);
  const added = fresh.map(
    (each) => `\`${each.importer}\` would import ${listed(each.names)} from \`${each.module}\``,
  );
  const cause = added.length === 0 ? '' : ` New in it: ${added.join('; ')}.`;
  const message = `Importing \`${entry}\` would fail with ${error}: \`${name}\` is asked of \`${after.nameOf(unfinished)}\` before it is there. ${told}.${cause}`;
  const [first] = fresh;
  const hint = first
    ? `Give ${listed(first.names)} to another module than \`${first.module}\`, or have ${first.names.length === 1 ? 'it' : 'them'} imported in the functions that use ${first.names.length === 1 ? 'it' : 'them'}.`
    : `Give \`${name}\` to a module that does not import \`${after.nameOf(path)}\`, or import it in the function that uses it.`;
  const related = fresh.map(({ place }) => ({ place, message: 'the import that is new' }));
  return finding('RW530', 'error', after.place(path, start, end), message, hint, related);
}

function describeOld(
  context: ProofContext,
  graph: ModuleGraph,
  members: readonly string[],
  old: readonly string[],
): Finding {
  const message = `${old.length} modules import each other in a circle already; after the wave it is ${members.length}, and each can still be imported.`;
  return finding('RW531', 'note', placeOf(context, graph, members), message);
}

function describeNew(context: ProofContext, graph: ModuleGraph, members: readonly string[]): Finding {
  const cycle = cycleOf(context, graph, members);
  const message = `${cycle.map((path) => `\`${context.after.nameOf(path)}\``).join(' → ')}: a new import circle. Each module in it can be imported as the code stands.`;
  const hint =
    'Move what closes the circle to another destination, before some other order of imports breaks it.';
  return finding('RW532', 'warning', importPlace(context, cycle[0]!, cycle[1] ?? cycle[0]!), message, hint);
}

function cycleOf(context: ProofContext, graph: ModuleGraph, members: readonly string[]): string[] {
  const inside = new Set(members);
  const start =
    members.find((path) => context.created.has(path)) ??
    members.find((path) => context.modified.has(path)) ??
    members[0]!;
  return shortestCycle(start, inside, (path) => graph.imports(path).filter((target) => inside.has(target)));
}

function placeOf(context: ProofContext, graph: ModuleGraph, members: readonly string[]) {
  const cycle = cycleOf(context, graph, members);
  return importPlace(context, cycle[0]!, cycle[1] ?? cycle[0]!);
}
