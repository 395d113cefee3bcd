import type { Edit, FileChange } from '../model/plan.js';
import type { Alias } from '../python/ast.js';
import { encodeSource } from '../python/encoding.js';
import type { Unit } from '../python/unit.js';
import { layoutOf, prefersRelative } from './compose.js';
import { composeImports } from './compose-imports.js';
import { applyEdits, behindRemovals, joinRemovals, orderEdits } from './edits.js';
import { readExportList } from './export-list.js';
import type { RetargetContext } from './file-context.js';
import { importEdits } from './import-edits.js';
import { insertImports } from './insert-imports.js';
import { prunedImports } from './prune-imports.js';
import { identityOf, type Legacy, type ModuleIdentity } from './relocation-table.js';
import type { AliasReplacements, FileRetarget } from './replacement.js';
import { unitText } from './unit-text.js';
import { type ListEdit, withoutExports } from './without-exports.js';

/**
 * Plans what becomes of the source itself.
 *
 * @param additions edits that add to it what other sources send there.
 */
export function finishSource(
  legacy: Legacy,
  retarget: FileRetarget,
  context: RetargetContext,
  width: number,
  additions: readonly Edit[],
): FileChange[] {
  const { file, rule } = legacy.split;
  if (legacy.gone) return [{ kind: 'delete', path: file.path, before: file.bytes, rule: rule.id }];
  return keepSource(legacy, retarget, context, width, additions);
}

/** The source without what moved, importing what it still uses of it. A package of its own name takes its place. */
function keepSource(
  legacy: Legacy,
  retarget: FileRetarget,
  context: RetargetContext,
  width: number,
  additions: readonly Edit[],
): FileChange[] {
  const { split } = legacy;
  const { file } = split;
  const rule = split.rule.id;
  const path = split.keptPath ?? file.path;
  const becomesPackage = path !== file.path;
  const origin = identityOf(file.path, context.survey);
  const identity: ModuleIdentity = becomesPackage ? { module: split.module, isPackage: true, path } : origin;
  const idle = prunedImports(legacy);
  const pruned = new Set(idle.aliases);
  const removed = removedRanges(legacy, pruned, idle.units);
  const inRemoved = ({ start, end }: { start: number; end: number }) =>
    removed.some((range) => range.start <= start && end <= range.end);
  const staying = legacy.needs.of(undefined);
  const units = new Set([...staying.own, ...staying.replicated]);
  const composed = composeImports({
    legacy,
    retarget,
    context,
    identity,
    destination: undefined,
    needs: new Map([...staying.needs].filter(([name]) => legacy.target(name).kind === 'moved')),
    units,
    isLate: () => false,
    relative: prefersRelative(legacy),
  });
  const aliases: AliasReplacements = new Map(retarget.aliases);
  for (const alias of pruned) aliases.set(alias, []);
  const imports = importEdits(file, aliases, {
    survey: context.survey,
    width,
    identityAt: () => identity,
    skip: ({ node }) => inRemoved(node),
    rule,
  });
  const layout = layoutOf(legacy, context, width);
  const out = [...removed, ...imports.filter(({ text }) => text === '')];
  const deeper = becomesPackage && !origin.isPackage ? 1 : 0;
  const { runtime, typeOnly } = composed;
  const insertions = insertImports(file, runtime, typeOnly, layout, undefined, out, deeper).map((edit) => ({
    ...edit,
    rule,
    form: undefined,
  }));
  const changes: Edit[] = [
    ...removed.map(({ start, end }) => ({ start, end, text: '', rule, form: undefined })),
    ...imports,
    ...composed.deferred,
    ...retarget.edits.filter((edit) => !inRemoved(edit)),
    ...removedExports(legacy).map((edit) => ({ ...edit, rule, form: undefined })),
  ];
  const joined = withoutBlankHead(file.text, joinRemovals(changes));
  const edits = orderEdits(
    [...joined, ...behindRemovals([...insertions, ...additions], joined, layout.newline)],
    file.text,
  );
  const after = encodeSource(applyEdits(file.text, edits), file.decodedText!.encoding);
  if (!becomesPackage)
    return edits.length > 0 ? [{ kind: 'modify', path: file.path, before: file.bytes, after, edits }] : [];
  return [
    { kind: 'create', path: identity.path, after, rule },
    { kind: 'delete', path: file.path, before: file.bytes, rule },
  ];
}

/** Removals that reach from the start of a file up to a statement take the empty lines before it as well. */
function withoutBlankHead(text: string, edits: readonly Edit[]): Edit[] {
  let at = 0;
  let last: Edit | undefined;
  for (const edit of [...edits].sort((a, b) => a.start - b.start)) {
    if (edit.text !== '' || text.slice(at, edit.start).trim() !== '') break;
    at = edit.end;
    last = edit;
  }
  if (!last) return [...edits];
  const end = at + /^(?:[ \t]*(?:\r\n|\n|\r))*/.exec(text.slice(at))![0].length;
  return [{ ...last, start: 0, end }, ...edits.filter(({ start }) => start >= end)];
}

/** The lines of what moved away or is removed, with the empty lines before it. */
function removedRanges(
  { split }: Legacy,
  pruned: ReadonlySet<Alias>,
  idle: ReadonlySet<number>,
): { start: number; end: number }[] {
  const { file, home, facts } = split;
  const leaves = (unit: number) =>
    home[unit] !== undefined || facts[unit]!.kind === 'removed' || idle.has(unit);
  const goes = ({ index, stmt }: Unit) =>
    leaves(index) ||
    ((stmt.kind === 'Import' || stmt.kind === 'ImportFrom') &&
      stmt.names.every((alias) => pruned.has(alias)));
  const ranges: { start: number; end: number }[] = [];
  for (const unit of facts.keys()) {
    if (!leaves(unit)) continue;
    const own = unitText(file, unit, []);
    const guard = file.units[unit]!.guard;
    const whole = guard && file.units.filter((other) => other.guard === guard).every(goes);
    if (whole) {
      const end = lineEnd(file.text, guard.end);
      if (!ranges.some((range) => range.start === guard.start)) ranges.push({ start: guard.start, end });
      continue;
    }
    const previous = file.units[unit - 1];
    const start =
      previous && own.start > previous.end
        ? ranges.at(-1)?.end === own.start
          ? own.start
          : own.start - blankBefore(file.text, own.start)
        : own.start;
    ranges.push({ start: Math.max(start, ranges.at(-1)?.end ?? 0), end: lineEnd(file.text, own.end) });
  }
  return leavingWiderGaps(file.text, ranges);
}

/** Where more empty lines stand before a removal than behind it, those before it stay: what is left keeps its distance. */
function leavingWiderGaps(
  text: string,
  ranges: readonly { start: number; end: number }[],
): { start: number; end: number }[] {
  const runs: { start: number; end: number }[] = [];
  for (const { start, end } of ranges) {
    const last = runs.at(-1);
    if (last?.end === start) last.end = end;
    else runs.push({ start, end });
  }
  return runs.map(({ start, end }) => {
    const before = blankLines(text, start);
    const behind = blankLines(text, end);
    const isLast = end + behind.length === text.length;
    const isWider = before.count > behind.count && !isLast && text.slice(0, start).trim() !== '';
    return isWider ? { start: start + before.length, end: end + behind.length } : { start, end };
  });
}

/** The empty lines from an offset on. */
function blankLines(text: string, offset: number): { count: number; length: number } {
  const lines = /^(?:[ \t\f]*(?:\r\n|\n|\r))*/.exec(text.slice(offset))![0];
  return { count: lines.split(/\r\n|\n|\r/).length - 1, length: lines.length };
}

/** Length of the empty lines right before an offset at a line's start. */
function blankBefore(text: string, offset: number): number {
  let at = offset;
  while (at > 0) {
    const ending = /(?:\r\n|\n|\r)$/.exec(text.slice(Math.max(0, at - 2), at))?.[0].length ?? 0;
    const start =
      Math.max(text.lastIndexOf('\n', at - ending - 1), text.lastIndexOf('\r', at - ending - 1)) + 1;
    if (ending === 0 || start > at - ending || !/^[ \t\f]*$/.test(text.slice(start, at - ending))) break;
    at = start;
  }
  return offset - at;
}

function lineEnd(text: string, offset: number): number {
  const rest = /^[ \t;]*(?:\r\n|\n|\r)?/.exec(text.slice(offset, offset + 200))!;
  return offset + rest[0].length;
}

/** Entries of `__all__` whose symbols moved away or are removed. */
function removedExports(legacy: Legacy): ListEdit[] {
  const { file, itself } = legacy.split;
  const gone = readExportList(file.module).entries.filter(({ name }) => {
    const target = legacy.target(name);
    return target.kind === 'gone' || (target.kind === 'moved' && target.destination !== itself);
  });
  return withoutExports(file, new Set(gone.map(({ name }) => name)));
}
