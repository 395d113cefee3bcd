import { Chalk } from 'chalk';
import { describe, expect, it } from 'vitest';
import type { RunRecord } from '../../../src/model/outcome.js';
import type { Wave } from '../../../src/model/wave.js';
import { displayWidth, shortPath } from '../../../src/present/display-width.js';
import { renderRuns } from '../../../src/present/runs.js';
import { renderWaves } from '../../../src/present/waves.js';
import { wrapped } from '../../../src/present/wrapped.js';

const plain = new Chalk({ level: 0 });

const run = (more: Partial<RunRecord>): RunRecord => ({
  id: '20260131-120509-wave4',
  wave: 'wave4',
  started: '2026-01-31T12:05:09.123Z',
  state: 'applied',
  created: 3,
  modified: 231,
  deleted: 1,
  ...more,
});

const wave = (more: Partial<Wave>): Wave => ({
  name: 'wave4',
  title: 'Split the registry',
  description: undefined,
  folder: 'rules-yaml/wave4',
  shipped: true,
  after: [],
  rules: [],
  fixers: [],
  gates: [],
  waivers: [],
  excludes: [],
  ...more,
});

describe('runs', () => {
  it('stand in a table', () => {
    const records = [run({}), run({ id: '20260130-080000-w1', wave: 'w1', state: 'undone' })];
    expect(renderRuns(records, plain)).toMatchInlineSnapshot(`
      "run                    wave   started (UTC)        state    files
      20260131-120509-wave4  wave4  2026-01-31 12:05:09  applied  +3 ~231 −1
      20260130-080000-w1     w1     2026-01-31 12:05:09  undone   +3 ~231 −1
      "
    `);
  });

  it('say what to do about an unfinished one', () => {
    expect(renderRuns([run({ state: 'unfinished' })], plain)).toMatchInlineSnapshot(`
      "run                    wave   started (UTC)        state       files
      20260131-120509-wave4  wave4  2026-01-31 12:05:09  unfinished  +3 ~231 −1

      A run was interrupted: rewrite recover restores the tree.
      "
    `);
  });

  it('may be none', () => {
    expect(renderRuns([], plain)).toBe('No wave has been applied here.\n');
  });
});

describe('waves', () => {
  it('stand in a table', () => {
    const waves = [
      wave({}),
      wave({ name: 'my-own', shipped: false, folder: 'waves/my-own', title: 'T'.repeat(90) }),
    ];
    const told = renderWaves(waves, plain);
    expect(told).toMatchInlineSnapshot(`
      "wave    rules  gates  from          title
      wave4       0      0  shipped       Split the registry
      my-own      0      0  waves/my-own  TTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTT…
      "
    `);
    for (const line of told.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
  });

  it('may be none', () => {
    expect(renderWaves([], plain)).toContain('wave.yaml');
  });
});

describe('widths', () => {
  it('count columns, not code units', () => {
    expect(displayWidth('abc')).toBe(3);
    expect(displayWidth('日本')).toBe(4);
    expect(displayWidth('é')).toBe(1);
    expect(displayWidth('e\u0301')).toBe(1);
    expect(displayWidth('🎉')).toBe(2);
    expect(displayWidth('→ ✓ …')).toBe(5);
  });

  it('leave out the middle of a path', () => {
    expect(shortPath('src/a.py', 20)).toBe('src/a.py');
    expect(shortPath('src/some/deeply/nested/module.py', 20)).toMatchInlineSnapshot(`"src/so…ted/module.py"`);
    expect(shortPath('src/some/deeply/nested/module.py', 20)).toHaveLength(20);
  });

  it('wrap at blanks, and never lose a long word', () => {
    expect(wrapped(`one two ${'x'.repeat(12)} three`, 10, '- ', '  ')).toEqual([
      '- one two',
      `  ${'x'.repeat(12)}`,
      '  three',
    ]);
  });
});
