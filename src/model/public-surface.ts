/** What one module offers to importers that are not in the repository, before and after the wave. */
export interface ModuleSurface {
  /** Dotted name. */
  readonly module: string;
  /** Number of public names; `undefined` where the module does not exist. */
  readonly before: number | undefined;
  readonly after: number | undefined;
  readonly vanished: readonly VanishedPath[];
}

/** A public import path that finds nothing after the wave. */
export interface VanishedPath {
  /** Dotted: `shop.models.Order`, or `shop.models` for the module itself. */
  readonly path: string;
  /** Where it is found now; `undefined` when it is gone. */
  readonly to: string | undefined;
  /** The wave allows it to vanish; `undefined` when the wave says nothing of its public surface. */
  readonly allowed: boolean | undefined;
}

/** An entry point of the project that the wave changes. */
export interface EntryPointChange {
  /** The table that declares it: `project.scripts`, `project.entry-points.NAME`, … */
  readonly group: string;
  readonly name: string;
  readonly from: string;
  /** `undefined`: the entry point is not declared any more. */
  readonly to: string | undefined;
}

/** What a wave does to the names that others can import. */
export interface PublicSurface {
  /** Modules whose public names change, by name. */
  readonly modules: readonly ModuleSurface[];
  readonly entryPoints: readonly EntryPointChange[];
}
