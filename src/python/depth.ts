import type { Expr, Module } from './ast.js';
import { forEachChild, type Node } from './visit.js';

/** What every analysis of a tree, which descends by calling itself, manages with room to spare. */
const DEEPEST = 800;

/**
 * The place of what is nested too deeply to be analysed; `undefined` when nothing is. Parentheses and blocks are
 * counted by the parser, as CPython does; this is for `a + a + …`, `f()()…` and `elif` in their thousands.
 */
export function tooDeep(tree: Module | Expr): number | undefined {
  const top: readonly Node[] = 'comments' in tree ? tree.body : [tree];
  let level = top.filter(isLong);
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > DEEPEST) return level[0]!.start;
    const below: Node[] = [];
    for (const node of level) forEachChild(node, (child) => void (isLong(child) && below.push(child)));
    level = below;
  }
  return undefined;
}

/** Each level takes a character: what is shorter cannot be deep, and is most of any file. */
function isLong({ start, end }: Node): boolean {
  return end - start > DEEPEST;
}
