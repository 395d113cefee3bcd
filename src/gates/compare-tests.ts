import type { Diagnostic } from '../model/gate.js';
import { comparableNames } from './comparable-message.js';
import type { ComparisonMapping, Side } from './compare.js';
import type { GateReading, TestOutcome } from './gate.js';
import { indexRelocations, type RelocationIndex } from './relocation-index.js';

/**
 * The tests that got worse, by node id: those that fail or err and did not before, and those that passed and are
 * skipped or gone now. A test that the wave moves is followed; one that it deletes on purpose is not missed.
 */
export function compareTests(
  before: GateReading,
  after: GateReading,
  mapping: ComparisonMapping,
): readonly Diagnostic[] {
  const relocations = indexRelocations(mapping.relocations);
  const ids = identitiesOf(mapping, relocations);
  const was = outcomesOf(before, ids.before);
  const is = outcomesOf(after, ids.after);
  return [
    ...newlyBroken(after, ids.after, was),
    ...[...(before.tests ?? [])].flatMap(([id, outcome]) => {
      const key = ids.before(id);
      if (outcome !== 'passed' || key === undefined) return [];
      return lost(id, is.get(key), isUncollected(id, after));
    }),
  ];
}

type Identity = (id: string) => string | undefined;

function newlyBroken(
  after: GateReading,
  identity: Identity,
  was: ReadonlyMap<string, readonly TestOutcome[]>,
): readonly Diagnostic[] {
  const allowed = new Map([...was].map(([key, outcomes]) => [key, outcomes.filter(isBroken).length]));
  return after.diagnostics.filter((diagnostic) => {
    const key = identity(diagnostic.subject ?? '') ?? '';
    const left = allowed.get(key) ?? 0;
    allowed.set(key, left - 1);
    return left <= 0;
  });
}

/** What to say of a test that passed: nothing when it still runs, whatever it says now (that is told of itself). */
function lost(
  id: string,
  now: readonly TestOutcome[] | undefined,
  uncollected: boolean,
): readonly Diagnostic[] {
  if (now === undefined) return uncollected ? [] : [absence(id, 'missing', 'passed before, is gone now')];
  return now.every((outcome) => outcome === 'skipped')
    ? [absence(id, 'skipped', 'passed before, is skipped now')]
    : [];
}

function absence(id: string, code: string, message: string): Diagnostic {
  return { tool: 'pytest', code, message, file: fileOf(id), line: 0, column: 0, subject: id };
}

/** A file that cannot be collected is one diagnostic, not one for each test in it. */
function isUncollected(id: string, after: GateReading): boolean {
  const outcome = after.tests?.get(fileOf(id));
  return outcome !== undefined && isBroken(outcome);
}

function isBroken(outcome: TestOutcome): boolean {
  return outcome === 'failed' || outcome === 'error';
}

function outcomesOf(reading: GateReading, identity: Identity): ReadonlyMap<string, readonly TestOutcome[]> {
  const outcomes = new Map<string, TestOutcome[]>();
  for (const [id, outcome] of reading.tests ?? []) {
    const key = identity(id);
    if (key === undefined) continue;
    const known = outcomes.get(key);
    if (known === undefined) outcomes.set(key, [outcome]);
    else known.push(outcome);
  }
  return outcomes;
}

/** Node ids worded alike on both sides: a moved test under its new module, parameters without relocated names. */
function identitiesOf(mapping: ComparisonMapping, relocations: RelocationIndex): Record<Side, Identity> {
  const words = comparableNames(relocations);
  const identity =
    (side: Side): Identity =>
    (id) => {
      const [file = '', ...path] = id.split('::');
      const module = mapping.enclosingSymbol(side, file, 0)?.module;
      if (module === undefined) return [file, ...path.map(words)].join('::');
      const owner = { module, name: symbolOf(module, path[0]) };
      const now = side === 'before' ? relocations.relocate(owner) : owner;
      return now && [now.module, ...path.map(words)].join('::');
    };
  return { before: identity('before'), after: identity('after') };
}

/** The definition that a node id's first part names: without parameters, and for a doctest without the module. */
function symbolOf(module: string, part: string | undefined): string | undefined {
  const bare = part?.replace(/\[.*$/s, '');
  return bare?.startsWith(`${module}.`) ? bare.slice(module.length + 1).split('.')[0] : bare;
}

function fileOf(id: string): string {
  return id.split('::', 1)[0]!;
}
