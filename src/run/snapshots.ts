import { readSnapshots, removeSnapshot, writeSnapshot } from '../effects/case-files.js';
import type { SnapshotReport } from '../model/case.js';
import { EXIT, UserError } from '../model/errors.js';
import type { Finding } from '../model/finding.js';

/** What each snapshot should say, and whether more than these is an orphan. */
export interface WantedSnapshots {
  readonly root: string;
  /** Texts by repository path. */
  readonly texts: ReadonlyMap<string, string>;
  /** All cases ran: a snapshot of none of them is left over. */
  readonly complete: boolean;
  /** The line by which a snapshot is known as one. */
  readonly marker: string;
}

/**
 * Compares snapshots with what they should be.
 *
 * @param update writes what is missing or stale, and removes what is left over.
 * @throws UserError when `update` is asked for on a CI machine: nobody would review what it writes there.
 */
export function settleSnapshots(
  { root, texts, complete, marker }: WantedSnapshots,
  update: boolean,
): SnapshotReport[] {
  if (update && isContinuousIntegration()) {
    throw new UserError(
      'Snapshots are not updated where `CI` is set.',
      EXIT.refused,
      [],
      'Run `rewrite test -u` on your machine, review the snapshots, and commit them.',
    );
  }
  const found = readSnapshots(root);
  const reports: SnapshotReport[] = [...texts].map(([path, text]) => {
    const old = found.get(path);
    if (old === text) return { path, state: 'fresh' };
    if (!update) return { path, state: old === undefined ? 'missing' : 'stale' };
    writeSnapshot(root, path, text);
    return { path, state: 'written' };
  });
  if (!complete) return reports;
  const orphans = [...found].filter(([path, text]) => !texts.has(path) && text.includes(marker));
  for (const [path] of orphans) {
    if (update) removeSnapshot(root, path);
    reports.push({ path, state: update ? 'removed' : 'orphan' });
  }
  return reports;
}

/** Snapshots that are not what they should be, as findings. */
export function snapshotFindings(reports: readonly SnapshotReport[]): Finding[] {
  return reports.flatMap(({ path, state }) => {
    if (state !== 'missing' && state !== 'stale' && state !== 'orphan') return [];
    const [code, message, hint] = FAILURES[state];
    return [{ code, severity: 'error', place: { file: path, line: 1, column: 1 }, message, hint }];
  });
}

const FAILURES = {
  missing: ['RW252', 'The case has no snapshot.', 'Write it with `rewrite test -u`, and review it.'],
  stale: [
    'RW253',
    'The case does something else than its snapshot says.',
    'See what has changed with `rewrite test -u` and `git diff`; keep it when it is meant.',
  ],
  orphan: ['RW254', 'There is no case that makes this snapshot.', '`rewrite test -u` removes it.'],
} as const;

function isContinuousIntegration(): boolean {
  return !['', '0', 'false'].includes(process.env.CI ?? '');
}
