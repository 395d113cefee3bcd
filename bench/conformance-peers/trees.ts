/** The dotted name of a module's file under the root of a tree. */
export function moduleName(path: string): string {
  return path.replace(/(?:\/__init__)?\.py$/, '').replaceAll('/', '.');
}
