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
  /** Files to read when it has ended: key → absolute path; their texts come back as `ToolOutput.files[key]`. */
  readonly files: Readonly<Record<string, string>>;
}

export type TestOutcome = 'passed' | 'failed' | 'error' | 'skipped' | 'xfailed';

/** What a gate understood of a finished tool. */
export interface GateReading {
  readonly diagnostics: readonly Diagnostic[];
  /** Every test by node id, for gates that run tests. */
  readonly tests?: ReadonlyMap<string, TestOutcome>;
  /** An output that is to be kept, and what it is compared with where something is there. */
  readonly snapshot?: { readonly text: string; readonly previous: string | undefined };
}

/** What a pair of runs gave, before and after the wave: seconds, or a number that the command reported. */
export interface Pair {
  readonly before: number;
  readonly after: number;
}

/** What pairs of runs say. */
export interface PairVerdict {
  readonly fresh: readonly Diagnostic[];
  readonly counts: { readonly before: string; readonly after: string };
  readonly notes: readonly string[];
}

/** How a gate compares two trees by running one command in each, in turn. */
export interface Measurement {
  /** Files to read after each run: key → path from where the command runs. */
  files(spec: GateSpec): Readonly<Record<string, string>>;
  /**
   * The number that one run gave.
   * @throws UnreadableOutput when it failed, or left none.
   */
  measure(output: ToolOutput, spec: GateSpec): number;
  /** Whether the pairs suffice to decide. */
  enough(pairs: readonly Pair[], spec: GateSpec): boolean;
  judge(pairs: readonly Pair[], spec: GateSpec): PairVerdict;
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
  /**
   * It must have the repository and the machine for itself: it may write, or be slowed down by others. Gates without
   * it run beside each other.
   */
  readonly alone?: true;
  /** What it says may depend on more than the tree and the tool, so that an earlier run's baseline is worth nothing. */
  readonly volatile?: true;
  /** Runs single tests of the written tree again. */
  rerun?(spec: GateSpec, tests: readonly string[], context: GateContext): GateCommand;
  /** Compares by measuring both trees in turn, instead of by what is read of each. */
  readonly measurement?: Measurement;
}

/** Declares a gate; exists so that every gate file reads alike and is checked against the contract. */
export function defineGate(gate: Gate): Gate {
  return gate;
}
