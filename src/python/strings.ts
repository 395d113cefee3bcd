import type { Str, StringPart } from './ast.js';

/**
 * The text of a plain string literal whose characters stand for themselves: one part or several, no escapes.
 *
 * @returns `undefined` for bytes and for literals with escapes, whose offsets would not map to the source.
 */
export function literalText(node: Str, source: string): string | undefined {
  if (node.bytes) return undefined;
  let text = '';
  for (const part of node.parts) {
    const piece = partText(part, source);
    if (piece === undefined) return undefined;
    text += piece;
  }
  return text;
}

/** The text of one part of a literal, `undefined` when it has escapes. */
export function partText(part: StringPart, source: string): string | undefined {
  const text = source.slice(part.contentStart, part.contentEnd);
  return text.includes('\\') && !part.prefix.includes('r') ? undefined : text;
}

/** Place of the content of a one-part literal without escapes; only such a literal can be edited in place. */
export function editableContent(
  node: Str,
  source: string,
): { start: number; end: number; text: string } | undefined {
  const part = node.parts[0];
  if (node.bytes || node.parts.length !== 1 || !part) return undefined;
  const text = partText(part, source);
  return text === undefined ? undefined : { start: part.contentStart, end: part.contentEnd, text };
}
