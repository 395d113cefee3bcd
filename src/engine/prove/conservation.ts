import type { Finding } from '../../model/finding.js';
import { type UnitFacts, unitFacts } from '../../python/unit-facts.js';
import type { SourceFile } from '../source-file.js';
import type { Split } from '../split.js';
import { CanonicalText } from './canonical-text.js';
import { compareUnits } from './compare-units.js';
import { Origins } from './origins.js';
import { finding, listed, type ProofContext, type Proved, proved } from './proof.js';
import { FileTokens } from './unit-tokens.js';

/** A statement of a split module, or of a file that its statements move to. */
export interface MovableUnit {
  readonly file: SourceFile;
  readonly tokens: FileTokens;
  readonly unit: number;
  readonly facts: UnitFacts;
}

/** A statement before the wave, and the file in which the wave wants it. */
interface Sent extends MovableUnit {
  readonly split: Split;
  readonly to: string;
}

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
  const sent = sentUnits(context);
  for (const bucket of buckets(sent, foundUnits(context))) {
    const same = takePairs(bucket, (a, b) => a.tokens.textOf(a.unit) === b.tokens.textOf(b.unit) && isGuarded(a) === isGuarded(b));
    const retargeted = takePairs(bucket, (a, b) => compareUnits(a, b, { origins, table, text }) === undefined);
    pairs.push(...same, ...retargeted);
    for (const [source, copy] of takePairs(bucket, () => true)) {
      const difference = compareUnits(source, copy, { origins, table, text })!;
      findings.push(changed(context, source, copy, difference));
    }
    for (const source of bucket.sent) findings.push(lost(context, source));
    for (const copy of bucket.found) findings.push(surplus(context, copy, [...same, ...retargeted]));
  }
  for (const [source, copy] of pairs) findings.push(...misplaced(context, source, copy), ...bareOfComments(context, source, copy, text));
  findings.push(...outOfOrder(context, pairs), ...commentsBehind(context, text));
  const files = new Set(sent.map(({ to }) => to)).size;
  return proved('conservation', findings, `${pairs.length} of ${sent.length} statements stand unchanged in ${files} files`);
}

function isMovable({ kind }: UnitFacts): boolean {
  return kind === 'definition' || kind === 'effect';
}

function isGuarded({ file, unit }: MovableUnit): boolean {
  return file.units[unit]!.guard !== undefined;
}

function sentUnits({ splits }: ProofContext): Sent[] {
  return splits.flatMap((split) => {
    const tokens = new FileTokens(split.file);
    return split.facts.flatMap((facts, unit): Sent[] => {
      const to = split.home[unit]?.path ?? (split.rule.legacy === 'keep' ? split.file.path : undefined);
      return isMovable(facts) && to !== undefined ? [{ split, file: split.file, tokens, unit, facts, to }] : [];
    });
  });
}

/** Statements of the written files, without those that stood there before. */
function foundUnits({ splits, before, after }: ProofContext): MovableUnit[] {
  const sources = new Set(splits.map(({ file }) => file.path));
  const paths = new Set(splits.flatMap(({ destinations }) => destinations.map(({ path }) => path)));
  for (const { rule, file } of splits) if (rule.legacy === 'keep') paths.add(file.path);
  return [...paths].flatMap((path) => {
    const file = after.python(path);
    if (!file) return [];
    const units = movableUnits(file);
    const old = sources.has(path) ? undefined : before.python(path);
    if (!old) return units;
    const earlier = movableUnits(old).map(({ tokens, unit }) => tokens.textOf(unit));
    return units.filter(({ tokens, unit }) => {
      const index = earlier.indexOf(tokens.textOf(unit));
      if (index >= 0) earlier.splice(index, 1);
      return index < 0;
    });
  });
}

function movableUnits(file: SourceFile): MovableUnit[] {
  const tokens = new FileTokens(file);
  return unitFacts(file.units, file.scopes, file.text).flatMap((facts, unit) =>
    isMovable(facts) ? [{ file, tokens, unit, facts }] : [],
  );
}

function buckets(sent: readonly Sent[], found: readonly MovableUnit[]): Bucket[] {
  const byKey = new Map<string, Bucket>();
  const bucket = ({ facts, file, unit }: MovableUnit): Bucket => {
    const key = facts.binds.length > 0 ? facts.binds.join(' ') : `: ${file.units[unit]!.stmt.kind}`;
    let known = byKey.get(key);
    if (!known) {
      known = { sent: [], found: [] };
      byKey.set(key, known);
    }
    return known;
  };
  for (const unit of sent) bucket(unit).sent.push(unit);
  for (const unit of found) bucket(unit).found.push(unit);
  return [...byKey.values()];
}

/** Takes matching pairs out of a bucket, those that stand where the wave wants them first. */
function takePairs(bucket: Bucket, matches: (source: Sent, copy: MovableUnit) => boolean): [Sent, MovableUnit][] {
  const pairs: [Sent, MovableUnit][] = [];
  for (const inPlace of [true, false]) {
    for (const source of [...bucket.sent]) {
      const index = bucket.found.findIndex((copy) => (copy.file.path === source.to) === inPlace && matches(source, copy));
      if (index < 0) continue;
      pairs.push([source, ...bucket.found.splice(index, 1)] as [Sent, MovableUnit]);
      bucket.sent.splice(bucket.sent.indexOf(source), 1);
    }
  }
  return pairs;
}

function nameOf({ facts, file, unit }: MovableUnit): string {
  if (facts.binds.length > 0) return listed(facts.binds);
  const line = file.position(file.units[unit]!.start).line;
  return `The statement of line ${line}`;
}

function placeBefore({ before }: ProofContext, { file, unit }: MovableUnit) {
  return before.place(file.path, file.units[unit]!.start);
}

function placeAfter({ after }: ProofContext, { file, unit }: MovableUnit) {
  return after.place(file.path, file.units[unit]!.start);
}

const REPORT = 'This is a mistake of rewrite, not of the wave: please report it with this statement.';

function lost(context: ProofContext, source: Sent): Finding {
  const message = `${nameOf(source)} would be lost: it should stand in \`${source.to}\` and stands nowhere.`;
  return finding('RW501', 'error', placeBefore(context, source), message, REPORT);
}

function changed(context: ProofContext, source: Sent, copy: MovableUnit, difference: { before: string; after: string; start: number; end: number }): Finding {
  const place = context.before.place(source.file.path, difference.start);
  const message = `${nameOf(source)} would not arrive as it is: \`${difference.before}\` becomes \`${difference.after}\`.`;
  const related = [{ place: context.after.place(copy.file.path, difference.end), message: 'as it would be written' }];
  return finding('RW503', 'error', place, message, REPORT, related);
}

function surplus(context: ProofContext, copy: MovableUnit, pairs: readonly (readonly [Sent, MovableUnit])[]): Finding {
  const first = pairs.find(([source]) => source.facts.binds.join() === copy.facts.binds.join());
  if (!first) {
    const message = `${nameOf(copy)} would stand in \`${copy.file.path}\`, and no split module has it.`;
    return finding('RW504', 'error', placeAfter(context, copy), message, REPORT);
  }
  const message = `${nameOf(copy)} would stand in \`${first[1].file.path}\` and again in \`${copy.file.path}\`.`;
  const related = [{ place: placeBefore(context, first[0]), message: 'the one statement that moves' }];
  return finding('RW502', 'error', placeAfter(context, copy), message, REPORT, related);
}

function misplaced(context: ProofContext, source: Sent, copy: MovableUnit): Finding[] {
  if (copy.file.path === source.to) return [];
  const message = `${nameOf(source)} would stand in \`${copy.file.path}\`; the wave sends it to \`${source.to}\`.`;
  return [finding('RW501', 'error', placeBefore(context, source), message, REPORT)];
}

/** Comments above a statement belong to it. */
function bareOfComments(context: ProofContext, source: Sent, copy: MovableUnit, text: CanonicalText): Finding[] {
  const wanted = source.tokens.above(source.unit);
  if (wanted.length === 0) return [];
  const there = copy.tokens.above(copy.unit).map((comment) => text.of(comment));
  // What stands above the first statement of a file may be its licence, which goes to the very top.
  const head = source.unit === 0 ? copy.file.text.slice(0, copy.file.units[copy.unit]!.start) : '';
  const missing = wanted.find((comment) => !there.includes(text.of(comment)) && !head.includes(comment));
  if (missing === undefined) return [];
  const message = `The comment \`${missing}\` above ${nameOf(source)} would be lost.`;
  return [finding('RW503', 'warning', placeBefore(context, source), message, 'Move the comment by hand after the wave.')];
}

function commentsBehind(context: ProofContext, text: CanonicalText): Finding[] {
  return context.splits.flatMap(({ file, destinations, rule }) => {
    const places = [...destinations.map(({ path }) => path), ...(rule.legacy === 'keep' ? [file.path] : [])];
    const written = places.map((path) => text.of(context.after.file(path)?.text ?? ''));
    const missing = new FileTokens(file).behindAll().find((comment) => !written.some((other) => other.includes(text.of(comment.text))));
    if (!missing) return [];
    const message = `The comment \`${missing.text}\` behind the last statement would be lost.`;
    return [finding('RW503', 'warning', context.before.place(file.path, missing.start), message, 'Move the comment by hand after the wave.')];
  });
}

/** What runs first in the source runs first in the destination. */
function outOfOrder(context: ProofContext, pairs: readonly (readonly [Sent, MovableUnit])[]): Finding[] {
  const findings: Finding[] = [];
  const last = new Map<string, readonly [Sent, MovableUnit]>();
  const inOrder = [...pairs].sort((a, b) => a[0].unit - b[0].unit);
  for (const pair of inOrder) {
    const key = `${pair[0].file.path} ${pair[1].file.path}`;
    const previous = last.get(key);
    if (previous && previous[1].unit > pair[1].unit) {
      const message = `${nameOf(pair[0])} would stand before ${nameOf(previous[0])} in \`${pair[1].file.path}\`, which it follows now.`;
      findings.push(finding('RW505', 'error', placeBefore(context, pair[0]), message, REPORT));
    } else last.set(key, pair);
  }
  return findings;
}
