import { editableContent } from '../python/strings.js';
import type { Mention, MentionFinder } from './mentions.js';
import { patchTargets } from './module-uses.js';
import type { RelocationTable } from './relocation-table.js';
import type { SourceFile } from './source-file.js';
import { textRanges } from './string-contexts.js';
import type { Survey } from './survey.js';

/** How far behind a module's name its attributes are looked for: `import_module("pkg.mod").name`, `("pkg.mod", "name")`. */
const REACH = 300;

/**
 * Notes names that strings and documents take from modules which stay: `patch("pkg.mod.Class.method")`,
 * `"pkg.mod:name"`. A kept module goes on importing them although nothing that stays in it reads them.
 */
export function noteMentions(table: RelocationTable, finder: MentionFinder, survey: Survey): void {
  const kept = table.legacies.filter((legacy) => !legacy.gone && !legacy.split.whole);
  if (kept.length === 0) return;
  for (const path of survey.holding(finder.words)) {
    if (kept.some((legacy) => legacy.path === path)) continue;
    const file = survey.file(path);
    if (!file) continue;
    const mentions = finder.all(file.text, path).filter(({ legacy }) => kept.includes(legacy));
    if (mentions.length === 0) continue;
    const python = path.endsWith('.py') ? survey.python(path) : undefined;
    const isText = python ? textRanges(python) : () => true;
    const patched = python ? patchedNames(python) : new Set();
    for (const mention of mentions)
      if (isText(mention.start) && !patched.has(mention.end))
        for (const name of namesOf(mention, file.text))
          if (mention.legacy.target(name).kind === 'stays') mention.legacy.takenOutside.add(name);
  }
}

/** Where strings end that name what is replaced: a patch follows the code that looks the name up. */
function patchedNames(file: SourceFile): Set<number> {
  const ends = new Set<number>();
  for (const node of patchTargets(file.module)) {
    const content = editableContent(node, file.text);
    if (content) ends.add(content.end);
  }
  return ends;
}

function namesOf({ symbol, end }: Mention, text: string): readonly string[] {
  if (symbol !== undefined) return [symbol];
  return text.slice(end, end + REACH).match(/\b[A-Za-z_]\w*/g) ?? [];
}
