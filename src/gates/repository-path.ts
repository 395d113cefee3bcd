/**
 * A path as a tool prints it, made relative to the repository, with `/` between folders. A path outside the
 * repository stays absolute, so that it is recognised as one.
 */
export function repositoryPath(root: string, path: string): string {
  const windows = /^[A-Za-z]:[\\/]/.test(root);
  const slashed = windows ? path.replaceAll('\\', '/') : path;
  const base = (windows ? root.replaceAll('\\', '/') : root).replace(/\/+$/, '');
  const inside = windows
    ? slashed.toLowerCase().startsWith(`${base.toLowerCase()}/`)
    : slashed.startsWith(`${base}/`);
  return inside ? slashed.slice(base.length + 1) : slashed.replace(/^(\.\/)+/, '');
}
