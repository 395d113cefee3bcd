import { absoluteName } from '../python/module-index.js';
import { type Composition, composeDestination } from './compose.js';
import type { RetargetContext } from './file-context.js';
import { addEntry, type ImportEntry } from './import-entry.js';
import type { Legacy } from './relocation-table.js';
import type { FileRetarget } from './replacement.js';
import type { SourceFile } from './source-file.js';
import type { SplitDestination } from './split.js';

/** What one source gives to one module. */
export interface Contribution {
  readonly legacy: Legacy;
  readonly destination: SplitDestination;
  readonly composition: Composition;
}

/**
 * What a source gives to each of its destinations.
 *
 * @param retarget what the relocation table makes of the source's own text.
 */
export function contributionsOf(
  legacy: Legacy,
  retarget: FileRetarget,
  context: RetargetContext,
  width: number,
): Contribution[] {
  return legacy.split.destinations.map((destination) => ({
    legacy,
    destination,
    composition: composeDestination(legacy, destination, retarget, context, width),
  }));
}

/** Contributions by the path of the module they go to, each after those that it needs while it is imported. */
export function byDestination(
  contributions: readonly Contribution[],
  context: RetargetContext,
): Map<string, readonly Contribution[]> {
  const groups = new Map<string, Contribution[]>();
  for (const contribution of contributions) {
    const { path } = contribution.destination;
    groups.set(path, [...(groups.get(path) ?? []), contribution]);
  }
  return new Map([...groups].map(([path, group]) => [path, withoutRepetitions(inOrder(group, context))]));
}

function inOrder(group: readonly Contribution[], context: RetargetContext): readonly Contribution[] {
  if (group.length < 2) return group;
  const left = [...group];
  const ordered: Contribution[] = [];
  while (left.length > 0) {
    const free = left.findIndex(
      (each) => !left.some((other) => other !== each && needs(each, other, context)),
    );
    ordered.push(...left.splice(Math.max(free, 0), 1));
  }
  return ordered;
}

/** Whether code of one contribution reads a symbol of another one while the module is imported. */
function needs(
  { legacy, destination }: Contribution,
  other: Contribution,
  { table }: RetargetContext,
): boolean {
  const { file, module, isPackage } = legacy.split;
  return [...legacy.needs.of(destination).needs.values()].some((need) => {
    if (!need.importTime) return false;
    const sites = file.scopes.module.bindings.get(need.name)?.sites ?? [];
    return sites.some((site) => {
      const node = site.import?.site.node;
      if (node?.kind !== 'ImportFrom') return false;
      const from = absoluteName(module, isPackage, node.level, node.module);
      return from !== undefined && table.named(from, file.path) === other.legacy;
    });
  });
}

/** Loggers and guarded imports that an earlier contribution brings already, in the same words, stand once. */
function withoutRepetitions(group: readonly Contribution[]): readonly Contribution[] {
  const brought = new Set<string>();
  return group.map((contribution) => {
    const { composition, legacy } = contribution;
    const body = composition.body.filter((part) => {
      if (!isReplicated(contribution, part.unit)) return true;
      const text = statementText(legacy.split.file, part.unit);
      const isNew = !brought.has(text);
      brought.add(text);
      return isNew;
    });
    return { ...contribution, composition: { ...composition, body } };
  });
}

/** Whether a unit of the source is repeated in each module that uses it. */
export function isReplicated({ legacy }: Contribution, unit: number): boolean {
  const { kind } = legacy.split.facts[unit]!;
  return kind === 'module-bound' || kind === 'import-fallback';
}

/** A statement as it is written, without comments around it. */
export function statementText(file: SourceFile, unit: number): string {
  const { start, end } = file.units[unit]!;
  return file.text.slice(start, end);
}

/** Names that statements of a contribution bind in the module, as they are called there. */
export function boundNames({ legacy, composition }: Contribution): string[] {
  const { facts, renames } = legacy.split;
  return composition.body.flatMap(({ unit }) =>
    facts[unit]!.kind === 'import' ? [] : facts[unit]!.binds.map((name) => renames.get(name) ?? name),
  );
}

/** The imports of several contributions; what one of them needs at run time is not imported for type checkers again. */
export function joinedImports(contributions: readonly Contribution[]): {
  runtime: ImportEntry[];
  typeOnly: ImportEntry[];
} {
  const join = (kind: 'runtime' | 'typeOnly') => {
    const [first = [], ...others] = contributions.map(({ composition }) => composition.imports[kind]);
    const joined = [...first];
    for (const entry of others.flat()) addEntry(joined, entry);
    return joined;
  };
  const runtime = join('runtime');
  const local = ({ kind, module }: ImportEntry, { name, asname }: ImportEntry['items'][number]) =>
    asname ?? (kind === 'from' ? name : module.split('.', 1)[0]!);
  const bound = new Set(runtime.flatMap((entry) => entry.items.map((item) => local(entry, item))));
  const typeOnly = join('typeOnly').flatMap((entry) => {
    const items = entry.items.filter((item) => !bound.has(local(entry, item)));
    return items.length > 0 ? [{ ...entry, items }] : [];
  });
  return { runtime, typeOnly };
}

/** Whether moved statements have annotations, other than comments. */
export function hasAnnotations({ legacy, composition }: Contribution): boolean {
  const units = new Set(composition.body.map(({ unit }) => unit));
  return legacy.split.file.scopes.uses.some(({ unit, mode }) => units.has(unit) && mode === 'annotation');
}
