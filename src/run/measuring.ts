import { join } from 'node:path';
import { copyTree } from '../effects/copy-tree.js';
import { listFiles } from '../effects/git.js';
import type { Measurement, Pair } from '../gates/index.js';
import type { TrackedWork } from '../model/progress.js';
import type { GateRunner } from './gate-runner.js';
import type { Station } from './stations.js';

/** The sides of a measurement. */
type Side = 'before' | 'after';

/** A copy of each tree, in which commands are measured in turn. */
export class Measuring {
  private readonly made = new Set<Side>();

  /** @param sourceRoots folders that Python imports from, relative to the root. */
  constructor(
    private readonly runner: GateRunner,
    private readonly sourceRoots: readonly string[],
    private readonly signal: AbortSignal,
  ) {}

  /** Copies the tree as it stands to one side, and sees that the command runs there. */
  async open(side: Side, station: Station, measurement: Measurement, work?: TrackedWork): Promise<void> {
    if (!this.made.has(side)) {
      copyTree(this.runner.root, listFiles(this.runner.root), this.folder(side));
      this.made.add(side);
    }
    // A first run fills caches, and is not counted.
    await this.measure(side, station, measurement, work);
  }

  /** Runs the command on both sides in turn until there are enough pairs to decide. */
  async pairs(station: Station, measurement: Measurement, work?: TrackedWork): Promise<readonly Pair[]> {
    const pairs: Pair[] = [];
    while (!measurement.enough(pairs, station.spec)) {
      work?.said(`pair ${pairs.length + 1}`);
      // Each side goes first as often as the other: what warms up or tires helps neither.
      const order: readonly Side[] = pairs.length % 2 === 0 ? ['before', 'after'] : ['after', 'before'];
      const values = { before: 0, after: 0 };
      for (const side of order) values[side] = await this.measure(side, station, measurement);
      pairs.push(values);
    }
    return pairs;
  }

  private async measure(
    side: Side,
    station: Station,
    { files, measure }: Measurement,
    work?: TrackedWork,
  ): Promise<number> {
    const cwd = this.folder(side);
    const paths = Object.entries(files(station.spec)).map(([key, path]) => [key, join(cwd, path)] as const);
    const command = { argv: station.spec.argv ?? [], files: Object.fromEntries(paths) };
    for (const [, path] of paths) this.runner.scratch.remove(path);
    const output = await this.runner.execute(station, command, {
      signal: this.signal,
      cwd,
      work,
      // Before what an editable installation leads to: that is the repository itself, on both sides.
      environment: {
        PYTHONPATH: [
          ...this.sourceRoots.map((root) => join(cwd, root)),
          ...(process.env.PYTHONPATH ? [process.env.PYTHONPATH] : []),
        ].join(':'),
      },
    });
    return measure(output, station.spec);
  }

  private folder(side: Side): string {
    return join(this.runner.scratch.folder, side);
  }
}
