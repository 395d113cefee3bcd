/** How bad a finding is: an error refuses the wave, a warning or note does not. */
export type Severity = 'error' | 'warning' | 'note';

/** A place in a file of the repository or of the rules; lines and columns count from 1, columns in UTF-16 units. */
export interface Place {
  /** Repository-relative POSIX path, or the path of a rules file as the user gave it. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine?: number;
  readonly endColumn?: number;
  /** The place is in the tree as the wave would leave it, not as it stands. */
  readonly planned?: true;
}

/** A secondary place that explains a finding. */
export interface RelatedPlace {
  readonly place: Place;
  readonly message: string;
}

/** One diagnosed fact. */
export interface Finding {
  /** Stable code, `RWnnn`; `rewrite explain RWnnn` prints its page. */
  readonly code: string;
  readonly severity: Severity;
  readonly place: Place | undefined;
  readonly message: string;
  /** What to do next. */
  readonly hint?: string;
  readonly related?: readonly RelatedPlace[];
}
