import type { Relocation } from '../model/relocation.js';

/** A top-level definition, or with `name: undefined` the module's own statements. */
export interface Owner {
  readonly module: string;
  readonly name: string | undefined;
}

/** Answers where a thing of the tree before the wave stands after it. */
export interface RelocationIndex {
  /** Where it stands now; `undefined`: gone on purpose. A name that no row mentions goes where its module goes. */
  relocate(owner: Owner): Owner | undefined;
  /**
   * Every place where a diagnostic of it may stand now. What no row moves by name (imports, loggers) a split module
   * hands to each of its parts.
   */
  heirs(owner: Owner): readonly Owner[];
  /** One name for all modules that the wave ties together: a split module and what it was split into. */
  family(module: string): string | undefined;
  /** Every module that a row mentions. */
  readonly modules: ReadonlySet<string>;
  /** Modules that rows lead away from. */
  readonly sources: ReadonlySet<string>;
  /** Modules that rows lead to. */
  readonly destinations: ReadonlySet<string>;
  /** Names that the wave changes, old and new, to one name for both. */
  readonly renamed: ReadonlyMap<string, string>;
}

/** Indexes the relocation table for the questions that comparing asks. */
export function indexRelocations(relocations: readonly Relocation[]): RelocationIndex {
  const rows = new Map(relocations.map((row) => [keyOf(row.module, row.name), row]));
  const moves = relocations.flatMap((row) => (row.to === undefined ? [] : [{ from: row, to: row.to }]));
  const families = uniteAll(moves.map(({ from, to }) => [from.module, to.module]));
  const renames = moves.flatMap(({ from, to }) =>
    from.name === undefined || to.name === undefined || from.name === to.name
      ? []
      : [[from.name, to.name] as const],
  );
  const heirs = new Map<string, Set<string>>();
  for (const { from, to } of moves) {
    const known = heirs.get(from.module) ?? new Set([from.module]);
    heirs.set(from.module, known.add(to.module));
  }
  return {
    relocate(owner) {
      const row = rows.get(keyOf(owner.module, owner.name)) ?? rows.get(keyOf(owner.module, undefined));
      if (row === undefined) return owner;
      return row.to && { module: row.to.module, name: row.to.name ?? owner.name };
    },
    heirs(owner) {
      const row = owner.name === undefined ? undefined : rows.get(keyOf(owner.module, owner.name));
      if (row !== undefined)
        return row.to === undefined ? [] : [{ module: row.to.module, name: row.to.name ?? owner.name }];
      const modules = [...(heirs.get(owner.module) ?? [owner.module])];
      return modules.map((module) => ({ module, name: owner.name }));
    },
    family: (module) => families.get(module),
    modules: new Set(
      relocations.flatMap((row) => (row.to === undefined ? [row.module] : [row.module, row.to.module])),
    ),
    sources: new Set(relocations.map(({ module }) => module)),
    destinations: new Set(moves.map(({ to }) => to.module)),
    renamed: uniteAll(renames),
  };
}

function keyOf(module: string, name: string | undefined): string {
  return `${module}:${name ?? ''}`;
}

/** Each word that a pair mentions, to the first word (in alphabetical order) of all that pairs connect it with. */
function uniteAll(pairs: readonly (readonly [string, string])[]): ReadonlyMap<string, string> {
  const parent = new Map<string, string>();
  const top = (word: string): string => {
    let current = word;
    for (let next = parent.get(current); next !== undefined && next !== current; next = parent.get(current)) {
      current = next;
    }
    return current;
  };
  for (const [a, b] of pairs) {
    const [first, second] = [top(a), top(b)].sort();
    parent.set(first!, first!);
    parent.set(second!, first!);
  }
  return new Map([...parent.keys()].map((word) => [word, top(word)]));
}
