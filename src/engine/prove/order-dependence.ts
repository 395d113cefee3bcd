import type { Finding } from '../../model/finding.js';
import type { ClassDef } from '../../python/ast.js';
import type { Split } from '../split.js';
import { finding, listed, type ProofContext } from './proof.js';
import { changesByName, readsBetweenChanges } from './reads-between-changes.js';
import { homeOf } from './split-state.js';

/** Reads at import time between two changes of a value: from another module they would see the last one. */
export function findOrderDependence(context: ProofContext, split: Split): Finding[] {
  const { facts, file } = split;
  const direct = readsBetweenChanges(file, facts).flatMap(({ use, changes, later }): Finding[] => {
    if (homeOf(split, use.unit) === homeOf(split, changes[0]!)) return [];
    // A base class is looked at whenever an attribute is asked for: it may well change later.
    const { stmt } = file.units[use.unit]!;
    const isBase =
      stmt.kind === 'ClassDef' && stmt.bases.some(({ start, end }) => start <= use.start && use.end <= end);
    const message = `\`${use.name}\` is read here while the module is imported, and changed further down: from \`${context.after.nameOf(homeOf(split, use.unit))}\` it would be read in its last state.`;
    return [describe(context, split, use, message, later, isBase ? 'warning' : 'error')];
  });
  return [...direct, ...classesMadeTooLate(context, split, changesByName(facts))];
}

/** The first change below a statement that would stand in another module than the value. */
function laterChange(split: Split, units: readonly number[], reader: number): number | undefined {
  if (units.includes(reader) || reader < units[0]! || homeOf(split, reader) === homeOf(split, units[0]!))
    return undefined;
  return units.find((unit) => unit > reader);
}

/** Classes that a metaclass makes before a statement further down changes it. */
function classesMadeTooLate(
  context: ProofContext,
  split: Split,
  changes: ReadonlyMap<string, number[]>,
): Finding[] {
  const classes = new Map(
    split.file.units.flatMap(({ stmt, index }) =>
      stmt.kind === 'ClassDef' ? [[stmt.name, { stmt, unit: index }] as const] : [],
    ),
  );
  const metaclassOf = ({ bases, keywords }: ClassDef, depth = 0): string | undefined => {
    const own = keywords.find(({ arg }) => arg === 'metaclass')?.value;
    if (own?.kind === 'Name') return own.id;
    for (const base of bases) {
      const found = base.kind === 'Name' && depth < 50 ? classes.get(base.id) : undefined;
      const inherited = found && metaclassOf(found.stmt, depth + 1);
      if (inherited !== undefined) return inherited;
    }
    return undefined;
  };
  const late = new Map<string, { name: string; later: number; made: ClassDef[] }>();
  for (const { stmt, unit } of classes.values()) {
    const name = metaclassOf(stmt);
    const units = name === undefined ? undefined : changes.get(name);
    const later = units && laterChange(split, units, unit);
    if (name === undefined || later === undefined || stmt.keywords.some(({ arg }) => arg === 'metaclass'))
      continue;
    const key = `${name} ${homeOf(split, unit)}`;
    const group = late.get(key) ?? { name, later, made: [] };
    late.set(key, group);
    group.made.push(stmt);
  }
  return [...late].map(([key, { name, later, made }]) => {
    const { nameStart: start, name: first } = made[0]!;
    const module = context.after.nameOf(key.slice(name.length + 1));
    const message = `The metaclass \`${name}\` makes ${listed(made.map((stmt) => stmt.name))}, and is changed further down: from \`${module}\` the changed one would make them.`;
    return describe(context, split, { start, end: start + first.length }, message, later, 'error');
  });
}

function describe(
  { before, after }: ProofContext,
  split: Split,
  { start, end }: { readonly start: number; readonly end: number },
  message: string,
  later: number,
  severity: 'error' | 'warning',
): Finding {
  const { file } = split;
  const related = [{ place: before.place(file.path, file.units[later]!.start), message: 'changed here' }];
  const hint = `Claim this statement for \`${after.nameOf(homeOf(split, later))}\` too.`;
  return finding('RW310', severity, before.place(file.path, start, end), message, hint, related);
}
