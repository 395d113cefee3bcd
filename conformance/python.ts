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

/** The failures of an interpreter's jobs, by their names. */
type Failures = Readonly<Record<string, string>>;

const driver = fileURLToPath(new URL('driver.py', import.meta.url));

/** A few interpreters that run jobs while more of them are being made. */
export class Interpreters {
  private readonly jobs = new Map<string, Job>();
  private readonly drivers: readonly Driver[];

  constructor(processes = Math.min(4, availableParallelism())) {
    this.drivers = Array.from({ length: processes }, () => new Driver());
  }

  /** Hands a job to one of them. */
  run(job: Job): void {
    this.drivers[this.jobs.size % this.drivers.length]!.run(job);
    this.jobs.set(job.name, job);
  }

  /**
   * What failed once all have run, by the job's name. A job that fails among others runs again in an interpreter of
   * its own, so that nothing that another job leaves behind is held against it.
   */
  async failures(): Promise<Map<string, string>> {
    const found = await Promise.all(this.drivers.map((each) => each.finish()));
    const suspects = found.map((failures) => Object.keys(failures));
    const alone = await Promise.all(
      suspects.map(async (names) => {
        const failures: [string, string][] = [];
        for (const name of names) {
          const single = new Driver();
          single.run(this.jobs.get(name)!);
          failures.push(...Object.entries(await single.finish()));
        }
        return failures;
      }),
    );
    return new Map(alone.flat());
  }
}

/** One interpreter. */
class Driver {
  private readonly process = execa('python3', ['-X', 'utf8', driver], { stdin: 'pipe' });

  run(job: Job): void {
    this.process.stdin.write(`${JSON.stringify(job)}\n`);
  }

  async finish(): Promise<Failures> {
    this.process.stdin.end();
    const { stdout } = await this.process;
    return JSON.parse(stdout) as Failures;
  }
}

/** The minor version of the Python 3 on the path. */
export async function pythonMinor(): Promise<number> {
  const { stdout } = await execa('python3', ['-c', 'import sys; print(sys.version_info.minor)']);
  return Number(stdout);
}
