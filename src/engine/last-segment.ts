/** The last segment of a module's name: every mention of it holds these bytes. */
export function lastSegment(path: string): string {
  return path
    .replace(/(?:\/__init__)?\.pyi?$/, '')
    .split('/')
    .at(-1)!;
}
