/** What `rewrite explain RWnnn` says about one finding code. */
export interface CodePage {
  /** `RWnnn`. */
  readonly code: string;
  /** What is wrong, as a short phrase without a full stop. */
  readonly title: string;
  /** Why it is reported: one or two sentences. */
  readonly cause: string;
  /** YAML or Python that leads to it. */
  readonly example: string;
  /** What can be done about it, the most likely first. */
  readonly waysOut: readonly string[];
}
