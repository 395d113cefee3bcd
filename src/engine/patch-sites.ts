import type { Legacy, RelocationTable, Target } from './relocation-table.js';

/**
 * Where a patched name is looked up after the wave. Python looks a global up in the module whose code reads it, so
 * a patch works only on the modules that read the name (https://docs.python.org/3/library/unittest.mock.html#where-to-patch).
 */
export class PatchSites {
  private readonly outside = new Set<string>();

  constructor(readonly table: RelocationTable) {}

  /** Notes that code outside reads `legacy.name` each time it runs: by a function-local import or an attribute. */
  noteReader(legacy: Legacy, name: string): void {
    this.outside.add(`${legacy.path}:${name}`);
  }

  /** Dotted names of the modules to patch; empty when nobody looks the name up. */
  of(legacy: Legacy, name: string): string[] {
    const target: Target = legacy.target(name);
    if (target.kind === 'moved' && (legacy.split.whole || legacy.rule.retargetOnly))
      return [target.destination.module];
    const waits = legacy.rule.defer.some((each) => each.name === name);
    // An import inside a function asks the module that has the name each time.
    const readers = waits ? [] : legacy.needs.readersOf(name).map(({ module }) => module);
    if (target.kind === 'stays') {
      const own = legacy.split.module;
      return this.isReadAt(legacy, name) || readers.length === 0 ? [...new Set([own, ...readers])] : readers;
    }
    if (target.kind === 'moved') {
      const home = target.destination.module;
      const stay = !legacy.gone && !waits && isReadByStaying(legacy, name) ? [legacy.split.module] : [];
      const all = [...new Set([...readers, ...stay])];
      if (all.length === 0) return [home];
      return this.outside.has(`${legacy.path}:${name}`) && !all.includes(home) ? [home, ...all] : all;
    }
    if (target.kind === 'missing') return [];
    return readers;
  }

  /** Whether a kept source is still asked for a name that it has: by its own code, or from outside. */
  private isReadAt(legacy: Legacy, name: string): boolean {
    return (
      isReadByStaying(legacy, name) ||
      legacy.takenOutside.has(name) ||
      this.outside.has(`${legacy.path}:${name}`)
    );
  }

  /** Dotted names of all modules to patch for several names. */
  ofAll(legacy: Legacy, names: readonly string[]): string[] {
    return [...new Set(names.flatMap((name) => this.of(legacy, name)))];
  }
}

function isReadByStaying({ needs }: Legacy, name: string): boolean {
  return needs.of(undefined).needs.has(name);
}
