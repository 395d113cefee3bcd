import { parse } from 'smol-toml';
import type { FileChange } from '../../model/plan.js';
import type { EntryPointChange } from '../../model/public-surface.js';

/** Tables of `pyproject.toml` that hold entry points by name, or groups of such tables. */
const TABLES: readonly (readonly [keys: readonly string[], grouped: boolean])[] = [
  [['project', 'scripts'], false],
  [['project', 'gui-scripts'], false],
  [['project', 'entry-points'], true],
  [['tool', 'poetry', 'scripts'], false],
  [['tool', 'poetry', 'plugins'], true],
];

/**
 * Entry points that mean something else, or are gone, after the wave
 * (https://packaging.python.org/en/latest/specifications/entry-points/).
 */
export function changedEntryPoints(changes: readonly FileChange[]): EntryPointChange[] {
  const project = changes.find(({ path }) => path === 'pyproject.toml');
  if (!project || project.kind === 'create') return [];
  const before = entryPoints(project.before);
  const after = project.kind === 'modify' ? entryPoints(project.after) : new Map<string, EntryPointChange>();
  return [...before].flatMap(([key, { group, name, from }]) => {
    const to = after.get(key)?.from;
    return to === from ? [] : [{ group, name, from, to }];
  });
}

function entryPoints(bytes: Uint8Array): Map<string, EntryPointChange> {
  const data = tomlOf(bytes);
  const found = new Map<string, EntryPointChange>();
  const collect = (group: string, table: unknown): void => {
    for (const [name, from] of Object.entries(tableOf(table)))
      if (typeof from === 'string') found.set(`${group} ${name}`, { group, name, from, to: undefined });
  };
  for (const [keys, grouped] of TABLES) {
    const table = keys.reduce<unknown>((outer, key) => tableOf(outer)[key], data);
    const group = keys.join('.');
    if (!grouped) collect(group, table);
    else for (const [name, inner] of Object.entries(tableOf(table))) collect(`${group}.${name}`, inner);
  }
  return found;
}

function tableOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function tomlOf(bytes: Uint8Array): unknown {
  try {
    return parse(new TextDecoder().decode(bytes));
  } catch {
    // A file that no installer can read declares nothing.
    return undefined;
  }
}
