import { resolveUse } from '../../python/scope.js';
import { outermostFunction } from '../deferred-imports.js';
import { edgesOf, largest, linesOf } from './largest-circle.js';
import { isOrdering, type ModuleParts, type PartNeed } from './module-parts.js';

/** A circle that holds more of a module than this is worth loosening. */
const LARGE = 0.6;
/** So many names may wait: with more of them the module is better thought over. */
const MOST_NAMES = 8;
/** So many names are tried in each step. */
const MOST_TRIED = 60;

/**
 * Names whose imports have to wait in the functions that use them, for a module that one circle holds together to come
 * apart: the fewest that a greedy search finds. None when the circle is small, or no such names loosen it.
 */
export function namesToDefer(parts: ModuleParts): ReadonlySet<string> {
  const all = linesOf(
    parts,
    parts.parts.map(({ index }) => String(index)),
  );
  const needs = parts.needs.filter(isOrdering);
  const circleWithout = (names: ReadonlySet<string>): readonly string[] =>
    largest(parts, edgesOf(needs.filter(({ name }) => !names.has(name))));
  const isLarge = (circle: readonly string[]) => linesOf(parts, circle) > LARGE * all;
  let circle = circleWithout(new Set());
  if (!isLarge(circle)) return new Set();
  const able = deferrable(parts);
  const found = new Set<string>();
  while (isLarge(circle)) {
    if (found.size >= MOST_NAMES) return new Set();
    const best = candidates(needs, new Set(circle), able, found)
      .map((name) => ({ name, left: circleWithout(new Set([...found, name])) }))
      .sort((a, b) => linesOf(parts, a.left) - linesOf(parts, b.left))[0];
    if (!best || best.left.length >= circle.length) return new Set();
    found.add(best.name);
    circle = best.left;
  }
  for (const name of [...found]) {
    const others = new Set([...found].filter((other) => other !== name));
    if (!isLarge(circleWithout(others))) found.delete(name);
  }
  return found;
}

/** Names that parts of a circle need of each other, those first that few need. */
function candidates(
  needs: readonly PartNeed[],
  circle: ReadonlySet<string>,
  able: ReadonlySet<string>,
  taken: ReadonlySet<string>,
): string[] {
  const users = new Map<string, number>();
  for (const { from, to, name } of needs)
    if (circle.has(String(from)) && circle.has(String(to)) && able.has(name) && !taken.has(name))
      users.set(name, (users.get(name) ?? 0) + 1);
  return [...users.keys()].sort((a, b) => users.get(a)! - users.get(b)!).slice(0, MOST_TRIED);
}

/** Names that other parts use in the bodies of functions only. */
function deferrable(parts: ModuleParts): ReadonlySet<string> {
  const { file } = parts.source;
  const needed = new Set(parts.needs.filter(isOrdering).map(({ name }) => name));
  for (const use of file.scopes.uses) {
    const home = needed.has(use.name) ? parts.named(use.name) : undefined;
    if (home === undefined || use.unit < 0 || parts.ofUnit(use.unit) === home) continue;
    const module = file.scopes.module;
    if ((resolveUse(use)?.scope ?? module) !== module || parts.timingOf(use) === 'types') continue;
    if (use.timing !== 'call' || !outermostFunction(file, use)) needed.delete(use.name);
  }
  return needed;
}
