import { join } from 'node:path';
import { nodeFileSystem } from '../effects/file-system.js';
import { EXIT, UserError } from '../model/errors.js';
import type { FileChange } from '../model/plan.js';
import type { Prepared } from './prepare.js';
import type { KeptOutput } from './verify.js';

/**
 * The changes of a plan with the files in which outputs are kept, so that they are written, journalled and taken back
 * with everything else. Until the gates have run again, the outputs are those from before the wave.
 *
 * @throws UserError when the wave itself writes one of the files.
 */
export function savedOutputs(
  { plan, repository }: Prepared,
  outputs: readonly KeptOutput[],
): readonly FileChange[] {
  const saved = outputs.map(({ path, before: text }): FileChange => {
    if (plan.changes.some((change) => change.path === path))
      throw new UserError(
        `The wave writes \`${path}\`, in which a snapshot is to be saved.`,
        EXIT.refused,
        [],
        'Save the snapshot elsewhere.',
      );
    const after = new TextEncoder().encode(text);
    const file = join(repository.root, path);
    return nodeFileSystem.lstat(file) === undefined
      ? { kind: 'create', path, after, rule: 'snapshot' }
      : { kind: 'modify', path, before: nodeFileSystem.readFile(file), after, edits: [] };
  });
  return [...plan.changes, ...saved].sort((a, b) => (a.path < b.path ? -1 : 1));
}
