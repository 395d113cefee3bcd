import type { Finding, Place, RelatedPlace } from '../../model/finding.js';
import type { Chain, ChainLink } from '../../model/liveness.js';
import type { CodeNode } from './code-space.js';
import type { Fixpoint } from './fixpoint.js';
import type { LivenessGraph } from './graph.js';
import type { Root } from './marks.js';
import type { Use } from './reference.js';
import type { Request } from './requests.js';
import type { Verdicts } from './verdicts.js';

/** Findings about what lives although a rule names it: one for each symbol, or for each hold on a module that is deleted. */
export function refusals(verdicts: Verdicts, requests: readonly Request[], { refused }: Fixpoint): Finding[] {
  const { space } = verdicts.graph;
  const named = new Set(requests.flatMap(({ nodes }) => [...nodes.keys()]));
  const titles = new Set([...named].map((node) => space.titleOf(node)));
  return requests.flatMap(({ rule, nodes }) => {
    const own = refused.filter((node) => nodes.has(node));
    if (rule.kind === 'prune-symbols')
      return own.map((node) => refusal(verdicts, node, nodes.get(node)!, rule.dropTests, new Set()));
    // What holds a module is what uses it from outside; the rest of it lives for that.
    const isHeld = (node: CodeNode) => verdicts.graph.usesOf(node).some(({ from }) => !named.has(from));
    const held = own.some(isHeld) ? own.filter(isHeld) : own;
    const found = held.map((node) => refusal(verdicts, node, nodes.get(node)!, rule.dropTests, titles));
    // The strongest first: the program's before the tests'.
    const order = ['RW220', 'RW222', 'RW221'];
    return found.sort((a, b) => order.indexOf(a.code) - order.indexOf(b.code));
  });
}

/** @param going titles of what goes as well, if it can: who else holds it is told by preference. */
function refusal(
  verdicts: Verdicts,
  node: CodeNode,
  place: Place,
  dropTests: boolean,
  going: ReadonlySet<string>,
): Finding {
  const { subject, chains } = verdicts.of(node);
  // A registration of its own is told apart; here is who holds it.
  const others = chains.filter(({ links }) => links[0]!.holder !== subject);
  const chain = others.find(({ links }) => !going.has(links[0]!.holder)) ?? others[0] ?? chains[0];
  const related = chain ? relatedPlaces(chain) : [];
  const through = chain ? spoken(chain) : '';
  const base = { severity: 'error', place, related } as const;
  if (chain?.kind === 'alive')
    return {
      ...base,
      code: 'RW220',
      message: `\`${subject}\` lives: ${through}.`,
      hint: 'Take it out of the rule, or change the code that needs it first; `rewrite why` shows every chain.',
    };
  if (chain?.kind === 'tests-only')
    return {
      ...base,
      code: 'RW221',
      message: `Only tests need \`${subject}\`: ${through}.`,
      hint: dropTests
        ? 'The test does more than serve it, or shares the code that needs it: change the test first.'
        : 'Say `drop-tests: true` to remove the tests that only serve it, or take it out of the rule.',
    };
  return {
    ...base,
    code: 'RW222',
    message: `\`${subject}\` is needed by code that nobody needs, and that stays: ${through}.`,
    hint: `Name \`${chain?.links[0]?.holder ?? subject}\` in the wave too.`,
  };
}

/** A chain in words: who uses it, who uses that, and why the last of them lives. */
function spoken({ links, root }: Chain): string {
  const holders = links.map(({ holder }) => `\`${holder}\``);
  const shown = holders.length > 5 ? [...holders.slice(0, 3), '…', holders.at(-1)!] : holders;
  return `used by ${shown.join(', used by ')}; ${root}`;
}

function relatedPlaces({ links }: Chain): RelatedPlace[] {
  return links.slice(0, 6).map((link) => ({ place: link.place, message: linkText(link) }));
}

function linkText({ holder, subject, detail }: ChainLink): string {
  const what = `\`${holder}\` uses \`${subject}\``;
  return detail === undefined ? what : `${what}: ${detail}`;
}

/** What may be known to somebody by the way it is defined: the author has to say that it is not. */
export function mayBeRegistered(
  graph: LivenessGraph,
  roots: ReadonlyMap<CodeNode, Root>,
  requests: readonly Request[],
  { removed }: Fixpoint,
): Finding[] {
  return requests.flatMap(({ nodes, rule }) =>
    [...nodes].flatMap(([node, place]): Finding[] => {
      const use = removed.has(node) ? roots.get(node)?.use : undefined;
      if (!use || (rule.kind === 'delete-module' && goesWithItsModule(node, use))) return [];
      const { tree } = graph.space;
      return [
        {
          code: 'RW223',
          severity: 'error',
          place,
          message: `\`${graph.space.titleOf(node)}\` may be needed though nobody names it: ${use.detail}.`,
          hint: 'Take it out of the rule, or waive this with the reason why nobody looks it up.',
          related: [{ place: tree.place(use.path, use.start, use.end), message: 'here' }],
        },
      ];
    }),
  );
}

/** What a module's own hooks, tests and block for scripts are needed for is the module. */
function goesWithItsModule({ test }: CodeNode, { form, detail }: Use): boolean {
  return test || form === 'special-name' || (form === 'effect' && detail?.startsWith('`__name__') === true);
}

/** Tests that would go and that are the only ones of something that stays. */
export function lostCoverage(
  graph: LivenessGraph,
  requests: readonly Request[],
  { removed }: Fixpoint,
): Finding[] {
  const named = new Set(requests.flatMap(({ nodes }) => [...nodes.keys()]));
  return [...removed].flatMap(([node, request]): Finding[] => {
    if (!node.test || named.has(node) || !node.names.some((name) => /test/i.test(name))) return [];
    const alone = graph
      .usedBy(node)
      .find(
        ({ to }) =>
          !to.test &&
          !removed.has(to) &&
          graph.usesOf(to).every(({ from }) => !from.test || removed.has(from)) &&
          ![...named].some((each) => removed.has(each) && graph.usedBy(each).some((edge) => edge.to === to)),
      );
    if (!alone) return [];
    const { space } = graph;
    const file = space.tree.python(node.path)!;
    return [
      {
        code: 'RW226',
        severity: 'error',
        place: space.tree.place(node.path, file.units[node.units[0]!]!.start),
        message: `\`${node.names[0]}\` would go with what it tests, and no other test uses \`${space.titleOf(alone.to)}\`, which stays.`,
        hint: 'Write the test apart first, or waive this with a reason.',
        related: [{ place: request.rule.place, message: 'the rule' }],
      },
    ];
  });
}
