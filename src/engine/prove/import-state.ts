import type { Split } from '../split.js';
import { type ImportEffect, ImportEffects } from './import-effects.js';
import { isMovable } from './movable-unit.js';
import type { Origin } from './origins.js';
import type { ProofContext } from './proof.js';
import { runsBefore } from './run-order.js';
import { homeOf } from './split-state.js';

/** What the statements of a split module change and read while it is imported, and in which order they run after it. */
export class ImportState {
  /** By unit; none for statements that do not move. */
  readonly effects: readonly (ImportEffect | undefined)[];
  private readonly sameValue = new Map<string, string>();

  constructor(
    private readonly context: ProofContext,
    readonly split: Split,
  ) {
    const { file, facts } = split;
    const asked = [file.path, ...context.modified].some((path) =>
      context.before.file(path)?.text.includes('__subclasses__'),
    );
    const reader = new ImportEffects(context.before, context.originsBefore, asked);
    this.effects = file.units.map(({ stmt, index }) =>
      isMovable(facts[index]!) ? reader.ofStatement(file.path, stmt) : undefined,
    );
    for (const { stmt } of file.units) {
      if (stmt.kind !== 'Assign' && stmt.kind !== 'AnnAssign') continue;
      const targets = stmt.kind === 'Assign' ? stmt.targets : [stmt.target];
      const names = [...targets, stmt.value].flatMap((each) => (each?.kind === 'Name' ? [each.id] : []));
      for (const name of names)
        if (names.length > 1) this.sameValue.set(this.valueOf(name), this.valueOf(names.at(-1)!));
    }
  }

  /** One name for all names of the same value: `B = A` makes no second list. */
  valueOf(name: string): string {
    let current = name;
    for (let next = this.sameValue.get(current); next !== undefined && next !== current; ) {
      current = next;
      next = this.sameValue.get(current);
    }
    return current;
  }

  /** The name of the split module that an origin means; `undefined` when it is defined elsewhere. */
  ownName(origin: Origin): string | undefined {
    const { path } = this.split.file;
    return origin.startsWith(`${path}:`) ? this.valueOf(origin.slice(path.length + 1)) : undefined;
  }

  /** Whether two statements of the module, the first one above, would run in another order, or in none that is certain. */
  losesOrder(above: number, below: number): boolean {
    const [first, second] = [homeOf(this.split, above), homeOf(this.split, below)];
    return first !== second && !runsBefore(this.context.graphs.after, first, second);
  }
}
