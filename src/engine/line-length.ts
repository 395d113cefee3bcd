import { parse } from 'smol-toml';
import type { RepositoryReader } from './survey.js';

/** The line length of formatters that are not told another one (ruff and black). */
const DEFAULT_WIDTH = 88;

/** The line length that the repository's formatter is configured to. */
export function lineLength(reader: RepositoryReader): number {
  for (const path of ['ruff.toml', '.ruff.toml']) {
    const width = numberAt(tomlOf(reader, path), ['line-length']);
    if (width !== undefined) return width;
  }
  const project = tomlOf(reader, 'pyproject.toml');
  return (
    numberAt(project, ['tool', 'ruff', 'line-length']) ??
    numberAt(project, ['tool', 'black', 'line-length']) ??
    numberAt(project, ['tool', 'isort', 'line_length']) ??
    DEFAULT_WIDTH
  );
}

function tomlOf(reader: RepositoryReader, path: string): unknown {
  if (!reader.paths.includes(path)) return undefined;
  const bytes = reader.read(path);
  try {
    return bytes === undefined ? undefined : parse(new TextDecoder().decode(bytes));
  } catch {
    // A file that its own tools reject says nothing about the width; they will complain.
    return undefined;
  }
}

function numberAt(value: unknown, keys: readonly string[]): number | undefined {
  let current: unknown = value;
  for (const key of keys) {
    if (typeof current !== 'object' || current === null) return undefined;
    current = (current as Record<string, unknown>)[key];
  }
  return typeof current === 'number' ? current : undefined;
}
