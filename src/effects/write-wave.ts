import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXIT, UserError } from '../model/errors.js';

/** Writes the files of a new wave, by name. @throws UserError when the folder holds something already. */
export function writeWaveFolder(folder: string, files: Readonly<Record<string, string>>): void {
  if (existsSync(folder) && readdirSync(folder).length > 0)
    throw new UserError(
      `\`${folder}\` holds files already.`,
      EXIT.refused,
      [],
      'Give another folder with `--write`, or empty this one.',
    );
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
}
