import { documentPrograms } from '../code-documents.js';
import type { EmbeddedCode } from '../embedded-code.js';
import type { CodeSpace } from './code-space.js';
import { symbolNamed } from './string-uses.js';

/** Larger files are data. */
const LARGEST = 4 * 1024 * 1024;
const GENERATED = /(?:^|\/)(?:uv\.lock|poetry\.lock|package-lock\.json|Cargo\.lock)$/;
/** Texts that people read and no program acts on. */
const PROSE =
  /\.(?:md|markdown|rst|txt|html?|svg|csv|ipynb)$|(?:^|\/)(?:LICENSE|NOTICE|CHANGELOG|AUTHORS)[^/]*$/i;

/** A symbol that a configuration names. */
interface NamedInText {
  readonly path: string;
  readonly module: string;
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** Symbols that configuration, scripts of shells and other texts name as `pkg.mod.name` or `pkg.mod:name`. */
export function textUses(space: CodeSpace): NamedInText[] {
  const found: NamedInText[] = [];
  for (const [path, text] of texts(space)) {
    if (PROSE.test(path)) continue;
    for (const match of text.matchAll(/(?<![\w./-])[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+(?::[A-Za-z_]\w*)?/g)) {
      if (!space.tree.isOwn(/^\w+/.exec(match[0])![0])) continue;
      const symbol = space.moduleNamedBy(match[0], '') ? undefined : symbolNamed(space, match[0], '');
      if (symbol) found.push({ path, ...symbol, start: match.index, end: match.index + match[0].length });
    }
  }
  return found;
}

/** The programs of notebooks, which are code like any other. */
export function notebookPrograms(space: CodeSpace): { path: string; program: EmbeddedCode }[] {
  return [...texts(space)]
    .filter(([path]) => path.endsWith('.ipynb'))
    .flatMap(([path, text]) => documentPrograms(path, text).map((program) => ({ path, program })));
}

function* texts({ survey }: CodeSpace): Generator<readonly [string, string]> {
  for (const path of survey.paths) {
    if (/\.pyi?$/.test(path) || GENERATED.test(path)) continue;
    const file = survey.file(path);
    if (!file || file.bytes.length > LARGEST || file.bytes.subarray(0, 8000).includes(0)) continue;
    const text = file.decodedText?.text;
    if (text !== undefined) yield [path, text];
  }
}
