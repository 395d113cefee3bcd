import type { Diagnostic, ToolOutput } from '../model/gate.js';
import type { GateSpec } from '../model/wave.js';

/** What a gate may know of the repository when it words its command. */
export interface GateContext {
  /** Real path of the repository root; commands run there. */
  readonly root: string;
  /** Folders that Python imports from, relative to the root ('' is the root itself). */
  readonly sourceRoots: readonly string[];
  /** Dotted names of the modules that the wave writes or touches, as they are called on this side of it. */
  readonly modules: readonly string[];
  /** A folder outside the repository where a tool may leave its report. */
  readonly scratch: string;
}

/** A command to run at the repository root. */
export interface GateCommand {
  /** The first word is the executable's plain name; the caller finds the one that belongs to the repository. */
  readonly argv: readonly string[];
  /** Files that the tool writes: key → absolute path; their texts come back as `ToolOutput.files[key]`. */
  readonly writes: Readonly<Record<string, string>>;
}

export type TestOutcome = 'passed' | 'failed' | 'error' | 'skipped' | 'xfailed';

/** What a gate understood of a finished tool. */
export interface GateReading {
  readonly diagnostics: readonly Diagnostic[];
  /** Every test by node id, for gates that run tests. */
  readonly tests?: ReadonlyMap<string, TestOutcome>;
}

/** A tool that mends files: run on what the wave wrote, before the gates. */
export interface Fixer {
  /** The command that tells, with the gate's `read`, which of the files it would change. */
  probe(spec: GateSpec, files: readonly string[]): readonly string[];
  /** The command that changes the files. Exit code 0 means done; anything else means it could not. */
  fix(spec: GateSpec, files: readonly string[]): readonly string[];
}

export interface Gate {
  /** As waves write it: `gate: ruff`. */
  readonly name: string;
  /** One line for people: what it makes sure of. */
  readonly title: string;
  /** Plain name of the executable; `undefined` when the wave names it. */
  readonly tool: string | undefined;
  /** Words the command; pure. */
  command(spec: GateSpec, context: GateContext): GateCommand;
  /**
   * Reads what the tool reported. Paths become relative to `root`.
   * @throws UnreadableOutput when the tool crashed or speaks another language.
   */
  read(output: ToolOutput, root: string): GateReading;
  readonly fixer?: Fixer;
}

/** Declares a gate; exists so that every gate file reads alike and is checked against the contract. */
export function defineGate(gate: Gate): Gate {
  return gate;
}
