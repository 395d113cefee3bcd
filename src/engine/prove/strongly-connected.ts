/**
 * The strongly connected components of a directed graph that hold more than one node, or one that points at itself
 * (Tarjan 1972, without recursion: module graphs are deep).
 */
export function cyclesOf(nodes: Iterable<string>, edges: (node: string) => Iterable<string>): string[][] {
  const order = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const onStack = new Set<string>();
  const found: string[][] = [];
  for (const root of nodes) {
    if (order.has(root)) continue;
    const work = [open(root)];
    while (work.length > 0) {
      const frame = work.at(-1)!;
      const next = frame.targets.next();
      if (!next.done) {
        if (!order.has(next.value)) work.push(open(next.value));
        else if (onStack.has(next.value)) lower(frame.node, order.get(next.value)!);
        continue;
      }
      work.pop();
      const above = work.at(-1);
      if (above) lower(above.node, low.get(frame.node)!);
      if (low.get(frame.node) === order.get(frame.node)) close(frame.node);
    }
  }
  return found;

  function open(node: string): { node: string; targets: Iterator<string> } {
    order.set(node, order.size);
    low.set(node, order.get(node)!);
    stack.push(node);
    onStack.add(node);
    return { node, targets: edges(node)[Symbol.iterator]() };
  }

  function lower(node: string, value: number): void {
    if (value < low.get(node)!) low.set(node, value);
  }

  function close(root: string): void {
    const members = stack.splice(stack.indexOf(root));
    for (const member of members) onStack.delete(member);
    if (members.length > 1 || [...edges(root)].includes(root)) found.push(members.sort());
  }
}

/** The shortest way round from a node back to it, inside its component; the node stands first and last. */
export function shortestCycle(
  start: string,
  members: ReadonlySet<string>,
  edges: (node: string) => Iterable<string>,
): string[] {
  const cameFrom = new Map<string, string>();
  let reached = [start];
  while (reached.length > 0) {
    const next: string[] = [];
    for (const node of reached) {
      for (const target of edges(node)) {
        if (target === start) return wayTo(node, start, cameFrom).concat(start);
        if (!members.has(target) || cameFrom.has(target)) continue;
        cameFrom.set(target, node);
        next.push(target);
      }
    }
    reached = next;
  }
  return [start];
}

function wayTo(node: string, start: string, cameFrom: ReadonlyMap<string, string>): string[] {
  const way = [node];
  while (way[0] !== start) way.unshift(cameFrom.get(way[0]!)!);
  return way;
}
