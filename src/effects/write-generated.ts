import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { refusal } from './refusal.js';

/**
 * Writes a file that is made here; refuses to write over one that does not begin as such files do.
 *
 * @param mark the first line of such files.
 */
export function writeGenerated(path: string, text: string, mark: string): void {
  if (existsSync(path) && !readFileSync(path, 'utf8').startsWith(mark))
    throw refusal(`${path} was not written by this command`, 'Move it away, or choose another folder.');
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
