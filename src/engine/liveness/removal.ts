import type { Finding } from '../../model/finding.js';
import type { SourceRule } from '../source-rule.js';
import type { Survey } from '../survey.js';
import type { CodeNode } from './code-space.js';
import { type Fixpoint, removalFixpoint } from './fixpoint.js';
import { LivenessGraph } from './graph.js';
import { emptiedPackages, handedOn } from './handed-on.js';
import { importEffects } from './import-effects.js';
import { rootsOf } from './marks.js';
import { lostCoverage, mayBeRegistered, refusals } from './refusals.js';
import { hasLanded, type RemovalRule, type Request, resolveRequest } from './requests.js';
import { Verdicts } from './verdicts.js';

/** What the rules that remove come to. */
export interface Removal {
  /** Files that lose names or go, in the form of all structural rules. */
  readonly sources: readonly SourceRule[];
  /** Files that are no modules and go with a package. */
  readonly files: readonly { readonly path: string; readonly rule: string }[];
  /** What stands in the way. */
  readonly findings: readonly Finding[];
  /** What only the author can judge: the plan is made all the same, and a waiver accepts it. */
  readonly doubts: readonly Finding[];
  readonly landed: readonly SourceRule[];
}

/** Decides what the rules that remove take away, by the liveness of everything in the repository. */
export function decideRemoval(rules: readonly RemovalRule[], survey: Survey): Removal {
  const landed = rules.filter((rule) => hasLanded(rule, survey));
  const open = rules.filter((rule) => !landed.includes(rule));
  const done = landed.map((rule) => sourceRule(rule, survey.index.resolve(rule.source), rule.source, []));
  if (open.length === 0) return { sources: [], files: [], findings: [], doubts: [], landed: done };
  const graph = new LivenessGraph(survey);
  const resolved = open.map((rule) => resolveRequest(rule, graph));
  const requests = resolved.flatMap(({ request }) => request ?? []);
  const roots = rootsOf(graph);
  const fixpoint = removalFixpoint(graph, roots, requests);
  const verdicts = new Verdicts(graph, roots, fixpoint.removed);
  const deleted = filesThatGo(graph, requests, fixpoint);
  const findings = [
    ...resolved.flatMap((each) => each.findings),
    ...unreadable(graph, requests),
    ...refusals(verdicts, requests, fixpoint),
  ];
  const doubts = [
    ...mayBeRegistered(graph, roots, requests, fixpoint),
    ...lostCoverage(graph, requests, fixpoint),
    ...importEffects(graph.space, requests, new Set(deleted.keys()), fixpoint.removed),
  ];
  const { sources, files } = asSources(graph, fixpoint, deleted, requests);
  return { sources, files, findings, doubts, landed: done };
}

/** Every file that goes: what the rules delete, tests that lose everything, packages that are left empty. */
function filesThatGo(
  { space }: LivenessGraph,
  requests: readonly Request[],
  { removed }: Fixpoint,
): Map<string, Request> {
  const deleted = new Map(requests.flatMap((request) => request.files.map((path) => [path, request])));
  for (const [node, request] of removed) {
    const file = node.test && !deleted.has(node.path) ? space.tree.python(node.path) : undefined;
    if (!file) continue;
    const rest = space.nodesIn(node.path).filter((each) => !removed.has(each));
    const says = space.factsOf(file).some(({ kind }, unit) => {
      const owner = space.nodeAt(file, file.units[unit]!.start);
      return owner.names.length === 0 && ['effect', 'definition'].includes(kind);
    });
    if (rest.every(({ names }) => names.join() === 'pytestmark') && !says) deleted.set(node.path, request);
  }
  const request = requests[0];
  if (request && deleted.size > 0)
    for (const path of emptiedPackages(space, new Set(deleted.keys()))) {
      const inside = [...deleted].find(([each]) => each.startsWith(path.replace(/__init__\.py$/, '')));
      deleted.set(path, inside?.[1] ?? request);
    }
  return deleted;
}

/** A file that holds the name of something that goes, and that nobody can read, may need it. */
function unreadable({ space }: LivenessGraph, requests: readonly Request[]): Finding[] {
  const words = requests.flatMap(({ nodes }) => [...nodes.keys()].flatMap(({ names }) => names));
  return space.unreadable.flatMap((path) => {
    const bytes = space.survey.file(path)?.bytes;
    const text = bytes && Buffer.from(bytes).toString('latin1');
    return text === undefined || words.some((word) => text.includes(word))
      ? [space.survey.problem(path)!]
      : [];
  });
}

function asSources(
  graph: LivenessGraph,
  { removed }: Fixpoint,
  deleted: ReadonlyMap<string, Request>,
  requests: readonly Request[],
): Pick<Removal, 'sources' | 'files'> {
  const { space } = graph;
  const sources: SourceRule[] = [];
  const files: { path: string; rule: string }[] = [];
  for (const [path, { rule }] of deleted) {
    if (path.endsWith('.py')) sources.push(sourceRule(rule, path, space.tree.nameOf(path), [], true));
    else files.push({ path, rule: rule.id });
  }
  const byFile = new Map<string, { rules: Set<RemovalRule>; names: Set<string> }>();
  const remove = (path: string, name: string, rule: RemovalRule) => {
    if (deleted.has(path)) return;
    const own = byFile.get(path) ?? { rules: new Set(), names: new Set() };
    byFile.set(path, own);
    own.rules.add(rule);
    own.names.add(name);
  };
  for (const [node, { rule }] of removed) for (const name of node.names) remove(node.path, name, rule);
  const gone = new Set([...removed.keys()].flatMap((node) => keysOf(node)));
  for (const [path, names] of handedOn(space, gone, new Set(deleted.keys())))
    for (const name of names) remove(path, name, requests[0]!.rule);
  for (const [path, { rules, names }] of byFile) {
    const [first, ...others] = rules;
    const joined = sourceRule(first!, path, space.tree.nameOf(path), [...names]);
    const mentions = [...joined.mentions, ...others.flatMap((rule) => rule.mentions)];
    sources.push({ ...joined, mentions, id: [...rules].map(({ id }) => id).join('+') });
  }
  return { sources, files };
}

function keysOf({ path, names }: CodeNode): string[] {
  return names.map((name) => `${path}:${name}`);
}

function sourceRule(
  rule: RemovalRule,
  path: string | undefined,
  source: string,
  removes: readonly string[],
  deleted = rule.kind === 'delete-module' && removes.length === 0,
): SourceRule {
  return {
    id: rule.id,
    source,
    path,
    legacy: deleted ? 'delete' : 'keep',
    into: [],
    defer: [],
    renames: [],
    removes,
    deleted,
    heir: undefined,
    mentions: rule.mentions,
    whole: false,
    retargetOnly: false,
    package: undefined,
    place: rule.place,
    sourcePlace: rule.sourcePlace,
  };
}
