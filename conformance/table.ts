import type { CellResult } from './check.js';

/** The rows of the matrix. */
export const FORMS = [
  'from-import',
  'module from package',
  'import a.b',
  'relative',
  'star',
  'blocks',
  'quoted types',
  '__init__, __all__',
  'registries',
  'dynamic import',
  'patch targets',
  'names, docs, config',
  'code in strings',
  'through a re-export',
  'shared names',
];

/** Splits in their situations, and the other kinds of rule beside them. */
export function matrixTables(results: readonly CellResult[]): string {
  const splits = results.filter(({ cell }) => cell.kind === 'split-module');
  const others = results.filter(({ cell }) => cell.kind !== 'split-module');
  const tables = [
    ...(splits.length > 0 ? [matrixTable(splits, ({ cell }) => cell.situation)] : []),
    ...(others.length > 0 ? [matrixTable(others, ({ cell }) => cell.kind)] : []),
  ];
  return tables.join('\n\n');
}

/** Forms as rows, what `columnOf` gives as columns; a field shows its worst outcome. */
function matrixTable(results: readonly CellResult[], columnOf: (result: CellResult) => string): string {
  const situations = [...new Set(results.map(columnOf))];
  const width = Math.max(...FORMS.map((name) => name.length)) + 3;
  const height = Math.max(...situations.map((name) => name.length));
  const lines = Array.from({ length: height }, (_, row) => {
    const letters = situations.map((name) => name.padStart(height)[row]!);
    return `${' '.repeat(width)} ${letters.join(' ')}`.trimEnd();
  });
  for (const [index, name] of FORMS.entries()) {
    const own = results.filter(({ cell }) => cell.form === index + 1);
    const marks = situations.map((column) => mark(own.filter((result) => columnOf(result) === column)));
    lines.push(
      `${String(index + 1).padStart(2)} ${name.padEnd(width - 3)} ${marks.join(' ')}  ${own.length}`,
    );
  }
  return lines.join('\n');
}

function mark(results: readonly CellResult[]): string {
  if (results.length === 0) return ' ';
  if (results.some(({ outcome }) => outcome === 'broken')) return '✗';
  return results.every(({ outcome }) => outcome === 'refused') ? '●' : '✓';
}
