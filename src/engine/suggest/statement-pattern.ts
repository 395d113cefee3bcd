import type { StatementPattern } from '../../model/suggestion.js';
import { parseForMatching } from '../../python/ast-grep.js';
import type { SourceFile } from '../source-file.js';

/** The longest piece of a statement's text that goes into a pattern, if it suffices to tell it from the others. */
const SHORT = 60;

/** An ast-grep rule for one statement that binds no name; none when it stands there twice, word for word. */
export function statementPattern(file: SourceFile, unit: number): StatementPattern[] {
  const { start, end } = file.units[unit]!;
  const text = file.text.slice(start, end);
  const kind = kindAt(file.text, start, end);
  if (kind === undefined) return [];
  for (let length = Math.min(text.length, SHORT); ; length = Math.min(text.length, length * 2)) {
    const piece = text.slice(0, length);
    const others = file.units.filter(
      (other) => other.index !== unit && file.text.startsWith(piece, other.start),
    );
    const whole = length === text.length;
    if (others.length === 0) return [{ kind, regex: `^${escaped(piece)}${whole ? '$' : ''}` }];
    if (whole) return [];
  }
}

/** The grammar's name for the statement at an offset. */
function kindAt(source: string, start: number, end: number): string | undefined {
  const root = parseForMatching(source).root();
  const found = root.children().find((node) => {
    const range = node.range();
    return range.start.index <= start && start < range.end.index && range.start.index < end;
  });
  return found === undefined ? undefined : String(found.kind());
}

function escaped(text: string): string {
  return text
    .replace(/[\\^$.*+?()[\]{}|#&~-]/g, '\\$&')
    .replace(/\r\n|\n|\r/g, '\\r?\\n')
    .replace(/\t/g, '\\t');
}
