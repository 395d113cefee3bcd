import type { SgNode } from '@ast-grep/napi';
import type { RewriteRule, Rewriter, Transforms } from '../../model/wave.js';
import {
  matcherOf,
  nativeTransforms,
  parseForMatching,
  type RewriteTransform,
  rewriteOf,
} from '../../python/ast-grep.js';
import { expandTemplate, type Fragment, type FragmentLine } from '../../python/fix-template.js';

/** One match, and what takes its place; offsets are UTF-16 indices. */
export interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** What a rule makes of a text: its outer matches, in order, none of which overlap. */
export function replacementsIn(text: string, rule: RewriteRule, newline: string): Replacement[] {
  const root = parseForMatching(text).root();
  const context = new MatchContext(text, root, rule);
  const found = root
    .findAll(matcherOf({ ...rule.selector, transform: nativeTransforms(rule.transform) }))
    .map((match) => context.replacement(match, rule, newline))
    .sort((a, b) => a.start - b.start || b.end - a.end);
  return withoutOverlaps(found);
}

/** Of matches in each other the outer one, of overlapping ones the first; the others are found again afterwards. */
function withoutOverlaps(sorted: readonly Replacement[]): Replacement[] {
  const kept: Replacement[] = [];
  for (const each of sorted) {
    const last = kept.at(-1);
    if (last === undefined || each.start >= last.end) kept.push(each);
  }
  return kept;
}

/** A text whose matches are replaced. */
class MatchContext {
  /** Where lines begin inside a string. */
  private readonly insideStrings = new Set<number>();

  constructor(
    private readonly text: string,
    root: SgNode,
    private readonly rule: RewriteRule,
  ) {
    for (const node of root.findAll({ rule: { kind: 'string' } })) {
      const { start, end } = node.range();
      if (start.line === end.line) continue;
      for (const match of text.slice(start.index, end.index).matchAll(/\r\n|\n|\r/g))
        this.insideStrings.add(start.index + match.index + match[0].length);
    }
  }

  replacement(match: SgNode, { fix, transform }: RewriteRule, newline: string): Replacement {
    const range = match.range();
    const before = fix.expandStart && neighbour(match.prev(), fix.expandStart);
    const after = fix.expandEnd && neighbour(match.next(), fix.expandEnd);
    const start = before?.range().start.index ?? range.start.index;
    const end = after?.range().end.index ?? range.end.index;
    const lines = this.expand(fix.template, match, transform, this.indentAt(start));
    return { start, end, text: lines.map((line) => line.text).join(newline) };
  }

  private expand(
    template: string,
    match: SgNode,
    transform: Transforms['transform'],
    indent: string,
  ): readonly FragmentLine[] {
    return expandTemplate(template, (name, several) => this.valueOf(name, several, match, transform), indent);
  }

  private valueOf(
    name: string,
    several: boolean,
    match: SgNode,
    transform: Transforms['transform'],
  ): Fragment {
    const made = transform[name];
    if (made === undefined) return this.fragment(captured(match, name, several));
    const rewrite = rewriteOf(made);
    if (rewrite) return this.rewritten(rewrite, match);
    const text = match.getTransformed(name) ?? '';
    return { lines: text.split(/\r\n|\n|\r/).map((line) => ({ text: line, raw: false })), indent: 0 };
  }

  /** The captured nodes, with what rewriters match in them replaced. */
  private rewritten({ source, rewriters, joinBy }: RewriteTransform, match: SgNode): Fragment {
    const several = source.startsWith('$$$');
    const nodes = captured(match, source.replace(/^\$+/, ''), several);
    const chosen = rewriters.map((id) => this.rule.rewriters.find((each) => each.id === id)!);
    const found = nodes.flatMap((node) => this.rewritesIn(node, chosen));
    const whole = this.fragment(nodes);
    if (joinBy !== undefined) {
      const lines: FragmentLine[] = [{ text: '', raw: false }];
      found.forEach((each, index) => {
        if (index > 0) appendText(lines, joinBy);
        join(lines, each.lines);
      });
      return { lines, indent: 0 };
    }
    const first = nodes[0]?.range().start.index ?? 0;
    const last = nodes.at(-1)?.range().end.index ?? first;
    const lines: FragmentLine[] = [{ text: '', raw: false }];
    let at = first;
    for (const { start, end, lines: replaced } of found) {
      join(lines, this.linesOf(at, start));
      join(lines, replaced);
      at = end;
    }
    join(lines, this.linesOf(at, last));
    return { lines, indent: whole.indent };
  }

  /** The outer matches of rewriters in a node; of rewriters that match the same node the first one counts. */
  private rewritesIn(node: SgNode, rewriters: readonly Rewriter[]) {
    const all = rewriters.flatMap((rewriter, rank) =>
      node
        .findAll(matcherOf({ ...rewriter.selector, transform: nativeTransforms(rewriter.transform) }))
        .map((match) => ({ match, rewriter, rank, range: match.range() })),
    );
    all.sort(
      (a, b) =>
        a.range.start.index - b.range.start.index || b.range.end.index - a.range.end.index || a.rank - b.rank,
    );
    const found: { start: number; end: number; lines: readonly FragmentLine[] }[] = [];
    for (const { match, rewriter, range } of all) {
      const [start, end] = [range.start.index, range.end.index];
      if (found.length > 0 && start < found.at(-1)!.end) continue;
      const lines = this.expand(rewriter.fix, match, rewriter.transform, this.indentAt(start));
      found.push({ start, end, lines });
    }
    return found;
  }

  private fragment(nodes: readonly SgNode[]): Fragment {
    const first = nodes[0];
    if (first === undefined) return { lines: [{ text: '', raw: false }], indent: 0 };
    const start = first.range().start.index;
    return {
      lines: this.linesOf(start, nodes.at(-1)!.range().end.index),
      indent: this.indentAt(start).length,
    };
  }

  private linesOf(start: number, end: number): FragmentLine[] {
    const lines: FragmentLine[] = [];
    let at = start;
    for (const match of this.text.slice(start, end).matchAll(/\r\n|\n|\r/g)) {
      lines.push({ text: this.text.slice(at, start + match.index), raw: this.insideStrings.has(at) });
      at = start + match.index + match[0].length;
    }
    lines.push({ text: this.text.slice(at, end), raw: this.insideStrings.has(at) });
    return lines;
  }

  /** The white space that the line of an offset begins with. */
  private indentAt(offset: number): string {
    const start =
      Math.max(this.text.lastIndexOf('\n', offset - 1), this.text.lastIndexOf('\r', offset - 1)) + 1;
    return /^[ \t]*/.exec(this.text.slice(start, offset))![0];
  }
}

function captured(match: SgNode, name: string, several: boolean): SgNode[] {
  if (several) return match.getMultipleMatches(name);
  const node = match.getMatch(name);
  return node === null ? [] : [node];
}

function neighbour(node: SgNode | null, rule: Readonly<Record<string, unknown>>): SgNode | undefined {
  return node?.matches(matcherOf({ rule })) ? node : undefined;
}

function join(lines: FragmentLine[], more: readonly FragmentLine[]): void {
  const last = lines.at(-1)!;
  lines[lines.length - 1] = { ...last, text: last.text + (more[0]?.text ?? '') };
  lines.push(...more.slice(1));
}

function appendText(lines: FragmentLine[], text: string): void {
  join(
    lines,
    text.split('\n').map((line) => ({ text: line, raw: false })),
  );
}
