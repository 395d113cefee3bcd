/** The text of a file, or `undefined` when its bytes are no UTF-8 text. A byte order mark stays, as U+FEFF. */
export function textOf(bytes: Uint8Array): string | undefined {
  // git's own test for a binary file.
  if (bytes.subarray(0, 8000).includes(0)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** As `textOf`, but a text in another encoding is shown in the most likely one, for people to read. */
export function legibleText(bytes: Uint8Array): string | undefined {
  if (bytes.subarray(0, 8000).includes(0)) return undefined;
  return textOf(bytes) ?? new TextDecoder('windows-1252').decode(bytes);
}
