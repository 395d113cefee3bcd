/** What a sample of numbers looks like: its middle, and the quarter points that half of it lies between. */
export interface Summary {
  readonly low: number;
  readonly median: number;
  readonly high: number;
}

/** Median and quartiles, by linear interpolation between the two nearest of the sorted numbers. Needs one at least. */
export function summaryOf(numbers: readonly number[]): Summary {
  const sorted = [...numbers].sort((a, b) => a - b);
  return { low: quantile(sorted, 0.25), median: quantile(sorted, 0.5), high: quantile(sorted, 0.75) };
}

function quantile(sorted: readonly number[], part: number): number {
  const position = (sorted.length - 1) * part;
  const below = sorted[Math.floor(position)]!;
  const above = sorted[Math.ceil(position)]!;
  return below + (above - below) * (position - Math.floor(position));
}
