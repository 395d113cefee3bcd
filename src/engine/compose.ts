import type { Finding } from '../model/finding.js';
import type { Edit } from '../model/plan.js';
import { type ComposedImports, composeImports } from './compose-imports.js';
import { orderEdits } from './edits.js';
import { readExportList } from './export-list.js';
import type { RetargetContext } from './file-context.js';
import { importEdits } from './import-edits.js';
import { type ImportEntry, type ImportLayout, isSorted, renderEntry, sortEntries } from './import-entry.js';
import { importSections } from './import-sections.js';
import type { Legacy, ModuleIdentity } from './relocation-table.js';
import type { FileRetarget } from './replacement.js';
import type { SplitDestination } from './split.js';
import { commentsAbove, type UnitText, unitText } from './unit-text.js';

/** What a split puts into one destination, before it is written as a new module or into an existing one. */
export interface Composition {
  readonly imports: ComposedImports;
  /** Moved units and late imports, in source order. */
  readonly body: readonly BodyPart[];
  readonly exports: readonly string[];
  readonly findings: readonly Finding[];
  readonly layout: ImportLayout;
}

/** One statement of a composed module. */
export interface BodyPart extends UnitText {
  readonly unit: number;
  readonly guarded: boolean;
}

/** Puts together what one destination takes from a source. */
export function composeDestination(
  legacy: Legacy,
  destination: SplitDestination,
  retarget: FileRetarget,
  context: RetargetContext,
  width: number,
): Composition {
  const { split, needs } = legacy;
  const { file, facts } = split;
  const { own, replicated, needs: names } = needs.of(destination);
  const units = new Set([...own, ...replicated]);
  const identity: ModuleIdentity = destination;
  const firstBody = Math.min(
    ...[...own].filter((unit) => !file.units[unit]!.guard),
    Number.POSITIVE_INFINITY,
  );
  const isLate = (unit: number) => facts[unit]!.kind === 'import' && unit > firstBody;
  const layout = layoutOf(legacy, context, width);
  const imports = composeImports({
    legacy,
    retarget,
    context,
    identity,
    destination,
    needs: names,
    units,
    isLate,
    relative: prefersRelative(legacy),
  });
  const inPlace = importEdits(file, retarget.aliases, {
    survey: context.survey,
    width,
    identityAt: () => identity,
    skip: (site) => !units.has(site.unit),
    rule: split.rule.id,
  });
  const edits = orderEdits(
    [...inPlace, ...imports.deferred, ...retarget.edits.filter((edit) => isInside(edit, legacy, units))],
    file.text,
  );
  const body: BodyPart[] = [];
  for (const [unit] of facts.entries()) {
    const guarded = file.units[unit]!.guard !== undefined;
    if (units.has(unit)) body.push({ ...unitText(file, unit, edits), unit, guarded });
    const late = imports.late.get(unit);
    if (late) body.push(lateImport(legacy, unit, late, layout));
  }
  return { imports, body, exports: exportsOf(legacy, destination), findings: imports.findings, layout };
}

function isInside(edit: Edit, legacy: Legacy, units: ReadonlySet<number>): boolean {
  const all = legacy.split.file.units;
  return [...units].some((unit) => edit.start >= all[unit]!.start && edit.end <= all[unit]!.end);
}

function lateImport(
  legacy: Legacy,
  unit: number,
  entries: readonly ImportEntry[],
  layout: ImportLayout,
): BodyPart {
  const { file } = legacy.split;
  const own = unitText(file, unit, []);
  const above = commentsAbove(file, unit);
  const text = [...above, ...entries.map((entry) => renderEntry(entry, '', layout))].join(layout.newline);
  return { ...own, text, unit, guarded: false };
}

/** Names of `__all__` that move to a destination, as they are called there, in the source's order. */
function exportsOf(legacy: Legacy, destination: SplitDestination): string[] {
  const names = readExportList(legacy.split.file.module).entries.map(({ name }) => name);
  return [...new Set(names)].flatMap((name) => {
    const target = legacy.target(name);
    return target.kind === 'moved' && target.destination === destination ? [target.name] : [];
  });
}

/** How the import statements of a source's destinations are laid out. */
export function layoutOf(legacy: Legacy, { survey }: RetargetContext, width: number): ImportLayout {
  return { width, newline: legacy.split.file.newline, section: importSections(survey) };
}

/** Whether a source imports its own package by relative imports. */
export function prefersRelative({ split }: Legacy): boolean {
  const top = split.module.split('.', 1)[0]!;
  let relative = 0;
  let absolute = 0;
  for (const { node } of split.file.scopes.imports) {
    if (node.kind === 'ImportFrom' && node.level > 0) relative++;
    else if (node.kind === 'ImportFrom' && node.module.split('.', 1)[0] === top) absolute++;
  }
  return relative > absolute;
}

/** Import statements in the source's own order, or sorted where the source has them sorted. */
export function arrangeEntries(
  entries: readonly ImportEntry[],
  legacy: Legacy,
  layout: ImportLayout,
): readonly ImportEntry[] {
  return sourceIsSorted(legacy, layout) ? sortEntries(entries, layout) : entries;
}

function sourceIsSorted({ split }: Legacy, layout: ImportLayout): boolean {
  const entries: ImportEntry[] = [];
  for (const unit of split.file.units) {
    const { stmt } = unit;
    if (unit.guard) break;
    if (stmt.kind === 'ImportFrom' && stmt.module !== '__future__') {
      const module = '.'.repeat(stmt.level) + stmt.module;
      entries.push({
        kind: 'from',
        module,
        items: [],
        above: [],
        opening: undefined,
        closing: undefined,
        exploded: false,
      });
    } else if (stmt.kind === 'Import') {
      const module = stmt.names[0]!.name;
      entries.push({
        kind: 'import',
        module,
        items: [],
        above: [],
        opening: undefined,
        closing: undefined,
        exploded: false,
      });
    } else if (entries.length > 0) break;
  }
  return isSorted(entries, layout);
}
