/** Text files by repository path; bytes where the encoding is the point. */
export type Tree = Readonly<Record<string, string | Uint8Array>>;

/** One cell of the matrix: a small repository, a wave, and what must hold before and after it. */
export interface Cell {
  /** `<form>/<situation>/<variant>`; unique. */
  readonly id: string;
  /** Row: the form of reference, 1 to 15, as in the README's table of forms. */
  readonly form: number;
  /** Column. */
  readonly situation: string;
  /** The kind of rule. */
  readonly kind: string;
  readonly tree: Tree;
  /** The rule's YAML. */
  readonly rule: string;
  /** Python that passes before the wave and after it. */
  readonly assertion: string;
  /** Python that passes after the wave, where it has to import by other names then. */
  readonly after?: string;
  /** Modules that are not to be found after the wave. */
  readonly gone: readonly string[];
  /** Modules that the assertion does not load after the wave. */
  readonly unloaded: readonly string[];
  /** Files whose text after the wave is kept as a snapshot. */
  readonly shown: readonly string[];
  /** The wave is refused with this finding, since nothing can decide what the reference means. */
  readonly refused?: string;
  /** The minor version of Python 3 that the cell's syntax needs. */
  readonly since?: number;
}
