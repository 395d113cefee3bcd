import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';

/** One tree on disk with its assertion. */
export interface Job {
  readonly name: string;
  readonly folder: string;
  readonly assertion: string;
  /** Every module of the tree, all imported after the assertion. */
  readonly modules: readonly string[];
  /** Modules that must not be found. */
  readonly gone: readonly string[];
  /** Modules that the assertion must not have loaded. */
  readonly unloaded: readonly string[];
}

const driver = fileURLToPath(new URL('driver.py', import.meta.url));

/** Runs the jobs in a few interpreters; what failed, by the job's name. */
export async function runPython(
  jobs: readonly Job[],
  processes = Math.min(4, availableParallelism()),
): Promise<Map<string, string>> {
  const shares = Array.from({ length: processes }, (_, share) =>
    jobs.filter((_job, index) => index % processes === share),
  );
  const outputs = await Promise.all(
    shares.map(async (share) => {
      const { stdout } = await execa('python3', ['-X', 'utf8', driver], { input: JSON.stringify(share) });
      return JSON.parse(stdout) as Record<string, string>;
    }),
  );
  return new Map(outputs.flatMap((output) => Object.entries(output)));
}

/** The minor version of the Python 3 on the path. */
export async function pythonMinor(): Promise<number> {
  const { stdout } = await execa('python3', ['-c', 'import sys; print(sys.version_info.minor)']);
  return Number(stdout);
}
