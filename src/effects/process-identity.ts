import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { z } from 'zod';

/** What tells one process from all others, also from a later one with the same number. */
export const processIdentitySchema = z.object({
  pid: z.int().positive(),
  host: z.string(),
  /** The three below are known on Linux only. */
  boot: z.string().optional(),
  namespace: z.string().optional(),
  /** Clock ticks between boot and start of the process. */
  birth: z.string().optional(),
});

export type ProcessIdentity = z.infer<typeof processIdentitySchema>;

function readable(read: () => string): string | undefined {
  try {
    return read().trim();
  } catch {
    return undefined;
  }
}

const bootOfMachine = () => readable(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8'));
const ownNamespace = () => readable(() => readlinkSync('/proc/self/ns/pid'));

/** The fields of a process's status from the third on; the second, its name, may contain spaces and parentheses. */
function statusOf(pid: number): readonly string[] | undefined {
  const stat = readable(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
}

const STATE = 0;
const START_TIME = 19;

/** The identity of this process. */
export function ownIdentity(): ProcessIdentity {
  const [boot, namespace, birth] = [bootOfMachine(), ownNamespace(), statusOf(process.pid)?.[START_TIME]];
  return {
    pid: process.pid,
    host: hostname(),
    ...(boot === undefined ? {} : { boot }),
    ...(namespace === undefined ? {} : { namespace }),
    ...(birth === undefined ? {} : { birth }),
  };
}

const differ = (a: string | undefined, b: string | undefined) =>
  a !== undefined && b !== undefined && a !== b;

/** Whether a process still runs; `undefined` when that can't be seen from here: another host or container. */
export function isAlive(identity: ProcessIdentity): boolean | undefined {
  if (identity.host !== hostname()) return undefined;
  if (differ(identity.boot, bootOfMachine())) return false;
  if (differ(identity.namespace, ownNamespace())) return undefined;
  try {
    process.kill(identity.pid, 0);
  } catch (error) {
    // Anything else than "no such process" means that it is there, but not ours to signal.
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  const status = statusOf(identity.pid);
  // A process that ended keeps its number until its parent asks for it.
  if (status?.[STATE] === 'Z' || status?.[STATE] === 'X') return false;
  return !differ(identity.birth, status?.[START_TIME]);
}
