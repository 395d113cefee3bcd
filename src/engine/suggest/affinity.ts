import type { Importer } from './importers.js';
import type { ModuleParts } from './module-parts.js';
import { topicsOf } from './words.js';

/** How much speaks for two parts to stand in one module: by part, the others with a weight above 0. */
export type Affinity = readonly ReadonlyMap<number, number>[];

/** A word that this many symbols share tells nothing, and costs much. */
const COMMON_WORD = 80;
/** An importer that takes more names than this takes everything. */
const WIDE_IMPORT = 25;

/** Affinity by use, by who imports them together, by the words of their names and by their place in the source. */
export function affinityOf(parts: ModuleParts, importers: readonly Importer[]): Affinity {
  const weights = parts.parts.map(() => new Map<number, number>());
  const add = (a: number, b: number, weight: number) => {
    if (a === b) return;
    weights[a]!.set(b, (weights[a]!.get(b) ?? 0) + weight);
    weights[b]!.set(a, (weights[b]!.get(a) ?? 0) + weight);
  };
  byUse(parts, add);
  byImporters(parts, importers, add);
  byWords(parts, add);
  for (const { index } of parts.parts.slice(1)) add(index - 1, index, 0.4);
  return weights;
}

type Add = (a: number, b: number, weight: number) => void;

/** So many parts may one use before each of them says less. */
const FEW_USES = 4;

/**
 * A use binds the tighter the fewer others there are, of what is used and by who uses it: what everybody uses belongs
 * to nobody, and who uses everything has no say. A private name should not become an import.
 */
function byUse({ parts, needs }: ModuleParts, add: Add): void {
  const users = parts.map(() => new Set<number>());
  const used = parts.map(() => new Set<number>());
  for (const { from, to } of needs) {
    users[to]!.add(from);
    used[from]!.add(to);
  }
  for (const { from, to, name, timing } of needs) {
    const kind = timing === 'import' ? 1.5 : timing === 'call' ? 1 : 0.4;
    const isSecret = name.startsWith('_') && !name.startsWith('__');
    const secrecy = isSecret ? 3 : 1.2;
    const breadth = isSecret && users[to]!.size === 1 ? 1 : Math.max(1, used[from]!.size / FEW_USES);
    add(from, to, (kind * secrecy) / Math.sqrt(users[to]!.size * breadth));
  }
}

/** The cosine of the sets of files that import two parts. */
function byImporters(parts: ModuleParts, importers: readonly Importer[], add: Add): void {
  const together = new Map<string, number>();
  const count = new Map<number, number>();
  for (const { names } of importers) {
    const taken = [...new Set([...names].flatMap((name) => parts.named(name) ?? []))].sort((a, b) => a - b);
    for (const part of taken) count.set(part, (count.get(part) ?? 0) + 1);
    if (taken.length > WIDE_IMPORT) continue;
    for (const [at, a] of taken.entries())
      for (const b of taken.slice(at + 1)) together.set(`${a} ${b}`, (together.get(`${a} ${b}`) ?? 0) + 1);
  }
  for (const [pair, times] of together) {
    const [a, b] = pair.split(' ').map(Number) as [number, number];
    add(a, b, (1.5 * times) / Math.sqrt(count.get(a)! * count.get(b)!));
  }
}

/** Symbols that share a word which few others have. */
function byWords({ parts }: ModuleParts, add: Add): void {
  const byWord = new Map<string, Set<number>>();
  for (const { index, names } of parts)
    for (const word of names.flatMap((name) => topicsOf(name)))
      byWord.set(word, (byWord.get(word) ?? new Set()).add(index));
  for (const members of byWord.values()) {
    if (members.size < 2 || members.size > Math.min(COMMON_WORD, parts.length / 3)) continue;
    const all = [...members];
    const weight = 1.2 / (members.size - 1);
    for (const [at, a] of all.entries()) for (const b of all.slice(at + 1)) add(a, b, weight);
  }
}
