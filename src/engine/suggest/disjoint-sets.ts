/** A partition of the numbers from 0 that gets coarser: sets are joined, never taken apart (union-find). */
export class DisjointSets {
  private readonly parent: number[];

  constructor(size: number) {
    this.parent = Array.from({ length: size }, (_, index) => index);
  }

  /** The number that stands for the set of `index`: the smallest in it. */
  find(index: number): number {
    let root = index;
    while (this.parent[root] !== root) root = this.parent[root]!;
    for (let at = index; at !== root; ) {
      const next = this.parent[at]!;
      this.parent[at] = root;
      at = next;
    }
    return root;
  }

  join(first: number, second: number): void {
    const [a, b] = [this.find(first), this.find(second)];
    if (a < b) this.parent[b] = a;
    else this.parent[a] = b;
  }
}
