import { dedented, doctestCode, type EmbeddedCode, selected } from './embedded-code.js';

/** Whether a file is of a kind in which Python programs are looked for. */
export function isDocument(path: string): boolean {
  return /\.(?:ipynb|md|markdown|rst|txt)$/.test(path);
}

/** The Python programs in a document, by what kind of document it is: fenced blocks, doctests, notebook cells. */
export function documentPrograms(path: string, text: string): EmbeddedCode[] {
  if (path.endsWith('.ipynb')) return notebookCells(text);
  if (!isDocument(path)) return [];
  const blocks = [...fencedBlocks(text), ...directiveBlocks(text)].flatMap(([start, end]) => {
    const block = plain(text, start, end);
    return PROMPT.test(block.code) ? [] : [dedented(block) ?? block];
  });
  const examples = PROMPT.test(text) ? doctestCode(plain(text, 0, text.length)) : undefined;
  return examples ? [...blocks, examples] : blocks;
}

const PROMPT = /^[ \t]*>>>/m;

/** A stretch of text whose characters stand for themselves. */
function plain(text: string, start: number, end: number): EmbeddedCode {
  const starts = indices(start, end);
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  return {
    code: text.slice(start, end),
    starts,
    ends: starts.map((at) => at + 1),
    parts: starts.map(() => 0),
    spell: (code) => code.replace(/\r?\n/g, newline),
  };
}

function indices(start: number, end: number): number[] {
  return Array.from({ length: end - start }, (_, index) => start + index);
}

/** Contents of Markdown's fenced blocks that are marked as Python. */
function fencedBlocks(text: string): [number, number][] {
  const fence = /^([ \t]*)(`{3,}|~{3,})[ \t]*\{?\.?(?:python3?|py|pycon)\b[^\n]*\n((?:.|\n)*?)^\1\2/gm;
  return [...text.matchAll(fence)].map((match) => {
    const start = match.index + match[0].indexOf('\n') + 1;
    return [start, start + match[3]!.length];
  });
}

/** Contents of reStructuredText's `code-block:: python`, and of what Sphinx runs as tests. */
function directiveBlocks(text: string): [number, number][] {
  const directive =
    /^([ \t]*)\.\. (?:(?:code-block|code|sourcecode)::[ \t]*(?:python3?|py)?[ \t]*|test(?:setup|code|cleanup)::[^\n]*)\n(?:\1[ \t]+:[^\n]*\n)*((?:[ \t]*\n|\1[ \t]+[^\n]*(?:\n|$))*)/gm;
  return [...text.matchAll(directive)].map((match) => {
    const end = match.index + match[0].length;
    return [end - match[2]!.length, end];
  });
}

/** The code cells of a notebook: each `source` is a list of JSON strings, one a line. */
function notebookCells(text: string): EmbeddedCode[] {
  const cells: EmbeddedCode[] = [];
  for (const match of text.matchAll(/"source":\s*\[((?:\s*"(?:[^"\\]|\\.)*"\s*,?)*)\s*\]/g)) {
    const kind = /.*"cell_type":\s*"(\w+)"/s.exec(text.slice(0, match.index))?.[1];
    if (kind !== undefined && kind !== 'code') continue;
    const base = match.index + match[0].lastIndexOf(match[1]!);
    const cell = jsonLines(match[1]!, base);
    // Magics are no Python.
    const magic = new Set(
      [...cell.code.matchAll(/^[ \t]*[%!?][^\n]*/gm)].flatMap((line) =>
        indices(line.index, line.index + line[0].length),
      ),
    );
    cells.push(
      selected(
        cell,
        indices(0, cell.code.length).filter((index) => !magic.has(index)),
        () => '',
      ),
    );
  }
  return cells;
}

function jsonLines(list: string, base: number): EmbeddedCode {
  const found = { code: '', starts: [] as number[], ends: [] as number[], parts: [] as number[] };
  const literals = [...list.matchAll(/"((?:[^"\\]|\\.)*)"/g)];
  for (const [part, literal] of literals.entries()) {
    for (const unit of literal[1]!.matchAll(/\\u[\da-fA-F]{4}|\\.|[^\\]/gsu)) {
      const text = unit[0].startsWith('\\') ? (JSON.parse(`"${unit[0]}"`) as string) : unit[0];
      const start = base + literal.index + 1 + unit.index;
      for (const character of text.split('')) {
        found.code += character;
        found.starts.push(start);
        found.ends.push(start + unit[0].length);
        found.parts.push(part);
      }
    }
  }
  const [first, second] = literals;
  const between = first && second ? list.slice(first.index + first[0].length, second.index) : ', ';
  const spell = (code: string) => JSON.stringify(code).slice(1, -1).replaceAll('\\n', `\\n"${between}"`);
  return { ...found, spell };
}
