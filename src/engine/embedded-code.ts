import type { JoinedStr, Str, StringPart } from '../python/ast.js';

/** Python code that stands inside other text, with the place of each of its characters there. */
export interface EmbeddedCode {
  readonly code: string;
  /** Per character of `code`, and once more for its end: where its spelling starts in the outer text. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  /** Per character: the literal that holds it. */
  readonly parts: readonly number[];
  /** Spells new code for the literal that holds it; `undefined` when that literal cannot hold it. */
  readonly spell: (text: string, part: number) => string | undefined;
}

const SIMPLE: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
};

/** Collects characters with their places. */
class Collector {
  code = '';
  readonly starts: number[] = [];
  readonly ends: number[] = [];
  readonly parts: number[] = [];

  add(text: string, start: number, end: number, part: number): void {
    for (const character of text.split('')) {
      this.code += character;
      this.starts.push(start);
      this.ends.push(end);
      this.parts.push(part);
    }
  }
}

/**
 * The text that a string literal denotes. The replacement fields of f-strings become names of the same length.
 *
 * @returns `undefined` for bytes and for escapes that are not worth reading.
 */
export function literalCode(
  node: Str | JoinedStr,
  source: string,
  newline: string,
): EmbeddedCode | undefined {
  if (node.kind === 'Str' && node.bytes) return undefined;
  const found = new Collector();
  const fields = node.kind === 'JoinedStr' ? replacementFields(node, source) : [];
  for (const [index, part] of node.parts.entries())
    if (!readPart(part, index, source, fields, found)) return undefined;
  const spell = (text: string, index: number) => spellFor(node.parts[index]!, source, newline, text);
  return { ...found, code: found.code, spell };
}

function readPart(
  part: StringPart,
  index: number,
  source: string,
  fields: readonly [number, number][],
  found: Collector,
): boolean {
  const raw = part.prefix.includes('r');
  const formatted = /[ft]/.test(part.prefix);
  for (let at = part.contentStart; at < part.contentEnd; ) {
    const field = formatted ? fields.find(([start]) => start === at) : undefined;
    const character = source[at]!;
    if (field) {
      for (let inside = at; inside < field[1]; inside++) found.add('_', inside, inside + 1, index);
      at = field[1];
    } else if (formatted && (character === '{' || character === '}')) {
      found.add(character, at, at + 2, index);
      at += 2;
    } else if (character !== '\\' || raw) {
      found.add(character, at, at + 1, index);
      at++;
    } else {
      const spelt = /^\\(?:\r\n|[0-7]{1,3}|x[\da-f]{2}|u[\da-f]{4}|.)/is.exec(source.slice(at, at + 8))![0];
      const text = escapedText(spelt.slice(1));
      if (text === undefined) return false;
      found.add(text, at, at + spelt.length, index);
      at += spelt.length;
    }
  }
  return true;
}

function escapedText(after: string): string | undefined {
  const simple = SIMPLE[after];
  if (simple !== undefined) return simple;
  if (/^(?:\r\n|\r|\n)$/.test(after)) return '';
  if (/^[0-7]+$/.test(after)) return String.fromCharCode(Number.parseInt(after, 8));
  if (/^[xu]./.test(after)) return String.fromCharCode(Number.parseInt(after.slice(1), 16));
  return /^[NU]$/.test(after) ? undefined : `\\${after}`;
}

/** The ranges `{…}` of an f-string, outermost only. */
function replacementFields(node: JoinedStr, source: string): [number, number][] {
  const fields: [number, number][] = [];
  for (const { start, end } of node.values) {
    if (fields.some(([from, to]) => from <= start && end <= to)) continue;
    fields.push([source.lastIndexOf('{', start), source.indexOf('}', end) + 1]);
  }
  return fields;
}

function spellFor(part: StringPart, source: string, newline: string, text: string): string | undefined {
  const quote = source[part.contentEnd]!;
  const triple = part.end - part.contentEnd === 3;
  const raw = part.prefix.includes('r');
  let spelt = /[ft]/.test(part.prefix) ? text.replace(/[{}]/g, '$&$&') : text;
  if (raw) return (!triple && /[\r\n]/.test(spelt)) || spelt.includes(quote) ? undefined : spelt;
  spelt = spelt.replaceAll('\\', '\\\\').replaceAll(quote, `\\${quote}`);
  return triple ? spelt.replace(/\r?\n/g, newline) : spelt.replace(/\r?\n/g, '\\n');
}

/** The same code without the margin that all of its lines share, as `textwrap.dedent` gives it. */
export function dedented(embedded: EmbeddedCode): EmbeddedCode | undefined {
  const margins = [...embedded.code.matchAll(/^([ \t]*)\S/gm)].map((match) => match[1]!);
  const margin = margins.reduce((a, b) => (a.length <= b.length ? a : b), margins[0] ?? '');
  if (margin === '' || margins.some((other) => !other.startsWith(margin))) return undefined;
  const drop = new Set<number>();
  for (const match of embedded.code.matchAll(/^[ \t]*/gm)) {
    for (let i = 0; i < Math.min(margin.length, match[0].length); i++) drop.add(match.index + i);
  }
  const keep = [...embedded.starts.keys()].filter((index) => !drop.has(index));
  return selected(embedded, keep, () => margin);
}

/** The examples of a text with doctests, as one program; `undefined` when it has none. */
export function doctestCode(embedded: EmbeddedCode): EmbeddedCode | undefined {
  const keep: number[] = [];
  let indent = '';
  for (const match of embedded.code.matchAll(/^([ \t]*)(>>>|\.\.\.)(?: (.*)|[ \t]*)(\r?\n|$)/gm)) {
    if (match[2] === '...' && keep.length === 0) continue;
    indent = match[1]!;
    const from = match.index + indent.length + 3 + (match[3] === undefined ? 0 : 1);
    for (let i = from; i < match.index + match[0].length; i++) keep.push(i);
  }
  if (keep.length === 0) return undefined;
  return selected(embedded, keep, (line) => `${indent}${/^(?:[ \t]|\))/.test(line) ? '...' : '>>>'} `);
}

/** Part of the characters; `lead` is what each new line of code is given in the outer text. */
export function selected(
  embedded: EmbeddedCode,
  keep: readonly number[],
  lead: (line: string) => string,
): EmbeddedCode {
  const pick = <V>(values: readonly V[]) => keep.map((index) => values[index]!);
  return {
    code: keep.map((index) => embedded.code[index]).join(''),
    starts: pick(embedded.starts),
    ends: pick(embedded.ends),
    parts: pick(embedded.parts),
    spell: (text, part) =>
      embedded.spell(
        text.replace(/(\r?\n)(.*)/g, (_all, end: string, line: string) => end + lead(line) + line),
        part,
      ),
  };
}

/** The outer range of a change and its text there; `undefined` when it spans literals or cannot be spelt. */
export function outerEdit(
  embedded: EmbeddedCode,
  edit: { readonly start: number; readonly end: number; readonly text: string },
  outer: string,
): { start: number; end: number; text: string } | undefined {
  const { starts, ends, parts, code } = embedded;
  const last = Math.max(edit.start, edit.end - 1);
  const part = parts[Math.min(edit.start, parts.length - 1)];
  if (part === undefined || (edit.end > edit.start && parts[last] !== part)) return undefined;
  let start = edit.start < starts.length ? starts[edit.start]! : ends.at(-1)!;
  const end = edit.end > edit.start ? ends[last]! : start;
  const text = embedded.spell(edit.text, part);
  // A line that goes takes what stands before it in the outer text along.
  const wholeLines =
    edit.text === '' && (edit.start === 0 || code[edit.start - 1] === '\n') && code[last] === '\n';
  if (wholeLines && outer[end - 1] === '\n') start = outer.lastIndexOf('\n', start - 1) + 1;
  return text === undefined ? undefined : { start, end, text };
}

/** The stretches of the outer text that a program is made of. */
export function stretches({ starts, ends }: EmbeddedCode): { start: number; end: number }[] {
  const found: { start: number; end: number }[] = [];
  for (const [index, start] of starts.entries()) {
    const last = found.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, ends[index]!);
    else found.push({ start, end: ends[index]! });
  }
  return found;
}

/** Several programs as one, for documents whose parts build on each other. */
export function joined(programs: readonly EmbeddedCode[]): EmbeddedCode {
  const starts: number[] = [];
  const ends: number[] = [];
  const parts: number[] = [];
  const owners: { program: EmbeddedCode; part: number }[] = [];
  let code = '';
  for (const program of programs) {
    const known = new Map<number, number>();
    for (const part of program.parts) {
      if (known.has(part)) continue;
      known.set(part, owners.length);
      owners.push({ program, part });
    }
    code += program.code;
    starts.push(...program.starts);
    ends.push(...program.ends);
    parts.push(...program.parts.map((part) => known.get(part)!));
    if (program.code === '' || program.code.endsWith('\n')) continue;
    code += '\n';
    starts.push(ends.at(-1)!);
    ends.push(ends.at(-1)!);
    parts.push(parts.at(-1)!);
  }
  const spell = (text: string, index: number) => owners[index]!.program.spell(text, owners[index]!.part);
  return { code, starts, ends, parts, spell };
}
