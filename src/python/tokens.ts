/** A program that is not Python, with the UTF-16 offset at which that was noticed. */
export class PythonSyntaxError extends Error {
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(message);
    this.name = 'PythonSyntaxError';
    this.offset = offset;
  }
}

const kinds = {
  ENDMARKER: 0,
  NEWLINE: 1,
  INDENT: 2,
  DEDENT: 3,
  NAME: 4,
  NUMBER: 5,
  STRING: 6,
  FSTRING_START: 7,
  FSTRING_MIDDLE: 8,
  FSTRING_END: 9,
  LPAR: 10,
  RPAR: 11,
  LSQB: 12,
  RSQB: 13,
  LBRACE: 14,
  RBRACE: 15,
  COLON: 16,
  COMMA: 17,
  SEMI: 18,
  DOT: 19,
  ELLIPSIS: 20,
  EQUAL: 21,
  COLONEQUAL: 22,
  RARROW: 23,
  EXCLAMATION: 24,
  TILDE: 25,
  PLUS: 26,
  MINUS: 27,
  STAR: 28,
  SLASH: 29,
  DOUBLESLASH: 30,
  PERCENT: 31,
  AT: 32,
  DOUBLESTAR: 33,
  VBAR: 34,
  AMPER: 35,
  CIRCUMFLEX: 36,
  LEFTSHIFT: 37,
  RIGHTSHIFT: 38,
  LESS: 39,
  GREATER: 40,
  EQEQUAL: 41,
  NOTEQUAL: 42,
  LESSEQUAL: 43,
  GREATEREQUAL: 44,
  PLUSEQUAL: 45,
  MINEQUAL: 46,
  STAREQUAL: 47,
  SLASHEQUAL: 48,
  DOUBLESLASHEQUAL: 49,
  PERCENTEQUAL: 50,
  ATEQUAL: 51,
  DOUBLESTAREQUAL: 52,
  VBAREQUAL: 53,
  AMPEREQUAL: 54,
  CIRCUMFLEXEQUAL: 55,
  LEFTSHIFTEQUAL: 56,
  RIGHTSHIFTEQUAL: 57,
  /** The colon before a format spec, which no lambda or slice may take for its own. */
  FSTRING_COLON: 58,
  FALSE: 60,
  NONE: 61,
  TRUE: 62,
  AND: 63,
  AS: 64,
  ASSERT: 65,
  ASYNC: 66,
  AWAIT: 67,
  BREAK: 68,
  CLASS: 69,
  CONTINUE: 70,
  DEF: 71,
  DEL: 72,
  ELIF: 73,
  ELSE: 74,
  EXCEPT: 75,
  FINALLY: 76,
  FOR: 77,
  FROM: 78,
  GLOBAL: 79,
  IF: 80,
  IMPORT: 81,
  IN: 82,
  IS: 83,
  LAMBDA: 84,
  NONLOCAL: 85,
  NOT: 86,
  OR: 87,
  PASS: 88,
  RAISE: 89,
  RETURN: 90,
  TRY: 91,
  WHILE: 92,
  WITH: 93,
  YIELD: 94,
} as const;

/**
 * Kinds of tokens: layout first, then operands, operators, augmented assignments and keywords. Plain
 * numbers to the type checker, which would otherwise believe that the current token never changes.
 */
export const T: { readonly [K in keyof typeof kinds]: number } = kinds;

/** The hard keywords and their kinds; `match`, `case`, `type` and `_` are names to the lexer. */
export const KEYWORDS: ReadonlyMap<string, number> = new Map<string, number>([
  ['False', T.FALSE],
  ['None', T.NONE],
  ['True', T.TRUE],
  ['and', T.AND],
  ['as', T.AS],
  ['assert', T.ASSERT],
  ['async', T.ASYNC],
  ['await', T.AWAIT],
  ['break', T.BREAK],
  ['class', T.CLASS],
  ['continue', T.CONTINUE],
  ['def', T.DEF],
  ['del', T.DEL],
  ['elif', T.ELIF],
  ['else', T.ELSE],
  ['except', T.EXCEPT],
  ['finally', T.FINALLY],
  ['for', T.FOR],
  ['from', T.FROM],
  ['global', T.GLOBAL],
  ['if', T.IF],
  ['import', T.IMPORT],
  ['in', T.IN],
  ['is', T.IS],
  ['lambda', T.LAMBDA],
  ['nonlocal', T.NONLOCAL],
  ['not', T.NOT],
  ['or', T.OR],
  ['pass', T.PASS],
  ['raise', T.RAISE],
  ['return', T.RETURN],
  ['try', T.TRY],
  ['while', T.WHILE],
  ['with', T.WITH],
  ['yield', T.YIELD],
]);

/** A whole source as parallel arrays, `count` entries of each in use; the last token is ENDMARKER. */
export interface TokenTable {
  readonly count: number;
  readonly kinds: Uint8Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** Start, end and own-line flag of each comment, three numbers a comment. */
  readonly comments: readonly number[];
  /** True when some identifier holds a character outside ASCII, and so may need normalising. */
  readonly unicodeNames: boolean;
}
