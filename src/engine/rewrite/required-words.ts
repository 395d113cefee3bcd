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

/** Names of a pattern, and what its strings say: ast-grep compares their contents as they are written. */
function wordsOfPattern(pattern: string): readonly Clause[] {
  const words = pattern.replace(/\$+[A-Z_0-9]*/g, ' ').match(/[A-Za-z_]\w{2,}/g) ?? [];
  const strings = [...pattern.matchAll(/(?<!["'\\])(["'])([^"'$\\\n]{3,})\1(?!["'])/g)].map(
    ([, , said]) => said!,
  );
  return [...new Set([...words, ...strings])].map((word) => [word]);
}

/** What a regular expression says literally: its stretches between dots, and groups of plain alternatives. */
function wordOfRegex(regex: string): readonly Clause[] {
  const choices: Clause[] = [];
  const rest = regex.replace(
    /(?<!\\)\((?:\?:)?([\w ]+(?:\|[\w ]+)+)\)(?![*+?{])/g,
    (_, alternatives: string) => {
      choices.push(alternatives.split('|'));
      return '.';
    },
  );
  if (/(?<!\\)[|()[\]{}*+?]|\\[a-zA-Z0-9]/.test(rest)) return [];
  const stretches = rest.replace(/^\^|(?<!\\)\$$/g, '').split(/(?<!\\)\./);
  const literal = stretches.map((each) => each.replace(/\\(.)/g, '$1')).filter((each) => each !== '');
  return [...literal.map((each) => [each]), ...choices];
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
