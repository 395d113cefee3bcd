/** Whether bytes hold any of some words: decides, before anything is decoded or parsed, that a file cannot matter. */
export function holdsAny(bytes: Uint8Array, words: readonly (string | Buffer)[]): boolean {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return words.some((word) => buffer.includes(word));
}
