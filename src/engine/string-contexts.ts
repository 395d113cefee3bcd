import type { Call, Dict, Expr, Sequence, Str } from '../python/ast.js';
import { resolveUse } from '../python/scope.js';
import { editableContent } from '../python/strings.js';
import { forEachChild, type Node } from '../python/visit.js';
import type { SourceFile } from './source-file.js';

/** A plain string literal with the expression it is part of. */
export interface StringContext {
  readonly node: Str;
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly ancestors: readonly Node[];
}

/** A name with where it is written. */
export interface SpelledName {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Every editable string literal of a file that a test accepts, with its ancestors, innermost first. */
export function stringContexts(file: SourceFile, accept: (text: string) => boolean): StringContext[] {
  const found: StringContext[] = [];
  const path: Node[] = [];
  const walk = (node: Node): void => {
    if (node.kind === 'Str') {
      const content = editableContent(node, file.text);
      if (content && accept(content.text)) found.push({ node, ...content, ancestors: [...path].reverse() });
      return;
    }
    path.push(node);
    forEachChild(node, walk);
    path.pop();
  };
  for (const stmt of file.module.body) walk(stmt);
  return found;
}

/** The literal next to a string in a tuple, list or call: the attribute of a registry entry. */
export function neighbours(context: StringContext, file: SourceFile): SpelledName[] {
  const parent = context.ancestors[0];
  const siblings: readonly Expr[] | undefined =
    parent?.kind === 'Tuple' || parent?.kind === 'List'
      ? (parent as Sequence).elts
      : parent?.kind === 'Call'
        ? (parent as Call).args
        : undefined;
  if (!siblings) return [];
  const index = siblings.indexOf(context.node);
  return [siblings[index + 1], siblings[index - 1]].flatMap((sibling) => {
    const content = sibling?.kind === 'Str' ? editableContent(sibling, file.text) : undefined;
    return content ? [content] : [];
  });
}

/** The strings that stand beside one in a record: other arguments of its call by name, other values of its dictionary. */
export function recordTexts({ node, ancestors }: StringContext, file: SourceFile): string[] {
  const [first, second] = ancestors;
  const call = first?.kind === 'keyword' ? second : first;
  let others: readonly Expr[] = [];
  if (call?.kind === 'Call') others = [...call.args, ...call.keywords.map(({ value }) => value)];
  else if (first?.kind === 'Dict' && first.values.includes(node)) others = first.values;
  return others.flatMap((other) => {
    const text = other.kind === 'Str' && other !== node ? editableContent(other, file.text)?.text : undefined;
    return text === undefined ? [] : [text];
  });
}

/** The other half of a dictionary item that a string is the key or the value of. */
export function dictionaryPartner(
  context: StringContext,
): { partner: Expr; isKey: boolean; dict: Dict; index: number } | undefined {
  const parent = context.ancestors[0];
  if (parent?.kind !== 'Dict') return undefined;
  const key = parent.keys.indexOf(context.node);
  if (key >= 0) return { partner: parent.values[key]!, isKey: true, dict: parent, index: key };
  const value = parent.values.indexOf(context.node);
  const partner = parent.keys[value];
  return partner ? { partner, isKey: false, dict: parent, index: value } : undefined;
}

/** The key of a dictionary under which a tuple or list holds the string: `{"a": ("mod", …)}`. */
export function recordKey(
  { ancestors: [record, dict] }: StringContext,
  file: SourceFile,
): string | undefined {
  if ((record?.kind !== 'Tuple' && record?.kind !== 'List') || dict?.kind !== 'Dict') return undefined;
  const key = dict.keys[dict.values.indexOf(record as Expr)];
  return key?.kind === 'Str' ? editableContent(key, file.text)?.text : undefined;
}

/** The texts of a list, tuple or set of plain strings. */
export function stringList(expr: Expr, file: SourceFile): { text: string; node: Str }[] | undefined {
  if (expr.kind !== 'List' && expr.kind !== 'Tuple' && expr.kind !== 'Set') return undefined;
  const items: { text: string; node: Str }[] = [];
  for (const element of expr.elts) {
    const text = element.kind === 'Str' ? editableContent(element, file.text)?.text : undefined;
    if (element.kind !== 'Str' || text === undefined) return undefined;
    items.push({ text, node: element });
  }
  return items;
}

/** Whether an offset lies in a comment or a string literal, outside of what an f-string evaluates. */
export function textRanges(file: SourceFile): (offset: number) => boolean {
  const ranges: { start: number; end: number; text: boolean }[] = file.module.comments.map(
    ({ start, end }) => ({
      start,
      end,
      text: true,
    }),
  );
  // Children come after their parents, so the last range that holds an offset is the innermost.
  const walk = (node: Node): void => {
    if (node.kind === 'Str' || node.kind === 'JoinedStr') {
      for (const { start, end } of node.parts) ranges.push({ start, end, text: true });
    }
    if (node.kind === 'JoinedStr')
      for (const { start, end } of node.values) ranges.push({ start, end, text: false });
    forEachChild(node, walk);
  };
  for (const stmt of file.module.body) walk(stmt);
  return (offset) => ranges.findLast(({ start, end }) => start <= offset && offset < end)?.text ?? false;
}

/** Code that spells a module's path through a name that nothing here binds: a parameter of that name is no reference. */
export function isUnboundCode(file: SourceFile, start: number): boolean {
  const use = file.scopes.uses.find((one) => one.start === start);
  return use !== undefined && resolveUse(use) === undefined;
}
