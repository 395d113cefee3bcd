import type { Finding } from '../../model/finding.js';
import type { Split } from '../split.js';
import type { CanonicalText } from './canonical-text.js';
import type { Difference } from './compare-units.js';
import { type MovableUnit, nameOf } from './movable-unit.js';
import { finding, type ProofContext } from './proof.js';
import { FileTokens } from './unit-tokens.js';

/** A statement before the wave, and the file in which the wave wants it. */
export interface Sent extends MovableUnit {
  readonly split: Split;
  readonly to: string;
}

function placeBefore({ before }: ProofContext, { file, unit }: MovableUnit) {
  return before.place(file.path, file.units[unit]!.start);
}

function placeAfter({ after }: ProofContext, { file, unit }: MovableUnit) {
  return after.place(file.path, file.units[unit]!.start);
}

const REPORT = 'This is a mistake of rewrite, not of the wave: please report it with this statement.';

/** @param problem why the planned file is not Python. */
export function unreadable(problem: Finding): Finding {
  return finding(
    'RW500',
    'error',
    problem.place,
    `What would be written is not Python. ${problem.message}`,
    REPORT,
  );
}

export function lost(context: ProofContext, source: Sent): Finding {
  const message = `${nameOf(source)} would be lost: it should stand in \`${source.to}\` and stands nowhere.`;
  return finding('RW501', 'error', placeBefore(context, source), message, REPORT);
}

export function changed(
  context: ProofContext,
  source: Sent,
  copy: MovableUnit,
  difference: Difference,
): Finding {
  const place = context.before.place(source.file.path, difference.start);
  const message = `${nameOf(source)} would not arrive as it is: ${shown(difference.before)} becomes ${shown(difference.after)}.`;
  const related = [
    { place: context.after.place(copy.file.path, difference.end), message: 'as it would be written' },
  ];
  return finding('RW503', 'error', place, message, REPORT, related);
}

export function surplus(
  context: ProofContext,
  copy: MovableUnit,
  pairs: readonly (readonly [Sent, MovableUnit])[],
): Finding {
  const first = pairs.find(([source]) => source.facts.binds.join() === copy.facts.binds.join());
  if (!first) {
    const message = `${nameOf(copy)} would stand in \`${copy.file.path}\`, and no split module has it.`;
    return finding('RW504', 'error', placeAfter(context, copy), message, REPORT);
  }
  const message = `${nameOf(copy)} would stand in \`${first[1].file.path}\` and again in \`${copy.file.path}\`.`;
  const related = [{ place: placeBefore(context, first[0]), message: 'the one statement that moves' }];
  return finding('RW502', 'error', placeAfter(context, copy), message, REPORT, related);
}

export function misplaced(context: ProofContext, source: Sent, copy: MovableUnit): Finding[] {
  if (copy.file.path === source.to) return [];
  const message = `${nameOf(source)} would stand in \`${copy.file.path}\`; the wave sends it to \`${source.to}\`.`;
  return [finding('RW501', 'error', placeBefore(context, source), message, REPORT)];
}

/** Comments above a statement belong to it. */
export function bareOfComments(
  context: ProofContext,
  source: Sent,
  copy: MovableUnit,
  text: CanonicalText,
): Finding[] {
  const wanted = source.tokens.above(source.unit);
  if (wanted.length === 0) return [];
  const there = copy.tokens.above(copy.unit).map((comment) => text.of(comment));
  // What stands above the first statement of a file may be its licence, which goes to the very top.
  const head = source.unit === 0 ? copy.file.text.slice(0, copy.file.units[copy.unit]!.start) : '';
  const missing = wanted.find((comment) => !there.includes(text.of(comment)) && !head.includes(comment));
  if (missing === undefined) return [];
  const message = `The comment \`${missing}\` above ${nameOf(source)} would be lost.`;
  return [
    finding(
      'RW503',
      'warning',
      placeBefore(context, source),
      message,
      'Move the comment by hand after the wave.',
    ),
  ];
}

export function commentsBehind(context: ProofContext, text: CanonicalText): Finding[] {
  return context.splits.flatMap(({ file, destinations, keptPath }) => {
    const places = [...destinations.map(({ path }) => path), ...(keptPath === undefined ? [] : [keptPath])];
    if (places.length === 0) return [];
    const written = places.map((path) => text.of(context.after.file(path)?.text ?? ''));
    const missing = new FileTokens(file)
      .behindAll()
      .find((comment) => !written.some((other) => other.includes(text.of(comment.text))));
    if (!missing) return [];
    const message = `The comment \`${missing.text}\` behind the last statement would be lost.`;
    return [
      finding(
        'RW503',
        'warning',
        context.before.place(file.path, missing.start),
        message,
        'Move the comment by hand after the wave.',
      ),
    ];
  });
}

/** What runs first in the source runs first in the destination. */
export function outOfOrder(
  context: ProofContext,
  pairs: readonly (readonly [Sent, MovableUnit])[],
): Finding[] {
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

/** A token on one line, cut where it is long. */
function shown(written: string | undefined): string {
  if (written === undefined) return 'nothing';
  const line = written.replace(/\s+/g, ' ');
  return `\`${line.length > 60 ? `${line.slice(0, 57)}…` : line}\``;
}
