import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { EXIT, UserError } from '../model/errors.js';
import { isExecutable } from './executable.js';
import { runProcess } from './processes.js';
import { PARSE_FILES, WHICH_PYTHON } from './python-scripts.js';
import { withScratch } from './scratch.js';

/** An interpreter. */
export interface Python {
  readonly path: string;
  readonly version: readonly [major: number, minor: number, micro: number];
}

/** What the interpreter's own parser says against a file; lines and columns from 1, columns in UTF-16 units. */
export interface PythonSyntaxError {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

const NAMES = ['python3.14', 'python3.13', 'python3.12', 'python3.11', 'python3', 'python'];
const OLDEST = 9;
const PROBE_MS = 10_000;

/**
 * The interpreter that a project uses: the one asked for, its virtual environment's, the active one's, or the newest
 * on the PATH; `undefined` when there is none.
 * @param explicit path of an interpreter; refused as usage (exit 2) when it does not work
 */
export function findPython(root: string, explicit?: string): Python | undefined {
  if (explicit !== undefined) {
    const python = probe(explicit);
    if (python === undefined)
      throw new UserError(`${explicit} is not a working Python 3 interpreter`, EXIT.usage);
    return python;
  }
  for (const candidate of candidates(root)) {
    const python = isExecutable(candidate) ? probe(candidate) : undefined;
    if (python !== undefined) return python;
  }
  return undefined;
}

function* candidates(root: string): Generator<string> {
  const active = process.env.VIRTUAL_ENV;
  const environments = [join(root, '.venv'), join(root, 'venv'), ...(active === undefined ? [] : [active])];
  for (const folder of environments) yield join(folder, 'bin', 'python');
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  for (const name of NAMES) for (const folder of folders) yield join(folder, name);
}

/** Asks a program for its version: a shim on the PATH may stand for nothing. */
function probe(program: string): Python | undefined {
  const answer = spawnSync(program, ['-I', '-S', '-c', WHICH_PYTHON], {
    encoding: 'utf8',
    timeout: PROBE_MS,
  });
  if (answer.status !== 0) return undefined;
  try {
    const python = JSON.parse(answer.stdout) as Python;
    const [major, minor] = python.version;
    return major === 3 && minor >= OLDEST && python.path !== '' ? python : undefined;
  } catch {
    return undefined;
  }
}

export interface ParseOptions {
  /** Also what the compiler refuses: a late `__future__` import, `return` outside a function. */
  readonly compile?: boolean;
}

/** Asks the interpreter itself which of the files are not Python; one process for all of them. */
export async function astParse(
  python: Python,
  files: readonly { readonly path: string; readonly bytes: Uint8Array }[],
  options: ParseOptions = {},
): Promise<readonly PythonSyntaxError[]> {
  if (files.length === 0) return [];
  const order = {
    compile: options.compile ?? false,
    files: files.map(({ path, bytes }) => [path, bytes.length]),
  };
  const input = Buffer.concat([
    Buffer.from(`${JSON.stringify(order)}\n`),
    ...files.map(({ bytes }) => bytes),
  ]);
  const argv = [python.path, '-I', '-S', '-X', 'utf8', '-c', PARSE_FILES];
  // Through a pipe it would wait for this process, which has proofs to do, after each 64 KB.
  const { exitCode, stdout, stderr, killedBy } = await withScratch(({ folder }) => {
    const inputFile = join(folder, 'input');
    writeFileSync(inputFile, input);
    return runProcess(argv, { cwd: '/', inputFile });
  });
  if (exitCode !== 0) throw new Error(`the Python parser failed (${killedBy ?? exitCode}): ${stderr.trim()}`);
  const problems = JSON.parse(stdout) as [string, number, number, string][];
  return problems.map(([path, line, column, message]) => ({ path, line, column, message }));
}
