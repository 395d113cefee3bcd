import type { StatementPattern, SuggestedModule } from '../../model/suggestion.js';
import type { Survey } from '../survey.js';
import type { Bond, SuggestSource } from './bonds.js';
import type { Importer } from './importers.js';
import { isOrdering, type ModuleParts } from './module-parts.js';
import type { Levels } from './partition.js';
import { type NamedGroup, type NamedSymbol, proposeNames } from './propose-names.js';
import { statementPattern } from './statement-pattern.js';

/** What is known of the module that is split. */
export interface SplitSubject {
  readonly source: SuggestSource;
  readonly parts: ModuleParts;
  readonly bonds: readonly Bond[];
  readonly importers: readonly Importer[];
  readonly survey: Survey;
  readonly path: string;
  readonly module: string;
}

/** Names and describes the modules of a division. */
export function describeModules(
  subject: SplitSubject,
  levels: Levels,
  {
    keep,
    around,
    begins,
  }: { readonly keep: boolean; readonly around: readonly string[]; readonly begins: boolean },
): SuggestedModule[] {
  const { parts, module, source, survey } = subject;
  const count = Math.max(-1, ...levels) + 1;
  const groups = Array.from({ length: count }, (_, level) => groupOf(subject, levels, level, around));
  const kept = keep ? keptLevel(subject, levels, groups) : undefined;
  const proposed = proposeNames(
    groups.map(({ group }) => group),
    module,
    source,
    survey,
    begins,
  );
  const names = proposed.map((name, level) => (level === kept ? module : name));
  return groups.map(
    ({ group, units, importers }, level): SuggestedModule => ({
      module: names[level]!,
      kept: level === kept,
      docstring: docstringOf(names[level]!, group),
      symbols: group.symbols.map(({ name }) => name),
      statements: level === kept ? [] : patternsOf(subject, units),
      lines: group.symbols.reduce((sum, { lines }) => sum + lines, 0),
      imports: importsOf(parts, levels, level, names),
      importers,
      together: togetherIn(subject, levels, level),
      reasons: reasonsFor(subject, levels, level),
    }),
  );
}

function groupOf(
  { parts, source, importers }: SplitSubject,
  levels: Levels,
  level: number,
  around: readonly string[],
) {
  const own = parts.parts.filter(({ index }) => levels[index] === level);
  const units = own.flatMap((part) => part.units).sort((a, b) => a - b);
  const seen = new Set<string>();
  const symbols = units.flatMap((unit): NamedSymbol[] => {
    const { stmt, start, end } = source.file.units[unit]!;
    const lines = source.file.position(end).line - source.file.position(start).line + 1;
    const isClass = stmt.kind === 'ClassDef';
    const isException =
      stmt.kind === 'ClassDef' &&
      stmt.bases.some((base) =>
        /(?:Error|Exception|Warning)$/.test(source.file.text.slice(base.start, base.end)),
      );
    return source.facts[unit]!.binds.filter((name) => !seen.has(name) && seen.add(name)).map((name, at) => ({
      name,
      lines: at === 0 ? lines : 0,
      isClass,
      isException,
    }));
  });
  const names = new Set(symbols.map(({ name }) => name));
  const taking = importers.filter((importer) => [...importer.names].some((name) => names.has(name)));
  const group: NamedGroup = {
    symbols,
    isPrivate: taking.length === 0 && symbols.every(({ name }) => name.startsWith('_')),
    anchor: around.find((name) => names.has(name)),
  };
  return { group, units, importers: taking.length };
}

/** The level that a kept source gets: what Python looks up in it, otherwise what most others import from it. */
function keptLevel(
  { parts, source }: SplitSubject,
  levels: Levels,
  groups: readonly { readonly importers: number }[],
): number {
  const unit = [...source.facts.keys()].find((each) =>
    source.facts[each]!.binds.some((name) => /^__\w+__$/.test(name) && parts.named(name) !== undefined),
  );
  const part = unit === undefined ? undefined : parts.ofUnit(unit);
  if (part !== undefined) return levels[part]!;
  const most = Math.max(...groups.map(({ importers }) => importers));
  return groups.findLastIndex(({ importers }) => importers === most);
}

/**
 * Statements without a name, and without a named one that they go with, need a pattern to be claimed. The block that
 * runs when the module is a program does in any case: its place must have been chosen.
 */
function patternsOf({ source, parts }: SplitSubject, units: readonly number[]): StatementPattern[] {
  return units.flatMap((unit) => {
    const { kind, mutates } = source.facts[unit]!;
    const found = kind !== 'effect' || mutates.some((name) => parts.named(name) !== undefined);
    return found && !isMainBlock(source, unit) ? [] : statementPattern(source.file, unit);
  });
}

function isMainBlock({ file }: SuggestSource, unit: number): boolean {
  const { stmt } = file.units[unit]!;
  return stmt.kind === 'If' && /__name__/.test(file.text.slice(stmt.test.start, stmt.test.end));
}

function importsOf({ needs }: ModuleParts, levels: Levels, level: number, names: readonly string[]) {
  const taken = new Map<number, Set<string>>();
  for (const need of needs) {
    const { from, to, name } = need;
    if (!isOrdering(need) || levels[from] !== level || levels[to] === level) continue;
    taken.set(levels[to]!, (taken.get(levels[to]!) ?? new Set()).add(name));
  }
  return [...taken]
    .sort(([a], [b]) => a - b)
    .map(([target, symbols]) => ({ module: names[target]!, names: [...symbols].sort() }));
}

/** What could not be taken apart, largest first. */
function togetherIn({ parts, bonds, source }: SplitSubject, levels: Levels, level: number) {
  const found: { names: string[]; why: string }[] = [];
  for (const { units, why } of bonds) {
    const part = parts.ofUnit(units[0]!);
    if (part === undefined || levels[part] !== level) continue;
    const names = [...new Set(units.flatMap((unit) => source.facts[unit]!.binds))];
    if (names.length > 1 && !found.some((each) => each.why === why && sameNames(each.names, names)))
      found.push({ names, why });
  }
  return found.sort((a, b) => b.names.length - a.names.length);
}

function sameNames(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((name) => b.includes(name));
}

/** What a reader wants to know of a group: what it is built around, and who uses it. */
function reasonsFor({ parts, importers }: SplitSubject, levels: Levels, level: number): string[] {
  const uses = new Map<string, number>();
  for (const { from, to, name } of parts.needs)
    if (levels[from] === level && levels[to] === level) uses.set(name, (uses.get(name) ?? 0) + 1);
  const shared = top(uses, 2);
  const outside = new Map<string, number>();
  for (const { names } of importers)
    for (const name of names) {
      const part = parts.named(name);
      if (part !== undefined && levels[part] === level) outside.set(name, (outside.get(name) ?? 0) + 1);
    }
  const asked = top(outside, 1);
  return [
    ...(shared.length > 0 ? [`its symbols share ${list(shared)}`] : []),
    ...(asked.length > 0 ? [`others import ${list(asked)} most`] : []),
  ];
}

function top(counts: ReadonlyMap<string, number>, least: number): string[] {
  return [...counts]
    .filter(([, count]) => count >= least)
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, 4)
    .map(([name]) => name);
}

function list(names: readonly string[]): string {
  const quoted = names.map((name) => `\`${name}\``);
  return quoted.length < 2 ? quoted.join('') : `${quoted.slice(0, -1).join(', ')} and ${quoted.at(-1)}`;
}

const LONGEST_DOCSTRING = 80;

function docstringOf(module: string, { symbols }: NamedGroup): string {
  const words = module.split('.').at(-1)!.split('_').filter(Boolean).join(' ');
  const title = words.charAt(0).toUpperCase() + words.slice(1);
  const main = symbols.filter(({ name }) => !name.startsWith('_')).sort((a, b) => b.lines - a.lines);
  for (const count of [3, 2, 1]) {
    const text = `${title}: ${list(main.slice(0, count).map(({ name }) => name))}${main.length > count ? `, and what goes with ${count === 1 ? 'it' : 'them'}` : ''}.`;
    if (main.length >= count && text.length <= LONGEST_DOCSTRING) return text;
  }
  return `${title}.`;
}
