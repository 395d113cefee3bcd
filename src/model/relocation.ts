/** One row of the table that all structural rules compile to. */
export interface Relocation {
  /** Dotted name of the module that defines the symbol before the wave. */
  readonly module: string;
  /** The symbol; `undefined` when the row is about the module itself. */
  readonly name: string | undefined;
  /** Where it stands after the wave; `undefined`: gone. */
  readonly to: { readonly module: string; readonly name: string | undefined } | undefined;
  /** The rule that the row comes from. */
  readonly rule: string;
}
