/** What a fixer may look at. */
export interface FixCandidates {
  /** Files that the wave created or modified. */
  readonly written: readonly string[];
  /** The ones among them that the wave created. */
  readonly created: ReadonlySet<string>;
  /** Files that the fixer's probe reported before the wave: it would have changed them anyway. */
  readonly reportedBefore: ReadonlySet<string>;
}

/**
 * The files that a fixer is run on: new ones, and those that it had nothing to say about before. Mending a file that
 * never was in the tool's style would bury the wave's own few lines under a reformatting that nobody asked for.
 */
export function filesToFix(candidates: FixCandidates): readonly string[] {
  const { written, created, reportedBefore } = candidates;
  return written.filter((file) => created.has(file) || !reportedBefore.has(file));
}

/** The files in portions, because a command line has a limit. */
export function inPortions(files: readonly string[], size = 400): readonly (readonly string[])[] {
  const portions: (readonly string[])[] = [];
  for (let start = 0; start < files.length; start += size) portions.push(files.slice(start, start + size));
  return portions;
}
