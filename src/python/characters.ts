export const TAB = 9;
export const LF = 10;
export const FF = 12;
export const CR = 13;
export const SPACE = 32;
export const DOUBLE_QUOTE = 34;
export const HASH = 35;
export const SINGLE_QUOTE = 39;
export const DOT = 46;
export const ZERO = 48;
export const COLON = 58;
export const EQUAL = 61;
export const UPPER_N = 78;
export const UPPER_U = 85;
export const BACKSLASH = 92;
export const UNDERSCORE = 95;
export const LOWER_U = 117;
export const LOWER_X = 120;
export const OPEN_BRACE = 123;
export const CLOSE_BRACE = 125;

/** What a character starts; the order has no meaning. */
const START_OTHER = 0;
export const START_BLANK = 1;
export const START_NAME = 2;
export const START_DIGIT = 3;
export const START_QUOTE = 4;
export const START_NEWLINE = 5;
export const START_COMMENT = 6;
export const START_CONTINUATION = 7;

/** What each character of ASCII begins. */
export const begins = new Uint8Array(128);
/** 1 for characters that may continue a name. */
export const continues = new Uint8Array(128);
for (let c = 0; c < 128; c++) {
  const letter = (c >= 65 && c <= 90) || (c >= 97 && c <= 122) || c === UNDERSCORE;
  const digit = c >= 48 && c <= 57;
  if (letter || digit) continues[c] = 1;
  begins[c] = letter ? START_NAME : digit ? START_DIGIT : START_OTHER;
}
for (const c of [SPACE, TAB, FF]) begins[c] = START_BLANK;
for (const c of [LF, CR]) begins[c] = START_NEWLINE;
for (const c of [DOUBLE_QUOTE, SINGLE_QUOTE]) begins[c] = START_QUOTE;
begins[HASH] = START_COMMENT;
begins[BACKSLASH] = START_CONTINUATION;

/** True for the ten digits of ASCII. */
export function isDigit(c: number): boolean {
  return c >= 48 && c <= 57;
}

/** Value of a digit up to `f`, 99 for other characters. */
export function digitValue(c: number): number {
  if (c <= 57) return c >= 48 ? c - 48 : 99;
  const lower = c | 32;
  return lower >= 97 && lower <= 102 ? lower - 87 : 99;
}
