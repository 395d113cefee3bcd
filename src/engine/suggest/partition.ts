import type { Affinity } from './affinity.js';
import type { PartOrder } from './circles.js';

/** What is to be divided. */
export interface PartitionProblem {
  /** By part: its size in lines. */
  readonly sizes: readonly number[];
  readonly order: PartOrder;
  readonly affinity: Affinity;
  /** How many modules there are to be. */
  readonly count: number;
  /** Parts that each get a module of their own. */
  readonly anchors: readonly number[];
  readonly random: () => number;
}

/** By part: its module, numbered from the bottom. A part never stands below one that it needs. */
export type Levels = number[];

const STARTS = 3;
const MOST_STEPS = 400_000;

/**
 * Divides parts among modules so that what belongs together stands together and no module imports one above it.
 *
 * Simulated annealing over monotone assignments: a part may move between the highest module of what it needs and the
 * lowest of what needs it, alone or with all that hold it there, so each state on the way is free of circles.
 */
export function partition(problem: PartitionProblem): Levels {
  let best: { levels: Levels; cost: number } | undefined;
  for (let start = 0; start < STARTS; start++) {
    const found = new Annealing(problem).run();
    if (!best || found.cost < best.cost) best = found;
  }
  return best!.levels;
}

/** Parts so that each stands behind those that it needs; among those that could be next, `choose` picks one. */
export function topologicalOrder(
  { needs }: PartOrder,
  choose: (ready: readonly number[]) => number,
): number[] {
  const users = needs.map((): number[] => []);
  for (const [part, needed] of needs.entries()) for (const other of needed) users[other]!.push(part);
  const open = needs.map((needed) => needed.size);
  const ready = [...open.keys()].filter((part) => open[part] === 0);
  const order: number[] = [];
  while (ready.length > 0) {
    const [part] = ready.splice(choose(ready), 1) as [number];
    order.push(part);
    for (const user of users[part]!) if (--open[user]! === 0) ready.push(user);
  }
  return order;
}

/** Modules may be larger than they would all be by this factor. */
const FULL = 1.35;

/** The size of a module when all are alike, those apart that one large part fills. */
function targetOf(sizes: readonly number[], count: number): number {
  const descending = [...sizes].sort((a, b) => b - a);
  let total = sizes.reduce((sum, size) => sum + size, 0);
  let modules = count;
  for (const size of descending) {
    if (modules <= 1 || size <= total / modules) break;
    total -= size;
    modules--;
  }
  return Math.max(1, total / modules);
}

class Annealing {
  private readonly needs: readonly (readonly number[])[];
  private readonly users: readonly number[][];
  private readonly fixed: ReadonlySet<number>;
  private readonly effective: readonly number[];
  private readonly target: number;
  private readonly scale: number;
  private readonly filled: number[];
  private readonly levels: Levels;
  private readonly movable: readonly number[];

  constructor(private readonly problem: PartitionProblem) {
    const { sizes, order, affinity, count, anchors } = problem;
    this.needs = order.needs.map((needed) => [...needed]);
    this.users = this.needs.map(() => []);
    for (const [part, needed] of this.needs.entries())
      for (const other of needed) this.users[other]!.push(part);
    this.fixed = new Set(anchors);
    this.target = targetOf(sizes, count);
    // A part that is larger than a module should be fills one, and no more.
    this.effective = sizes.map((size) => Math.min(size, this.target * FULL));
    const weight =
      affinity.reduce((sum, row) => [...row.values()].reduce((all, each) => all + each, sum), 0) / 2;
    this.scale = weight * 0.08;
    this.levels = anchors.length > 0 ? this.aroundAnchors() : this.byOrder();
    this.filled = Array.from({ length: count }, () => 0);
    for (const [part, level] of this.levels.entries()) this.filled[level]! += this.effective[part]!;
    this.movable = sizes.flatMap((_, part) => (this.fixed.has(part) ? [] : [part]));
  }

  run(): { levels: Levels; cost: number } {
    const { random, sizes, count } = this.problem;
    const steps = Math.min(MOST_STEPS, sizes.length * count * 150);
    const hot = 3;
    if (count > 1 && this.movable.length > 0)
      for (let step = 0; step < steps; step++) {
        const temperature = hot * (1 - step / steps) ** 2 + 0.01;
        const part = this.movable[Math.floor(random() * this.movable.length)]!;
        if (random() < 0.1) this.tryDrag(part, temperature);
        else this.tryMove(part, temperature);
      }
    return { levels: [...this.levels], cost: this.cost() };
  }

  /** Contiguous pieces of a topological order are free of circles. */
  private byOrder(): Levels {
    const { order, random } = this.problem;
    const sequence = topologicalOrder(order, (ready) =>
      random() < 0.7 ? ready.length - 1 : Math.floor(random() * ready.length),
    );
    const levels: Levels = this.needs.map(() => 0);
    let size = 0;
    for (const part of sequence) {
      levels[part] = Math.min(this.problem.count - 1, Math.floor(size / this.target));
      size += this.effective[part]!;
    }
    return levels;
  }

  /** Each part stands with the highest anchor that it needs; at the bottom what needs none. */
  private aroundAnchors(): Levels {
    const { anchors, order, count } = this.problem;
    const sequence = topologicalOrder(order, () => 0);
    const first = count > anchors.length ? 1 : 0;
    const levels: Levels = this.needs.map(() => 0);
    let next = first;
    for (const part of sequence) {
      for (const needed of this.needs[part]!) levels[part] = Math.max(levels[part]!, levels[needed]!);
      if (this.fixed.has(part)) levels[part] = next++;
    }
    return levels.map((level) => Math.min(level, count - 1));
  }

  private tryMove(part: number, temperature: number): void {
    const now = this.levels[part]!;
    const low = Math.max(0, ...this.needs[part]!.map((needed) => this.levels[needed]!));
    const high = Math.min(this.problem.count - 1, ...this.users[part]!.map((user) => this.levels[user]!));
    if (low === high) return;
    const shift = Math.floor(this.problem.random() * (high - low));
    const level = low + shift >= now ? low + shift + 1 : low + shift;
    const change = this.move(part, level);
    if (!this.accepts(change, temperature)) this.move(part, now);
  }

  /** Moves a part with all that would stand on its wrong side. */
  private tryDrag(part: number, temperature: number): void {
    const now = this.levels[part]!;
    const level = Math.floor(this.problem.random() * this.problem.count);
    if (level === now) return;
    const down = level < now;
    const next = down ? this.needs : this.users;
    const group = [part];
    const seen = new Set(group);
    for (const member of group) {
      if (this.fixed.has(member) || group.length > 60) return;
      for (const other of next[member]!) {
        const wrong = down ? this.levels[other]! > level : this.levels[other]! < level;
        if (wrong && !seen.has(other)) {
          seen.add(other);
          group.push(other);
        }
      }
    }
    const before = group.map((member) => this.levels[member]!);
    const change = group.reduce((sum, member) => sum + this.move(member, level), 0);
    if (!this.accepts(change, temperature))
      for (const [at, member] of group.entries()) this.move(member, before[at]!);
  }

  private accepts(change: number, temperature: number): boolean {
    return change <= 0 || this.problem.random() < Math.exp(-change / temperature);
  }

  /** Moves a part. @returns by how much that raises the cost. */
  private move(part: number, level: number): number {
    const now = this.levels[part]!;
    let change = 0;
    for (const [other, weight] of this.problem.affinity[part]!) {
      if (this.levels[other] === now) change += weight;
      else if (this.levels[other] === level) change -= weight;
    }
    const size = this.effective[part]!;
    change -= this.imbalance(now) + this.imbalance(level);
    this.filled[now]! -= size;
    this.filled[level]! += size;
    change += this.imbalance(now) + this.imbalance(level);
    this.levels[part] = level;
    return change;
  }

  /** Modules up to a third larger than they would all be are as good as any; small ones are not. */
  private imbalance(level: number): number {
    const share = this.filled[level]! / this.target;
    // As many modules as were asked for: none is empty.
    const empty = share < 1e-9 ? 100 : 0;
    return this.scale * (Math.max(0, share - FULL) ** 2 + Math.max(0, 0.55 - share) ** 2 * 8 + empty);
  }

  private cost(): number {
    let cut = 0;
    for (const [part, row] of this.problem.affinity.entries())
      for (const [other, weight] of row) if (this.levels[part] !== this.levels[other]) cut += weight / 2;
    return this.filled.reduce((sum, _, level) => sum + this.imbalance(level), cut);
  }
}
