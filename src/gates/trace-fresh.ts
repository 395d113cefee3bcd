import type { Cause, Diagnostic, FreshDiagnostic } from '../model/gate.js';
import type { FileChange } from '../model/plan.js';
import { type ComparisonMapping, ownership } from './compare.js';
import type { GateReading } from './gate.js';
import { type PlacedEdit, placeEdits } from './written-lines.js';

/** What tracing needs to know besides comparing. */
export interface TracedTree extends ComparisonMapping {
  readonly changes: readonly FileChange[];
  /** The text of a file as it stood, as the plan wrote it, and as the fixers left it. */
  text(state: 'before' | 'planned' | 'written', file: string): string | undefined;
  /** Where a definition stands. */
  definition(side: 'before' | 'after', module: string, name: string): Spot | undefined;
}

/** A place by file and line. */
export interface Spot {
  readonly file: string;
  readonly line: number;
}

/** Adds to new diagnostics the source they are about, the rule and edit that they come from, and what was there before. */
export function traceFresh(
  fresh: readonly Diagnostic[],
  readings: { readonly before: GateReading; readonly after: GateReading },
  tree: TracedTree,
): readonly FreshDiagnostic[] {
  const earlierWords = earlierWordsOf(readings.before, readings.after, tree);
  return fresh.map((diagnostic) => {
    const { file, line } = diagnostic;
    const source = line > 0 ? tree.text('written', file)?.split(/\r?\n/)[line - 1] : undefined;
    const found = causeOf(diagnostic, source ?? '', tree);
    const was = earlierWords(diagnostic) ?? found?.was;
    return {
      ...diagnostic,
      ...(source === undefined ? {} : { source }),
      ...(was === undefined ? {} : { was }),
      ...(found === undefined ? {} : { cause: found.cause }),
    };
  });
}

interface Traced {
  readonly cause: Cause;
  readonly was: string | undefined;
}

function causeOf(diagnostic: Diagnostic, source: string, tree: TracedTree): Traced | undefined {
  const { file } = diagnostic;
  const change = tree.changes.find(({ path, kind }) => path === file && kind !== 'delete');
  if (change === undefined || change.kind === 'delete') return undefined;
  if (change.kind === 'modify') return editCause(diagnostic, source, change.edits, tree, file);
  if (change.moved !== undefined) {
    const { from, edits } = change.moved;
    const edited = editCause(diagnostic, source, edits, tree, from);
    return edited ?? { cause: { rule: change.rule, edit: `moved from ${from}`, line: 0 }, was: undefined };
  }
  return compositionCause(diagnostic, change.rule, tree);
}

/** In a module that the wave composed: the statement, and where it stood. */
function compositionCause(diagnostic: Diagnostic, rule: string, tree: TracedTree): Traced {
  const { file, line } = diagnostic;
  const whole: Traced = { cause: { rule, edit: `created ${file}`, line: 0 }, was: undefined };
  const owner = line > 0 ? tree.enclosingSymbol('after', file, line) : undefined;
  if (owner?.name === undefined) return whole;
  const row = tree.relocations.find(
    ({ name, to }) => name !== undefined && to?.module === owner.module && (to.name ?? name) === owner.name,
  );
  if (row?.name === undefined) return whole;
  const [old, now] = [
    tree.definition('before', row.module, row.name),
    tree.definition('after', owner.module, owner.name),
  ];
  const cause: Cause = {
    rule: row.rule,
    edit: `moved \`${row.name}\` here from ${row.module}`,
    line: now?.line ?? 0,
  };
  if (old === undefined || now === undefined) return { cause, was: undefined };
  const oldLine = old.line + line - now.line;
  return { cause, was: told({ file: old.file, line: oldLine }, tree) };
}

function editCause(
  diagnostic: Diagnostic,
  source: string,
  edits: Parameters<typeof placeEdits>[1],
  tree: TracedTree,
  oldFile: string,
): Traced | undefined {
  const { file, line } = diagnostic;
  const before = tree.text('before', oldFile);
  const planned = tree.text('planned', file);
  if (before === undefined || planned === undefined) return undefined;
  const placed = placeEdits(before, edits, planned, tree.text('written', file) ?? planned);
  const here = placed.filter(({ firstLine, lastLine }) => firstLine <= line && line <= lastLine);
  const found = here[0] ?? relatedEdit(placed, `${diagnostic.message}\n${source}`);
  if (found === undefined) return undefined;
  const { edit, old, oldLine, firstLine } = found;
  return {
    cause: { rule: edit.rule, edit: `${inWords(old)} → ${inWords(edit.text)}`, line: firstLine },
    was: here.length > 0 ? told({ file: oldFile, line: oldLine }, tree) : undefined,
  };
}

/** Not on the line itself, but an edit that changes or imports a name that is spoken of. */
function relatedEdit(placed: readonly PlacedEdit[], said: string): PlacedEdit | undefined {
  const spoken = new Set(wordsOf(said));
  return placed.find(({ edit, old }) => {
    const [gone, come] = [wordsOf(old), wordsOf(edit.text)];
    const changed = [
      ...gone.filter((word) => !come.includes(word)),
      ...come.filter((word) => !gone.includes(word)),
    ];
    const imported = wordsOf(/\bimport\b(.*)/s.exec(edit.text)?.[1] ?? '');
    return [...changed, ...imported].some((word) => spoken.has(word));
  });
}

function wordsOf(text: string): string[] {
  return (text.match(/[A-Za-z_]\w{2,}/g) ?? []).filter((word) => word !== 'from' && word !== 'import');
}

function told({ file, line }: Spot, tree: TracedTree): string | undefined {
  const text = tree.text('before', file)?.split(/\r?\n/)[line - 1]?.trim();
  return text === undefined ? undefined : `${file}:${line}: ${inWords(text)}`;
}

const LONGEST = 72;

function inWords(text: string): string {
  const line = text.trim().replace(/\s+/g, ' ');
  if (line === '') return 'nothing';
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line;
}

/** What the same tool said of the same thing before: a test's outcome, the message that this one replaces. */
function earlierWordsOf(
  before: GateReading,
  after: GateReading,
  tree: ComparisonMapping,
): (diagnostic: Diagnostic) => string | undefined {
  const isSame = ownership(tree);
  const stillSaid = new Set(after.diagnostics.map(({ message }) => message));
  const gone = before.diagnostics.filter(({ code, message }) => code !== '' && !stillSaid.has(message));
  return (diagnostic) => {
    if (before.tests !== undefined) return before.tests.get(diagnostic.subject ?? '');
    const old = gone.find((each) => each.code === diagnostic.code && isSame(each, diagnostic));
    return old === undefined ? undefined : `“${inWords(old.message)}”`;
  };
}
