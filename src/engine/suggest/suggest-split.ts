import type { SuggestedModule, Suggestion } from '../../model/suggestion.js';
import { isPackageFile } from '../../python/module-index.js';
import { unitFacts } from '../../python/unit-facts.js';
import type { Survey } from '../survey.js';
import { affinityOf } from './affinity.js';
import { type Arrangement, arrangeParts } from './arrange-parts.js';
import type { Bond, SuggestSource } from './bonds.js';
import { describeModules } from './describe-modules.js';
import { type Importer, importersOf } from './importers.js';
import { mergeSmall } from './merge-small.js';
import type { ModuleParts } from './module-parts.js';
import { type Levels, partition } from './partition.js';
import { seededRandom } from './random.js';
import { randomPartition } from './random-partition.js';
import { inseparable, obstacles } from './suggest-findings.js';

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
  /** Files with references to the source that are broken already. */
  readonly broken: readonly string[];
  /** The new modules' names begin with the source's: code asks whether a module's name does, or holds it. */
  readonly begins: boolean;
}

/** Lines that a module is good for, when nobody says how many there are to be. */
const GOOD_SIZE = 650;
/** The same for what is left beside definitions that fill a module each. */
const GOOD_REST = 500;
const MOST_MODULES = 8;
/** So many modules more are tried when small ones are all joined again. */
const MORE_MODULES = 3;

/** Proposes a split of the module in a file. @param module its dotted name. */
export function suggestSplit(survey: Survey, path: string, module: string, wishes: SplitWishes): Suggestion {
  const file = survey.file(path)!;
  const source: SuggestSource = { file, facts: unitFacts(file.units, file.scopes, file.text) };
  const stays = whyItStays(source);
  const keep = stays !== undefined || wishes.keep;
  const arrangement = arrangeParts(source, survey, [...wishes.together, ...pinned(source, keep)]);
  const { parts, bonds, ignored } = arrangement;
  const importers = importersOf(survey, path);
  const levels = withoutGaps(divide(arrangement, importers, wishes));
  const modules = describeModules({ source, parts, bonds, importers, survey, path, module }, levels, {
    keep,
    around: wishes.around,
    begins: wishes.begins,
  });
  const lines = parts.parts.reduce((sum, part) => sum + part.lines, 0);
  return {
    source: module,
    path,
    legacy: keep ? 'keep' : 'delete',
    modules,
    rest: keep ? undefined : restOf(modules),
    defer: waitingNames(parts, levels),
    leave: wishes.leave,
    broken: wishes.broken,
    lines,
    importers: importers.length,
    crossingPrivate: crossing(modules),
    notes: [
      ...(stays === undefined ? [] : [stays]),
      ...(ignored === 0
        ? []
        : [
            `It is in an import circle with ${ignored} other modules: proving the split says whether it holds.`,
          ]),
    ],
    findings: [
      ...inseparable(arrangement, wishes.around, survey, path),
      ...obstacles(arrangement, survey, path, module, modules.length),
    ],
    seed: wishes.seed,
  };
}

function divide({ parts, order }: Arrangement, importers: readonly Importer[], wishes: SplitWishes): Levels {
  const count = moduleCount(parts, wishes);
  if (wishes.seed !== undefined) return randomPartition(order, count, seededRandom(wishes.seed));
  const sizes = parts.parts.map(({ lines }) => lines);
  const affinity = affinityOf(parts, importers);
  const anchors = [...new Set(wishes.around.flatMap((name) => parts.named(name) ?? []))];
  const into = (modules: number) =>
    partition({ sizes, order, affinity, count: modules, anchors, random: seededRandom(1) });
  if (wishes.into !== undefined) return into(count);
  let levels: Levels = [];
  // Where one large part draws all others to it, more modules are tried until one of them holds its own.
  for (let more = 0; more <= MORE_MODULES && count + more <= sizes.length; more++) {
    levels = mergeSmall(into(count + more), { sizes, order, affinity, anchors });
    if (new Set(levels).size > 1) break;
  }
  return levels;
}

/** What makes a module one that cannot be deleted; `undefined` when it can. */
function whyItStays({ file, facts }: SuggestSource): string | undefined {
  if (isPackageFile(file.path)) return 'The source is the `__init__` of a package, so it stays.';
  const answers = facts.some(({ binds }) => binds.includes('__getattr__'));
  return answers ? 'The source answers for names by `__getattr__`, so it stays.' : undefined;
}

/** Names that Python itself looks up in the module: they stay where it stays. */
function pinned({ facts }: SuggestSource, keep: boolean): Bond[] {
  if (!keep) return [];
  const units = [...facts.keys()].filter((unit) => facts[unit]!.binds.some((name) => /^__\w+__$/.test(name)));
  return units.length > 1 ? [{ units, why: 'the module itself is asked for them' }] : [];
}

/** As many modules as are wanted; otherwise one for each definition that fills one, and by size for the rest. */
function moduleCount({ parts }: ModuleParts, { into, around, seed }: SplitWishes): number {
  const large = parts.filter(({ lines }) => lines > GOOD_SIZE);
  const rest = parts.reduce((sum, { lines }) => sum + (lines > GOOD_SIZE ? 0 : lines), 0);
  const bySize = Math.min(
    MOST_MODULES,
    Math.max(2, large.length + Math.round(rest / (large.length > 0 ? GOOD_REST : GOOD_SIZE))),
  );
  const random = seed === undefined ? undefined : 2 + Math.floor(seededRandom(seed ^ 0x5eed)() * 5);
  const wanted = into ?? random ?? Math.max(bySize, around.length + 1);
  return Math.max(1, Math.min(Math.max(wanted, around.length), parts.length));
}

/** Deferred names that another module than their own uses in the end. */
function waitingNames({ needs }: ModuleParts, levels: Levels): string[] {
  const crossing = needs.filter(({ from, to, waits }) => waits && levels[from] !== levels[to]);
  return [...new Set(crossing.map(({ name }) => name))].sort();
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
