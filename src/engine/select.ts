import type { SgNode } from '@ast-grep/napi';
import type { Selector } from '../model/wave.js';
import { matcherOf, parseForMatching } from '../python/ast-grep.js';

/**
 * Place of a top-level statement, or of one below a top-level `if TYPE_CHECKING:`: half-open UTF-16 offsets, with or
 * without its decorators.
 */
export interface StatementSpan {
  readonly start: number;
  readonly end: number;
}

/** What the selector of one destination matches. */
export interface Selection {
  /** Indices of top-level statements, ascending. */
  readonly statements: ReadonlySet<number>;
  /** Matches that are no top-level statement: explains a selector that claims nothing. */
  readonly elsewhere: number;
}

/**
 * Where statements stand. Which of them count is the caller's to say, by the spans; ERROR is what the grammar leaves
 * around some valid code.
 */
const STATEMENT_PARENTS: ReadonlySet<string> = new Set(['module', 'block', 'ERROR']);

/**
 * Applies the selector of each destination to the top-level statements of one module.
 *
 * A match counts when its node is a top-level statement or the whole content of one: the assignment of an
 * expression statement, the definition below decorators. Anything deeper is part of a statement, not a statement.
 *
 * @param statements the statements that can be claimed, in source order, as the parser gave them.
 * @returns one entry per destination, in order; `undefined` for a destination without a selector.
 */
export function selectStatements(
  source: string,
  statements: readonly StatementSpan[],
  destinations: readonly { readonly selector: Selector | undefined }[],
): readonly (Selection | undefined)[] {
  if (destinations.every(({ selector }) => selector === undefined)) return destinations.map(() => undefined);
  const root = parseForMatching(source).root();
  return destinations.map(({ selector }) => {
    if (selector === undefined) return undefined;
    const indices: number[] = [];
    let elsewhere = 0;
    for (const match of root.findAll(matcherOf(selector))) {
      const index = isInside(match, statements, source) ? undefined : statementOf(match, statements);
      if (index === undefined) elsewhere += 1;
      else indices.push(index);
    }
    return { statements: new Set(indices.sort((a, b) => a - b)), elsewhere };
  });
}

/** Index of the statement that `match` is, or is the whole content of. */
function statementOf(match: SgNode, statements: readonly StatementSpan[]): number | undefined {
  const node = wholeStatement(match);
  if (!STATEMENT_PARENTS.has(String(node.parent()?.kind()))) return undefined;
  const { start, end } = node.range();
  const starts = [start.index];
  const definition = node.kind() === 'decorated_definition' ? node.field('definition') : null;
  if (definition !== null) starts.push(definition.range().start.index);
  for (const offset of starts) {
    const index = firstFrom(offset, statements);
    if (statements[index]?.start === offset) return index;
  }
  if (node.kind() !== 'expression_statement') return undefined;
  // The parser does not count parentheses to the expression inside, the grammar does.
  const index = firstFrom(start.index, statements);
  const found = statements[index];
  return found !== undefined && found.start < end.index ? index : undefined;
}

/**
 * Whether a match begins in the middle of a statement, so that it can be none itself: most do, and this spares asking
 * the native tree about each of them.
 */
function isInside(match: SgNode, statements: readonly StatementSpan[], source: string): boolean {
  const offset = match.range().start.index;
  const around = statements[firstFrom(offset + 1, statements) - 1];
  return around !== undefined && around.start < offset && offset < around.end && source[around.start] !== '@';
}

/** Climbs from the content of a statement to the statement. */
function wholeStatement(match: SgNode): SgNode {
  const parent = match.parent();
  if (parent === null) return match;
  if (parent.kind() === 'expression_statement') {
    const content = parent.children().filter((child) => child.isNamed() && child.kind() !== 'comment');
    return content.length === 1 ? parent : match;
  }
  if (parent.kind() === 'decorated_definition' && match.kind() !== 'decorator') return parent;
  return match;
}

/** Index of the first statement that starts at `offset` or after it. */
function firstFrom(offset: number, statements: readonly StatementSpan[]): number {
  let low = 0;
  let high = statements.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (statements[middle]!.start < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
