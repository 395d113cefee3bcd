import { expect, it } from 'vitest';
import { Board } from '../../../src/present/board.js';

it('shows state, time and last words of each piece of work', () => {
  let now = 0;
  const board = new Board(() => now);
  expect(board.isEmpty).toBe(true);
  const [ruff, pyright, pytest] = ['ruff', 'pyright', 'pytest'].map((name) => board.add(name));
  board.begin(ruff!);
  board.begin(pyright!);
  now = 400;
  board.end(ruff!, 'nothing new');
  board.said(pyright!, '\x1b[2K10%\r\x1b[2K20% of src\r\n');
  board.said(pyright!, '   ');
  now = 12_000;
  expect(board.lines(60)).toEqual([
    '✓ ruff          0.4 s  nothing new',
    '▸ pyright      12.0 s  20% of src',
    '· pytest               waits',
  ]);
  expect(board.line(pyright!)).toBe('pyright · runs for 12.0 s · 20% of src');
  expect(board.line(ruff!)).toBe('ruff · 0.4 s · nothing new');
  expect(board.line(pytest!)).toBe('pytest · waits');
  board.said(pyright!, 'x'.repeat(200));
  for (const line of board.lines(60)) expect(line.length).toBeLessThanOrEqual(60);
});
