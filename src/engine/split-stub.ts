import type { Finding } from '../model/finding.js';
import { type UnitFacts, unitFacts } from '../python/unit-facts.js';
import type { SourceFile } from './source-file.js';
import type { Split, SplitDestination } from './split.js';
import type { Survey } from './survey.js';

/** The stub beside a source, split as the source is, or why it cannot be. */
export interface SplitStub {
  readonly stub: Split | undefined;
  readonly findings: readonly Finding[];
}

/**
 * Splits the stub beside a source (PEP 484): each declaration goes to the stub of the module that its symbol goes to.
 *
 * @returns no stub where there is none.
 */
export function splitStub(split: Omit<Split, 'stub'>, survey: Survey): SplitStub {
  const path = `${split.file.path}i`;
  if (!survey.index.has(path)) return { stub: undefined, findings: [] };
  const problem = survey.problem(path);
  if (problem) return { stub: undefined, findings: [problem] };
  const file = survey.file(path)!;
  const isRemoved = ({ binds }: UnitFacts) => binds.some((name) => split.rule.removes.includes(name));
  const facts = unitFacts(file.units, file.scopes, file.text).map(
    (fact): UnitFacts => (isRemoved(fact) ? { ...fact, kind: 'removed' } : fact),
  );
  const destinations = split.destinations.map((each) => ({ ...each, path: `${each.path}i` }));
  const findings: Finding[] = [];
  const refuse = (start: number, end: number, message: string, hint: string) =>
    findings.push({
      code: 'RW213',
      severity: 'error',
      place: survey.place(path, start, end),
      message,
      hint,
      related: [{ place: split.rule.sourcePlace, message: 'the rule' }],
    });
  const known = facts.map((fact, unit): SplitDestination | 'kept' | 'unknown' => {
    const homes = new Set(fact.binds.map((name) => homeOf(name, split)));
    homes.delete('unknown');
    const [only = 'unknown'] = homes;
    const { start, end } = file.units[unit]!;
    if (isMovable(fact) && homes.size > 1)
      refuse(
        start,
        Math.min(end, lineEnd(file, start)),
        'The stub declares in one statement what goes to different modules.',
        'Write the declarations apart before the wave.',
      );
    return only;
  });
  const home = facts.map((fact, unit): SplitDestination | undefined => {
    if (!isMovable(fact)) return undefined;
    const own = known[unit]!;
    const to = own === 'unknown' ? readerOf(fact.binds, file, known, split) : own;
    return to === 'kept' ? undefined : destinations[split.destinations.indexOf(to)];
  });
  for (const [index, { path: to, spec, module }] of destinations.entries()) {
    if (!home.includes(destinations[index])) continue;
    if (spec.existing === survey.index.has(to)) continue;
    refuse(
      0,
      0,
      spec.existing
        ? `\`${module}\` has no stub, and one with the declarations that go there would hide the rest of it.`
        : `There is a stub for the new module \`${module}\` already (\`${to}\`).`,
      spec.existing
        ? 'Write a stub for it before the wave, or delete this one.'
        : 'Delete it before the wave.',
    );
  }
  const keptPath = split.keptPath === undefined ? undefined : `${split.keptPath}i`;
  const itself = split.itself && { ...split.itself, path: keptPath! };
  return { stub: { ...split, file, facts, destinations, home, keptPath, itself, stub: undefined }, findings };
}

/** Where the source's symbol goes. */
function homeOf(
  name: string,
  { file, facts, home, destinations, rule }: Omit<Split, 'stub'>,
): SplitDestination | 'kept' | 'unknown' {
  const sites = file.scopes.module.bindings.get(name)?.sites.filter(({ unit }) => unit >= 0) ?? [];
  const own = sites.find(({ unit }) => facts[unit]!.kind === 'definition');
  if (own) return home[own.unit] ?? 'kept';
  if (rule.legacy === 'keep') return 'kept';
  return sites.some(({ unit }) => isRepeated(facts[unit]!)) ? destinations[0]! : 'unknown';
}

/** What only the stub has, such as type variables, goes with the first declaration that reads it. */
function readerOf(
  names: readonly string[],
  file: SourceFile,
  known: readonly (SplitDestination | 'kept' | 'unknown')[],
  { destinations }: Omit<Split, 'stub'>,
): SplitDestination | 'kept' {
  const use = file.scopes.uses.find(
    ({ name, unit }) => names.includes(name) && unit >= 0 && typeof known[unit] === 'object',
  );
  return use ? (known[use.unit] as SplitDestination) : destinations[0]!;
}

function isMovable({ kind }: UnitFacts): boolean {
  return kind === 'definition' || kind === 'effect';
}

function isRepeated({ kind }: UnitFacts): boolean {
  return kind === 'module-bound' || kind === 'import-fallback';
}

function lineEnd({ text }: SourceFile, start: number): number {
  const end = text.indexOf('\n', start);
  return end < 0 ? text.length : end;
}
