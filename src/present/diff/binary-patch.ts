import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~';
const BYTES_PER_LINE = 52;

/** The name that git gives to a file's content; an absent file is all zeros. */
export function blobName(bytes: Uint8Array | undefined): string {
  if (bytes === undefined) return '0'.repeat(40);
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}

/** git's exact form for what is no text: both contents, compressed, in base 85. Applies forwards and backwards. */
export function binaryPatch(before: Uint8Array | undefined, after: Uint8Array | undefined): string {
  return `GIT binary patch\n${literal(after)}\n${literal(before)}\n`;
}

function literal(content: Uint8Array | undefined): string {
  const bytes = content ?? new Uint8Array();
  const packed = deflateSync(bytes);
  let text = `literal ${bytes.length}\n`;
  for (let start = 0; start < packed.length; start += BYTES_PER_LINE) {
    text += `${encodeLine(packed.subarray(start, start + BYTES_PER_LINE))}\n`;
  }
  return text;
}

function encodeLine(bytes: Uint8Array): string {
  let text =
    bytes.length <= 26 ? String.fromCharCode(64 + bytes.length) : String.fromCharCode(70 + bytes.length);
  for (let start = 0; start < bytes.length; start += 4) {
    let word = 0;
    for (let index = 0; index < 4; index++) word = word * 256 + (bytes[start + index] ?? 0);
    let group = '';
    for (let digit = 0; digit < 5; digit++) {
      group = ALPHABET[word % 85]! + group;
      word = Math.floor(word / 85);
    }
    text += group;
  }
  return text;
}
