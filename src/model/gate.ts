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

/** What a finished process left. */
export interface ToolOutput {
  readonly argv: readonly string[];
  readonly stdout: string;
  readonly stderr: string;
  /** `undefined` when a signal or the timeout ended it. */
  readonly exitCode: number | undefined;
  readonly timedOut: boolean;
  /** Files that the tool was asked to write (for instance a junit report), by the key that the gate named. */
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
  readonly fresh: readonly Diagnostic[];
  /** For tests: how many passed before and after; otherwise undefined. */
  readonly counts?: { readonly before: string; readonly after: string };
  readonly seconds: number;
  /** Why it is unavailable or could not be read. */
  readonly reason?: string;
}
