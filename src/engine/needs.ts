import { isEvaluated } from '../python/annotation-evaluation.js';
import type { NameUse } from '../python/scope.js';
import { resolveUse } from '../python/scope.js';
import type { Split, SplitDestination } from './split.js';

/** One module-level name of the source that a destination's code uses. */
export interface Need {
  readonly name: string;
  /** Some use needs the name at run time; otherwise only type checkers read it. */
  runtime: boolean;
  /** Some use is evaluated while the module body runs. */
  importTime: boolean;
  readonly uses: NameUse[];
}

/** What one destination takes from a source, and which of its module-level names that uses. */
export interface DestinationNeeds {
  readonly destination: SplitDestination | undefined;
  /** Units that move there, in source order. */
  readonly own: readonly number[];
  /** Units that are repeated there: loggers, guarded imports with stand-ins. */
  readonly replicated: readonly number[];
  readonly needs: ReadonlyMap<string, Need>;
}

/** Whether a use needs its name when the program runs. */
export function isRuntimeUse(use: NameUse, { file }: Split): boolean {
  return file.units[use.unit]?.guard === undefined && isEvaluated(use, file.scopes, file.module);
}

/** The needs of each destination of a split, and of the units that stay (`undefined` destination). */
export class SplitNeeds {
  private readonly usesByUnit: NameUse[][];
  private readonly cache = new Map<SplitDestination | undefined, DestinationNeeds>();

  constructor(readonly split: Split) {
    this.usesByUnit = split.facts.map(() => []);
    for (const use of split.file.scopes.uses) if (use.unit >= 0) this.usesByUnit[use.unit]?.push(use);
  }

  of(destination: SplitDestination | undefined): DestinationNeeds {
    let needs = this.cache.get(destination);
    if (!needs) {
      needs = this.compute(destination);
      this.cache.set(destination, needs);
    }
    return needs;
  }

  /** Destinations whose code reads a module-level name of the source. */
  readersOf(name: string): SplitDestination[] {
    return this.split.destinations.filter((destination) => this.of(destination).needs.has(name));
  }

  /** Destinations that have a logger of the source: those that read it, else those that ask for it by its name. */
  holdersOf(name: string): SplitDestination[] {
    const readers = this.readersOf(name);
    return readers.length > 0
      ? readers
      : this.split.destinations.filter(({ spec }) => spec.symbols.some((symbol) => symbol.name === name));
  }

  /** Whether any unit of the source uses a name at run time. */
  usedAtRuntime(name: string): boolean {
    const everywhere: (SplitDestination | undefined)[] = [...this.split.destinations, undefined];
    return everywhere.some((destination) => this.of(destination).needs.get(name)?.runtime);
  }

  private compute(destination: SplitDestination | undefined): DestinationNeeds {
    const { facts, home } = this.split;
    const own = [...facts.keys()].filter((unit) => {
      const { kind } = facts[unit]!;
      return (kind === 'definition' || kind === 'effect') && home[unit] === destination;
    });
    const needs = new Map<string, Need>();
    // What is repeated stands as well where the wave asks for it by its name.
    const asked = new Set(destination?.spec.symbols.map(({ name }) => name));
    const replicated = new Set(
      [...facts.keys()].filter(
        (unit) => facts[unit]!.kind === 'module-bound' && facts[unit]!.binds.some((name) => asked.has(name)),
      ),
    );
    const queue = [...own, ...replicated];
    for (let unit = queue.shift(); unit !== undefined; unit = queue.shift()) {
      for (const use of this.usesByUnit[unit]!) {
        const need = this.addUse(use, needs);
        if (!need) continue;
        for (const provider of this.replicatedProviders(need.name)) {
          if (replicated.has(provider)) continue;
          replicated.add(provider);
          queue.push(provider);
        }
      }
      for (const name of this.split.facts[unit]!.mutates)
        if (!needs.has(name)) needs.set(name, { name, runtime: true, importTime: true, uses: [] });
    }
    return { destination, own, replicated: [...replicated].sort((a, b) => a - b), needs };
  }

  private addUse(use: NameUse, needs: Map<string, Need>): Need | undefined {
    const { scopes } = this.split.file;
    const binding = resolveUse(use);
    if (binding ? binding.scope !== scopes.module : use.ctx !== 'Load') return undefined;
    const need = needs.get(use.name) ?? { name: use.name, runtime: false, importTime: false, uses: [] };
    const runtime = isRuntimeUse(use, this.split);
    if (runtime) need.runtime = true;
    if (runtime && use.timing === 'import') need.importTime = true;
    need.uses.push(use);
    needs.set(use.name, need);
    return need;
  }

  private replicatedProviders(name: string): number[] {
    const binding = this.split.file.scopes.module.bindings.get(name);
    return (binding?.sites ?? [])
      .map((site) => site.unit)
      .filter(
        (unit) => unit >= 0 && ['module-bound', 'import-fallback'].includes(this.split.facts[unit]!.kind),
      );
  }
}
