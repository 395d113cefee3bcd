import type { ToolOutput } from '../../../src/model/gate.js';
import type { GateSpec } from '../../../src/model/wave.js';

/** What a finished tool left; a clean run that printed nothing, unless told otherwise. */
export function outputOf(more: Partial<ToolOutput>): ToolOutput {
  return {
    argv: ['tool'],
    stdout: '',
    stderr: '',
    exitCode: 0,
    timedOut: false,
    files: {},
    seconds: 1,
    ...more,
  };
}

/** A gate as a wave declares it. */
export function specOf(gate: string, more: Partial<GateSpec> = {}): GateSpec {
  return {
    gate,
    args: undefined,
    paths: undefined,
    argv: undefined,
    timeout: 600,
    place: { file: 'waves/wave.yaml', line: 1, column: 1 },
    ...more,
  };
}

export const CONTEXT = {
  root: '/repo',
  sourceRoots: ['src'],
  modules: ['pkg.a', 'pkg.b', 'pkg.__main__'],
  scratch: '/tmp/scratch',
};
