import { expect, it } from 'vitest';
import { type ComparisonMapping, type GateReading, judge } from '../../../src/gates/index.js';
import { snapshot } from '../../../src/gates/snapshot/gate.js';
import { CONTEXT, outputOf, specOf } from './outputs.js';

const mapping: ComparisonMapping = {
  relocations: [{ module: 'pkg.old', name: 'a', to: { module: 'pkg.new', name: 'a' }, rule: 'r' }],
  enclosingSymbol: () => undefined,
};
const run = { gate: 'snapshot', command: 'settings', tool: 'python', seconds: 1 };
const reading = (text: string, previous?: string): GateReading =>
  snapshot.read(outputOf({ stdout: text, files: previous === undefined ? {} : { previous } }), '/repo');
const fresh = (before: GateReading, after: GateReading) =>
  judge(run, before, after, mapping).fresh.map(({ message }) => message);

it('looks at what the wave before has saved, or at what it will write over itself', () => {
  const save = 'bench/wave4/settings.txt';
  const files = (previous?: string) =>
    snapshot.command(specOf('snapshot', { argv: ['show'], snapshot: { save, previous } }), CONTEXT).files;
  expect(files('bench/wave3/settings.txt')).toEqual({ previous: '/repo/bench/wave3/settings.txt' });
  expect(files()).toEqual({ previous: `/repo/${save}` });
});

it('tells the lines that came and went', () => {
  const previous = 'batch = 8\ncache = on\n';
  expect(fresh(reading(previous, previous), reading('batch = 9\ncache = on\n', previous))).toEqual([
    '- batch = 8',
    '+ batch = 9',
  ]);
});

it('does not blame the wave for what differed before it', () => {
  const previous = 'batch = 8\ncache = on\n';
  const drifted = 'batch = 16\ncache = on\n';
  expect(fresh(reading(drifted, previous), reading(drifted, previous))).toEqual([]);
  expect(fresh(reading(drifted, previous), reading('batch = 16\ncache = off\n', previous))).toEqual([
    '- cache = on',
    '+ cache = off',
  ]);
  expect(fresh(reading(drifted, previous), reading(previous, previous))).toEqual([]);
});

it('compares with the output before the wave where nothing was saved', () => {
  expect(fresh(reading('a\n'), reading('a\n'))).toEqual([]);
  expect(fresh(reading('a\n'), reading('a\nb\n'))).toEqual(['+ b']);
  // The file is there by now: this run has made it.
  expect(fresh(reading('a\n'), reading('a\nb\n', 'a\n'))).toEqual(['+ b']);
});

it('reads moved names as the same, and shows them as they are', () => {
  expect(fresh(reading('owner pkg.old\n'), reading('owner pkg.new\n'))).toEqual([]);
  expect(fresh(reading('owner pkg.old\n'), reading('owner pkg.new 2\n'))).toEqual([
    '- owner pkg.old',
    '+ owner pkg.new 2',
  ]);
});

it('cannot be read when the command fails', () => {
  expect(() => snapshot.read(outputOf({ exitCode: 1 }), '/repo')).toThrow(/exit code 1/);
});
