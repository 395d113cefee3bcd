import { command } from './command/gate.js';
import type { Gate } from './gate.js';
import { imports } from './imports/gate.js';
import { pyrefly } from './pyrefly/gate.js';
import { pyright } from './pyright/gate.js';
import { pytest } from './pytest/gate.js';
import { ruff } from './ruff/gate.js';
import { ruffFormat } from './ruff-format/gate.js';
import { ruffIsort } from './ruff-isort/gate.js';

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
];

/** The gate of that name; `undefined` when there is none. */
export function findGate(name: string): Gate | undefined {
  return GATES.find((gate) => gate.name === name);
}

export { type ComparisonMapping, compareDiagnostics, type Owner } from './compare.js';
export { filesToFix, inPortions } from './files-to-fix.js';
export type { Gate, GateReading, TestOutcome } from './gate.js';
export { judge, undecided } from './judge.js';
export { UnreadableOutput } from './unreadable-output.js';
