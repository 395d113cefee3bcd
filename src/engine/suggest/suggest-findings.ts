import type { Finding } from '../../model/finding.js';
import type { Survey } from '../survey.js';
import type { Arrangement } from './arrange-parts.js';
import { type LargestCircle, largestCircle } from './largest-circle.js';

/** A circle that holds more of a module than this is worth a word. */
const LARGE = 0.6;

/** What stands in the way of a good split: a circle that holds most of the module, or that it is one definition. */
export function obstacles(
  { parts, loose }: Arrangement,
  survey: Survey,
  path: string,
  module: string,
  modules: number,
): Finding[] {
  const all = parts.parts.reduce((sum, { lines }) => sum + lines, 0);
  const circle = largestCircle(loose);
  const largest = [...parts.parts].sort((a, b) => b.lines - a.lines)[0];
  if (!largest || (modules > 1 && (!circle || circle.lines < LARGE * all))) return [];
  const share = (lines: number) => `${Math.round((100 * lines) / all)} %`;
  const place = survey.place(path, parts.source.file.units[largest.units[0]!]!.start);
  if (circle && circle.lines > largest.lines / 2) {
    const told = `${circle.names.length} symbols with ${share(circle.lines)} of its lines need each other in a circle: ${arrows(circle.example)}`;
    return [
      modules > 1
        ? { code: 'RW263', severity: 'note', place, message: `${told}.`, hint: wayOut(circle, share) }
        : {
            code: 'RW260',
            severity: 'error',
            place,
            message: `\`${module}\` cannot be taken apart. ${told}.`,
            hint: wayOut(circle, share),
          },
    ];
  }
  if (modules > 1) return [];
  return [
    {
      code: 'RW260',
      severity: 'error',
      place,
      message: `\`${module}\` cannot be taken apart: ${quoted(largest.names.slice(0, 1))} holds ${share(largest.lines)} of its lines.`,
      hint: 'No rule takes a definition apart; with `--into 2` what is left goes to a module of its own.',
    },
  ];
}

/** Symbols that each were to get a module, and cannot be taken apart. */
export function inseparable(
  { parts }: Arrangement,
  around: readonly string[],
  survey: Survey,
  path: string,
): Finding[] {
  const first = new Map<number, string>();
  return around.flatMap((name): Finding[] => {
    const part = parts.named(name);
    const other = part === undefined ? undefined : first.get(part);
    if (part !== undefined && other === undefined) first.set(part, name);
    if (part === undefined || other === undefined) return [];
    return [
      {
        code: 'RW261',
        severity: 'error',
        place: survey.place(path, parts.source.file.units[parts.parts[part]!.units[0]!]!.start),
        message: `\`${name}\` and \`${other}\` cannot be taken apart.`,
        hint: 'Name one of them only; `--explain` shows what keeps them together.',
      },
    ];
  });
}

function wayOut({ loosening }: LargestCircle, share: (lines: number) => string): string {
  if (!loosening) return 'No single need holds it together: it has to be loosened in several places.';
  const left =
    loosening.lines === 0 ? 'there would be none' : `${share(loosening.lines)} would be left in one`;
  return `If \`${loosening.from}\` did not need \`${loosening.to}\`, ${left}.`;
}

function arrows(names: readonly string[]): string {
  const shown = names.length > 6 ? [...names.slice(0, 5), '…', names.at(-1)!] : names;
  return shown.map((name) => (name === '…' ? name : `\`${name}\``)).join(' → ');
}

function quoted(names: readonly string[]): string {
  return names.length === 0 ? 'one statement' : names.map((name) => `\`${name}\``).join(', ');
}
