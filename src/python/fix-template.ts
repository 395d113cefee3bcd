/** One line of a text that is put together. */
export interface FragmentLine {
  readonly text: string;
  /** It begins inside a string: its white space is the program's, not the layout's. */
  readonly raw: boolean;
}

/** A text in lines, with the indentation of the line that it was taken from. */
export interface Fragment {
  readonly lines: readonly FragmentLine[];
  readonly indent: number;
}

const NAME = /\$\$\$([A-Z_][A-Z0-9_]*)|\$([A-Z_][A-Z0-9_]*)/g;

/** The names that a replacement takes from its match. */
export function templateNames(template: string): string[] {
  return [...template.matchAll(NAME)].map((match) => (match[1] ?? match[2])!);
}

/**
 * Fills a template in, as ast-grep does: what is captured keeps its layout relative to where it is put, and the whole
 * is indented like the line of the match. Lines inside strings keep their white space.
 *
 * @param valueFor what a name stands for; several nodes for one with three dollars.
 * @param indent the white space that the line of the match begins with.
 */
export function expandTemplate(
  template: string,
  valueFor: (name: string, several: boolean) => Fragment,
  indent: string,
): readonly FragmentLine[] {
  const lines = template.replace(/\n$/, '').split('\n');
  return lines.flatMap((line, index) => {
    const own = /^[ \t]*/.exec(line)![0];
    const filled = fillLine(line, own, valueFor);
    return filled.map((each, part) => {
      const isFirst = index === 0 && part === 0;
      return isFirst || each.raw || each.text.trim() === '' ? each : { ...each, text: indent + each.text };
    });
  });
}

function fillLine(
  line: string,
  own: string,
  valueFor: (name: string, several: boolean) => Fragment,
): FragmentLine[] {
  const filled: FragmentLine[] = [{ text: '', raw: false }];
  let at = 0;
  for (const match of line.matchAll(NAME)) {
    append(filled, [{ text: line.slice(at, match.index), raw: false }]);
    const several = match[1] !== undefined;
    append(filled, indented(valueFor((match[1] ?? match[2])!, several), own));
    at = match.index + match[0].length;
  }
  append(filled, [{ text: line.slice(at), raw: false }]);
  return filled;
}

/** Lines that begin on the last line of others. */
function append(lines: FragmentLine[], more: readonly FragmentLine[]): void {
  const last = lines.at(-1)!;
  lines[lines.length - 1] = { ...last, text: last.text + (more[0]?.text ?? '') };
  lines.push(...more.slice(1));
}

/** A captured text where its first line begins behind `indent`. */
function indented({ lines, indent: was }: Fragment, indent: string): FragmentLine[] {
  return lines.map((line, index) => {
    if (index === 0 || line.raw) return line;
    if (line.text.trim() === '') return { ...line, text: '' };
    const lead = /^[ \t]*/.exec(line.text)![0].length;
    return { ...line, text: indent + line.text.slice(Math.min(lead, was)) };
  });
}
