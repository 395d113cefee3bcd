import type { PartOrder } from './circles.js';
import { type Levels, topologicalOrder } from './partition.js';

/** Some division into `count` modules without circles: contiguous pieces of a random topological order. */
export function randomPartition(order: PartOrder, count: number, random: () => number): Levels {
  const sequence = topologicalOrder(order, (ready) => Math.floor(random() * ready.length));
  const cuts = new Set<number>();
  while (cuts.size < Math.min(count, sequence.length) - 1)
    cuts.add(1 + Math.floor(random() * (sequence.length - 1)));
  const levels: Levels = sequence.map(() => 0);
  let level = 0;
  for (const [position, part] of sequence.entries()) {
    if (cuts.has(position)) level++;
    levels[part] = level;
  }
  return levels;
}
