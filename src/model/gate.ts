/** One message of a tool, normalised. */
export interface Diagnostic {
  readonly tool: string;
  /** The tool's own code (`F401`, `reportMissingImports`, a test's outcome); '' when it has none. */
  readonly code: string;
  readonly message: string;
  /** Repository-relative POSIX path; '' when the tool names none. */
  readonly file: string;
  /** From 1; 0 when unknown. */
  readonly line: number;
  readonly column: number;
  /** What the diagnostic is about when that is not a place: a test's node id, a module's name. */
  readonly subject: string | undefined;
}

/** A diagnostic that a wave has brought about, with what is known of how. */
export interface FreshDiagnostic extends Diagnostic {
  /** The line of source that it is about, as the wave left it. */
  readonly source?: string;
  /** What stood there before the wave: another message, another outcome, the place that the code came from. */
  readonly was?: string;
  readonly cause?: Cause;
}

/** The part of the plan that a diagnostic comes from. */
export interface Cause {
  /** The rule, as plans name it. */
  readonly rule: string;
  /** What it did: `session/config.py was created`, `old text → new text`. */
  readonly edit: string;
  /** Line of the edit in the written file; 0: the file as a whole. */
  readonly line: number;
}

/** What a finished process left. */
export interface ToolOutput {
  readonly argv: readonly string[];
  readonly stdout: string;
  readonly stderr: string;
  /** `undefined` when a signal or the timeout ended it. */
  readonly exitCode: number | undefined;
  readonly timedOut: boolean;
  /** Texts of files that the gate wanted to see (for instance a junit report), by the key that it named. */
  readonly files: Readonly<Record<string, string>>;
  readonly seconds: number;
}

/** One gate before and after a wave. */
export interface GateReport {
  readonly gate: string;
  /** The command as run, for people. */
  readonly command: string;
  /** For instance `ruff 0.14.2 (.venv)`. */
  readonly tool: string;
  readonly status: 'passed' | 'failed' | 'unavailable';
  readonly before: number;
  readonly after: number;
  /** Diagnostics after the wave that no diagnostic before it accounts for. */
  readonly fresh: readonly FreshDiagnostic[];
  /** Before and after in words, where numbers of diagnostics say too little: tests, measurements. */
  readonly counts?: { readonly before: string; readonly after: string };
  readonly seconds: number;
  /** Tests that failed and passed when they were run again. */
  readonly flaky?: readonly string[];
  /** What else people should know: where an output was saved, how often it was measured. */
  readonly notes?: readonly string[];
  /** Why it is unavailable or could not be read. */
  readonly reason?: string;
}
