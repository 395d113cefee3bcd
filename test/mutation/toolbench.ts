import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { listTree } from '../../src/effects/git.js';
import { findGate, type Gate } from '../../src/gates/index.js';
import type { FileChange, Plan } from '../../src/model/plan.js';
import { ModuleIndex } from '../../src/python/module-index.js';

/** What the tools said of one tree: each complaint with how often it is made. */
type Complaints = ReadonlyMap<string, number>;

const QUIET = { PYTHONDONTWRITEBYTECODE: '1', PYTEST_ADDOPTS: '-p no:cacheprovider' };

/** Runs the repository's tools on planned trees, in place, and tells what is worse than before any wave. */
export class Toolbench {
  private baseline: Complaints | undefined;

  /**
   * @param root a copy of the repository that may be written to.
   * @param environment folder of the virtual environment with the tools.
   * @param gates which of `imports`, `pyright` and `pytest` judge.
   */
  constructor(
    private readonly root: string,
    private readonly environment: string,
    private readonly gates: readonly string[],
  ) {}

  /** Writes a plan, runs the tools, and puts every file back. @returns what they complain of that they did not before. */
  async worseWith(plan: Plan): Promise<string[]> {
    this.baseline ??= await this.complaints(new Map());
    const names = moduleNames(plan);
    for (const change of plan.changes) write(this.root, change);
    try {
      const now = await this.complaints(names);
      const before = new Map<string, number>();
      for (const [complaint, count] of this.baseline) {
        const key = unnamed(complaint, names);
        before.set(key, (before.get(key) ?? 0) + count);
      }
      return [...now].flatMap(([complaint, count]) =>
        count > (before.get(complaint) ?? 0)
          ? [`${complaint} (${before.get(complaint) ?? 0} → ${count})`]
          : [],
      );
    } finally {
      for (const change of plan.changes) restore(this.root, change);
    }
  }

  private async complaints(names: ReadonlyMap<string, string>): Promise<Complaints> {
    const all = await Promise.all(this.gates.map((name) => this.run(findGate(name)!)));
    const counts = new Map<string, number>();
    for (const complaint of all.flat()) {
      const key = unnamed(complaint, names);
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    return counts;
  }

  private async run(gate: Gate): Promise<string[]> {
    const scratch = mkdtempSync(join(tmpdir(), 'mutation-'));
    try {
      const { paths } = listTree(this.root);
      const index = new ModuleIndex(paths);
      const modules = paths
        .filter((path) => path.endsWith('.py') && path.startsWith('src/') && index.has(path))
        .map((path) => index.nameOf(path));
      const spec = { gate: gate.name, args: undefined, paths: undefined, argv: undefined, timeout: 1200 };
      const place = { file: '', line: 1, column: 1 };
      const command = gate.command(
        { ...spec, place },
        { root: this.root, sourceRoots: index.roots, modules, scratch },
      );
      const tool = `${this.environment}/bin/${command.argv[0]}`;
      const ended = await execa(tool, command.argv.slice(1), {
        cwd: this.root,
        env: { ...QUIET, VIRTUAL_ENV: this.environment, PATH: `${this.environment}/bin:${process.env.PATH}` },
        reject: false,
        stripFinalNewline: false,
        maxBuffer: 200_000_000,
      });
      const files = Object.fromEntries(
        Object.entries(command.files).map(([key, path]) => [key, readFileSync(path, 'utf8')]),
      );
      const reading = gate.read(
        {
          argv: command.argv,
          exitCode: ended.exitCode ?? -1,
          stdout: ended.stdout,
          stderr: ended.stderr,
          seconds: 0,
          timedOut: false,
          files,
        } as Parameters<Gate['read']>[0],
        this.root,
      );
      const tests = [...(reading.tests ?? [])].flatMap(([test, outcome]) =>
        outcome === 'passed' ? [] : [`pytest ${test} ${outcome}`],
      );
      const passed = reading.tests === undefined ? [] : [`pytest ran ${reading.tests.size} tests`];
      const diagnostics = reading.tests
        ? []
        : reading.diagnostics.map(
            ({ tool: name, code, message, subject }) => `${name} ${subject ?? ''} ${code} ${message}`,
          );
      return [...tests, ...passed, ...diagnostics];
    } finally {
      rmSync(scratch, { recursive: true, force: true });
    }
  }
}

/** Modules that the wave makes or deletes, each to one name for all: messages about them are compared without it. */
function moduleNames({ relocations }: Plan): Map<string, string> {
  const names = new Map<string, string>();
  for (const { module, to } of relocations) {
    names.set(module, '<module>');
    if (to) names.set(to.module, '<module>');
  }
  return names;
}

function unnamed(text: string, names: ReadonlyMap<string, string>): string {
  let told = text;
  for (const name of [...names.keys()].sort((a, b) => b.length - a.length))
    told = told.replaceAll(name, '<module>');
  return told;
}

function write(root: string, change: FileChange): void {
  const path = join(root, change.path);
  if (change.kind === 'delete') return rmSync(path);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, change.after);
}

function restore(root: string, change: FileChange): void {
  const path = join(root, change.path);
  if (change.kind === 'create') return rmSync(path);
  writeFileSync(path, change.before);
}
