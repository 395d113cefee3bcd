import type { Finding } from '../model/finding.js';
import type { Waiver } from '../model/wave.js';
import { globMatcher } from './glob.js';

/**
 * Takes out the findings that the wave's author accepts, and reports waivers that accept nothing.
 *
 * @param lineAt the text of a line, for waivers that name what it must contain.
 */
export function applyWaivers(
  findings: readonly Finding[],
  waivers: readonly Waiver[],
  lineAt: (file: string, line: number) => string | undefined,
): { findings: Finding[]; waived: number } {
  const matchers = waivers.map((waiver) => {
    const [, glob, line] = /^(.*?)(?::(\d+))?$/.exec(waiver.path)!;
    return {
      waiver,
      used: false,
      matches: globMatcher(glob!),
      line: line === undefined ? undefined : Number(line),
    };
  });
  let waived = 0;
  const left = findings.filter((finding) => {
    const { place } = finding;
    if (!place) return true;
    const accepting = matchers.filter(({ waiver, matches, line }) => {
      if (waiver.code !== finding.code || !matches(place.file)) return false;
      if (line !== undefined && line !== place.line) return false;
      const { match } = waiver;
      return (
        match === undefined ||
        finding.message.includes(match) ||
        lineAt(place.file, place.line)?.includes(match) === true
      );
    });
    for (const each of accepting) each.used = true;
    if (accepting.length > 0) waived++;
    return accepting.length === 0;
  });
  for (const { waiver, used } of matchers) {
    if (used) continue;
    left.push({
      code: 'RW701',
      severity: 'warning',
      place: waiver.place,
      message: `This waiver of ${waiver.code} accepts nothing.`,
      hint: 'Delete it, so that it does not hide a finding of tomorrow.',
    });
  }
  return { findings: left, waived };
}
