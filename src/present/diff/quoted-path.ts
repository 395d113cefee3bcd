const NAMED: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\n': '\\n',
  '\t': '\\t',
  '\r': '\\r',
};
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that git quotes
const UNSAFE = /["\\\x00-\x1f\x7f]/g;

/** A path with its `a/` or `b/`, quoted in git's way where it holds a quote, a backslash or a control character. */
export function quotedPath(side: 'a' | 'b', path: string): string {
  return barePath(`${side}/${path}`);
}

/** A path, quoted where it has to be. */
export function barePath(whole: string): string {
  const quoted = whole.replace(
    UNSAFE,
    (char) => NAMED[char] ?? `\\${char.charCodeAt(0).toString(8).padStart(3, '0')}`,
  );
  return quoted === whole ? whole : `"${quoted}"`;
}

/** A path for a `---` or `+++` line: git ends the ones with blanks with a tab, lest a date be read into them. */
export function labelledPath(side: 'a' | 'b', path: string): string {
  const quoted = quotedPath(side, path);
  return quoted.includes(' ') && !quoted.startsWith('"') ? `${quoted}\t` : quoted;
}
