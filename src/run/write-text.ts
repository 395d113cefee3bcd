import { writeGenerated } from '../effects/write-generated.js';

/** Writes a file that the user has asked for; refuses to write over one that does not begin with `mark`. */
export function writeText(path: string, text: string, mark: string): void {
  writeGenerated(path, text, mark);
}
