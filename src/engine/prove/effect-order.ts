import type { Finding } from '../../model/finding.js';
import { isEvaluated } from '../../python/annotation-evaluation.js';
import { resolve } from '../../python/scope.js';
import { STDLIB_MODULES } from '../../python/stdlib-modules.js';
import type { Split } from '../split.js';
import type { ModuleGraph } from './module-graph.js';
import { isMovable } from './movable-unit.js';
import { type OutsideEffect, outsideEffects } from './outside-effects.js';
import { finding, type ProofContext } from './proof.js';
import { reaches, runsBefore } from './run-order.js';
import { homeOf } from './split-state.js';

/**
 * What a module does to others while it is imported: it has to happen in the same order as before, and for everybody
 * who had it happen by importing the module.
 */
export function findEffectOrder(context: ProofContext, split: Split): Finding[] {
  if (split.whole) return [];
  const effects = outsideEffects(split);
  if (effects.length === 0) return [];
  const graph = context.graphs.after;
  return effects.flatMap((effect) => {
    const order = outOfOrder(context, split, effect, graph);
    return order ? [order] : missedBy(context, split, effect, graph);
  });
}

/** The first statement or import that would see what the effect changes at another time than before. */
function outOfOrder(
  context: ProofContext,
  split: Split,
  effect: OutsideEffect,
  graph: ModuleGraph,
): Finding | undefined {
  const { file, facts } = split;
  const home = homeOf(split, effect.unit);
  const { start, end } = file.units[effect.unit]!;
  const reads = file.scopes.uses.find((use) => {
    if (use.name !== effect.name || use.unit < 0 || use.unit === effect.unit) return false;
    if (use.timing !== 'import' || use.ctx !== 'Load' || !isMovable(facts[use.unit]!)) return false;
    const there = homeOf(split, use.unit);
    if (
      there === home ||
      !touches(
        effect,
        use.chain.map(({ attr }) => attr),
      )
    )
      return false;
    if (resolve(use.name, use.scope)?.scope !== file.scopes.module) return false;
    if (!isEvaluated(use, file.scopes, file.module)) return false;
    const [first, second] = use.unit < effect.unit ? [there, home] : [home, there];
    return !runsBefore(graph, first, second);
  });
  if (!reads) return undefined;
  const said = file.text.slice(start, Math.min(end, start + 60)).split(/[\r\n]/, 1)[0];
  const there = context.after.nameOf(homeOf(split, reads.unit));
  const when = reads.unit > effect.unit ? 'after' : 'before';
  return finding(
    'RW312',
    'error',
    context.before.place(file.path, reads.start, reads.end),
    `\`${effect.name}\` is read here while the module is imported, ${when} \`${said}\` has changed it: in \`${there}\` that order would be lost.`,
    `Send both to one module: claim \`${said}\` by a \`rule\` of \`${there}\` (\`{ kind: expression_statement, regex: … }\`).`,
    [{ place: context.before.place(file.path, start, end), message: 'changed here' }],
  );
}

/** Whether code with these attributes behind the name looks at what an effect changes. */
function touches({ attributes, module }: OutsideEffect, chain: readonly string[]): boolean {
  // `sys.setrecursionlimit()` says nothing about `sys.version_info`.
  if (attributes.length === 0 && STDLIB_MODULES.has(module.split('.', 1)[0]!)) return false;
  return attributes.every((attribute, index) => chain[index] === undefined || chain[index] === attribute);
}

/** Importers of the module as it was that would not run the effect any more. */
function missedBy(
  context: ProofContext,
  split: Split,
  { unit }: OutsideEffect,
  graph: ModuleGraph,
): Finding[] {
  const { file } = split;
  const home = homeOf(split, unit);
  const was = context.graphs.before;
  const missed = context.written.filter(
    (path) =>
      context.before.index.has(path) &&
      path !== file.path &&
      was.imports(path).includes(file.path) &&
      path !== home &&
      !reaches(graph, path, home),
  );
  if (missed.length === 0) return [];
  const { start, end } = file.units[unit]!;
  const said = file.text.slice(start, Math.min(end, start + 60)).split(/[\r\n]/, 1)[0];
  const more = missed.length === 1 ? '' : ` and ${missed.length - 1} more`;
  return [
    finding(
      'RW313',
      'error',
      context.before.place(file.path, start, end),
      `\`${said}\` runs for everybody who imports \`${split.module}\`; in \`${context.after.nameOf(home)}\` it would not run for \`${missed[0]}\`${more}.`,
      'Send it to a module that all of the others import, or import that module where the effect is needed.',
      missed
        .slice(0, 3)
        .map((path) => ({ place: context.after.place(path, 0), message: 'does not import it any more' })),
    ),
  ];
}
