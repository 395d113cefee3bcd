import type { Finding } from '../model/finding.js';
import type { Destination, NamedSymbol } from '../model/wave.js';
import { isPackageFile, join, parentOf } from '../python/module-index.js';
import { type UnitFacts, unitFacts } from '../python/unit-facts.js';
import { checkRenames } from './check-renames.js';
import { claimUnits } from './claim.js';
import { SourceFile } from './source-file.js';
import type { SourceRule } from './source-rule.js';
import { splitStub } from './split-stub.js';
import type { Survey } from './survey.js';

/** One module that a split writes to. */
export interface SplitDestination {
  readonly spec: Destination;
  /** Repository path of its file. */
  readonly path: string;
  readonly module: string;
  readonly isPackage: boolean;
}

/** What becomes of one module, resolved against the repository: which unit of it goes where. */
export interface Split {
  readonly rule: SourceRule;
  readonly file: SourceFile;
  readonly facts: readonly UnitFacts[];
  readonly destinations: readonly SplitDestination[];
  /** Per unit: its destination; `undefined` for what does not move as a whole (imports, docstring) or stays. */
  readonly home: readonly (SplitDestination | undefined)[];
  readonly isPackage: boolean;
  /** New names of symbols that are renamed, here or on the way. */
  readonly renames: ReadonlyMap<string, string>;
  /** A kept source as a place where renamed symbols stand. */
  readonly itself: SplitDestination | undefined;
  /** Where a module goes that moves as it is. */
  readonly whole: SplitDestination | undefined;
  /** Where a kept source stands after the wave; `undefined` when it is deleted. */
  readonly keptPath: string | undefined;
  /** The stub beside the source, split in the same way. */
  readonly stub: Split | undefined;
  /** The source's dotted name as the wave writes it. */
  readonly module: string;
  /** The folder on `sys.path` under which the source's dotted name is found. */
  readonly root: string;
}

/** What became of resolving a rule: a split, or nothing to do because the wave has landed already. */
export interface SplitResolution {
  readonly split: Split | undefined;
  readonly landed: boolean;
  readonly findings: readonly Finding[];
}

/**
 * Resolves a rule: finds the source, its statements and their destinations.
 *
 * @param modules dotted names of all modules that the wave sends something to: a module with others below it is a package.
 */
export function resolveSplit(rule: SourceRule, survey: Survey, modules: readonly string[]): SplitResolution {
  if (rule.retargetOnly) return resolveRetarget(rule, survey);
  const path = rule.path ?? survey.index.resolve(rule.source);
  if (path === undefined) return missingSource(rule, survey);
  const problem = survey.problem(path);
  if (problem) return { split: undefined, landed: false, findings: [problem] };
  const root =
    survey.index.roots.find((candidate) => survey.index.resolveUnder(candidate, rule.source) === path) ?? '';
  const findings: Finding[] = [];
  const destinations = rule.into.map((spec) =>
    resolveDestination(spec, rule, { root, path, modules }, survey, findings),
  );
  const file = survey.file(path)!;
  const facts = unitFacts(file.units, file.scopes, file.text);
  if (rule.legacy === 'keep' && rule.removes.length === 0 && isLanded(rule, facts, survey))
    return { split: undefined, landed: true, findings: [] };
  if (rule.legacy === 'delete' && isReplaced(rule, path, facts, survey))
    return { split: undefined, landed: true, findings: [] };
  const claims = claimUnits(rule, file, facts, destinations, survey);
  findings.push(...claims.findings);
  const kept = keptPath(rule, path, modules);
  const named = [...rule.renames, ...rule.into.flatMap(({ symbols }) => symbols)].filter(
    ({ as }) => as !== undefined,
  );
  findings.push(...unknownDeferred(rule, facts));
  findings.push(...checkRenames(rule.renames, named, file, facts, survey));
  const split: Omit<Split, 'stub'> = {
    rule,
    file,
    facts: claims.facts,
    destinations,
    home: claims.home,
    isPackage: isPackageFile(path),
    renames: new Map(named.map(({ name, as }) => [name, as!])),
    itself: kept === undefined ? undefined : itself(rule, kept),
    whole: rule.whole ? destinations[0] : undefined,
    keptPath: kept,
    module: rule.source,
    root,
  };
  const { stub, findings: inStub } =
    rule.whole || rule.deleted ? { stub: undefined, findings: [] } : splitStub(split, survey);
  return { split: { ...split, stub }, landed: false, findings: [...findings, ...inStub] };
}

/** Names on the `defer` list that the source does not define. */
function unknownDeferred({ defer }: SourceRule, facts: readonly UnitFacts[]): Finding[] {
  const defined = new Set(facts.flatMap(({ kind, binds }) => (kind === 'definition' ? binds : [])));
  return defer.flatMap(({ name, place }): Finding[] =>
    defined.has(name)
      ? []
      : [
          {
            code: 'RW204',
            severity: 'error',
            place,
            message: `The source defines no symbol \`${name}\`.`,
            hint: 'Correct the name, or drop it.',
          },
        ],
  );
}

/** A rule that moves no code: its source may lie outside of the repository, and is an empty module then. */
function resolveRetarget(rule: SourceRule, survey: Survey): SplitResolution {
  const { index } = survey;
  const path = index.resolve(rule.source) ?? `${rule.source.replaceAll('.', '/')}.py`;
  const destinations = rule.into.map((spec): SplitDestination => {
    const to = index.resolve(spec.module);
    const file = to ?? `${spec.module.replaceAll('.', '/')}.py`;
    return { spec, path: file, module: spec.module, isPackage: isPackageFile(file) };
  });
  const file = survey.python(path) ?? new SourceFile(path, new Uint8Array());
  const facts = unitFacts(file.units, file.scopes, file.text);
  const split: Split = {
    rule,
    file,
    facts,
    destinations,
    home: facts.map(() => undefined),
    isPackage: isPackageFile(path),
    renames: new Map(),
    itself: undefined,
    whole: destinations.find(({ spec }) => spec.rest),
    keptPath: path,
    stub: undefined,
    module: rule.source,
    root: index.rootOf(rule.source) ?? '',
  };
  return { split, landed: false, findings: destinations.flatMap((to) => missingModule(to, survey)) };
}

/** A module that the repository would have to have. */
function missingModule({ module, spec }: SplitDestination, { index }: Survey): Finding[] {
  const top = module.split('.', 1)[0]!;
  const isOwn = index.resolve(top) !== undefined || index.isNamespace(top);
  if (!isOwn || index.resolve(module) !== undefined || index.isNamespace(module)) return [];
  return [
    {
      code: 'RW209',
      severity: 'error',
      place: spec.place,
      message: `There is no module \`${module}\` in this repository.`,
      hint: 'Name the module that has the symbols.',
    },
  ];
}

/** The kept source in the shape of a destination. */
function itself(rule: SourceRule, path: string): SplitDestination {
  const spec: Destination = {
    module: rule.source,
    docstring: undefined,
    selector: undefined,
    selectorPlace: undefined,
    symbols: [],
    rest: false,
    existing: true,
    place: rule.place,
  };
  return { spec, path, module: rule.source, isPackage: isPackageFile(path) };
}

/** A kept module with new modules below its own name becomes the `__init__.py` of their package. */
function keptPath(rule: SourceRule, path: string, modules: readonly string[]): string | undefined {
  if (rule.legacy === 'delete') return undefined;
  const below = modules.some((module) => module.startsWith(`${rule.source}.`));
  return below && !isPackageFile(path) ? path.replace(/\.py$/, '/__init__.py') : path;
}

/** A kept source has landed when no named symbol is left in it and all destinations exist. */
function isLanded(rule: SourceRule, facts: readonly UnitFacts[], survey: Survey): boolean {
  const bound = new Set(facts.flatMap((fact) => (fact.kind === 'import' ? [] : fact.binds)));
  const named: NamedSymbol[] = [...rule.renames, ...rule.into.flatMap((destination) => destination.symbols)];
  return (
    named.length > 0 &&
    named.every(({ name }) => !bound.has(name)) &&
    rule.renames.every(({ as }) => as !== undefined && bound.has(as)) &&
    rule.into.every((destination) => hasArrived(destination, survey))
  );
}

/** A package stands in the place of the deleted module, with all that was to become of it and nothing of its own. */
function isReplaced(rule: SourceRule, path: string, facts: readonly UnitFacts[], survey: Survey): boolean {
  return (
    isPackageFile(path) &&
    rule.into.some(({ module }) => module.startsWith(`${rule.source}.`)) &&
    facts.every(({ kind }) => kind !== 'definition') &&
    rule.into.every((destination) => hasArrived(destination, survey))
  );
}

/** Whether a destination exists and defines what it was to get. */
function hasArrived({ module, symbols }: Destination, survey: Survey): boolean {
  const path = survey.index.resolve(module);
  const file = path === undefined ? undefined : survey.python(path);
  return file !== undefined && symbols.every(({ name, as }) => file.scopes.module.bindings.has(as ?? name));
}

function missingSource(rule: SourceRule, survey: Survey): SplitResolution {
  const landed = rule.into.every(({ module }) => survey.index.resolve(module) !== undefined);
  if (landed && rule.legacy === 'delete') return { split: undefined, landed: true, findings: [] };
  const namespace = survey.index.isNamespace(rule.source);
  return {
    split: undefined,
    landed: false,
    findings: [
      {
        code: 'RW201',
        severity: 'error',
        place: rule.sourcePlace,
        message: namespace
          ? `\`${rule.source}\` is a package without \`__init__.py\`: it has no statements to split.`
          : `There is no module \`${rule.source}\` in this repository.`,
        hint: `Looked under ${survey.index.roots.map((root) => `\`${root === '' ? '.' : root}/\``).join(', ')}.`,
      },
    ],
  };
}

function resolveDestination(
  spec: Destination,
  rule: SourceRule,
  source: { readonly root: string; readonly path: string; readonly modules: readonly string[] },
  survey: Survey,
  findings: Finding[],
): SplitDestination {
  const { root, path: sourcePath, modules } = source;
  const base = join(root, spec.module.replaceAll('.', '/'));
  const isPackage = rule.whole && isPackageFile(sourcePath);
  const existing = survey.index.resolveUnder(root, spec.module);
  const becomesPackage = modules.some((module) => module.startsWith(`${spec.module}.`));
  const path =
    existing && existing !== sourcePath
      ? existing
      : becomesPackage || isPackage
        ? `${base}/__init__.py`
        : `${base}.py`;
  const isSource = existing === sourcePath;
  if (existing !== undefined && !isSource && !spec.existing) {
    findings.push({
      code: 'RW208',
      severity: 'error',
      place: spec.place,
      message: `The destination \`${spec.module}\` exists already (${existing}).`,
      hint: 'Choose another name, or say `existing: true` to add the statements to it.',
    });
  }
  if (existing === undefined && spec.existing) {
    findings.push({
      code: 'RW209',
      severity: 'error',
      place: spec.place,
      message: `The destination \`${spec.module}\` is said to exist, but there is no such module.`,
      hint: 'Drop `existing: true` to create it.',
    });
  }
  if (isSource && !(path !== sourcePath && becomesPackage)) {
    findings.push({
      code: 'RW210',
      severity: 'error',
      place: spec.place,
      message: `\`${spec.module}\` is the module that is being split.`,
      hint: 'Use `legacy: keep`: what no destination claims stays where it is.',
    });
  }
  return { spec, path, module: spec.module, isPackage: isPackageFile(path) };
}

/** New packages that the destinations need: `__init__.py` files that do not exist yet. */
export function missingPackages(splits: readonly Split[], survey: Survey): { path: string; rule: string }[] {
  const created = new Map<string, string>();
  const written = new Set(
    splits.flatMap(({ destinations, keptPath: kept }) => [...destinations.map(({ path }) => path), kept]),
  );
  for (const split of splits) {
    for (const { path } of split.destinations) {
      const regular = split.isPackage || survey.index.has(join(parentOf(split.file.path), '__init__.py'));
      for (let folder = parentOf(path); folder !== split.root && folder !== ''; folder = parentOf(folder)) {
        const init = `${folder}/__init__.py`;
        if (survey.index.has(init) || written.has(init) || !regular) continue;
        if (survey.paths.some((other) => other.startsWith(`${folder}/`) && other.endsWith('.py'))) continue;
        created.set(init, split.rule.id);
      }
    }
  }
  return [...created].map(([path, rule]) => ({ path, rule }));
}
