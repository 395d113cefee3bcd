import type { JoinedStr, Str } from '../python/ast.js';
import { PythonSyntaxError } from '../python/parser.js';
import { orderEdits } from './edits.js';
import {
  dedented,
  doctestCode,
  type EmbeddedCode,
  literalCode,
  outerEdit,
  stretches,
} from './embedded-code.js';
import type { FileContext, RetargetContext } from './file-context.js';
import { importEdits } from './import-edits.js';
import type { MentionFinder } from './mentions.js';
import type { FileRetarget } from './replacement.js';
import { retargetFile } from './retarget.js';
import { SourceFile } from './source-file.js';

/** How the strings of an embedded program are rewritten in turn: code in strings can hold code in strings. */
export type StringRetargeting = (
  context: RetargetContext,
  file: SourceFile,
  finder: MentionFinder,
  done: readonly { readonly start: number; readonly end: number }[],
  outer: (offset: number) => number,
) => FileRetarget;

/**
 * Rewrites a string literal that holds Python code: a program for `python -c` or `exec`, or doctests.
 *
 * @returns the stretches that are code which refers to a legacy module; nothing is done to the rest.
 */
export function retargetCode(
  state: FileContext,
  node: Str | JoinedStr,
  finder: MentionFinder,
  retargetStrings: StringRetargeting,
): { start: number; end: number }[] {
  const whole = literalCode(node, state.file.text, state.file.newline);
  if (!whole) return [];
  for (const program of [whole, dedented(whole), doctestCode(whole)]) {
    if (program && retargetProgram(state, program, finder, retargetStrings)) return stretches(program);
  }
  return [];
}

/** Rewrites one embedded program. @returns whether it refers to a legacy module. */
export function retargetProgram(
  state: FileContext,
  program: EmbeddedCode,
  finder: MentionFinder,
  retargetStrings: StringRetargeting,
): boolean {
  const { context } = state;
  const code = new SourceFile(state.file.path, Buffer.from(program.code));
  try {
    if (!code.module.body.some(({ kind }) => kind !== 'Expr')) return false;
  } catch (error) {
    if (error instanceof PythonSyntaxError) return false;
    throw error;
  }
  const outer = (offset: number) => program.starts[offset] ?? program.ends.at(-1) ?? 0;
  const names = retargetFile(context, code, outer);
  if (names.aliases.size === 0 && names.edits.length === 0 && names.findings.length === 0) return false;
  const rule = context.table.legacies[0]!.rule.id;
  const identity = { module: '', isPackage: false, path: state.file.path };
  const imports = importEdits(code, names.aliases, {
    survey: context.survey,
    width: 88,
    identityAt: () => identity,
    rule,
  });
  const done = [...code.scopes.imports.map(({ node }) => node), ...imports, ...names.edits];
  const strings = retargetStrings(context, code, finder, done, outer);
  state.findings.push(...names.findings, ...strings.findings);
  for (const edit of orderEdits([...imports, ...names.edits, ...strings.edits], code.text)) {
    const placed = outerEdit(program, edit, state.file.text);
    if (placed) state.edit(placed.start, placed.end, placed.text, edit.rule, 'code-string');
    else {
      const message =
        'Code in this string refers to a module of this wave, in a way that its quotes leave no room to rewrite.';
      state.report(
        'RW601',
        outer(edit.start),
        outer(edit.end),
        message,
        'Write the code as one triple-quoted string.',
      );
    }
  }
  return true;
}
