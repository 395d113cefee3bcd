// East Asian wide and fullwidth characters and emoji take two columns, combining marks none.
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}|[\u{20000}-\u{3fffd}]/u;
const INVISIBLE = /\p{Mn}|\p{Me}|\p{Cf}/u;

/** Columns that a text takes in a terminal. */
export function displayWidth(text: string): number {
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  let width = 0;
  for (const char of text) width += INVISIBLE.test(char) ? 0 : WIDE.test(char) ? 2 : 1;
  return width;
}

/** The text followed by blanks up to that many columns. */
export function padEnd(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - displayWidth(text)));
}

/** The text preceded by blanks up to that many columns. */
export function padStart(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - displayWidth(text))) + text;
}

/** A path in at most that many columns, its middle left out: both its folder and its name tell something. */
export function shortPath(path: string, width: number): string {
  if (displayWidth(path) <= width) return path;
  const tail = Math.ceil(((width - 1) * 2) / 3);
  return `${path.slice(0, width - 1 - tail)}…${path.slice(-tail)}`;
}
