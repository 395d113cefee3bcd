import type { Finding } from '../model/finding.js';
import type { Edit, FileChange, Plan, ReferenceForm } from '../model/plan.js';
import type { SplitModuleRule, Wave } from '../model/wave.js';
import { encodeSource } from '../python/encoding.js';
import { composeDestination } from './compose.js';
import { applyEdits, EditConflict, orderEdits } from './edits.js';
import { importEdits } from './import-edits.js';
import { checkLanded } from './landed.js';
import { lastSegment, MentionFinder } from './mentions.js';
import { PatchSites } from './patch-sites.js';
import { planTexts } from './plan-texts.js';
import { identityOf, RelocationTable } from './relocation-table.js';
import { renderNewModule } from './render-module.js';
import type { FileRetarget } from './replacement.js';
import { type RetargetContext, retargetFile } from './retarget.js';
import { retargetStrings } from './retarget-strings.js';
import type { SourceFile } from './source-file.js';
import { missingPackages, resolveSplit, type Split } from './split.js';
import { type RepositoryReader, Survey } from './survey.js';

/** What planning needs besides the wave and the repository. */
export interface PlanOptions {
  readonly root: string;
  /** Line length that the repository's formatters allow. */
  readonly width: number;
}

/** A plan in the making. */
interface Draft {
  readonly wave: Wave;
  readonly survey: Survey;
  readonly context: RetargetContext;
  readonly finder: MentionFinder;
  readonly changes: FileChange[];
  readonly findings: Finding[];
  readonly options: PlanOptions;
  readonly references: Partial<Record<ReferenceForm, number>>;
}

/** A plan with what proofs and comparisons need to know of how it came about. */
export interface Planned {
  readonly plan: Plan;
  readonly survey: Survey;
  readonly table: RelocationTable;
  readonly finder: MentionFinder;
  readonly splits: readonly Split[];
  /** Rules whose work is done already in this tree. */
  readonly landed: readonly SplitModuleRule[];
}

/** Plans a wave in memory: what becomes of every file, and everything that stands in the way. */
export function planWave(wave: Wave, reader: RepositoryReader, options: PlanOptions): Planned {
  const survey = new Survey(reader);
  const resolutions = wave.rules.map((rule) => resolveSplit(rule, survey));
  const splits = resolutions.flatMap(({ split }) => (split ? [split] : []));
  const table = new RelocationTable(splits, survey);
  const context: RetargetContext = { survey, table, patches: new PatchSites(table) };
  const draft: Draft = {
    wave,
    survey,
    context,
    finder: new MentionFinder(table),
    changes: [],
    findings: resolutions.flatMap(({ findings }) => findings),
    options,
    references: {},
  };
  if (splits.length > 0 && !draft.findings.some(({ severity }) => severity === 'error')) {
    planImporters(draft);
    for (const split of splits) planSplit(draft, split);
    for (const { path, rule } of missingPackages(splits, survey)) {
      draft.changes.push({ kind: 'create', path, after: new Uint8Array(), rule });
    }
    const texts = planTexts(survey, draft.finder);
    draft.changes.push(...texts.changes);
    draft.findings.push(...texts.findings);
    for (const change of texts.changes) if (change.kind === 'modify') count(draft, change.edits);
  }
  const landed = wave.rules.filter((_, index) => resolutions[index]!.landed);
  draft.findings.push(...checkLanded(landed, survey));
  const moved = splits.flatMap((split) => split.home.filter((home) => home !== undefined));
  const plan: Plan = {
    wave: wave.name,
    root: options.root,
    changes: draft.changes.sort((a, b) => (a.path < b.path ? -1 : 1)),
    findings: draft.findings,
    staticGates: [],
    relocations: table.rows(),
    statistics: {
      ...survey.statistics,
      statementsMoved: moved.length,
      symbolsMoved: table.rows().filter(({ name }) => name !== undefined).length,
      references: draft.references,
    },
  };
  return { plan, survey, table, finder: draft.finder, splits, landed };
}

function planImporters(draft: Draft): void {
  const { survey, context } = draft;
  const sources = new Set(context.table.legacies.map(({ path }) => path));
  const candidates = survey.paths.filter(
    (path) => path.endsWith('.py') && !sources.has(path) && isCandidate(path, draft),
  );
  const parsed: SourceFile[] = [];
  for (const path of candidates) {
    const file = survey.python(path);
    if (file) parsed.push(file);
    else draft.findings.push(survey.problem(path)!);
  }
  // The first round learns who reads what from outside, which decides where a patch belongs.
  for (const file of parsed) retargetFile(context, file);
  for (const file of parsed) planImporter(draft, file);
}

/** Whether a file's bytes name a legacy module by its last segment. */
function isCandidate(path: string, { survey, context }: Draft): boolean {
  const file = survey.file(path);
  if (!file) return false;
  const buffer = Buffer.from(file.bytes.buffer, file.bytes.byteOffset, file.bytes.byteLength);
  return context.table.legacies.some((legacy) => buffer.includes(lastSegment(legacy.path)));
}

function planImporter(draft: Draft, file: SourceFile): void {
  const { survey, context, options } = draft;
  const names = retargetFile(context, file);
  const identity = identityOf(file.path, survey);
  const rule = context.table.legacies[0]!.rule.id;
  const imports = importEdits(file, names.aliases, {
    survey,
    width: options.width,
    identityAt: () => identity,
    rule,
  });
  const strings = retargetStrings(context, file, draft.finder, ranges(file, [...imports, ...names.edits]));
  draft.findings.push(...names.findings, ...strings.findings);
  const edits = ordered(draft, file, [...imports, ...names.edits, ...strings.edits]);
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

function ordered(draft: Draft, file: SourceFile, edits: readonly Edit[]): Edit[] {
  try {
    return orderEdits(edits);
  } catch (error) {
    if (!(error instanceof EditConflict)) throw error;
    draft.findings.push({
      code: 'RW401',
      severity: 'error',
      place: draft.survey.place(file.path, error.second.start, error.second.end),
      message: `Two changes want the same characters here (rules \`${error.first.rule}\` and \`${error.second.rule}\`).`,
      hint: 'Please report this with the statement: write it apart by hand to go on.',
    });
    return [];
  }
}

function count(draft: Draft, edits: readonly Edit[]): void {
  for (const { form } of edits) if (form) draft.references[form] = (draft.references[form] ?? 0) + 1;
}

function planSplit(draft: Draft, split: Split): void {
  const { context, options } = draft;
  const legacy = context.table.at(split.file.path)!;
  const { file } = split;
  const names = retargetFile(context, file);
  const strings = retargetStrings(context, file, draft.finder, ranges(file, names.edits));
  const retarget: FileRetarget = {
    aliases: names.aliases,
    edits: [...names.edits, ...strings.edits],
    findings: [],
  };
  draft.findings.push(...names.findings, ...strings.findings);
  for (const destination of split.destinations) {
    const composition = composeDestination(legacy, destination, retarget, context, options.width);
    draft.findings.push(...composition.findings);
    const text = renderNewModule(legacy, destination, composition);
    draft.changes.push({
      kind: 'create',
      path: destination.path,
      after: encodeSource(text, file.decodedText!.encoding),
      rule: split.rule.id,
    });
  }
  if (legacy.gone)
    draft.changes.push({ kind: 'delete', path: file.path, before: file.bytes, rule: split.rule.id });
}
