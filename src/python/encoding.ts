import { EXIT, UserError } from '../model/errors.js';

/** A decoded file: what to encode it with again so that untouched text keeps its bytes. */
export interface DecodedText {
  /** The text; a byte order mark stays as its first character. */
  readonly text: string;
  /** `utf-8`, `latin-1`, or the label of an encoding with one byte for each character. */
  readonly encoding: string;
}

const COOKIE = /^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)/;

/** What the WHATWG Encoding Standard calls the encodings that have one byte for each character. */
const SINGLE_BYTE =
  /^(?:windows-(?:125\d|874)|iso-8859-\d+(?:-i)?|koi8-[ru]|ibm866|macintosh|x-mac-cyrillic)$/;

/**
 * Decodes Python source by its coding cookie (PEP 263), UTF-8 by default.
 *
 * @returns `undefined` when the bytes are not valid in the declared encoding, or the encoding is not one that can
 *   be written back byte for byte.
 */
export function decodeSource(bytes: Uint8Array): DecodedText | undefined {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const encoding = declaredEncoding(buffer);
  if (encoding === 'latin-1') return { text: buffer.toString('latin1'), encoding };
  try {
    const decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
    if (encoding !== 'utf-8' && !SINGLE_BYTE.test(decoder.encoding)) return undefined;
    return { text: decoder.decode(buffer), encoding };
  } catch {
    return undefined;
  }
}

/**
 * Encodes text back; the inverse of `decodeSource`.
 *
 * @throws UserError when the text has a character that the encoding lacks.
 */
export function encodeSource(text: string, encoding: DecodedText['encoding']): Uint8Array {
  if (encoding === 'utf-8') return Buffer.from(text, 'utf8');
  const all = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
  const characters = encoding === 'latin-1' ? all.toString('latin1') : new TextDecoder(encoding).decode(all);
  const bytes = new Map<string, number>();
  for (let byte = 255; byte >= 0; byte--) bytes.set(characters[byte]!, byte);
  return Uint8Array.from(text, (character) => {
    const byte = bytes.get(character);
    if (byte !== undefined) return byte;
    throw new UserError(
      `A file in ${encoding} would get ${JSON.stringify(character)}, which that encoding lacks.`,
      EXIT.refused,
      [],
      'Save the file as UTF-8 first, or name another destination.',
    );
  });
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
