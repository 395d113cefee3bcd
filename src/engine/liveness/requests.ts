import type { Finding, Place } from '../../model/finding.js';
import type { DeleteModuleRule, PruneSymbolsRule } from '../../model/wave.js';
import { isPackageFile, parentOf } from '../../python/module-index.js';
import { closest } from '../closest.js';
import { holdsAny } from '../holds-any.js';
import type { Survey } from '../survey.js';
import type { CodeNode } from './code-space.js';
import type { LivenessGraph } from './graph.js';
import { isTestPath } from './reference.js';

/** A rule that removes. */
export type RemovalRule = PruneSymbolsRule | DeleteModuleRule;

/** What a rule asks to remove, found in the repository. */
export interface Request {
  readonly rule: RemovalRule;
  /** Nodes that it names, each with the place in the YAML. */
  readonly nodes: ReadonlyMap<CodeNode, Place>;
  /** Files that it deletes whole. */
  readonly files: readonly string[];
}

/** The files that a rule deletes: none for one that prunes, or that has landed. */
function deletedFiles(rule: RemovalRule, survey: Survey): string[] {
  if (rule.kind === 'prune-symbols') return [];
  const { index } = survey;
  const path = index.resolve(rule.source);
  const inside = rule.source.replaceAll('.', '/');
  const folder =
    path === undefined
      ? index.isNamespace(rule.source)
        ? index.roots
            .map((root) => (root === '' ? inside : `${root}/${inside}`))
            .find((each) => index.hasFolder(each))
        : undefined
      : isPackageFile(path)
        ? parentOf(path)
        : undefined;
  const own =
    folder !== undefined
      ? survey.paths.filter((each) => each.startsWith(`${folder}/`))
      : path === undefined
        ? []
        : [path, `${path}i`];
  const tests = rule.tests.map((test) => test.path);
  const present = new Set(survey.paths);
  return [...new Set([...own, ...tests])].filter((each) => present.has(each));
}

/** Whether nothing of what a rule removes is left. */
export function hasLanded(rule: RemovalRule, survey: Survey): boolean {
  if (rule.kind === 'delete-module') return deletedFiles(rule, survey).length === 0;
  const path = survey.index.resolve(rule.source);
  // A later wave may have deleted the module; a misspelt one has the symbols beside it.
  if (path === undefined)
    return isKnownPackage(rule.source, survey) && definedBeside(rule, survey) === undefined;
  const bindings = survey.python(path)?.scopes.module.bindings;
  return bindings !== undefined && rule.symbols.every(({ name }) => !bindings.has(name));
}

/** Whether the package that a dotted name begins with is there. */
function isKnownPackage(dotted: string, { index }: Survey): boolean {
  const top = dotted.split('.', 1)[0]!;
  return dotted !== top && (index.resolve(top) !== undefined || index.isNamespace(top));
}

/** A module in the same package that defines one of the symbols. */
function definedBeside(rule: PruneSymbolsRule, survey: Survey): string | undefined {
  const { index } = survey;
  const parent = rule.source.slice(0, rule.source.lastIndexOf('.'));
  const words = rule.symbols.map(({ name }) => Buffer.from(name));
  return survey.paths
    .filter(
      (path) => path.endsWith('.py') && index.namesOf(path).some((name) => name.startsWith(`${parent}.`)),
    )
    .filter((path) => holdsAny(survey.file(path)?.bytes ?? new Uint8Array(), words))
    .flatMap((path) => {
      const bindings = survey.python(path)?.scopes.module.bindings;
      const defines = rule.symbols.some(({ name }) =>
        bindings?.get(name)?.sites.some((site) => !site.import),
      );
      return defines ? [index.nameOf(path)] : [];
    })[0];
}

/** Finds what a rule names. */
export function resolveRequest(
  rule: RemovalRule,
  graph: LivenessGraph,
): { request: Request | undefined; findings: Finding[] } {
  return rule.kind === 'delete-module' ? resolveDeletion(rule, graph) : resolvePruning(rule, graph);
}

function resolveDeletion(rule: DeleteModuleRule, { space }: LivenessGraph) {
  const findings: Finding[] = [];
  for (const { path, place } of rule.tests) {
    const isThere = space.survey.paths.includes(path);
    if (isThere && isTestPath(path)) continue;
    findings.push({
      code: 'RW224',
      severity: 'error',
      place,
      message: isThere ? `\`${path}\` is not a test file.` : `There is no file \`${path}\`.`,
      hint: isThere
        ? 'Name its module in a rule of its own, so that it is proved that nobody needs it.'
        : 'Correct the path, from the root of the repository, or drop the line.',
    });
  }
  const files = deletedFiles(rule, space.survey);
  const nodes = new Map<CodeNode, Place>();
  for (const path of files) {
    for (const node of space.nodesIn(path)) nodes.set(node, rule.sourcePlace);
    const body = space.body(path);
    if (body) nodes.set(body, rule.sourcePlace);
    else if (/\.pyi?$/.test(path)) findings.push(space.survey.problem(path)!);
  }
  return { request: { rule, nodes, files }, findings };
}

function resolvePruning(rule: PruneSymbolsRule, { space }: LivenessGraph) {
  const path = space.tree.resolve(rule.source);
  const file = path === undefined ? undefined : space.tree.python(path);
  if (path === undefined || !file) {
    const problem = path === undefined ? undefined : space.survey.problem(path);
    return { request: undefined, findings: [problem ?? noModule(rule, definedBeside(rule, space.survey))] };
  }
  const findings: Finding[] = [];
  const nodes = new Map<CodeNode, Place>();
  const named = new Set(rule.symbols.map(({ name }) => name));
  for (const { name, place } of rule.symbols) {
    const node = space.nodeNamed(path, name);
    if (!node) {
      findings.push(
        unknownSymbol(rule, name, place, file.scopes.module.bindings.has(name), space.nodesIn(path)),
      );
      continue;
    }
    nodes.set(node, place);
    const others = node.names.filter((each) => !named.has(each));
    if (others.length === 0) continue;
    findings.push({
      code: 'RW225',
      severity: 'error',
      place,
      message: `The statement that binds \`${name}\` binds ${others.map((each) => `\`${each}\``).join(', ')} too, and goes whole or not at all.`,
      hint: 'Name them as well when nobody needs them, or write the statement apart first.',
      related: [
        { place: space.tree.place(path, file.units[node.units[0]!]!.start), message: 'the statement' },
      ],
    });
  }
  return { request: { rule, nodes, files: [] }, findings };
}

function noModule(rule: PruneSymbolsRule, beside: string | undefined): Finding {
  return {
    code: 'RW201',
    severity: 'error',
    place: rule.sourcePlace,
    message: `There is no module \`${rule.source}\` in this repository.`,
    hint:
      beside === undefined
        ? 'Correct the name, or drop the rule when the module has gone.'
        : `Did you mean \`${beside}\`?`,
  };
}

function unknownSymbol(
  rule: PruneSymbolsRule,
  name: string,
  place: Place,
  isImported: boolean,
  nodes: readonly CodeNode[],
): Finding {
  const guess = closest(name, new Set(nodes.flatMap(({ names }) => names)));
  return {
    code: 'RW204',
    severity: 'error',
    place,
    message: isImported
      ? `\`${name}\` is imported by \`${rule.source}\`, not defined there.`
      : `\`${rule.source}\` defines no symbol \`${name}\`.`,
    hint: isImported
      ? 'Name it where it is defined: imports of it go along.'
      : guess
        ? `Did you mean \`${guess}\`?`
        : 'Drop the line.',
  };
}
