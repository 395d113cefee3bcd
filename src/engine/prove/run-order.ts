import type { ModuleGraph } from './module-graph.js';

/** Whether one module is complete before another one runs: the second imports it, and it does not import the second. */
export function runsBefore(graph: ModuleGraph, first: string, second: string): boolean {
  return reaches(graph, second, first) && !reaches(graph, first, second);
}

/** Whether importing a module runs another one. */
export function reaches(graph: ModuleGraph, from: string, to: string): boolean {
  return from !== to && reachable(graph, [from], to).has(to);
}

/** All modules that importing some modules runs, these included. @param until a module at which to stop looking. */
export function reachable(graph: ModuleGraph, from: Iterable<string>, until?: string): Set<string> {
  const seen = new Set(from);
  const queue = [...seen];
  for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
    for (const target of graph.mayImport(path)) {
      if (!seen.has(target)) queue.push(target);
      seen.add(target);
      if (target === until) return seen;
    }
  }
  return seen;
}
