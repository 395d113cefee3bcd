import type { Finding } from '../model/finding.js';
import type { Edit, FileChange, Plan, ReferenceForm } from '../model/plan.js';
import type { Wave } from '../model/wave.js';
import { encodeSource } from '../python/encoding.js';
import { parentOf } from '../python/module-index.js';
import { unitFacts } from '../python/unit-facts.js';
import { byDestination, type Contribution, contributionsOf } from './contribution.js';
import { applyEdits, behindRemovals, orderEdits } from './edits.js';
import { withoutExcluded } from './excluded.js';
import type { RetargetContext } from './file-context.js';
import { finishSource } from './finish-source.js';
import { importEdits } from './import-edits.js';
import { importerView } from './importer-view.js';
import { checkLanded } from './landed.js';
import { lowerRules } from './lower.js';
import { MentionFinder } from './mentions.js';
import { FileMoves } from './move-files.js';
import { noteMentions } from './note-mentions.js';
import { PatchSites } from './patch-sites.js';
import { planTexts } from './plan-texts.js';
import { isMovable } from './prove/movable-unit.js';
import { SOUGHT } from './prove/sought-words.js';
import { ReferenceFilter } from './reference-filter.js';
import { identityOf, RelocationTable } from './relocation-table.js';
import type { FileRetarget } from './replacement.js';
import { retargetFile } from './retarget.js';
import { retargetStrings } from './retarget-strings.js';
import { LocalRewrites } from './rewrite/rewrite-files.js';
import type { SourceFile } from './source-file.js';
import { isStructural, type SourceRule } from './source-rule.js';
import { missingPackages, resolveSplit, type Split } from './split.js';
import { type RepositoryReader, Survey } from './survey.js';
import { writeDestination } from './write-destination.js';

/** What planning needs besides the wave and the repository. */
export interface PlanOptions {
  readonly root: string;
  /** Line length that the repository's formatters allow. */
  readonly width: number;
  /** Parse every file that holds a word of the wave, instead of those that can have to do with it. */
  readonly exhaustive?: boolean | undefined;
}

/** A plan in the making. */
interface Draft {
  readonly wave: Wave;
  readonly survey: Survey;
  readonly context: RetargetContext;
  readonly finder: MentionFinder;
  readonly moves: FileMoves;
  readonly changes: FileChange[];
  readonly findings: Finding[];
  readonly options: PlanOptions;
  readonly references: Partial<Record<ReferenceForm, number>>;
  /** Files that go with a package, besides modules. */
  readonly deleted: ReadonlySet<string>;
  /** What is read of importers. */
  readonly views: Map<string, SourceFile | undefined>;
  /** Made when first asked. */
  filter?: ReferenceFilter;
  /** Found when first asked. */
  candidates?: readonly string[];
}

/** A plan with what proofs and comparisons need to know of how it came about. */
export interface Planned {
  readonly plan: Plan;
  /** The repository without what the wave excludes. */
  readonly reader: RepositoryReader;
  /** The repository as the wave's `rewrite` rules leave it, which the other rules are planned on. */
  readonly survey: Survey;
  /** What the `rewrite` rules change; its survey is the repository as it stands. */
  readonly local: LocalRewrites;
  readonly table: RelocationTable;
  readonly finder: MentionFinder;
  readonly splits: readonly Split[];
  /** Rules whose work is done already in this tree. */
  readonly landed: readonly SourceRule[];
}

/** Plans a wave in memory: what becomes of every file, and everything that stands in the way. */
export function planWave(wave: Wave, repository: RepositoryReader, options: PlanOptions): Planned {
  const reader = withoutExcluded(repository, wave.excludes);
  const rewrites = wave.rules.filter((rule) => rule.kind === 'rewrite');
  const local = new LocalRewrites(rewrites, reader, new Survey(reader), options.width);
  const survey = local.files.size === 0 ? local.survey : new Survey(local.rewritten);
  const lowered = lowerRules(wave.rules.filter(isStructural), survey);
  const modules = lowered.sources.flatMap(({ into, retargetOnly }) =>
    retargetOnly ? [] : into.map(({ module }) => module),
  );
  const resolutions = lowered.sources.map((rule) => resolveSplit(rule, survey, modules));
  const splits = resolutions.flatMap(({ split }) => (split ? [split] : []));
  const table = new RelocationTable(splits, survey);
  const context: RetargetContext = { survey, table, patches: new PatchSites(table) };
  const draft: Draft = {
    wave,
    survey,
    context,
    finder: new MentionFinder(table),
    moves: new FileMoves(table, lowered.carried, survey),
    changes: [],
    findings: [
      ...local.findings,
      ...lowered.findings,
      ...resolutions.flatMap(({ findings }) => findings),
      ...goneDestinations(splits, survey),
    ],
    options,
    references: {},
    views: new Map(),
    deleted: new Set(lowered.deleted.map(({ path }) => path)),
  };
  const { deleted } = draft;
  for (const { path, rule } of lowered.deleted) {
    const before = survey.file(path)?.bytes;
    if (before) draft.changes.push({ kind: 'delete', path, before, rule });
  }
  if (splits.length > 0 && !draft.findings.some(({ severity }) => severity === 'error')) {
    survey.holding([...draft.finder.words, ...Object.values(SOUGHT).flat()]);
    const additions = planSplits(draft, splits);
    planImporters(draft, additions);
    for (const { path, rule } of missingPackages(
      splits.filter(({ rule }) => !rule.retargetOnly),
      survey,
    )) {
      draft.changes.push({ kind: 'create', path, after: new Uint8Array(), rule });
    }
    const texts = planTexts(survey, draft.finder, context, filterOf(draft));
    draft.changes.push(...texts.changes.filter(({ path }) => !deleted.has(path)));
    draft.findings.push(...texts.findings.filter(({ place }) => !deleted.has(place?.file ?? '')));
    for (const change of texts.changes) if (change.kind === 'modify') count(draft, change.edits);
  }
  draft.findings.push(...lowered.doubts);
  const landed = [...lowered.landed, ...lowered.sources.filter((_, index) => resolutions[index]!.landed)];
  draft.findings.push(...checkLanded(landed, survey, options.exhaustive ?? false));
  const moved = splits.flatMap((split) => split.home.filter((home) => home !== undefined));
  const plan: Plan = {
    wave: wave.name,
    root: options.root,
    changes: local.restore(draft.moves.apply(draft.changes)).sort((a, b) => (a.path < b.path ? -1 : 1)),
    findings: draft.findings.map((each) => local.withPlaceBefore(each)),
    staticGates: [],
    relocations: [...table.rows(), ...local.relocations(survey)],
    statistics: {
      ...survey.statistics,
      statementsMoved: moved.length,
      statementsRemoved: splits.reduce((sum, split) => sum + removedStatements(split), 0),
      symbolsMoved: table.rows().filter(({ name, to }) => name !== undefined && to !== undefined).length,
      symbolsRemoved: table.rows().filter(({ name, to }) => name !== undefined && to === undefined).length,
      references: draft.references,
      replaced: Object.values(local.matches).reduce((sum, count) => sum + count, 0),
    },
  };
  const composed = splits.filter(({ rule }) => !rule.retargetOnly);
  return { plan, reader, survey, local, table, finder: draft.finder, splits: composed, landed };
}

/** Definitions and other statements that go, imports and the like left out. */
function removedStatements({ facts, file }: Split): number {
  const before = unitFacts(file.units, file.scopes, file.text);
  return facts.filter(({ kind }, unit) => kind === 'removed' && isMovable(before[unit]!)).length;
}

/** Plans the split modules; gives the edits for destinations that exist. */
function planSplits(draft: Draft, splits: readonly Split[]): Map<string, Edit[]> {
  const { context, options, survey } = draft;
  // A first round over the importers learns who reads what from outside: it decides where a patch belongs, and which
  // imports of a kept source others rely on.
  for (const path of candidates(draft)) {
    const file = viewOf(draft, path);
    // What imports alone say has been learnt when it was found that they are enough.
    if (file && isWhole(draft, file)) retargetFile(context, file);
    else if (!file && filterOf(draft).mayReferUnparsed(path)) draft.findings.push(survey.problem(path)!);
  }
  noteMentions(context.table, draft.finder, survey);
  const additions = new Map<string, Edit[]>();
  const sources: { split: Split; retarget: FileRetarget }[] = [];
  const contributions: Contribution[] = [];
  for (const split of splits.flatMap((each) => [each, ...(each.stub ? [each.stub] : [])])) {
    if (split.whole || split.rule.retargetOnly) continue;
    if (split.rule.deleted) {
      const { path, bytes } = split.file;
      draft.changes.push({ kind: 'delete', path, before: bytes, rule: split.rule.id });
      continue;
    }
    const retarget = retargetSource(draft, split);
    sources.push({ split, retarget });
    const legacy = context.table.at(split.file.path)!;
    contributions.push(...contributionsOf(legacy, retarget, context, options.width));
  }
  for (const [path, group] of byDestination(contributions, context)) {
    const written = writeDestination(path, group, context);
    draft.changes.push(...written.changes);
    draft.findings.push(...written.findings);
    if (written.additions.length > 0) additions.set(path, [...written.additions]);
  }
  for (const { split, retarget } of sources) {
    const { path } = split.file;
    const legacy = context.table.at(path)!;
    draft.changes.push(...finishSource(legacy, retarget, context, options.width, additions.get(path) ?? []));
    additions.delete(path);
  }
  return additions;
}

/** What the relocation table makes of a source's own text. */
function retargetSource(draft: Draft, split: Split): FileRetarget {
  const { file } = split;
  const names = retargetFile(draft.context, file);
  const done = [...ranges(file, names.edits), ...leftBehind(split)];
  const strings = retargetStrings(draft.context, file, draft.finder, done);
  draft.findings.push(...names.findings, ...strings.findings);
  return { aliases: names.aliases, edits: [...names.edits, ...strings.edits], findings: [] };
}

/** Destinations that exist, and that another rule of the wave moves away or deletes. */
function goneDestinations(splits: readonly Split[], survey: Survey): Finding[] {
  const gone = new Map(
    splits.filter(({ keptPath }) => keptPath === undefined).map((split) => [split.file.path, split]),
  );
  return splits.flatMap((split) =>
    split.destinations.flatMap(({ path, module, spec }): Finding[] => {
      const other = spec.existing && survey.index.has(path) ? gone.get(path) : undefined;
      if (!other) return [];
      return [
        {
          code: 'RW215',
          severity: 'error',
          place: spec.place,
          message: `\`${module}\` cannot take symbols: this wave moves or deletes it.`,
          hint: 'Name the module that takes its place, or do the two in two waves.',
          related: [{ place: other.rule.sourcePlace, message: 'the other rule' }],
        },
      ];
    }),
  );
}

/** What a deleted source says of itself: its docstring goes, and each destination words the comments on top anew. */
function leftBehind({ file, facts, rule }: Split): readonly { start: number; end: number }[] {
  if (rule.legacy === 'keep') return [];
  const top = { start: 0, end: file.units[0]?.start ?? 0 };
  const statements = file.units.filter((_, unit) =>
    ['docstring', 'export-list', 'pass'].includes(facts[unit]!.kind),
  );
  return [top, ...statements];
}

/** Files that may refer to a legacy module. */
function candidates(draft: Draft): readonly string[] {
  draft.candidates ??= findCandidates(draft);
  return draft.candidates;
}

function filterOf(draft: Draft): ReferenceFilter {
  const { context, survey, finder, options } = draft;
  draft.filter ??= new ReferenceFilter(context.table, survey, finder, options.exhaustive ?? false);
  return draft.filter;
}

function findCandidates(draft: Draft): string[] {
  const { survey, context } = draft;
  const { legacies } = context.table;
  const composed = new Set(
    legacies
      .filter(({ split }) => !split.whole && !split.rule.retargetOnly)
      .flatMap(({ path, split: { stub } }) => (stub ? [path, stub.file.path] : [path])),
  );
  const moved = new Set(draft.moves.sources);
  // Inside a package that is split, dots alone name it: `from . import name`.
  const packages = legacies.filter(({ split }) => split.isPackage).map(({ path }) => `${parentOf(path)}/`);
  const filter = filterOf(draft);
  const holding = new Set(survey.holding(filter.words));
  return survey.paths.filter((path) => {
    if (!/\.pyi?$/.test(path) || composed.has(path) || draft.deleted.has(path)) return false;
    if (moved.has(path)) return true;
    if (!holding.has(path) && !packages.some((folder) => path.startsWith(folder))) return false;
    const file = survey.file(path);
    if (!file) return false;
    const named = holding.has(path) || /^[ \t]*from[ \t]+\.+[ \t]+import\b/m.test(file.text);
    return named && filter.mayRefer(file);
  });
}

function planImporters(draft: Draft, additions: ReadonlyMap<string, readonly Edit[]>): void {
  for (const path of new Set([...candidates(draft), ...additions.keys()])) {
    const added = additions.get(path) ?? [];
    const file = added.length > 0 ? draft.survey.python(path) : viewOf(draft, path);
    if (file) planImporter(draft, file, added);
  }
}

/** What is read of an importer; all of a file that goes with a package. */
function viewOf(draft: Draft, path: string): SourceFile | undefined {
  const { context, survey, moves, views } = draft;
  if (moves.identityAfter(path)) return survey.python(path);
  if (!views.has(path)) views.set(path, importerView(context, filterOf(draft), path));
  return views.get(path);
}

/** Whether all of a file is read, not its imports alone. */
function isWhole({ survey }: Draft, file: SourceFile): boolean {
  return file === survey.file(file.path);
}

function planImporter(draft: Draft, file: SourceFile, additions: readonly Edit[]): void {
  const { survey, context, options } = draft;
  const names = retargetFile(context, file);
  const identity = draft.moves.identityAfter(file.path) ?? identityOf(file.path, survey);
  const rule = context.table.legacies[0]!.rule.id;
  const imports = importEdits(file, names.aliases, {
    survey,
    width: options.width,
    identityAt: () => identity,
    additions,
    rule,
  });
  const done = ranges(file, [...imports, ...names.edits]);
  const strings =
    isWhole(draft, file) && filterOf(draft).mayReferOutside(file, done)
      ? retargetStrings(context, file, draft.finder, done)
      : { edits: [], findings: [] };
  draft.findings.push(...names.findings, ...strings.findings);
  const own = [...imports, ...names.edits, ...strings.edits];
  const edits = orderEdits([...own, ...behindRemovals(additions, own, file.newline)], file.text);
  if (edits.length === 0) return;
  count(draft, edits);
  const after = applyEdits(file.text, edits);
  draft.changes.push({
    kind: 'modify',
    path: file.path,
    before: file.bytes,
    after: encodeSource(after, file.decodedText!.encoding),
    edits,
  });
}

/** Import statements and edits: what the search for mentions leaves alone. */
function ranges(file: SourceFile, edits: readonly Edit[]): { start: number; end: number }[] {
  return [...file.scopes.imports.map(({ node }) => node), ...edits];
}

function count(draft: Draft, edits: readonly Edit[]): void {
  for (const { form } of edits) if (form) draft.references[form] = (draft.references[form] ?? 0) + 1;
}
