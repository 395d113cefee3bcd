import { benchmark } from './benchmark/gate.js';
import { command } from './command/gate.js';
import type { Gate } from './gate.js';
import { imports } from './imports/gate.js';
import { pyrefly } from './pyrefly/gate.js';
import { pyright } from './pyright/gate.js';
import { pytest } from './pytest/gate.js';
import { ruff } from './ruff/gate.js';
import { ruffFormat } from './ruff-format/gate.js';
import { ruffIsort } from './ruff-isort/gate.js';
import { snapshot } from './snapshot/gate.js';

/** Every gate that a wave can name, in the order in which they are shown. */
export const GATES: readonly Gate[] = [
  ruffIsort,
  ruffFormat,
  ruff,
  pyrefly,
  pyright,
  imports,
  pytest,
  command,
  benchmark,
  snapshot,
];

/** The gate of that name; `undefined` when there is none. */
export function findGate(name: string): Gate | undefined {
  return GATES.find((gate) => gate.name === name);
}

export { type ComparisonMapping, compareDiagnostics, type Owner } from './compare.js';
export { filesToFix, inPortions } from './files-to-fix.js';
export { passedAgain, withoutFlaky, worthAnotherRun } from './flaky.js';
export type { Gate, GateCommand, GateReading, Measurement, Pair, TestOutcome } from './gate.js';
export { judge, judgePairs, undecided } from './judge.js';
export { type TracedTree, traceFresh } from './trace-fresh.js';
export { UnreadableOutput } from './unreadable-output.js';
