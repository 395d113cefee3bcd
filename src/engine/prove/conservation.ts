import type { Finding } from '../../model/finding.js';
import type { Stmt } from '../../python/ast.js';
import { unitFacts } from '../../python/unit-facts.js';
import { CanonicalText } from './canonical-text.js';
import { compareUnits } from './compare-units.js';
import {
  bareOfComments,
  changed,
  commentsBehind,
  lost,
  misplaced,
  outOfOrder,
  type Sent,
  surplus,
  unreadable,
} from './conservation-findings.js';
import { isGuarded, isMovable, type MovableUnit, movableUnits } from './movable-unit.js';
import { Origins } from './origins.js';
import { type ProofContext, type Proved, proved } from './proof.js';
import { FileTokens } from './unit-tokens.js';

/** Statements that can only be each other: they bind the same names in the same way. */
interface Bucket {
  readonly sent: Sent[];
  readonly found: MovableUnit[];
}

/** Each statement of a split module stands in exactly one place, token for token but for retargeted references. */
export function proveConservation(context: ProofContext): Proved {
  const { before, after, table } = context;
  const text = new CanonicalText(table, context.input.finder);
  const origins = { before: new Origins(before), after: new Origins(after) };
  const findings: Finding[] = [];
  const pairs: [Sent, MovableUnit][] = [];
  const broken = unreadableFiles(context);
  findings.push(...broken.values());
  const sent = sentUnits(context);
  for (const bucket of buckets(sent, foundUnits(context))) {
    const same = takePairs(
      bucket,
      (a, b) => a.tokens.textOf(a.unit) === b.tokens.textOf(b.unit) && isGuarded(a) === isGuarded(b),
    );
    const retargeted = takePairs(
      bucket,
      (a, b) => compareUnits(a, b, { origins, table, text }) === undefined,
    );
    pairs.push(...same, ...retargeted);
    for (const [source, copy] of takePairs(bucket, () => true)) {
      const difference = compareUnits(source, copy, { origins, table, text })!;
      findings.push(changed(context, source, copy, difference));
    }
    for (const source of bucket.sent) if (!broken.has(source.to)) findings.push(lost(context, source));
    for (const copy of bucket.found) findings.push(surplus(context, copy, [...same, ...retargeted]));
  }
  for (const [source, copy] of pairs)
    findings.push(...misplaced(context, source, copy), ...bareOfComments(context, source, copy, text));
  findings.push(...outOfOrder(context, pairs), ...commentsBehind(context, text));
  const files = new Set(sent.map(({ to }) => to)).size;
  return proved(
    'conservation',
    findings,
    `${pairs.length} of ${sent.length} statements stand unchanged in ${files} files${removedText(context)}`,
  );
}

/** How many statements the wave takes away: they are not sent anywhere, and one that stood somewhere would be surplus. */
function removedText({ splits }: ProofContext): string {
  const removed = splits.flatMap(({ facts, file }) =>
    unitFacts(file.units, file.scopes, file.text).filter(
      (fact, unit) => isMovable(fact) && facts[unit]!.kind === 'removed',
    ),
  ).length;
  return removed === 0 ? '' : `; ${removed} ${removed === 1 ? 'is' : 'are'} removed`;
}

/** Written files that are no Python, and were Python or not there before. */
function unreadableFiles(context: ProofContext): Map<string, Finding> {
  const { written, created, before, after } = context;
  return new Map(
    written.flatMap((path) => {
      if (context.keepsNames(path)) return [];
      const problem = created.has(path) || before.python(path) ? after.problem(path) : undefined;
      return problem ? [[path, unreadable(problem)] as const] : [];
    }),
  );
}

function sentUnits({ splits }: ProofContext): Sent[] {
  return splits.flatMap((split) => {
    const tokens = new FileTokens(split.file);
    return split.facts.flatMap((facts, unit): Sent[] => {
      const to = split.home[unit]?.path ?? split.keptPath;
      return isMovable(facts) && to !== undefined
        ? [{ split, file: split.file, tokens, unit, facts, to }]
        : [];
    });
  });
}

/** Statements of the written files, without those that stood there before. */
function foundUnits({ splits, before, after }: ProofContext): MovableUnit[] {
  const sources = new Set(splits.map(({ file }) => file.path));
  const paths = new Set(splits.flatMap(({ destinations }) => destinations.map(({ path }) => path)));
  for (const { keptPath } of splits) if (keptPath !== undefined) paths.add(keptPath);
  return [...paths].flatMap((path) => {
    const file = after.python(path);
    if (!file) return [];
    const units = movableUnits(file);
    const old = sources.has(path) ? undefined : before.python(path);
    if (!old) return units;
    const standing = units.filter(({ file: own, unit }) => !isEmptied(own.units[unit]!.stmt));
    // What stood there before is the same text, or where its own references were retargeted, binds the same names.
    const earlier = movableUnits(old);
    const without = (left: readonly MovableUnit[], keyOf: (unit: MovableUnit) => string) =>
      left.filter((unit) => {
        const index = earlier.findIndex((each) => keyOf(each) === keyOf(unit));
        if (index >= 0) earlier.splice(index, 1);
        return index < 0;
      });
    return without(
      without(standing, ({ tokens, unit }) => tokens.textOf(unit)),
      ({ facts, file: own, unit }) => `${own.units[unit]!.stmt.kind} ${facts.binds.join(' ')}`,
    );
  });
}

/** What is left of an import that was tried, in a file that now has what it imported. */
function isEmptied(stmt: Stmt): boolean {
  return stmt.kind === 'Try' && stmt.body.every(({ kind }) => kind === 'Pass');
}

function buckets(sent: readonly Sent[], found: readonly MovableUnit[]): Bucket[] {
  const byKey = new Map<string, Bucket>();
  const bucket = ({ facts, file, unit }: MovableUnit, renames?: ReadonlyMap<string, string>): Bucket => {
    const names = facts.binds.map((name) => renames?.get(name) ?? name);
    const key = names.length > 0 ? names.join(' ') : `: ${file.units[unit]!.stmt.kind}`;
    let known = byKey.get(key);
    if (!known) {
      known = { sent: [], found: [] };
      byKey.set(key, known);
    }
    return known;
  };
  for (const unit of sent) bucket(unit, unit.split.renames).sent.push(unit);
  for (const unit of found) bucket(unit).found.push(unit);
  return [...byKey.values()];
}

/** Takes matching pairs out of a bucket, those that stand where the wave wants them first. */
function takePairs(
  bucket: Bucket,
  matches: (source: Sent, copy: MovableUnit) => boolean,
): [Sent, MovableUnit][] {
  const pairs: [Sent, MovableUnit][] = [];
  for (const inPlace of [true, false]) {
    for (const source of [...bucket.sent]) {
      const index = bucket.found.findIndex(
        (copy) => (copy.file.path === source.to) === inPlace && matches(source, copy),
      );
      if (index < 0) continue;
      pairs.push([source, ...bucket.found.splice(index, 1)] as [Sent, MovableUnit]);
      bucket.sent.splice(bucket.sent.indexOf(source), 1);
    }
  }
  return pairs;
}
