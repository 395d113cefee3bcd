/** One import statement, as far as the graph of modules needs it. */
export interface ImportLine {
  readonly level: number;
  readonly module: string;
  /** Names of a from-import; empty for `import module`. */
  readonly names: readonly string[];
}

const STATEMENT = /^(?:([^\s#)\]}'"].*)|([ \t]+)((?:from|import)[ \t.(].*))$/gm;
const FROM = /from[ \t]*(\.*)[ \t]*([\w.]*)[ \t]+import[ \t]*(\([^)]*\)|(?:\\\r?\n|[^\n\r;#])*)/y;
const IMPORT = /import[ \t]+((?:\\\r?\n|[^\n\r;#])*)/y;

/**
 * The imports that run when a module does, read line by line: fast, and a few too many rather than too few.
 * Imports in functions, under `if TYPE_CHECKING:` and in the block of a program are left out.
 */
export function scanImports(text: string): ImportLine[] {
  const lines: ImportLine[] = [];
  let block: 'runs' | 'class' | 'never' = 'runs';
  for (const match of text.matchAll(STATEMENT)) {
    const [, top, indent, inner] = match;
    if (top !== undefined) {
      block = blockAfter(top);
      const simple = /^(?:from|import)[ \t.(]/.test(top);
      if (simple || top.includes('import '))
        readAll(text, match.index, match.index + top.length, simple, lines);
    } else if (block === 'runs' || (block === 'class' && indent!.length <= 4)) {
      const start = match.index + indent!.length;
      readAll(text, start, start + inner!.length, true, lines);
    }
  }
  return lines;
}

/** What indented lines below a line without indentation are. */
function blockAfter(line: string): 'runs' | 'class' | 'never' {
  if (/^(?:def|async[ \t]+def|@)/.test(line)) return 'never';
  if (/^if[ \t]+(?:\w+\.)?TYPE_CHECKING[ \t]*:/.test(line)) return 'never';
  // A module that is imported is not the program.
  if (/^if[ \t]+\(?__name__[ \t]*==[ \t]*["']__main__["']\)?[ \t]*:/.test(line)) return 'never';
  return line.startsWith('class') ? 'class' : 'runs';
}

/** Import statements from an offset on, several when semicolons join them. */
function readAll(text: string, start: number, end: number, first: boolean, lines: ImportLine[]): void {
  if (first) read(text, start, lines);
  for (const match of text.slice(start, end).matchAll(/[:;][ \t]*(?=(?:from|import)[ \t.(])/g)) {
    if (!/^if[ \t]+(?:\w+\.)?TYPE_CHECKING/.test(text.slice(start, end)))
      read(text, start + match.index + match[0].length, lines);
  }
}

function read(text: string, at: number, lines: ImportLine[]): void {
  FROM.lastIndex = at;
  const from = FROM.exec(text);
  if (from) {
    const names = from[3]!
      .replace(/#.*/g, '')
      .split(',')
      .flatMap((item) => /\w+|\*/.exec(item)?.[0] ?? []);
    lines.push({ level: from[1]!.length, module: from[2]!, names });
    return;
  }
  IMPORT.lastIndex = at;
  const modules = IMPORT.exec(text)?.[1] ?? '';
  for (const item of modules.split(',')) {
    const module = /[\w.]+/.exec(item)?.[0];
    if (module !== undefined) lines.push({ level: 0, module, names: [] });
  }
}
