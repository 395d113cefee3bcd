import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { listTree } from '../../src/effects/git.js';
import { findGate } from '../../src/gates/index.js';
import type { ToolOutput } from '../../src/model/gate.js';
import { ModuleIndex } from '../../src/python/module-index.js';

/** One thing that a tool does not like. */
export interface Complaint {
  readonly gate: string;
  /** What it is about: a module for `imports`, a path for `pyright`, nothing for `pytest`. */
  readonly about: string;
  readonly text: string;
}

/** What a gate is asked about; everything when absent. */
export interface Extent {
  readonly modules?: readonly string[];
  readonly paths?: readonly string[];
}

const QUIET = { PYTHONDONTWRITEBYTECODE: '1', PYTEST_ADDOPTS: '-p no:cacheprovider' };

/** Runs programs of a virtual environment on the tree as it stands. */
export class ToolRunner {
  /**
   * @param root a repository.
   * @param environment folder of the virtual environment with the tools.
   */
  constructor(
    private readonly root: string,
    private readonly environment: string,
  ) {}

  /** Dotted names of the modules under `src`, by path. */
  modules(): Map<string, string> {
    const { paths } = listTree(this.root);
    const index = new ModuleIndex(paths);
    const own = paths.filter((path) => path.endsWith('.py') && path.startsWith('src/') && index.has(path));
    return new Map(own.map((path) => [path, index.nameOf(path)]));
  }

  /** Runs one gate. */
  async ask(name: string, extent: Extent = {}): Promise<Complaint[]> {
    const gate = findGate(name)!;
    const scratch = mkdtempSync(join(tmpdir(), 'mutation-'));
    try {
      const sourceRoots = new ModuleIndex(listTree(this.root).paths).roots;
      const modules = extent.modules ?? [...this.modules().values()];
      const command = gate.command(
        {
          gate: name,
          args: undefined,
          paths: extent.paths,
          argv: undefined,
          timeout: 1200,
          place: { file: '', line: 1, column: 1 },
        },
        { root: this.root, sourceRoots, modules, scratch },
      );
      const ended = await this.run(command.argv);
      const files = Object.fromEntries(
        Object.entries(command.files).map(([key, path]) => [key, readFileSync(path, 'utf8')]),
      );
      const reading = gate.read({ ...ended, files }, this.root);
      if (reading.tests) {
        const failed = [...reading.tests].filter(([, outcome]) => outcome !== 'passed');
        return [
          ...failed.map(([test, outcome]) => ({ gate: name, about: '', text: `${test} ${outcome}` })),
          { gate: name, about: '', text: `ran ${reading.tests.size} tests` },
        ];
      }
      return reading.diagnostics.map(({ code, message, subject, file }) => ({
        gate: name,
        about: subject ?? file,
        text: `${subject ?? ''} ${code} ${message}`,
      }));
    } finally {
      rmSync(scratch, { recursive: true, force: true });
    }
  }

  /** Runs a program of the environment in the repository. */
  async run([program, ...args]: readonly string[]): Promise<ToolOutput> {
    const { environment } = this;
    const ended = await execa(`${environment}/bin/${program}`, args, {
      cwd: this.root,
      env: { ...QUIET, VIRTUAL_ENV: environment, PATH: `${environment}/bin:${process.env.PATH}` },
      reject: false,
      stripFinalNewline: false,
      maxBuffer: 200_000_000,
    });
    return {
      argv: [program!, ...args],
      exitCode: ended.exitCode ?? -1,
      stdout: ended.stdout,
      stderr: ended.stderr,
      seconds: 0,
      timedOut: false,
      files: {},
    };
  }
}
