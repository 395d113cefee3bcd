import type { Finding, RelatedPlace } from '../model/finding.js';
import type { Edit, ReferenceForm } from '../model/plan.js';
import type { ImportFrom } from '../python/ast.js';
import { absoluteName } from '../python/module-index.js';
import type { Unit } from '../python/unit.js';
import type { PatchSites } from './patch-sites.js';
import { identityOf, type ModuleIdentity, type RelocationTable } from './relocation-table.js';
import type { AliasReplacements } from './replacement.js';
import type { SourceFile } from './source-file.js';
import type { Survey } from './survey.js';

/** What the rewriting of one file needs to know. */
export interface RetargetContext {
  readonly survey: Survey;
  readonly table: RelocationTable;
  readonly patches: PatchSites;
}

/** One file being rewritten. */
export class FileContext {
  readonly aliases: AliasReplacements = new Map();
  readonly edits: Edit[] = [];
  readonly findings: Finding[] = [];
  /** Names of the module that it only handed on, and that go. */
  readonly gone = new Set<string>();
  /** The file as it stands, which relative imports are read from. */
  readonly identity: ModuleIdentity;
  /** Statements of the file that the wave takes away: what they say matters to nobody. */
  private readonly removed: readonly Unit[];

  /** @param outerOffset where an offset of the text stands in its file, for code that is embedded in it. */
  constructor(
    readonly context: RetargetContext,
    readonly file: SourceFile,
    private readonly outerOffset?: (offset: number) => number,
  ) {
    this.identity = identityOf(file.path, context.survey);
    const facts = context.table.at(file.path)?.split.facts;
    this.removed = facts
      ? context.survey.file(file.path)!.units.filter(({ index }) => facts[index]?.kind === 'removed')
      : [];
  }

  /** The code is embedded in text. */
  get isText(): boolean {
    return this.outerOffset !== undefined;
  }

  /** Where an offset stands in the file. */
  private outer(offset: number): number {
    return this.outerOffset?.(offset) ?? offset;
  }

  /** Whether an offset lies in a statement that goes. */
  isRemoved(offset: number): boolean {
    const at = this.removed.length > 0 ? this.outer(offset) : 0;
    return this.removed.some(({ start, end }) => start <= at && at < end);
  }

  edit(start: number, end: number, text: string, rule: string, form: ReferenceForm | undefined): void {
    this.add({ start, end, text, rule, form });
  }

  add(edit: Edit): void {
    if (!this.isRemoved(edit.start)) this.edits.push(edit);
  }

  report(
    code: string,
    start: number,
    end: number,
    message: string,
    hint: string,
    severity: Finding['severity'] = 'error',
    related: readonly RelatedPlace[] = [],
  ): void {
    if (this.isRemoved(start)) return;
    this.findings.push({
      code,
      severity,
      place: this.context.survey.place(this.file.path, this.outer(start), this.outer(end)),
      message,
      hint,
      ...(related.length > 0 ? { related } : {}),
    });
  }

  /** The absolute name of the module that a from-import reads. */
  moduleOf(node: ImportFrom): string | undefined {
    return absoluteName(this.identity.module, this.identity.isPackage, node.level, node.module);
  }
}
