import type { FileContext } from './file-context.js';
import { isLeft, mentionHint } from './mentions.js';
import type { Legacy } from './relocation-table.js';

/** Reports an example in a text that uses what the wave takes away: what it should show instead is for a person to say. */
export function reportExample(
  state: FileContext,
  legacy: Legacy,
  name: string,
  { start, end }: { readonly start: number; readonly end: number },
): void {
  if (isLeft(legacy, state.file.path)) return;
  const message = `An example uses \`${name}\` of \`${legacy.split.module}\`, and the wave takes it away.`;
  state.report('RW601', start, end, message, mentionHint(legacy));
}
