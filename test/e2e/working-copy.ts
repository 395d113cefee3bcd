import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { CHECKOUT } from '../../scripts/dependencies.mjs';
import { copySample, git, hashOf, sampleEnvironment, treeOf } from '../../scripts/sample.mjs';

/** What a finished command left. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Every gate and fixer of the sample's wave: leaving them out saves seconds where a test is not about them. */
export const NO_TOOLS = [
  'ruff-isort',
  'ruff-format',
  'ruff',
  'pyrefly',
  'pyright',
  'imports',
  'pytest',
].flatMap((gate) => ['--without', gate]);

/** A copy of the sample as a git repository of its own, with its tools. */
export class WorkingCopy implements Disposable {
  readonly folder = temporaryFolder();

  constructor() {
    copySample(this.folder, sampleEnvironment().folder);
  }

  /** Runs `rewrite` here, as a user would. */
  rewrite(...args: string[]): Promise<Ended> {
    return run(process.execPath, [`${CHECKOUT}dist/cli.js`, ...args], this.folder);
  }

  read(path: string): string {
    return readFileSync(join(this.folder, path), 'utf8');
  }

  has(path: string): boolean {
    return existsSync(join(this.folder, path));
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.folder, path)), { recursive: true });
    writeFileSync(join(this.folder, path), text);
  }

  /** Replaces a text that has to be there, and gives the line and column where it stood. */
  replace(path: string, old: string, fresh: string): { readonly line: number; readonly column: number } {
    const text = this.read(path);
    const at = text.indexOf(old);
    if (at === -1) throw new Error(`${path} does not contain ${old}`);
    this.write(path, text.slice(0, at) + fresh + text.slice(at + old.length));
    const lines = text.slice(0, at).split('\n');
    return { line: lines.length, column: lines.at(-1)!.length + 1 };
  }

  /** One hash over every file, with its mode. */
  hash(): string {
    return hashOf(treeOf(this.folder));
  }

  /** Every path with what it holds, for comparisons that say what differs. */
  tree(): Map<string, string> {
    return treeOf(this.folder);
  }

  git(...args: string[]): string {
    return git(this.folder, ...args);
  }

  [Symbol.dispose](): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** An empty folder, by its real path. */
export function temporaryFolder(): string {
  return mkdtempSync(join(realpathSync(tmpdir()), 'rewrite-e2e-'));
}

/** Runs a program to its end; `whileRunning` may watch what it says and signal it. */
export function run(
  program: string,
  args: readonly string[],
  cwd: string,
  whileRunning?: (stderr: string, kill: (signal: NodeJS.Signals) => void) => void,
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
      whileRunning?.(stderr, (signal) => child.kill(signal));
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}
