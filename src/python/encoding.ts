/** A decoded file: what to encode it with again so that untouched text keeps its bytes. */
export interface DecodedText {
  /** The text; a byte order mark stays as its first character. */
  readonly text: string;
  readonly encoding: 'utf-8' | 'latin-1';
}

const COOKIE = /^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)/;

/**
 * Decodes Python source by its coding cookie (PEP 263), UTF-8 by default.
 *
 * @returns `undefined` when the bytes are not valid in the declared encoding, or the encoding is not one that can
 *   be written back byte for byte.
 */
export function decodeSource(bytes: Uint8Array): DecodedText | undefined {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const declared = declaredEncoding(buffer);
  if (declared === 'latin-1') return { text: buffer.toString('latin1'), encoding: 'latin-1' };
  if (declared !== 'utf-8') return undefined;
  try {
    return {
      text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(buffer),
      encoding: 'utf-8',
    };
  } catch {
    return undefined;
  }
}

/** Encodes text back; the inverse of `decodeSource`. */
export function encodeSource(text: string, encoding: DecodedText['encoding']): Uint8Array {
  return Buffer.from(text, encoding === 'latin-1' ? 'latin1' : 'utf8');
}

function declaredEncoding(buffer: Buffer): string {
  const head = buffer.toString('latin1', 0, 512).split(/\r\n|\r|\n/, 2);
  const first = COOKIE.exec(head[0]!.replace(/^\u00ef\u00bb\u00bf/, ''));
  const second = /^[ \t\f]*(?:#|\r|$)/.test(head[0]!) ? COOKIE.exec(head[1] ?? '') : null;
  const name = (first ?? second)?.[1]?.toLowerCase().replaceAll('_', '-');
  if (name === undefined || /^utf-?8(-|$)/.test(name) || name === 'ascii' || name === 'us-ascii')
    return 'utf-8';
  if (/^(latin-?1|iso-?8859-1|iso-latin-1)(-|$)/.test(name)) return 'latin-1';
  return name;
}
