import { displayWidth, padEnd, padStart } from './display-width.js';

/** One cell of a table: what it says, and how it looks once its width is known. */
export interface Cell {
  readonly text: string;
  readonly align?: 'left' | 'right';
  readonly paint?: (text: string) => string;
}

/** A cell; numbers stand to the right. */
export function cell(text: string, paint?: (text: string) => string, align: 'left' | 'right' = 'left'): Cell {
  return paint === undefined ? { text, align } : { text, align, paint };
}

/** Rows of aligned cells, two blanks between columns; the last column is not filled up. */
export function columns(rows: readonly (readonly Cell[])[], indent = ''): readonly string[] {
  const count = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: count }, (_, index) =>
    Math.max(...rows.map((row) => displayWidth(row[index]?.text ?? ''))),
  );
  return rows.map((row) => {
    const last = row.findLastIndex(({ text }) => text !== '');
    const cells = row.slice(0, last + 1).map((current, index) => {
      const width = widths[index]!;
      const filled =
        current.align === 'right'
          ? padStart(current.text, width)
          : index === last
            ? current.text
            : padEnd(current.text, width);
      return current.paint === undefined ? filled : current.paint(filled);
    });
    return `${indent}${cells.join('  ')}`;
  });
}
