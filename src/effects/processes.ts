import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import type { ToolOutput } from '../model/gate.js';

export interface ProcessOptions {
  readonly cwd: string;
  /** Added to the environment; `undefined` takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly timeoutSeconds?: number;
  /** Sent to standard input, which is empty otherwise. */
  readonly input?: Uint8Array;
  /** A file that standard input reads from instead: the process gets on with it while this one computes. */
  readonly inputFile?: string;
  /** Called with each line of either stream, as it comes. */
  readonly onLine?: (line: string, stream: 'stdout' | 'stderr') => void;
  /** Ends the process when aborted. */
  readonly signal?: AbortSignal;
}

/** What a finished process left, and why it did not finish by itself. */
export interface ProcessResult extends ToolOutput {
  /** True when the caller's signal ended it. */
  readonly aborted: boolean;
  /** The signal that ended it. */
  readonly killedBy: string | undefined;
  /** Why it could not be started at all: no such program, no permission. */
  readonly startFailure: string | undefined;
}

const GRACE_MS = 2000;
/** How long output may still come after the process itself is gone. */
const LINGER_MS = 1000;
/** More than any tool reports; what comes after it is dropped. */
const MAX_OUTPUT = 256 * 1024 * 1024;

const MAX_LINE = 1024 * 1024;

const running = new Set<number>();
let watching = false;

/** Signals a process with all its descendants; it leads its own group. */
function killGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // The group is gone already.
  }
}

/** No tool outlives `rewrite`. */
function watchExit(): void {
  if (watching) return;
  watching = true;
  process.on('exit', () => {
    for (const pid of running) killGroup(pid, 'SIGKILL');
  });
}

/** Collects a stream as text and reports its lines. */
function collect(stream: NodeJS.ReadableStream | null, onLine: (line: string) => void): () => string {
  const decoder = new TextDecoder();
  const parts: string[] = [];
  let size = 0;
  let rest = '';
  stream?.on('data', (chunk: Buffer) => {
    const text = decoder.decode(chunk, { stream: true });
    size += text.length;
    if (size <= MAX_OUTPUT) parts.push(text);
    const lines = (rest + text).split('\n');
    // A line without an end is not kept whole for long.
    rest = (lines.pop() ?? '').slice(0, MAX_LINE);
    for (const line of lines) onLine(line.replace(/\r$/, ''));
  });
  stream?.on('end', () => {
    if (rest !== '') onLine(rest);
  });
  return () => parts.join('');
}

/**
 * Runs a program, without a shell, in a process group of its own, which is ended as a whole (SIGTERM, then SIGKILL) at
 * the timeout or on abort. Never rejects: what went wrong is in the result.
 */
export function runProcess(argv: readonly string[], options: ProcessOptions): Promise<ProcessResult> {
  const { cwd, timeoutSeconds, input, inputFile, onLine, signal } = options;
  const [program, ...args] = argv;
  if (program === undefined) throw new Error('runProcess needs a program');
  const start = performance.now();

  return new Promise((resolve) => {
    let child: ChildProcess;
    let [timedOut, aborted, settled] = [false, false, false];
    const timers: NodeJS.Timeout[] = [];
    const later = (ms: number, act: () => void) => timers.push(setTimeout(act, ms));

    function settle(exitCode: number | null, killedBy: NodeJS.Signals | null, startFailure?: string): void {
      if (settled) return;
      settled = true;
      for (const timer of timers) clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
      if (child?.pid !== undefined) {
        // Whatever the tool left running in its group.
        killGroup(child.pid, 'SIGKILL');
        running.delete(child.pid);
      }
      resolve({
        argv,
        stdout: stdout(),
        stderr: stderr(),
        exitCode: exitCode === null || timedOut || aborted ? undefined : exitCode,
        timedOut,
        aborted,
        killedBy: killedBy ?? undefined,
        startFailure,
        files: {},
        seconds: (performance.now() - start) / 1000,
      });
    }
    function stop(): void {
      const { pid } = child;
      if (pid === undefined) return;
      killGroup(pid, 'SIGTERM');
      later(GRACE_MS, () => killGroup(pid, 'SIGKILL'));
    }
    function abort(): void {
      aborted = true;
      stop();
    }

    let [stdout, stderr] = [() => '', () => ''];
    const env: NodeJS.ProcessEnv = { ...process.env, ...options.env };
    let stdin: number | 'pipe' = 'pipe';
    try {
      signal?.throwIfAborted();
      if (inputFile !== undefined) stdin = openSync(inputFile, 'r');
      child = spawn(program, args, { cwd, env, detached: true, stdio: [stdin, 'pipe', 'pipe'] });
    } catch (error) {
      aborted = signal?.aborted ?? false;
      return settle(null, null, aborted ? undefined : (error as Error).message);
    } finally {
      if (typeof stdin === 'number') closeSync(stdin);
    }
    stdout = collect(child.stdout, (line) => onLine?.(line, 'stdout'));
    stderr = collect(child.stderr, (line) => onLine?.(line, 'stderr'));
    child.once('error', (error: NodeJS.ErrnoException) => {
      if (child.pid === undefined) settle(null, null, startFailure(program, cwd, error));
    });
    if (child.pid === undefined) return;
    watchExit();
    running.add(child.pid);
    // A tool that does not read its input is no failure.
    child.stdin?.on('error', () => {});
    child.stdin?.end(input);
    if (timeoutSeconds !== undefined) {
      later(timeoutSeconds * 1000, () => {
        timedOut = true;
        stop();
      });
    }
    signal?.addEventListener('abort', abort, { once: true });
    child.once('exit', (code, by) => {
      // A descendant that holds the streams open must not hold us up.
      later(LINGER_MS, () => {
        child.stdout?.destroy();
        child.stderr?.destroy();
        settle(code, by);
      });
    });
    child.once('close', (code, by) => settle(code, by));
  });
}

function startFailure(program: string, cwd: string, error: NodeJS.ErrnoException): string {
  if (error.code === 'ENOENT') return `${program} was not found, or ${cwd} is not a folder`;
  return error.code === 'EACCES' ? `${program} may not be run` : error.message;
}
