import type { Finding, RelatedPlace } from '../model/finding.js';
import type { UnitFacts } from '../python/unit-facts.js';
import { closest } from './closest.js';
import { selectStatements } from './select.js';
import type { SourceFile } from './source-file.js';
import type { SourceRule } from './source-rule.js';
import type { SplitDestination } from './split.js';
import type { Survey } from './survey.js';
import { groupUnits } from './unit-groups.js';

interface Claim {
  readonly destination: SplitDestination;
  readonly by: 'symbols' | 'rule';
  readonly unit: number;
}

export interface Claims {
  /** The facts of each unit, with those marked that go. */
  readonly facts: readonly UnitFacts[];
  readonly home: readonly (SplitDestination | undefined)[];
  readonly findings: readonly Finding[];
}

/**
 * Decides the destination of every unit. A name in `symbols` wins over a `rule`, a `rule` over `rest`. Units that
 * bind one name, and those that change it in place at import time, form one group and stay together.
 */
export function claimUnits(
  rule: SourceRule,
  file: SourceFile,
  facts: readonly UnitFacts[],
  destinations: readonly SplitDestination[],
  survey: Survey,
): Claims {
  const findings: Finding[] = [];
  const groups = groupUnits(facts);
  const removed = removedUnits(rule, facts, groups);
  const claims = [
    ...claimsByName(facts, destinations, findings),
    ...claimsByRule(file, facts, destinations, findings),
  ];
  const home: (SplitDestination | undefined)[] = facts.map(() => undefined);
  const rest = destinations.find(({ spec }) => spec.rest);
  const unclaimed: number[] = [];
  for (const units of groups) {
    const own = claims.filter(({ unit }) => units.includes(unit));
    const named = own.filter(({ by }) => by === 'symbols');
    const winners = named.length > 0 ? named : own;
    const chosen = new Set(winners.map(({ destination }) => destination));
    if (chosen.size > 1) findings.push(claimedTwice(winners, file, facts, survey));
    if (units.some((unit) => removed.has(unit))) {
      if (named[0]) findings.push(claimedAndRemoved(named[0], rule, file, facts, survey));
      continue;
    }
    const destination = winners[0]?.destination ?? rest;
    if (destination) for (const unit of units) home[unit] = destination;
    else unclaimed.push(...units);
  }
  if (rule.legacy === 'delete') {
    for (const unit of unclaimed) findings.push(unclaimedStatement(unit, file, facts, rule, survey));
  }
  const after = facts.map(
    (fact, unit): UnitFacts => (removed.has(unit) ? { ...fact, kind: 'removed' } : fact),
  );
  return { facts: after, home, findings };
}

/** Units that go: those that bind a name which the rule removes, and what stays together with them. */
function removedUnits(
  rule: SourceRule,
  facts: readonly UnitFacts[],
  groups: readonly (readonly number[])[],
): Set<number> {
  if (rule.deleted) return new Set(facts.keys());
  const names = new Set(rule.removes);
  const binds = (unit: number) => facts[unit]!.binds.some((name) => names.has(name));
  const loggers = [...facts.keys()].filter((unit) => facts[unit]!.kind === 'module-bound' && binds(unit));
  return new Set([...groups.filter((units) => units.some(binds)).flat(), ...loggers]);
}

function claimedAndRemoved(
  { destination, unit }: Claim,
  rule: SourceRule,
  file: SourceFile,
  facts: readonly UnitFacts[],
  survey: Survey,
): Finding {
  return {
    code: 'RW206',
    severity: 'error',
    place:
      destination.spec.symbols.find(({ name }) => facts[unit]!.binds.includes(name))?.place ?? rule.place,
    message: `\`${facts[unit]!.binds.join('`, `')}\` is claimed for \`${destination.module}\`, and another rule removes it.`,
    hint: 'Take it out of one of the two.',
    related: [{ place: survey.place(file.path, file.units[unit]!.start), message: 'the statement' }],
  };
}

function claimsByName(
  facts: readonly UnitFacts[],
  destinations: readonly SplitDestination[],
  findings: Finding[],
): Claim[] {
  const claims: Claim[] = [];
  const bound = new Set(facts.flatMap(({ kind, binds }) => (kind === 'definition' ? binds : [])));
  const imported = new Set(facts.flatMap(({ kind, binds }) => (kind.startsWith('import') ? binds : [])));
  for (const destination of destinations) {
    for (const { name, place } of destination.spec.symbols) {
      const units = [...facts.keys()].filter(
        (unit) => facts[unit]!.kind === 'definition' && facts[unit]!.binds.includes(name),
      );
      for (const unit of units) claims.push({ destination, by: 'symbols', unit });
      if (units.length > 0) continue;
      const replicated = facts.some(({ kind, binds }) => kind === 'module-bound' && binds.includes(name));
      if (replicated) continue;
      const guess = closest(name, bound);
      findings.push({
        code: 'RW204',
        severity: 'error',
        place,
        message: imported.has(name)
          ? `\`${name}\` is imported by the source, not defined there, so it cannot be moved.`
          : `The source defines no symbol \`${name}\`.`,
        hint: imported.has(name)
          ? 'Drop the line: imports of it are sent to the module that defines it.'
          : guess
            ? `Did you mean \`${guess}\`?`
            : 'Drop the line, or move the symbol in the wave that still has it.',
      });
    }
  }
  return claims;
}

function claimsByRule(
  file: SourceFile,
  facts: readonly UnitFacts[],
  destinations: readonly SplitDestination[],
  findings: Finding[],
): Claim[] {
  const claims: Claim[] = [];
  const selections = selectStatements(
    file.text,
    file.units,
    destinations.map(({ spec }) => ({ selector: spec.selector })),
  );
  for (const [index, selection] of selections.entries()) {
    if (!selection) continue;
    const destination = destinations[index]!;
    for (const unit of selection.statements) {
      const kind = facts[unit]!.kind;
      if (kind === 'definition' || kind === 'effect') claims.push({ destination, by: 'rule', unit });
    }
    if (selection.statements.size === 0) {
      findings.push({
        code: 'RW205',
        severity: 'error',
        place: destination.spec.selectorPlace ?? destination.spec.place,
        message: `The rule for \`${destination.module}\` matches no top-level statement.`,
        hint:
          selection.elsewhere > 0
            ? `It matches ${selection.elsewhere} nodes inside statements; a selector must match the statement itself.`
            : 'Try the pattern on the source with `ast-grep`, or drop it.',
      });
    }
  }
  return claims;
}

function claimedTwice(
  claims: readonly Claim[],
  file: SourceFile,
  facts: readonly UnitFacts[],
  survey: Survey,
): Finding {
  const first = claims[0]!;
  const second = claims.find(({ destination }) => destination !== first.destination)!;
  const names = facts[second.unit]!.binds;
  const shared = names.length > 0 ? `\`${names.join('`, `')}\`` : 'This statement';
  const placeOf = ({ destination, by, unit }: Claim) =>
    by === 'rule'
      ? (destination.spec.selectorPlace ?? destination.spec.place)
      : (destination.spec.symbols.find(({ name }) => facts[unit]!.binds.includes(name))?.place ??
        destination.spec.place);
  const related: RelatedPlace[] = [
    { place: placeOf(first), message: `first claimed here, for \`${first.destination.module}\`` },
    { place: survey.place(file.path, file.units[second.unit]!.start), message: 'the statement' },
  ];
  if (first.unit !== second.unit) {
    related.push({
      place: survey.place(file.path, file.units[first.unit]!.start),
      message: 'stays together with this one, which binds or changes the same name',
    });
  }
  return {
    code: 'RW206',
    severity: 'error',
    place: placeOf(second),
    message: `${shared} is claimed for \`${second.destination.module}\` and for \`${first.destination.module}\`.`,
    hint: 'Claim it once: name it under `symbols` of one destination, or narrow one of the rules.',
    related,
  };
}

function unclaimedStatement(
  unit: number,
  file: SourceFile,
  facts: readonly UnitFacts[],
  rule: SourceRule,
  survey: Survey,
): Finding {
  const names = facts[unit]!.binds;
  return {
    code: 'RW207',
    severity: 'error',
    place: survey.place(file.path, file.units[unit]!.start),
    message:
      names.length > 0
        ? `No destination claims \`${names.join('`, `')}\`, and \`${rule.source}\` is to be deleted.`
        : `No destination claims this statement, and \`${rule.source}\` is to be deleted.`,
    hint: 'Name it under `symbols`, widen a rule, or give one destination `rest: true`.',
    related: [{ place: rule.place, message: 'the rule' }],
  };
}
