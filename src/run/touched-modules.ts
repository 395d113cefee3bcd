import type { Prepared } from './prepare.js';

/** Modules that the wave writes, touches or deletes, as they are called on one side of it. */
export function touchedModules(
  { plan, survey, after, splits }: Prepared,
  side: 'before' | 'after',
): string[] {
  const { index } = side === 'before' ? survey : after;
  const roots = new Set(splits.map(({ root }) => root));
  return plan.changes
    .filter(({ kind, path }) => path.endsWith('.py') && kind !== (side === 'before' ? 'create' : 'delete'))
    .filter(({ path }) =>
      [...roots].some((root) =>
        root === '' ? isInPackage(path, index.has.bind(index)) : path.startsWith(`${root}/`),
      ),
    )
    .map(({ path }) => index.nameOf(path));
}

function isInPackage(path: string, has: (path: string) => boolean): boolean {
  const top = path.split('/', 1)[0]!;
  return path.includes('/') && has(`${top}/__init__.py`);
}
