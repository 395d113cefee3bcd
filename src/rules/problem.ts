import type { Finding, Place } from '../model/finding.js';

/** A finding that makes the rules unusable. */
export function error(code: string, place: Place | undefined, message: string, hint?: string): Finding {
  return { code, severity: 'error', place, message, ...(hint === undefined ? {} : { hint }) };
}

/** A word of the user's, marked as such in a message. */
export function quote(word: string): string {
  return `\`${word}\``;
}

/** "`a`, `b` or `c`". */
export function listed(words: readonly string[], conjunction = 'or'): string {
  const quoted = words.map(quote);
  const last = quoted.pop();
  if (last === undefined) return '';
  return quoted.length === 0 ? last : `${quoted.join(', ')} ${conjunction} ${last}`;
}

/** The hint for a misspelt word; without a likely candidate it lists them all. */
export function suggestion(word: string, candidates: readonly string[], what: string): string {
  const near = nearest(word, candidates);
  if (near !== undefined) return `did you mean ${quote(near)}?`;
  return candidates.length === 0 ? `there is no such ${what}` : `${what}: ${listed(candidates)}`;
}

/** The candidate that a typing slip could have turned into `word`. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const folded = word.toLowerCase();
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(word.length / 3)) + 1;
  for (const candidate of candidates) {
    const distance = editDistance(folded, candidate.toLowerCase());
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best;
}

/** Insertions, deletions, replacements and swaps of neighbours that turn `a` into `b`. */
export function editDistance(a: string, b: string): number {
  // Far longer than any key or name: the table would only cost time.
  if (Math.abs(a.length - b.length) > 64) return Number.POSITIVE_INFINITY;
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replace = previous[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      let cost = Math.min(previous[j]! + 1, row[j - 1]! + 1, replace);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) cost = Math.min(cost, before[j - 2]! + 1);
      row.push(cost);
    }
    [before, previous] = [previous, row];
  }
  return previous[b.length]!;
}
