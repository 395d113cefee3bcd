import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** One command that is measured as a whole process. */
export interface Subject {
  readonly name: string;
  readonly argv: readonly string[];
  readonly cwd: string;
  /** Brings the tree back to how it was; not measured. */
  readonly prepare?: (() => void) | undefined;
  /** Exit codes that mean success. */
  readonly codes?: readonly number[];
}

/** What one run took. */
export interface Sample {
  readonly wall: number;
  /** User and system time of the process and its children, in seconds; unknown without GNU time. */
  readonly cpu: number | undefined;
  readonly megabytes: number | undefined;
}

export interface Measured {
  readonly name: string;
  readonly command: string;
  readonly samples: readonly Sample[];
}

const TIME = '/usr/bin/time';

/** Runs a command once. */
export function runOnce({ name, argv, cwd, prepare, codes = [0] }: Subject): Sample {
  prepare?.();
  const timed = existsSync(TIME);
  const command = timed ? [TIME, '-f', 'measured %U %S %M', ...argv] : argv;
  const start = performance.now();
  const ended = spawnSync(command[0]!, command.slice(1), { cwd, encoding: 'utf8', maxBuffer: 1 << 30 });
  const wall = (performance.now() - start) / 1000;
  if (ended.status === null || !codes.includes(ended.status)) {
    throw new Error(
      `${name} ended with ${ended.status ?? ended.error?.message}: ${ended.stderr?.slice(-2000)}`,
    );
  }
  const [, user, system, kilobytes] = /measured ([\d.]+) ([\d.]+) (\d+)\s*$/.exec(ended.stderr) ?? [];
  return {
    wall,
    cpu: user === undefined ? undefined : Number(user) + Number(system),
    megabytes: kilobytes === undefined ? undefined : Number(kilobytes) / 1024,
  };
}

/** Runs all commands in turn, round after round; the rounds that come first are discarded. */
export function interleaved(subjects: readonly Subject[], rounds: number, discarded = 1): Measured[] {
  const samples = subjects.map((): Sample[] => []);
  for (let round = 0; round < discarded + rounds; round++) {
    for (const [index, subject] of subjects.entries()) {
      const sample = runOnce(subject);
      if (round >= discarded) samples[index]!.push(sample);
    }
  }
  return subjects.map(({ name, argv }, index) => ({
    name,
    command: shown(argv),
    samples: samples[index]!,
  }));
}

/** A command as a user would type it. */
function shown(argv: readonly string[]): string {
  const words = argv.map((word) => word.replace(/^\/.*\/(?=[^/]+$)/, '')).join(' ');
  return words.replace(/^node cli\.js/, 'rewrite').replace(/ --repo \S+/, '');
}

/** The middle one of some numbers. */
export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** The first and third quartile. */
export function quartiles(numbers: readonly number[]): readonly [number, number] {
  const sorted = [...numbers].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))]!;
  return [at(0.25), at(0.75)];
}
