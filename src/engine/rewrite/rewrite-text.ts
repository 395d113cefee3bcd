import type { Edit } from '../../model/plan.js';
import type { RewriteRule } from '../../model/wave.js';
import { parseForMatching } from '../../python/ast-grep.js';
import { PythonSyntaxError, parseModule } from '../../python/parser.js';
import { composeEdits, offsetBefore } from '../compose-edits.js';
import { applyEdits } from '../edits.js';
import { type Replacement, replacementsIn } from './matches.js';

/** What one rule makes of one text. */
export interface RewrittenText {
  readonly text: string;
  /** Against the text before, in order. */
  readonly edits: readonly Edit[];
  readonly matches: number;
  /** Comments inside of matches that no replacement has any more; offsets are of the text before. */
  readonly lost: readonly Replacement[];
  /** Why it cannot be done, and where in the text before. */
  readonly problem?: {
    readonly kind: 'endless' | 'unparsable';
    readonly at: Replacement;
    readonly why: string;
  };
}

/** Matches inside matches are replaced in rounds; a rule that still matches after these matches what it writes. */
const ROUNDS = 12;

/** Applies one rule to a text until nothing matches any more. */
export function rewriteText(before: string, rule: RewriteRule, newline: string): RewrittenText {
  let text = before;
  let edits: readonly Edit[] = [];
  let matches = 0;
  let first: Replacement | undefined;
  const lost: Replacement[] = [];
  for (let round = 0; ; round++) {
    const found = replacementsIn(text, rule, newline);
    if (found.length === 0) break;
    first ??= found[0]!;
    if (round === ROUNDS)
      return failed(before, { kind: 'endless', at: first, why: found[0]!.text.split('\n')[0]! });
    matches += found.length;
    for (const { start, end, text: comment } of lostComments(text, found))
      lost.push({ start: offsetBefore(edits, start), end: offsetBefore(edits, end), text: comment });
    const own = removals(text, found).map(({ start, end, text: by }) => ({
      start,
      end,
      text: by,
      rule: rule.id,
      form: undefined,
    }));
    edits = composeEdits(before, edits, own);
    text = applyEdits(text, own);
  }
  const why = matches === 0 ? undefined : syntaxProblem(text);
  if (why !== undefined && syntaxProblem(before) === undefined)
    return failed(before, { kind: 'unparsable', at: first!, why });
  return { text, edits, matches, lost };
}

/** Comments inside of what is replaced. What is replaced by nothing takes along what is said about it. */
function lostComments(text: string, found: readonly Replacement[]): Replacement[] {
  const replaced = found.filter(
    (each) => each.text.trim() !== '' && text.slice(each.start, each.end).includes('#'),
  );
  if (replaced.length === 0) return [];
  const comments = parseForMatching(text)
    .root()
    .findAll({ rule: { kind: 'comment' } })
    .map((node) => ({ start: node.range().start.index, end: node.range().end.index, text: node.text() }));
  return replaced.flatMap((each) =>
    comments.filter(
      (comment) =>
        each.start <= comment.start && comment.end <= each.end && !each.text.includes(comment.text),
    ),
  );
}

function failed(text: string, problem: NonNullable<RewrittenText['problem']>): RewrittenText {
  return { text, edits: [], matches: 0, lost: [], problem };
}

function syntaxProblem(text: string): string | undefined {
  try {
    parseModule(text);
    return undefined;
  } catch (error) {
    if (error instanceof PythonSyntaxError) return error.message;
    throw error;
  }
}

/** Statements that are replaced by nothing go with their lines; a block that loses all of them keeps a `pass`. */
function removals(text: string, found: readonly Replacement[]): Replacement[] {
  if (found.every((each) => each.text.trim() !== '')) return [...found];
  const blocks = blocksOf(text, found);
  return found.map((each, index) => {
    if (each.text.trim() !== '') return each;
    if (blocks.get(index) === 'emptied') return { ...each, text: 'pass' };
    const lineStart = text.lastIndexOf('\n', each.start - 1) + 1;
    // A comment on its line was about it.
    const rest = /^[ \t]*(?:#[^\r\n]*)?(?:\r\n|\n|\r|$)/.exec(text.slice(each.end));
    const isWhole = /^[ \t]*$/.test(text.slice(lineStart, each.start)) && rest !== null;
    return isWhole ? { start: lineStart, end: each.end + rest[0].length, text: '' } : each;
  });
}

/** Removed statements that must leave a `pass`: the first of a block of which nothing stays. */
function blocksOf(text: string, found: readonly Replacement[]): Map<number, 'emptied'> {
  const emptied = new Map<number, 'emptied'>();
  const gone = (start: number, end: number) =>
    found.findIndex((each) => each.text.trim() === '' && each.start <= start && end <= each.end);
  for (const block of parseForMatching(text)
    .root()
    .findAll({ rule: { kind: 'block' } })) {
    const { start: from, end: to } = block.range();
    const whole = found[gone(from.index, to.index)];
    // What goes as a whole needs nothing inside; a block of one statement begins where that begins.
    if (whole !== undefined && whole.start < from.index) continue;
    const statements = block.children().filter((child) => child.isNamed() && child.kind() !== 'comment');
    const indices = statements.map((child) => {
      const { start, end } = child.range();
      return gone(start.index, end.index);
    });
    if (indices.length > 0 && indices.every((index) => index >= 0)) emptied.set(indices[0]!, 'emptied');
  }
  return emptied;
}
