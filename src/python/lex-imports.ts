/** What the words of one import statement name, read without parsing the file. */
export interface LexedImport {
  /** Leading dots of a from-import; 0 for `import …`. */
  readonly level: number;
  /** The module of a from-import; `undefined` for `import …`. */
  readonly module: string | undefined;
  /** Names of a from-import, `*` too; whole dotted names of `import …`. */
  readonly names: readonly string[];
}

/** The import statements of a text, and whether they can be read for certain. */
export interface LexedImports {
  readonly imports: readonly LexedImport[];
  /** Some statement may go on where it cannot be read: escapes, literals in pieces, letters beyond ASCII. */
  readonly unsure: boolean;
}

// No word boundary in front: in a literal the word may follow an escape, as in `"\nimport x"`.
const KEYWORD = /(?:from|import)(?!\w)/g;
const BLANK = '(?:[ \\t\\f]|\\\\\\r?\\n|\\\\[nrt])*';
const NAME = `\\w+(?:${BLANK}\\.${BLANK}\\w+)*`;
const FROM = new RegExp(`${BLANK}((?:\\.${BLANK})*)((?!import(?!\\w))${NAME})?`, 'y');
const IMPORT = new RegExp(`${BLANK}import(?!\\w)`, 'y');
const PARENTHESES = /[ \t\f]*(?:\\\r?\n[ \t\f]*)*\((?:[^)#]|#[^\n\r]*)*/y;
const DOTTED = new RegExp(`${NAME}|\\*`, 'g');
const PIECES = `(?:"""|'''|"(?!"")|'(?!''))(?:\\s|\\\\\\r?\\n|#[^\\n]*\\n)*[a-zA-Z]{0,2}["']`;
const LINE = new RegExp(`(?:\\\\\\r?\\n|${PIECES}|[^\\n\\r;])*`, 'y');
const CUT = new RegExp(`${BLANK}(?:${PIECES}|\\\\(?!\\r?\\n|[nrt])|(?![\\x00-\\x7f])\\p{ID_Continue})`, 'uy');
const CUT_NAME = new RegExp(`\\w${PIECES}\\w|\\\\[xuUN0-7]`);

/**
 * Every import statement of a text, wherever it stands: in code, in string literals that hold code, in doctests.
 * Prose may add some that are none; none that Python would run is missing where the result is sure.
 */
export function lexImports(text: string): LexedImports {
  const imports: LexedImport[] = [];
  let unsure = false;
  const names = (at: number): string[] => {
    const listed = matchAt(PARENTHESES, text, at) ?? matchAt(LINE, text, at)!;
    unsure ||= CUT_NAME.test(listed);
    return [...listed.replace(/\\(?:\r?\n|.)/gs, ' ').matchAll(DOTTED)].map(([name]) => joined(name));
  };
  KEYWORD.lastIndex = 0;
  for (let match = KEYWORD.exec(text); match; match = KEYWORD.exec(text)) {
    let at = KEYWORD.lastIndex;
    let from: RegExpExecArray | undefined;
    if (match[0] === 'from') {
      FROM.lastIndex = at;
      from = FROM.exec(text)!;
      at += from[0].length;
      const keyword = from[0].trim() === '' ? undefined : matchAt(IMPORT, text, at);
      if (keyword === undefined) {
        unsure ||= matchAt(CUT, text, at) !== undefined;
        continue;
      }
      at += keyword.length;
      KEYWORD.lastIndex = at;
    }
    unsure ||= matchAt(CUT, text, at) !== undefined;
    const level = (from?.[1] ?? '').replace(/[^.]/g, '').length;
    imports.push({ level, module: from && joined(from[2] ?? ''), names: names(at) });
  }
  return { imports, unsure };
}

function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

/** A dotted name without the blanks in it. */
function joined(name: string): string {
  return /^[\w.]*$/.test(name) ? name : name.replace(/\\\r?\n|\\[nrt]|[ \t\f]/g, '');
}
