/**
 * Matches repository paths against a glob of a wave: `*` and `?` within a part, `**` over any number of parts, `[abc]`,
 * `[!a-c]` and `{this,that}`; a leading dot is a character like any other. Takes time in proportion to pattern and path:
 * a pattern as a regular expression would let a few stars take for ever.
 */
export function globMatcher(glob: string): (path: string) => boolean {
  const patterns = expanded(glob).map((pattern) => pattern.split('/').map(partOf));
  return (path) => {
    const parts = path.split('/');
    return patterns.some((pattern) => matches(pattern, parts));
  };
}

/** One character of a part: any, one of some, or this very one; `*` is a star. */
type Piece = '*' | ((character: string) => boolean);
type Part = '**' | readonly Piece[];

/** A hand-written glob has a few alternatives. */
const MOST_ALTERNATIVES = 256;

/** The globs without braces that a glob with braces stands for. */
function expanded(glob: string): string[] {
  const found = [glob];
  for (let at = 0; at < found.length; ) {
    const [whole, head, inner, tail] = /^(.*?)\{([^{}]*,[^{}]*)\}(.*)$/s.exec(found[at]!) ?? [];
    if (whole === undefined || found.length > MOST_ALTERNATIVES) at++;
    else found.splice(at, 1, ...inner!.split(',').map((each) => head! + each + tail!));
  }
  return found;
}

function partOf(text: string): Part {
  if (text === '**') return '**';
  const pieces: Piece[] = [];
  const PIECE = /\[([!^]?)(\]?[^\]]*)\]|\*+|./gsu;
  for (const [piece, negation, set] of text.matchAll(PIECE)) {
    if (piece.startsWith('*')) pieces.push('*');
    else if (piece === '?') pieces.push(() => true);
    else if (set !== undefined && set !== '') pieces.push(oneOf(set, negation !== ''));
    else for (const own of piece) pieces.push((character) => character === own);
  }
  return pieces;
}

function oneOf(set: string, negated: boolean): (character: string) => boolean {
  const ranges = [...set.matchAll(/(.)-(.)|(.)/gsu)].map(
    ([, from, to, one]) => [from ?? one!, to ?? one!] as const,
  );
  return (character) => ranges.some(([from, to]) => from <= character && character <= to) !== negated;
}

/** Of several stars only the last one met is tried anew: what it takes, an earlier one need not. */
function matches(pattern: readonly Part[], path: readonly string[]): boolean {
  return starred(pattern, path, '**', (part, name) =>
    starred(part as readonly Piece[], [...name], '*', (piece, character) =>
      (piece as (character: string) => boolean)(character),
    ),
  );
}

function starred<P, T>(
  pattern: readonly P[],
  items: readonly T[],
  star: P,
  fits: (piece: P, item: T) => boolean,
): boolean {
  let [at, item] = [0, 0];
  let [afterStar, taken] = [-1, 0];
  while (item < items.length) {
    if (at < pattern.length && pattern[at] === star) {
      afterStar = ++at;
      taken = item;
    } else if (at < pattern.length && fits(pattern[at]!, items[item]!)) {
      at++;
      item++;
    } else if (afterStar >= 0) {
      at = afterStar;
      item = ++taken;
    } else return false;
  }
  while (at < pattern.length && pattern[at] === star) at++;
  return at === pattern.length;
}
