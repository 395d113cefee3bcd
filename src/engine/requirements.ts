import type { Finding } from '../model/finding.js';
import type { StaticGateResult } from '../model/plan.js';
import type { RequireRule } from '../model/wave.js';
import { matcherOf, parseForMatching } from '../python/ast-grep.js';
import { fileFilter } from './rewrite/file-filter.js';
import type { Survey } from './survey.js';

/** What the requirements of a wave say of a tree. */
export interface Requirements {
  readonly findings: readonly Finding[];
  /** How often each one matched. */
  readonly matches: Readonly<Record<string, number>>;
}

/**
 * Asks the requirements that are about code.
 *
 * @param isPlanned whether a file is in the tree only as the wave would leave it.
 */
export function checkRequirements(
  rules: readonly RequireRule[],
  survey: Survey,
  isPlanned: (path: string) => boolean,
): Requirements {
  const findings: Finding[] = [];
  const matches: Record<string, number> = {};
  for (const rule of rules) {
    const { matching, id, reason } = rule;
    if (!matching) continue;
    const found = matchesOf(matching, survey);
    matches[id] = found.length;
    if (matching.expect === 'some' && found.length === 0) findings.push(nothingMatches(rule));
    if (matching.expect === 'some') continue;
    for (const { path, start, end } of found) {
      const place = survey.place(path, start, end);
      findings.push({
        code: 'RW240',
        severity: 'error',
        place: isPlanned(path) ? { ...place, planned: true } : place,
        message: reason,
        hint: `The rule \`${id}\` allows none of this: change it, or waive it with the reason why it may stay.`,
        related: [{ place: rule.selectorPlace, message: 'the requirement' }],
      });
    }
  }
  return { findings, matches };
}

function nothingMatches({ id, reason, place }: RequireRule): Finding {
  return {
    code: 'RW241',
    severity: 'error',
    place,
    message: reason,
    hint: `The rule \`${id}\` has to match somewhere, and matches nothing.`,
  };
}

function matchesOf(
  { selector, files }: NonNullable<RequireRule['matching']>,
  survey: Survey,
): { path: string; start: number; end: number }[] {
  const mayMatch = fileFilter(files, selector, survey);
  return survey.paths.filter(mayMatch).flatMap((path) => {
    const file = survey.file(path);
    if (!file?.decodedText) return [];
    return parseForMatching(file.text)
      .root()
      .findAll(matcherOf(selector))
      .map((match) => ({ path, start: match.range().start.index, end: match.range().end.index }));
  });
}

/** The static gate of a wave's requirements, when it has some; waived findings are not among `left`. */
export function requirementsGate(
  rules: readonly RequireRule[],
  left: readonly Finding[],
): StaticGateResult | undefined {
  if (rules.length === 0) return undefined;
  const open = left.filter(({ code }) => REQUIREMENT_CODES.has(code));
  const errors = open.length === 1 ? 'one finding' : `${open.length} findings`;
  return {
    gate: 'requirements',
    passed: open.length === 0,
    detail:
      open.length === 0
        ? `${rules.length === 1 ? 'the requirement holds' : `all ${rules.length} requirements hold`}, or what breaks them is waived`
        : `${errors} of ${rules.length} ${rules.length === 1 ? 'requirement' : 'requirements'}`,
  };
}

const REQUIREMENT_CODES: ReadonlySet<string> = new Set(['RW240', 'RW241', 'RW245', 'RW246']);
