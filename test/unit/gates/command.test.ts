import { describe, expect, it } from 'vitest';
import { compareDiagnostics, findGate } from '../../../src/gates/index.js';
import { CONTEXT, outputOf, specOf } from './outputs.js';

const gate = findGate('command')!;
const read = (stdout: string, exitCode = 1) => gate.read(outputOf({ stdout, exitCode }), '/repo').diagnostics;
const mapping = { relocations: [], enclosingSymbol: () => undefined };
const fresh = (before: string, after: string) =>
  compareDiagnostics(read(before), read(after), mapping).map(({ message }) => message);

describe('command', () => {
  it('runs what the wave says', () => {
    const argv = ['uv', 'run', 'mypy', 'src'];
    expect(gate.command(specOf('command', { argv }), CONTEXT)).toEqual({ argv, files: {} });
  });

  it('is content with exit code 0, whatever was printed', () => {
    expect(read('src/a.py:1: warning: hm\n', 0)).toEqual([]);
  });

  it('finds places in lines', () => {
    const stdout = [
      'src/a.py:3: error: Missing return statement  [return]',
      '/repo/src/b.py:12:5: F401 unused',
      '  File "/repo/src/c.py", line 7, in f',
      'see http://localhost:80/x.py:3',
      '\u001b[31mplain\u001b[0m',
    ].join('\n');
    expect(read(stdout).map(({ file, line, column, message }) => [file, line, column, message])).toEqual([
      ['', 0, 0, 'tool ended with exit code 1'],
      ['src/a.py', 3, 0, 'error: Missing return statement  [return]'],
      ['src/b.py', 12, 5, 'F401 unused'],
      ['src/c.py', 7, 0, 'in f'],
      ['', 0, 0, 'see http://localhost:80/x.py:3'],
      ['', 0, 0, 'plain'],
    ]);
  });

  it('may fail after the wave in the same words', () => {
    const before =
      'src/a.py:3: error: Missing return\nFound 1 error in 1 file (checked 12 source files) in 0.31s\n';
    const after =
      'src/a.py:9: error: Missing return\nFound 1 error in 1 file (checked 14 source files) in 1.25 s\n';
    expect(fresh(before, after)).toEqual([]);
  });

  it('may not fail in other words, nor with another exit code', () => {
    expect(fresh('src/a.py:3: error: Missing return\n', 'src/a.py:3: error: Undefined name\n')).toEqual([
      'error: Undefined name',
    ]);
    const other = compareDiagnostics(read('same\n', 1), read('same\n', 2), mapping);
    expect(other.map(({ code }) => code)).toEqual(['exit 2']);
  });

  it('tells a timeout', () => {
    const output = outputOf({ timedOut: true, exitCode: undefined, seconds: 30 });
    expect(() => gate.read(output, '/repo')).toThrow('did not finish in 30 s');
  });
});
