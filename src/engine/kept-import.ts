import { commentAfter } from '../python/import-text.js';
import type { ImportSite } from '../python/scope.js';
import type { SourceFile } from './source-file.js';

/** Imports that say themselves that they stay, and those that bind a name only if another import fails. */
export function isKeptImport({ node, guarded, scope }: ImportSite, file: SourceFile): boolean {
  if (guarded || scope.kind === 'class') return true;
  if (node.kind === 'ImportFrom' && node.module === '__future__') return true;
  const comment = commentAfter(node.end, file.module);
  return comment !== undefined && /noqa/i.test(file.text.slice(comment.start, comment.end));
}
