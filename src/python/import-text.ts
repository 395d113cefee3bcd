import type { Comment, ImportFrom, Module } from './ast.js';

/** One name of a from-import with the comments that travel with it. */
export interface ImportItem {
  readonly name: string;
  readonly asname: string | undefined;
  /** Comment lines of its own above it. */
  readonly leading: readonly string[];
  /** The comment at the end of its line. */
  readonly trailing: string | undefined;
}

/** A from-import statement taken apart. */
export interface ImportText {
  readonly items: readonly ImportItem[];
  /** The comment behind the opening parenthesis. */
  readonly opening: string | undefined;
  /** The comment at the end of the statement's last line, outside parentheses. */
  readonly closing: string | undefined;
  /** The names stood one per line, or with a trailing comma that asks formatters to keep them so. */
  readonly exploded: boolean;
}

/** Comments that steer tools: they belong to every statement that a fan-out makes of one. */
const PRAGMA = /^#\s*(?:noqa|type:|pyright:|pyrefly:|mypy:|isort:|pylint:|pragma:|fmt:|ruff:|nosec)/i;

/** Whether a comment steers a tool rather than speaks to people. */
export function isPragma(comment: string): boolean {
  return PRAGMA.test(comment);
}

/** Takes a from-import apart; comments between the parentheses are given to the names they stand with. */
export function readImport(node: ImportFrom, module: Module): ImportText {
  const { source } = module;
  const inside = module.comments.filter((comment) => comment.start >= node.start && comment.end <= node.end);
  const text = (comment: Comment) => source.slice(comment.start, comment.end).trimEnd();
  const open = source.slice(node.moduleEnd, node.end).indexOf('(');
  const firstName = node.names[0]?.start ?? node.end;
  const opening = inside.find((comment) => !comment.ownLine && comment.end <= firstName && open >= 0);
  const items = node.names.map((alias, index): ImportItem => {
    const from = index === 0 ? node.start : node.names[index - 1]!.end;
    const next = node.names[index + 1]?.start ?? node.end;
    const leading = inside
      .filter((c) => c.ownLine && c.start >= from && c.end <= alias.start && c !== opening)
      .map(text);
    const after = inside.filter((c) => c.start >= alias.end && c.end <= next);
    const trailing = after.filter((c) => !c.ownLine).map(text);
    if (index === node.names.length - 1) leading.push(...after.filter((c) => c.ownLine).map(text));
    return { name: alias.name, asname: alias.asname, leading, trailing: trailing.join('  ') || undefined };
  });
  return {
    items,
    opening: opening ? text(opening) : undefined,
    closing: statementComment(node.end, module),
    exploded:
      open >= 0 &&
      (/,\s*(?:#[^\n\r]*[\n\r]\s*)*\)$/.test(source.slice(node.start, node.end)) || inside.length > 0),
  };
}

/** The comment on the line where a statement ends. */
export function statementComment(end: number, module: Module): string | undefined {
  const found = commentAfter(end, module);
  return found && module.source.slice(found.start, found.end).trimEnd();
}

/** The comment that follows a statement on its line, when nothing but white space lies between. */
export function commentAfter(end: number, module: Module): Comment | undefined {
  let low = 0;
  let high = module.comments.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (module.comments[middle]!.start < end) low = middle + 1;
    else high = middle;
  }
  const next = module.comments[low];
  return next && /^[ \t]*$/.test(module.source.slice(end, next.start)) ? next : undefined;
}

export interface ImportStyle {
  /** White space at the statement's own line. */
  readonly indent: string;
  /** Line length that formatters allow. */
  readonly width: number;
  readonly newline: string;
}

/** Writes a from-import: on one line where it fits and nothing asks for more, else one name per line. */
export function renderFromImport(
  module: string,
  parts: Omit<ImportText, 'exploded'> & { readonly exploded: boolean },
  style: ImportStyle,
): string {
  const plain = parts.items.every((item) => item.leading.length === 0 && item.trailing === undefined);
  const names = parts.items.map(itemText);
  const single = `from ${module} import ${names.join(', ')}`;
  const comment = [parts.opening, parts.closing].filter(Boolean).join('  ');
  const oneLine = comment ? `${single}  ${comment}` : single;
  const fits =
    style.indent.length + oneLine.length <= style.width || (isPragma(comment) && names.length === 1);
  if (plain && fits && (!parts.exploded || names.length === 1)) return oneLine;
  if (names.length === 1 && parts.items[0]!.leading.length === 0 && parts.items[0]!.trailing) {
    const comments = [parts.opening, parts.items[0]!.trailing, parts.closing].filter(
      (each) => each !== undefined,
    );
    // Type checkers read `# type: ignore` only where a comment begins with it.
    const first = comments.filter((each) => /^#\s*type:/.test(each));
    const line = [single, ...first, ...comments.filter((each) => !first.includes(each))].join('  ');
    if (style.indent.length + line.length <= style.width || isPragma(parts.items[0]!.trailing)) return line;
  }
  const lines = [`from ${module} import (${parts.opening ? `  ${parts.opening}` : ''}`];
  for (const [index, item] of parts.items.entries()) {
    for (const leading of item.leading) lines.push(`${style.indent}    ${leading}`);
    lines.push(`${style.indent}    ${names[index]},${item.trailing ? `  ${item.trailing}` : ''}`);
  }
  lines.push(`${style.indent})${parts.closing ? `  ${parts.closing}` : ''}`);
  return lines.join(style.newline);
}

function itemText(item: ImportItem): string {
  return item.asname === undefined ? item.name : `${item.name} as ${item.asname}`;
}
