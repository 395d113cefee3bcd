import type { Finding, RelatedPlace } from '../../model/finding.js';
import type { ModuleGraph } from './module-graph.js';
import { finding, listed, type ProofContext } from './proof.js';
import { smallestDeferral } from './smallest-deferral.js';
import { sizeOf, smallestMove } from './smallest-move.js';
import { cyclesOf, shortestCycle } from './strongly-connected.js';
import type { SymbolGraph, SymbolNeed } from './symbol-graph.js';

/** Circles among the new modules themselves: fragile even where some order of imports works. */
export function findSiblingCycles(
  context: ProofContext,
  graphs: { readonly before: ModuleGraph; readonly after: ModuleGraph },
  symbols: () => SymbolGraph,
): { findings: Finding[]; circles: readonly (readonly string[])[] } {
  const destinations = new Set(
    context.splits.flatMap(({ destinations: own, keptPath }) => [
      ...own.map(({ path }) => path),
      ...(keptPath === undefined ? [] : [keptPath]),
    ]),
  );
  const edges = (path: string) => graphs.after.imports(path).filter((target) => destinations.has(target));
  const circles = cyclesOf(destinations, edges).filter(
    (members) => !wasCircle(context, graphs.before, members),
  );
  const findings = circles.map((members) => describe(context, members, edges, symbols()));
  return { findings, circles };
}

/** Whether the modules that these come from import each other in a circle already. */
function wasCircle(context: ProofContext, graph: ModuleGraph, members: readonly string[]): boolean {
  const origins = new Set(members.flatMap((path) => context.originsOf(path)));
  if (origins.size < 2) return false;
  const circles = cyclesOf(origins, (path) => graph.imports(path).filter((target) => origins.has(target)));
  return circles.some((circle) => [...origins].every((origin) => circle.includes(origin)));
}

function describe(
  context: ProofContext,
  members: readonly string[],
  edges: (path: string) => string[],
  symbols: SymbolGraph,
): Finding {
  const { after } = context;
  const inside = new Set(members);
  const between = (a: string, b: string) =>
    symbols.needs.filter(({ from, to }) => from.home === a && to.home === b);
  const cycle = members
    .map((start) => shortestCycle(start, inside, edges))
    .sort((a, b) => a.length - b.length)[0]!;
  const steps = cycle
    .slice(1)
    .map((to, index) => ({ from: cycle[index]!, to, needs: between(cycle[index]!, to) }));
  // The edge with the fewest symbols is the one that is easiest to give up.
  const weakest = [...steps].sort((a, b) => names(a.needs).length - names(b.needs).length)[0]!;
  const short = (path: string) => after.nameOf(path).split('.').at(-1)!;
  const reasons = steps.map(({ from, needs, to }) => `\`${short(from)}\` needs ${reason(needs, short(to))}`);
  const message = `${cycle.map((path) => `\`${after.nameOf(path)}\``).join(' → ')}: these new modules would import each other. ${reasons.join('; ')}.`;
  return finding(
    'RW530',
    'error',
    importPlace(context, weakest.from, weakest.to),
    message,
    hint(context, symbols, members, edges),
    relatedTo(
      context,
      steps.flatMap(({ needs }) => needs),
    ),
  );
}

function names(needs: readonly SymbolNeed[]): string[] {
  return [...new Set(needs.map(({ use }) => use.name))];
}

function reason(needs: readonly SymbolNeed[], module: string): string {
  const first = needs[0];
  if (!first) return `\`${module}\``;
  return `${listed(names(needs))} (used by ${listed([...new Set(needs.map(userOf))])})`;
}

/** The definition that holds a use: `Class.method`, `function`. */
function userOf({ use, from }: SymbolNeed): string {
  const path: string[] = [];
  for (let scope = use.scope; scope.parent; scope = scope.parent)
    if (scope.name !== undefined) path.unshift(scope.name);
  return path.length > 0
    ? path.join('.')
    : (from.names[0] ?? `line ${from.split.file.position(use.start).line}`);
}

function relatedTo(context: ProofContext, needs: readonly SymbolNeed[]): RelatedPlace[] {
  const seen = new Set<string>();
  return needs.flatMap(({ use, from }) => {
    if (seen.has(use.name) || seen.size >= 6) return [];
    seen.add(use.name);
    return [
      {
        place: context.before.place(from.split.file.path, use.start, use.end),
        message: `needs \`${use.name}\``,
      },
    ];
  });
}

/** Where one file imports another. */
export function importPlace({ after }: ProofContext, from: string, to: string) {
  const file = after.python(from);
  for (const { node } of file?.scopes.imports ?? []) {
    const module = node.kind === 'ImportFrom' ? after.moduleOf(from, node) : undefined;
    const asked = node.names.flatMap(({ name }) =>
      module === undefined ? [name] : [module, `${module}.${name}`],
    );
    if (asked.some((dotted) => after.resolve(dotted, from) === to))
      return after.place(from, node.start, node.end);
  }
  return after.place(from, 0);
}

function hint(
  context: ProofContext,
  symbols: SymbolGraph,
  members: readonly string[],
  edges: (path: string) => readonly string[],
): string {
  const moves = smallestMove(symbols, members, edges);
  const waiting = smallestDeferral(symbols, members, edges);
  if (!moves && !waiting)
    return 'Claim the symbols so that one module needs the other, but not the other way round.';
  const told = (moves ?? []).map(({ groups, to }) => {
    const moved = groups.flatMap((group) => group.names);
    const count = moved.length > 5 ? ` (${moved.length} symbols)` : '';
    return `${listed(moved)}${count} to \`${context.after.nameOf(to)}\``;
  });
  const move = `Move ${told.join(', and ')}: that breaks the circle.`;
  if (!waiting || (moves && sizeOf(moves) <= waiting.length)) return move;
  const defer = `let the functions that use ${listed(waiting)} import it when they run: \`defer: [${waiting.join(', ')}]\` in the rule.`;
  return moves ? `${move} Or ${defer}` : defer.replace(/^l/, 'L');
}
