import type { Expr } from '../python/ast.js';
import { calledName } from '../python/called-name.js';
import { partText } from '../python/strings.js';
import { codeLiterals } from './code-literals.js';
import { literalCode } from './embedded-code.js';
import type { MentionFinder } from './mentions.js';
import { forEachCall } from './module-uses.js';
import type { Legacy } from './relocation-table.js';
import type { SourceFile } from './source-file.js';

/** An expression that may name a legacy module when the program runs, in a way that cannot be rewritten. */
export interface ComputedName {
  readonly start: number;
  readonly end: number;
  readonly legacy: Legacy;
  readonly message: string;
}

/** Names that are put together: a path over two literals, a dynamic import of `f"pkg.{name}"`. */
export function computedNames(file: SourceFile, finder: MentionFinder): ComputedName[] {
  return [...splitNames(file, finder), ...computedImports(file, finder)];
}

function splitNames(file: SourceFile, finder: MentionFinder): ComputedName[] {
  const found: ComputedName[] = [];
  for (const node of codeLiterals(file)) {
    const text = node.parts.length > 1 ? literalCode(node, file.text, file.newline) : undefined;
    if (!text) continue;
    for (const { legacy, start, end } of finder.find(text.code, file.path)) {
      if (text.parts[start] === text.parts[end - 1]) continue;
      const message = `\`${text.code.slice(start, end)}\` is put together from two literals here.`;
      found.push({ start: text.starts[start]!, end: text.ends[end - 1]!, legacy, message });
    }
  }
  return found;
}

function computedImports(file: SourceFile, finder: MentionFinder): ComputedName[] {
  const found: ComputedName[] = [];
  forEachCall(file.module, ({ func, args: [first] }) => {
    const lead = first && isDynamicImport(func) ? constantLead(first, file.text) : undefined;
    if (!first || !lead?.endsWith('.')) return;
    const legacy = finder.table.legacies.find(
      ({ gone, names }) => gone && names.some((name) => name.startsWith(lead)),
    );
    if (!legacy) return;
    const message = `A module below \`${lead.slice(0, -1)}\` is imported by a computed name here: it may be \`${legacy.split.module}\`.`;
    found.push({ start: first.start, end: first.end, legacy, message });
  });
  return found;
}

/** The text that a computed string surely begins with. */
function constantLead(expr: Expr, source: string): string | undefined {
  if (expr.kind === 'BinOp')
    return expr.op === '+' || expr.op === '%' ? constantLead(expr.left, source) : undefined;
  if (expr.kind === 'Str') return partText(expr.parts[0]!, source);
  if (expr.kind !== 'JoinedStr') return undefined;
  const text = partText(expr.parts[0]!, source);
  return text?.slice(0, text.includes('{') ? text.indexOf('{') : undefined);
}

const DYNAMIC_IMPORTS = [
  'import_module',
  '__import__',
  'import_string',
  'find_spec',
  'importorskip',
  'reload',
];

/** Whether a call imports, finds or reloads the module that its first argument names. */
export function isDynamicImport(func: Expr): boolean {
  return DYNAMIC_IMPORTS.includes(calledName(func));
}

const COMPUTED = new RegExp(
  `\\b(?:${DYNAMIC_IMPORTS.join('|')})(?:[\\s)\\\\]|#[^\\n\\r]*[\\n\\r])*\\((?!\\s*(?:"[\\w.]*"|'[\\w.]*')\\s*[,)])`,
);

/** Whether code may import a module by something else than its name in one literal: a few too many rather than too few. */
export function mayComputeImports(text: string): boolean {
  return COMPUTED.test(text);
}
