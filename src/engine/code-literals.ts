import type { JoinedStr, Str } from '../python/ast.js';
import { forEachChild, type Node } from '../python/visit.js';
import type { SourceFile } from './source-file.js';

const known = new WeakMap<SourceFile, readonly (Str | JoinedStr)[]>();

/** Every string literal of a file, f-strings included, in source order. */
export function codeLiterals(file: SourceFile): readonly (Str | JoinedStr)[] {
  let found = known.get(file);
  if (!found) {
    found = collect(file);
    known.set(file, found);
  }
  return found;
}

function collect(file: SourceFile): (Str | JoinedStr)[] {
  const found: (Str | JoinedStr)[] = [];
  const walk = (node: Node): void => {
    if (node.kind === 'Str' || node.kind === 'JoinedStr') found.push(node);
    forEachChild(node, walk);
  };
  for (const stmt of file.module.body) walk(stmt);
  return found;
}
