import { lastSegment } from './last-segment.js';
import type { MentionFinder } from './mentions.js';

/** What stands behind `import` or `from`, over brackets and continued lines. */
const IMPORTS = /\b(?:import|from)\b(?:\([^)]*\)|\\\r?\n|[^\n(])*/g;

/**
 * Whether a file that does not parse may refer to a legacy module. Its bytes hold the module's last segment, which may
 * be any word; here it counts where the text names the module, or where something like an import statement has the word.
 */
export function mayReferUnparsed(text: string, finder: MentionFinder, aliases: readonly string[]): boolean {
  if (finder.all(text).length > 0) return true;
  const words = new Set([...finder.table.legacies.map(({ path }) => lastSegment(path)), ...aliases]);
  for (const [statement] of text.replaceAll(/#.*/g, '').matchAll(IMPORTS))
    if (statement.includes('*') || statement.match(/\w+/g)!.some((word) => words.has(word))) return true;
  return false;
}
