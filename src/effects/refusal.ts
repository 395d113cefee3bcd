import { EXIT, UserError } from '../model/errors.js';
import { errorCode } from './file-system.js';

const MEANING: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'operation not permitted',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EMFILE: 'too many open files',
  ENFILE: 'too many open files',
  EIO: 'the disk reported an error',
  ENAMETOOLONG: 'the name is too long',
};

const LISTED = 20;

/** A refusal (exit 3): the tree stays, or stands again, as it was. */
export function refusal(title: string, hint?: string): UserError {
  return new UserError(title, EXIT.refused, [], hint);
}

/** A title that names the files it is about, one a line. */
export function naming(title: string, files: readonly string[]): string {
  const listed = files.slice(0, LISTED).map((file) => `\n  ${file}`);
  const more = files.length > LISTED ? `\n  … and ${files.length - LISTED} more` : '';
  return `${title}:${listed.join('')}${more}`;
}

/** A system error in words: `the disk is full (ENOSPC, write src/a.py)`; other errors by their message. */
export function describeError(error: unknown, root = ''): string {
  const code = errorCode(error);
  if (code === undefined) return error instanceof Error ? error.message : String(error);
  const { syscall, path } = error as NodeJS.ErrnoException;
  const shown =
    path !== undefined && root !== '' && path.startsWith(`${root}/`) ? path.slice(root.length + 1) : path;
  const where = [syscall, shown].filter((part) => part !== undefined).join(' ');
  return `${MEANING[code] ?? 'the operation failed'} (${where === '' ? code : `${code}, ${where}`})`;
}

/** Turns a system error into a refusal that says what failed; any other error stays what it is. */
export function asRefusal(error: unknown, root: string, title: string): unknown {
  if (errorCode(error) === undefined) return error;
  return refusal(`${title}: ${describeError(error, root)}`, 'Mend the cause and try again.');
}

/** As `asRefusal`, for what the machine or the user's rights caused, never a mistake of the program. */
export function asMachineRefusal(error: unknown): unknown {
  const code = errorCode(error);
  if (code === undefined || MEANING[code] === undefined) return error;
  return asRefusal(error, '', 'The machine did not let rewrite work');
}

/** Runs `work` again when it fails, for what must get done in spite of a passing fault; it must bear repetition. */
export function twice<T>(work: () => T): T {
  try {
    return work();
  } catch {
    return work();
  }
}
