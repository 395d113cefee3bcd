import type { SuggestedModule, Suggestion } from '../../model/suggestion.js';
import { isPackageFile } from '../../python/module-index.js';
import { unitFacts } from '../../python/unit-facts.js';
import type { Survey } from '../survey.js';
import { affinityOf } from './affinity.js';
import { type Bond, bondsOf, type SuggestSource } from './bonds.js';
import { circleBonds, orderOf, type PartOrder } from './circles.js';
import { describeModules } from './describe-modules.js';
import { importersOf } from './importers.js';
import { ModuleParts } from './module-parts.js';
import { OutsideCircles } from './outside-circles.js';
import { type Levels, partition } from './partition.js';
import { seededRandom } from './random.js';
import { randomPartition } from './random-partition.js';

/** What a user may say about the split that is wanted. */
export interface SplitWishes {
  /** How many modules; by size when it is not given. */
  readonly into: number | undefined;
  /** Symbols that each get a module of their own, with what belongs to them. */
  readonly around: readonly string[];
  /** The source stays, with some of its statements. */
  readonly keep: boolean;
  /** Some split without circles instead of a good one. */
  readonly seed: number | undefined;
  /** Symbols or statements that turned out to belong together: their units. */
  readonly together: readonly Bond[];
  /** Files whose mentions of the source as such nobody can send anywhere. */
  readonly leave: readonly string[];
}

/** Lines that a module is good for, when nobody says how many there are to be. */
const GOOD_SIZE = 650;
const MOST_MODULES = 8;
/** A circle through other modules that holds more of the source than this is not taken as a reason to keep it whole. */
const LARGEST_CIRCLE = 0.5;

/** Proposes a split of the module in a file. @param module its dotted name. */
export function suggestSplit(survey: Survey, path: string, module: string, wishes: SplitWishes): Suggestion {
  const file = survey.file(path)!;
  const source: SuggestSource = { file, facts: unitFacts(file.units, file.scopes, file.text) };
  const notes: string[] = [];
  const keep = mustStay(source, notes) || wishes.keep;
  const { parts, order, bonds } = arrange(
    source,
    survey,
    [...wishes.together, ...pinned(source, keep)],
    notes,
  );
  const importers = importersOf(survey, path);
  const count = moduleCount(parts, wishes, notes);
  const random = seededRandom(wishes.seed ?? 1);
  const levels =
    wishes.seed === undefined
      ? partition({
          sizes: parts.parts.map(({ lines }) => lines),
          order,
          affinity: affinityOf(parts, importers),
          count,
          anchors: anchorsOf(parts, wishes.around),
          random,
        })
      : randomPartition(order, count, random);
  const modules = describeModules(
    { source, parts, bonds, importers, survey, path, module },
    withoutGaps(levels),
    { keep, around: wishes.around },
  );
  return {
    source: module,
    path,
    legacy: keep ? 'keep' : 'delete',
    modules,
    rest: keep ? undefined : restOf(modules),
    leave: wishes.leave,
    lines: parts.parts.reduce((sum, { lines }) => sum + lines, 0),
    importers: importers.length,
    crossingPrivate: crossing(modules),
    notes,
    seed: wishes.seed,
  };
}

/** The parts of a module, none of them in a circle with another. */
function arrange(
  source: SuggestSource,
  survey: Survey,
  together: readonly Bond[],
  notes: string[],
): { parts: ModuleParts; order: PartOrder; bonds: readonly Bond[] } {
  const known = [...bondsOf(source), ...together];
  const first = new ModuleParts(source, known);
  const inside = circleBonds(first, undefined);
  const outside = new OutsideCircles(survey, source.file.path);
  const whole = circleBonds(first, outside);
  const all = first.parts.reduce((sum, { lines }) => sum + lines, 0);
  const largest = (bonds: readonly Bond[]) =>
    Math.max(0, ...new ModuleParts(source, [...known, ...bonds]).parts.map(({ lines }) => lines)) / all;
  const through =
    outside.modules.length > 0 && (largest(whole) < LARGEST_CIRCLE || largest(inside) > largest(whole) - 0.1);
  if (outside.modules.length > 0 && !through)
    notes.push(
      `The module is in an import circle with ${outside.modules.length} others; imports that close it are left to the static gates.`,
    );
  const bonds = [...known, ...(through ? whole : inside)];
  const parts = new ModuleParts(source, bonds);
  return { parts, order: orderOf(parts, through ? outside : undefined), bonds };
}

/** What makes a module one that cannot be deleted. */
function mustStay({ file, facts }: SuggestSource, notes: string[]): boolean {
  if (isPackageFile(file.path)) {
    notes.push('The source is the `__init__` of a package, so it stays.');
    return true;
  }
  if (facts.some(({ binds }) => binds.includes('__getattr__'))) {
    notes.push('The source answers for names by `__getattr__`, so it stays.');
    return true;
  }
  return false;
}

/** Names that Python itself looks up in the module: they stay where it stays. */
function pinned({ facts }: SuggestSource, keep: boolean): Bond[] {
  if (!keep) return [];
  const units = [...facts.keys()].filter((unit) => facts[unit]!.binds.some((name) => /^__\w+__$/.test(name)));
  return units.length > 1 ? [{ units, why: 'the module itself is asked for them' }] : [];
}

function moduleCount({ parts }: ModuleParts, { into, around, seed }: SplitWishes, notes: string[]): number {
  const lines = parts.reduce((sum, part) => sum + part.lines, 0);
  const bySize = Math.min(MOST_MODULES, Math.max(2, Math.round(lines / GOOD_SIZE)));
  const random = seed === undefined ? undefined : 2 + Math.floor(seededRandom(seed ^ 0x5eed)() * 5);
  const wanted = into ?? random ?? (around.length > 0 ? around.length + 1 : bySize);
  const count = Math.min(Math.max(wanted, around.length), parts.length);
  if (into !== undefined && count < into)
    notes.push(`There are only ${parts.length} parts that can be taken apart, so there are fewer modules.`);
  return count;
}

function anchorsOf(parts: ModuleParts, around: readonly string[]): number[] {
  return [...new Set(around.flatMap((name) => parts.named(name) ?? []))];
}

/** Levels renumbered so that none is empty. */
function withoutGaps(levels: Levels): Levels {
  const used = [...new Set(levels)].sort((a, b) => a - b);
  return levels.map((level) => used.indexOf(level));
}

/** The module with the most symbols reads best as what is left over. */
function restOf(modules: readonly SuggestedModule[]): string | undefined {
  return [...modules].sort((a, b) => b.symbols.length - a.symbols.length)[0]?.module;
}

function crossing(modules: readonly SuggestedModule[]): string[] {
  const names = modules.flatMap(({ imports }) => imports.flatMap((each) => each.names));
  return [...new Set(names)].filter((name) => /^_(?!_)/.test(name));
}
