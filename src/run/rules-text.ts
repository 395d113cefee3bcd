import { readText } from '../effects/read-text.js';

/** The text of a rules file that a message points into; `undefined` when it cannot be read. */
export function readRulesText(path: string): string | undefined {
  return readText(path);
}
