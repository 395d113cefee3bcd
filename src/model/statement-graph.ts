/** A statement of a module, or statements that bind or change one name. */
export interface GraphNode {
  readonly id: number;
  /** What it defines; none for a statement that binds nothing. */
  readonly names: readonly string[];
  readonly line: number;
  readonly lines: number;
  /** Files that import something of it. */
  readonly importers: number;
  /** How many layers of needs are below it; those of one circle stand in one layer. */
  readonly layer: number;
  /** The circle that it is in, by its number. */
  readonly circle: number | undefined;
}

/** One node needs names of another one. */
export interface GraphEdge {
  readonly from: number;
  readonly to: number;
  readonly names: readonly string[];
  /** While the module is imported, when it is called, or for type checkers only: the strictest of them. */
  readonly timing: 'import' | 'call' | 'types';
}

/** What the statements of a module need of each other. */
export interface StatementGraph {
  readonly module: string;
  readonly path: string;
  /** In source order. */
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  /** Nodes that need each other in a circle, largest first. */
  readonly circles: readonly (readonly number[])[];
}
