import type { Finding, Place } from '../../model/finding.js';
import type { Edit, FileChange } from '../../model/plan.js';
import type { Relocation } from '../../model/relocation.js';
import type { RewriteRule } from '../../model/wave.js';
import { encodeSource } from '../../python/encoding.js';
import { composeEdits, offsetBefore } from '../compose-edits.js';
import { applyEdits, EditConflict, orderEdits } from '../edits.js';
import type { ImportLayout } from '../import-entry.js';
import { importSections } from '../import-sections.js';
import { overlayReader } from '../prove/overlay.js';
import { SourceFile } from '../source-file.js';
import type { RepositoryReader, Survey } from '../survey.js';
import { addedImports, type ImportConflict, orphanedImports } from './adjust-imports.js';
import { fileFilter, matchesAny, mayMatchText } from './file-filter.js';
import { rewriteText } from './rewrite-text.js';

/** A file as the wave's rewrites leave it, for the rules that come after them. */
interface RewrittenFile {
  /** The first rule that changed it. */
  readonly rule: string;
  readonly before: SourceFile;
  readonly after: Uint8Array;
  /** Against the text before, in order. */
  readonly edits: readonly Edit[];
}

/** What the `rewrite` rules of a wave make of the repository, in memory. */
export class LocalRewrites {
  readonly files = new Map<string, RewrittenFile>();
  readonly findings: Finding[] = [];
  /** How often each rule matched. */
  readonly matches: Record<string, number> = {};

  constructor(
    rules: readonly RewriteRule[],
    private readonly reader: RepositoryReader,
    /** The repository as it stands. */
    readonly survey: Survey,
    private readonly width: number,
  ) {
    for (const { id } of rules) this.matches[id] = 0;
    const selections = rules.map((rule) => ({
      rule,
      mayMatch: fileFilter(rule.files, rule.selector, survey),
    }));
    for (const path of rules.length === 0 ? [] : survey.paths) {
      // What one rule writes may be what another one looks for.
      if (!selections.some(({ mayMatch }) => mayMatch(path))) continue;
      this.rewrite(
        path,
        rules.filter(({ files }) => matchesAny(files, path)),
      );
    }
  }

  /** The repository as the rewrites leave it. */
  get rewritten(): RepositoryReader {
    if (this.files.size === 0) return this.reader;
    const changes = [...this.files].map(([path, { before, after, edits }]): FileChange => {
      return { kind: 'modify', path, before: before.bytes, after, edits };
    });
    return overlayReader(this.reader, changes);
  }

  /**
   * Definitions that the rewrites take away, in the form of all that leaves its module.
   *
   * @param after the rewritten repository.
   */
  relocations(after: Survey): Relocation[] {
    return [...this.files].flatMap(([path, { rule, before }]) => {
      const file = after.python(path);
      if (!file) return [];
      const module = this.survey.index.nameOf(path);
      const left = definitions(file);
      const gone = [...definitions(before)].filter((name) => !left.has(name));
      return gone.map((name): Relocation => ({ module, name, to: undefined, rule }));
    });
  }

  /** Changes of the rewritten repository, as changes of the one that is there. */
  restore(changes: readonly FileChange[]): FileChange[] {
    const left = new Map(this.files);
    const restored = changes.map((change): FileChange => {
      const from = change.kind === 'create' ? change.moved?.from : change.path;
      const file = from === undefined ? undefined : this.files.get(from);
      if (!file || from === undefined) return change;
      left.delete(from);
      if (change.kind === 'delete') return { ...change, before: file.before.bytes };
      const composed = (edits: readonly Edit[]) => composeEdits(file.before.text, file.edits, edits);
      if (change.kind === 'modify')
        return { ...change, before: file.before.bytes, edits: composed(change.edits) };
      return { ...change, moved: { from, edits: composed(change.moved?.edits ?? []) } };
    });
    const rest = [...left].map(([path, { before, after, edits }]): FileChange => {
      return { kind: 'modify', path, before: before.bytes, after, edits };
    });
    return [...restored, ...rest];
  }

  /** A finding about the rewritten repository, at its place in the file that is there. */
  withPlaceBefore(finding: Finding): Finding {
    return this.findings.includes(finding) ? finding : { ...finding, place: this.placeBefore(finding.place) };
  }

  private placeBefore(place: Place | undefined): Place | undefined {
    const file = place && this.files.get(place.file);
    if (!place || !file || place.planned) return place;
    const after = new SourceFile(place.file, file.after);
    const at = (line: number, column: number) =>
      file.before.position(offsetBefore(file.edits, after.offset(line, column)));
    const end =
      place.endLine === undefined || place.endColumn === undefined
        ? undefined
        : at(place.endLine, place.endColumn);
    const start = at(place.line, place.column);
    return { file: place.file, ...start, ...(end && { endLine: end.line, endColumn: end.column }) };
  }

  private rewrite(path: string, rules: readonly RewriteRule[]): void {
    const before = this.survey.file(path);
    if (!before?.decodedText) return;
    let current = before;
    let edits: readonly Edit[] = [];
    const changed: RewriteRule[] = [];
    for (const rule of rules) {
      if (!mayMatchText(current.text, rule.selector)) continue;
      const done = rewriteText(current.text, rule, before.newline);
      if (done.problem) this.report(before, edits, rule, done.problem);
      if (done.matches === 0) continue;
      for (const comment of done.lost) this.reportComment(before, edits, rule, comment);
      this.matches[rule.id]! += done.matches;
      edits = composeEdits(before.text, edits, done.edits);
      current = this.fileOf(path, done.text, before);
      changed.push(rule);
    }
    const [first] = changed;
    if (!first) return;
    if (!this.survey.python(path)) {
      this.findings.push(this.survey.problem(path)!);
      return;
    }
    const step = (more: readonly Edit[]) => {
      const ordered = orderEdits(more, current.text);
      edits = composeEdits(before.text, edits, ordered);
      current = this.fileOf(path, applyEdits(current.text, ordered), before);
    };
    try {
      for (const rule of changed) {
        const { edits: added, conflicts } = addedImports(
          current,
          rule.imports,
          this.layoutOf(before),
          rule.id,
        );
        for (const conflict of conflicts) this.reportConflict(before, edits, rule, conflict);
        step(added);
      }
      step(orphanedImports(before, current, this.survey, { width: this.width, rule: first.id }));
    } catch (error) {
      if (!(error instanceof EditConflict)) throw error;
      this.report(before, edits, first, { kind: 'unparsable', at: error.first, why: error.message });
      return;
    }
    if (current.text === before.text) return;
    const after = current.bytes;
    this.files.set(path, { rule: first.id, before, after, edits });
  }

  private fileOf(path: string, text: string, { decodedText }: SourceFile): SourceFile {
    return new SourceFile(path, encodeSource(text, decodedText!.encoding));
  }

  private layoutOf({ newline }: SourceFile): ImportLayout {
    return { width: this.width, newline, section: importSections(this.survey) };
  }

  private report(
    file: SourceFile,
    edits: readonly Edit[],
    rule: RewriteRule,
    { kind, at, why }: { kind: 'endless' | 'unparsable'; at: { start: number; end: number }; why: string },
  ): void {
    const place = this.survey.place(file.path, offsetBefore(edits, at.start), offsetBefore(edits, at.end));
    const endless = kind === 'endless';
    this.findings.push({
      code: endless ? 'RW243' : 'RW242',
      severity: 'error',
      place,
      message: endless
        ? `The rule \`${rule.id}\` matches what it writes, again and again: \`${why}\`.`
        : `What the rule \`${rule.id}\` makes of this file is no Python: ${why}.`,
      hint: endless
        ? 'Narrow the rule, for instance by `not`, so that its own result does not match.'
        : 'Mend the `fix`: it has to fit in wherever the rule matches.',
      related: [{ place: rule.selectorPlace, message: 'the rule' }],
    });
  }

  private reportComment(
    file: SourceFile,
    edits: readonly Edit[],
    rule: RewriteRule,
    { start, end, text }: { start: number; end: number; text: string },
  ): void {
    this.findings.push({
      code: 'RW331',
      severity: 'warning',
      place: this.survey.place(file.path, offsetBefore(edits, start), offsetBefore(edits, end)),
      message: `The comment \`${text}\` stands inside of what the rule \`${rule.id}\` replaces, and would be lost.`,
      hint: 'Move it above the statement before the wave, or waive this when it is about what goes.',
      related: [{ place: rule.selectorPlace, message: 'the rule' }],
    });
  }

  private reportConflict(
    file: SourceFile,
    edits: readonly Edit[],
    rule: RewriteRule,
    { statement, start, end }: ImportConflict,
  ): void {
    this.findings.push({
      code: 'RW244',
      severity: 'error',
      place: this.survey.place(file.path, offsetBefore(edits, start), offsetBefore(edits, end)),
      message: `The rule \`${rule.id}\` needs \`${statement}\`, and the name means something else here.`,
      hint: 'Import it under another name with `as`, or rename what stands here first.',
      related: [{ place: rule.place, message: 'the rule' }],
    });
  }
}

/** The functions and classes that a file binds at top level. */
function definitions({ scopes }: SourceFile): Set<string> {
  const names = [...scopes.module.bindings].flatMap(([name, { sites }]) =>
    sites.some(({ kind }) => kind === 'function' || kind === 'class') ? [name] : [],
  );
  return new Set(names);
}
