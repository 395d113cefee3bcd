import type { Selector } from '../../model/wave.js';

/** Words of which a file must hold at least one. */
type Clause = readonly string[];

/**
 * What a file must hold for an ast-grep rule to match anything in it, so that others need no parse: one word of each
 * clause. Only what is certain counts: literal words of patterns, and plain regular expressions.
 */
export function requiredWords({ rule }: Selector): readonly Clause[] {
  return clausesOf(rule);
}

function clausesOf(rule: unknown): readonly Clause[] {
  if (typeof rule !== 'object' || rule === null) return [];
  return Object.entries(rule).flatMap(([key, value]): readonly Clause[] => {
    switch (key) {
      case 'pattern':
        return typeof value === 'string' ? wordsOfPattern(value) : [];
      case 'regex':
        return typeof value === 'string' ? wordOfRegex(value) : [];
      case 'all':
        return Array.isArray(value) ? value.flatMap(clausesOf) : [];
      case 'any':
        return Array.isArray(value) ? oneOf(value.map(clausesOf)) : [];
      // They hold somewhere in the same file.
      case 'has':
      case 'inside':
      case 'precedes':
      case 'follows':
        return clausesOf(value);
      default:
        return [];
    }
  });
}

function wordsOfPattern(pattern: string): readonly Clause[] {
  const words = pattern.replace(/\$+[A-Z_0-9]*/g, ' ').match(/[A-Za-z_]\w{2,}/g) ?? [];
  return words.map((word) => [word]);
}

/** `^name$` and the like: a text with nothing in it that means something else to regular expressions. */
function wordOfRegex(regex: string): readonly Clause[] {
  const plain = /^\^?((?:\w|\\\.)+)\$?$/.exec(regex)?.[1];
  return plain === undefined || /\\[a-zA-Z]/.test(regex) ? [] : [[plain.replaceAll('\\.', '.')]];
}

/** One alternative holds: so does one of the words that they need. */
function oneOf(alternatives: readonly (readonly Clause[])[]): readonly Clause[] {
  if (alternatives.length === 0 || alternatives.some((clauses) => clauses.length === 0)) return [];
  return [alternatives.flatMap((clauses) => longest(clauses))];
}

function longest(clauses: readonly Clause[]): Clause {
  const shortestWord = (clause: Clause) => Math.min(...clause.map(({ length }) => length));
  return [...clauses].sort((a, b) => shortestWord(b) - shortestWord(a))[0]!;
}
