import type { Random } from './random.js';
import type { DestinationData, SplitData, SymbolEntry, WaveData } from './wave-texts.js';

/** What mutations may choose from, learned from the wave as it is. */
export interface Ground {
  /** By source module: the destination of each symbol. */
  readonly homes: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** Dotted names of modules that exist and that no rule touches. */
  readonly others: readonly string[];
}

/** What a mutation did. */
export interface Mutated {
  /** For people. */
  readonly did: string;
  /** Symbols that the changed lines name. */
  readonly symbols: readonly string[];
  /** Modules that the changed lines name. */
  readonly modules: readonly string[];
}

/** One way to break a wave, in place; `undefined` when there is nothing here to break in that way. */
type Mutation = (wave: WaveData, ground: Ground, random: Random) => Mutated | undefined;

/** Every way, with how often it is taken. */
const MUTATIONS: Readonly<Record<string, readonly [weight: number, mutate: Mutation]>> = {
  'move-symbol': [6, (wave, ground, random) => moveSymbols(wave, ground, random, 1)],
  'move-symbols': [4, (wave, ground, random) => moveSymbols(wave, ground, random, 2 + random.below(4))],
  'swap-symbols': [3, swapSymbols],
  'new-module': [4, newModule],
  'to-existing': [3, toExisting],
  'to-other-rule': [2, toOtherRule],
  'move-pattern': [4, movePattern],
  'drop-pattern': [3, dropPattern],
  'drop-symbol': [3, dropSymbol],
  'misspell-symbol': [1, misspellSymbol],
  'claim-twice': [1, claimTwice],
  'rename-symbol': [2, renameSymbol],
  'merge-destinations': [3, mergeDestinations],
  'swap-destinations': [2, swapDestinations],
  'drop-destination': [2, dropDestination],
  'rename-destination': [3, renameDestination],
  'keep-legacy': [2, keepLegacy],
  'move-rest': [2, moveRest],
  'drop-rest': [2, dropRest],
  'second-rest': [1, secondRest],
  'drop-heir': [1, dropHeir],
  'drop-mention': [1, dropMention],
  'drop-waiver': [1, dropWaiver],
};

export const MUTATION_NAMES: readonly string[] = Object.keys(MUTATIONS);

/** Breaks a wave in one random way. */
export function mutate(
  wave: WaveData,
  ground: Ground,
  random: Random,
  only: readonly string[],
): Mutated & { readonly mutation: string } {
  const bag = Object.entries(MUTATIONS).flatMap(([name, [weight]]) =>
    only.length === 0 || only.includes(name) ? Array<string>(weight).fill(name) : [],
  );
  for (let attempt = 0; attempt < 100; attempt++) {
    const mutation = random.pick(bag);
    const mutated = MUTATIONS[mutation]![1](wave, ground, random);
    if (mutated) return { ...mutated, mutation };
  }
  throw new Error(`None of ${only.join(', ')} applies to this wave.`);
}

/** Takes symbols out of every list and puts them into one. */
export function sendTo(split: SplitData, symbols: readonly SymbolEntry[], to: DestinationData): void {
  const names = new Set(symbols.map(nameOf));
  for (const destination of split.into) {
    if (destination.symbols)
      destination.symbols = destination.symbols.filter((entry) => !names.has(nameOf(entry)));
    if (destination.symbols?.length === 0) delete destination.symbols;
  }
  to.symbols = [...(to.symbols ?? []), ...symbols];
  split.into = split.into.filter((each) => each.rest || each.rule || each.symbols);
}

function nameOf(entry: SymbolEntry): string {
  return typeof entry === 'string' ? entry : Object.keys(entry)[0]!;
}

function anySplit({ splits }: WaveData, random: Random): SplitData {
  return random.pick([...splits.values()]);
}

function homesOf(split: SplitData, { homes }: Ground): ReadonlyMap<string, string> {
  return homes.get(split.source)!;
}

function moveSymbols(wave: WaveData, ground: Ground, random: Random, count: number): Mutated {
  const split = anySplit(wave, random);
  const homes = homesOf(split, ground);
  const to = random.pick(split.into);
  const candidates = [...homes].flatMap(([name, home]) => (home === to.module ? [] : [name]));
  const symbols = random.some(candidates, count);
  const from = symbols.map((name) => homes.get(name)!);
  sendTo(split, symbols, to);
  return {
    did: `moved ${symbols.join(', ')} from ${[...new Set(from)].join(', ')} to ${to.module}`,
    symbols,
    modules: [to.module, ...from],
  };
}

function swapSymbols(wave: WaveData, ground: Ground, random: Random): Mutated {
  const split = anySplit(wave, random);
  const homes = homesOf(split, ground);
  const [a, b] = random.some(split.into, 2) as [DestinationData, DestinationData];
  const one = (module: string) =>
    random.pick([...homes].flatMap(([name, home]) => (home === module ? [name] : [])));
  const [x, y] = [one(a.module), one(b.module)];
  sendTo(split, [x], b);
  sendTo(split, [y], a);
  return {
    did: `swapped ${x} of ${a.module} and ${y} of ${b.module}`,
    symbols: [x, y],
    modules: [a.module, b.module],
  };
}

function newModule(wave: WaveData, ground: Ground, random: Random): Mutated {
  const split = anySplit(wave, random);
  const symbols = random.some([...homesOf(split, ground).keys()], 1 + random.below(5));
  const folder = split.source.split('.').slice(0, random.pick([-1, -1, -2]));
  const module = [...folder, 'carved_out'].join('.');
  const fresh: DestinationData = { module };
  split.into.push(fresh);
  sendTo(split, symbols, fresh);
  return { did: `moved ${symbols.join(', ')} to the new ${module}`, symbols, modules: [module] };
}

function toExisting(wave: WaveData, ground: Ground, random: Random): Mutated {
  const split = anySplit(wave, random);
  const symbols = random.some([...homesOf(split, ground).keys()], 1 + random.below(2));
  const module = random.pick(ground.others);
  const fresh: DestinationData = { module, existing: true };
  split.into.push(fresh);
  sendTo(split, symbols, fresh);
  return { did: `moved ${symbols.join(', ')} to the existing ${module}`, symbols, modules: [module] };
}

function toOtherRule(wave: WaveData, ground: Ground, random: Random): Mutated | undefined {
  const [split, other] = random.some([...wave.splits.values()], 2);
  if (!split || !other) return undefined;
  const symbols = random.some([...homesOf(split, ground).keys()], 1 + random.below(2));
  const { module } = random.pick(other.into);
  const fresh: DestinationData = { module };
  split.into.push(fresh);
  sendTo(split, symbols, fresh);
  return { did: `moved ${symbols.join(', ')} to the other rule's ${module}`, symbols, modules: [module] };
}

function patterns({ into }: SplitData): DestinationData[] {
  return into.filter(({ rule }) => (rule?.any?.length ?? 0) > 1);
}

function movePattern(wave: WaveData, _ground: Ground, random: Random): Mutated | undefined {
  const split = anySplit(wave, random);
  const from = random.pick(patterns(split));
  const to = random.pick(split.into.filter((each) => each !== from));
  const [branch] = from.rule!.any!.splice(random.below(from.rule!.any!.length), 1);
  to.rule = { any: [...(to.rule === undefined ? [] : (to.rule.any ?? [to.rule])), branch] };
  return {
    did: `moved the pattern ${JSON.stringify(branch)} from ${from.module} to ${to.module}`,
    symbols: [],
    modules: [from.module, to.module],
  };
}

function dropPattern(wave: WaveData, _ground: Ground, random: Random): Mutated {
  const from = random.pick(patterns(anySplit(wave, random)));
  const [branch] = from.rule!.any!.splice(random.below(from.rule!.any!.length), 1);
  return {
    did: `dropped the pattern ${JSON.stringify(branch)} of ${from.module}`,
    symbols: [],
    modules: [from.module],
  };
}

function listing(split: SplitData, random: Random): DestinationData | undefined {
  const lists = split.into.filter(({ symbols }) => (symbols?.length ?? 0) > 0);
  return lists.length === 0 ? undefined : random.pick(lists);
}

function dropSymbol(wave: WaveData, _ground: Ground, random: Random): Mutated | undefined {
  const from = listing(anySplit(wave, random), random);
  if (!from) return undefined;
  const [entry] = from.symbols!.splice(random.below(from.symbols!.length), 1);
  if (from.symbols!.length === 0) delete from.symbols;
  return {
    did: `dropped ${nameOf(entry!)} of ${from.module}`,
    symbols: [nameOf(entry!)],
    modules: [from.module],
  };
}

function misspellSymbol(wave: WaveData, _ground: Ground, random: Random): Mutated | undefined {
  const from = listing(anySplit(wave, random), random);
  if (!from) return undefined;
  const at = random.below(from.symbols!.length);
  const name = nameOf(from.symbols![at]!);
  const cut = 1 + random.below(name.length - 1);
  const misspelt = name.slice(0, cut) + name.slice(cut + 1);
  from.symbols![at] = misspelt;
  return { did: `misspelt ${name} as ${misspelt}`, symbols: [name, misspelt], modules: [from.module] };
}

function claimTwice(wave: WaveData, ground: Ground, random: Random): Mutated {
  const split = anySplit(wave, random);
  const [a, b] = random.some(split.into, 2) as [DestinationData, DestinationData];
  const name = random.pick([...homesOf(split, ground).keys()]);
  sendTo(split, [name], a);
  b.symbols = [...(b.symbols ?? []), name];
  return {
    did: `claimed ${name} for ${a.module} and ${b.module}`,
    symbols: [name],
    modules: [a.module, b.module],
  };
}

function renameSymbol(wave: WaveData, ground: Ground, random: Random): Mutated {
  const split = anySplit(wave, random);
  const homes = homesOf(split, ground);
  const name = random.pick([...homes.keys()]);
  const fresh = random.pick([`${name}_renamed`, `${name}_renamed`, random.pick([...homes.keys()])]);
  sendTo(split, [{ [name]: fresh }], split.into.find(({ module }) => module === homes.get(name))!);
  return { did: `renamed ${name} to ${fresh}`, symbols: [name, fresh], modules: [] };
}

function mergeDestinations(wave: WaveData, _ground: Ground, random: Random): Mutated {
  const split = anySplit(wave, random);
  const [into, gone] = random.some(split.into, 2) as [DestinationData, DestinationData];
  const branches = [into, gone].flatMap(({ rule }) => (rule === undefined ? [] : (rule.any ?? [rule])));
  if (branches.length > 0) into.rule = { any: branches };
  const symbols = [...(into.symbols ?? []), ...(gone.symbols ?? [])];
  if (symbols.length > 0) into.symbols = symbols;
  if (gone.rest) into.rest = true;
  split.into = split.into.filter((each) => each !== gone);
  followMentions(split, gone.module, into.module);
  return {
    did: `merged ${gone.module} into ${into.module}`,
    symbols: [],
    modules: [gone.module, into.module],
  };
}

function followMentions(split: SplitData, from: string, to: string): void {
  if (split.heir === from) split.heir = to;
  for (const mention of split.mentions ?? []) if (mention.module === from) mention.module = to;
}

function swapDestinations(wave: WaveData, _ground: Ground, random: Random): Mutated {
  const [a, b] = random.some(anySplit(wave, random).into, 2) as [DestinationData, DestinationData];
  [a.module, b.module] = [b.module, a.module];
  return {
    did: `swapped the names ${a.module} and ${b.module}`,
    symbols: [],
    modules: [a.module, b.module],
  };
}

function dropDestination(wave: WaveData, _ground: Ground, random: Random): Mutated {
  const split = anySplit(wave, random);
  const gone = random.pick(split.into);
  split.into = split.into.filter((each) => each !== gone);
  return { did: `dropped the destination ${gone.module}`, symbols: [], modules: [gone.module] };
}

function renameDestination(wave: WaveData, ground: Ground, random: Random): Mutated {
  const split = anySplit(wave, random);
  const one = random.pick(split.into);
  const folder = split.source.split('.').slice(0, -1).join('.');
  const module = random.pick([
    `${folder}.fresh_name`,
    `${folder}.deeper.fresh_name`,
    `brand_new.${split.source.split('.').at(-1)}`,
    split.source,
    `${split.source}.part`,
    folder,
    random.pick(ground.others),
    `${folder}.json`,
    `${folder}.not-a-name`,
  ]);
  const before = one.module;
  one.module = module;
  if (random.next() < 0.7) followMentions(split, before, module);
  return { did: `renamed ${before} to ${module}`, symbols: [], modules: [before, module] };
}

function keepLegacy(wave: WaveData, _ground: Ground, random: Random): Mutated {
  const split = anySplit(wave, random);
  split.legacy = 'keep';
  const dropsRest = random.next() < 0.7;
  if (dropsRest) for (const each of split.into) delete each.rest;
  split.into = split.into.filter((each) => each.rule || each.symbols || each.rest);
  if (split.heir && !split.into.some(({ module }) => module === split.heir)) delete split.heir;
  return {
    did: `kept ${split.source}${dropsRest ? ' with what was the rest' : ''}`,
    symbols: [],
    modules: [split.source],
  };
}

function moveRest(wave: WaveData, _ground: Ground, random: Random): Mutated {
  const split = anySplit(wave, random);
  const from = split.into.find(({ rest }) => rest)!;
  const to = random.pick(split.into.filter((each) => each !== from));
  delete from.rest;
  to.rest = true;
  split.into = split.into.filter((each) => each.rule || each.symbols || each.rest);
  if (!split.into.includes(from)) followMentions(split, from.module, to.module);
  return {
    did: `moved the rest from ${from.module} to ${to.module}`,
    symbols: [],
    modules: [from.module, to.module],
  };
}

function dropRest(wave: WaveData, _ground: Ground, random: Random): Mutated {
  const split = anySplit(wave, random);
  const from = split.into.find(({ rest }) => rest)!;
  delete from.rest;
  return { did: `dropped the rest of ${from.module}`, symbols: [], modules: [from.module] };
}

function secondRest(wave: WaveData, _ground: Ground, random: Random): Mutated {
  const split = anySplit(wave, random);
  const to = random.pick(split.into.filter(({ rest }) => !rest));
  to.rest = true;
  return { did: `gave the rest to ${to.module} as well`, symbols: [], modules: [to.module] };
}

function dropHeir(wave: WaveData, _ground: Ground, random: Random): Mutated {
  const split = anySplit(wave, random);
  const { heir } = split;
  delete split.heir;
  return { did: `dropped the heir of ${split.source}`, symbols: [], modules: [split.source, heir ?? ''] };
}

function dropMention(wave: WaveData, _ground: Ground, random: Random): Mutated | undefined {
  const split = anySplit(wave, random);
  if (!split.mentions?.length) return undefined;
  const [gone] = split.mentions.splice(random.below(split.mentions.length), 1);
  return { did: `dropped the mention decision for ${gone!.path}`, symbols: [], modules: [split.source] };
}

function dropWaiver({ head }: WaveData): Mutated | undefined {
  if (!head.waivers?.length) return undefined;
  const gone = head.waivers.pop() as { code: string; path: string };
  return { did: `dropped the waiver of ${gone.code} in ${gone.path}`, symbols: [gone.code], modules: [] };
}
