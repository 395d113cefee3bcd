import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { FileChange, Plan } from '../../src/model/plan.js';
import { loadedModules } from './loaded-modules.js';
import { type Complaint, type Extent, ToolRunner } from './tool-runner.js';

/** The tree of the wave as it is, and what the tools say of it. */
interface Reference {
  readonly plan: Plan;
  readonly complaints: readonly Complaint[];
  /** Module names by path. */
  readonly modules: ReadonlyMap<string, string>;
  /** By module that imports: the modules of the repository that its import loads. */
  readonly loaded: ReadonlyMap<string, ReadonlySet<string>>;
}

/**
 * Runs the repository's tools on planned trees, in place, and tells what is worse than before any wave.
 *
 * A variant's tree is that of the wave as it is but for some files. Once that tree is known (`learn`), `imports` is
 * asked about the modules whose import failed there or loads one of these files, and `pyright` about the files
 * themselves; what they said of the rest stands. A complaint counts when the tools repeat it on the whole tree.
 */
export class Toolbench {
  private readonly runner: ToolRunner;
  private baseline: readonly Complaint[] | undefined;
  private reference: Reference | undefined;
  private judged = 0;

  /**
   * @param root a copy of the repository that may be written to.
   * @param environment folder of the virtual environment with the tools.
   * @param gates which of `imports`, `pyright` and `pytest` judge.
   * @param every of so many plans one is judged on its whole tree, whatever was said of what differs.
   */
  constructor(
    private readonly root: string,
    environment: string,
    private readonly gates: readonly string[],
    private readonly every = 10,
  ) {
    this.runner = new ToolRunner(root, environment);
  }

  /** Judges the wave as it is on its whole tree, and keeps what the tools say of it. */
  async learn(plan: Plan): Promise<string[]> {
    this.baseline ??= await this.askAll();
    return this.on(plan, async () => {
      const complaints = await this.askAll();
      const modules = this.runner.modules();
      const failing = new Set(complaints.map(({ about }) => about));
      const importing = [...modules.values()].filter((module) => !failing.has(module));
      const loaded = this.gates.includes('imports') ? await loadedModules(this.runner, importing) : new Map();
      this.reference = { plan, complaints, modules, loaded };
      return this.worse(complaints, plan);
    });
  }

  /** Writes a plan, runs the tools, and puts every file back. @returns what they complain of that they did not before. */
  async worseWith(plan: Plan): Promise<string[]> {
    this.baseline ??= await this.askAll();
    return this.on(plan, async () => {
      const said = this.reference && (await this.askAboutDifferences(plan, this.reference));
      const problems = said && this.worse(said, plan);
      if (problems?.length === 0 && ++this.judged % this.every !== 0) return problems;
      const whole = this.worse(await this.askAll(), plan);
      if (problems?.length === 0 && whole.length > 0) return ['Seen on the whole tree alone:', ...whole];
      return whole;
    });
  }

  private async askAll(): Promise<Complaint[]> {
    return (await Promise.all(this.gates.map((gate) => this.runner.ask(gate)))).flat();
  }

  private async askAboutDifferences(plan: Plan, reference: Reference): Promise<Complaint[]> {
    const differing = differences(plan, reference.plan);
    const modules = this.runner.modules();
    const touched = new Set(
      differing.flatMap((path) => modules.get(path) ?? reference.modules.get(path) ?? []),
    );
    const isTouched = (module: string) => {
      const loaded = reference.loaded.get(module);
      return !loaded || touched.has(module) || [...loaded].some((each) => touched.has(each));
    };
    const extents: Readonly<Record<string, Extent>> = {
      imports: { modules: [...modules.values()].filter(isTouched) },
      pyright: { paths: differing.filter((path) => path.endsWith('.py') && this.has(path)) },
    };
    const names = new Set(modules.values());
    const said = this.gates.map(async (gate) => {
      const extent = extents[gate];
      if (!extent) return this.runner.ask(gate);
      const asked = new Set(extent.modules ?? extent.paths);
      const kept = reference.complaints.filter(
        ({ gate: other, about }) =>
          other === gate && !asked.has(about) && (gate === 'imports' ? names.has(about) : this.has(about)),
      );
      return asked.size === 0 ? kept : [...kept, ...(await this.runner.ask(gate, extent))];
    });
    return (await Promise.all(said)).flat();
  }

  private has(path: string): boolean {
    return existsSync(join(this.root, path));
  }

  private async on<T>(plan: Plan, judge: () => Promise<T>): Promise<T> {
    for (const change of plan.changes) write(this.root, change);
    try {
      return await judge();
    } finally {
      for (const change of plan.changes) restore(this.root, change);
    }
  }

  /** What is said more often than before any wave. */
  private worse(now: readonly Complaint[], plan: Plan): string[] {
    const names = movedModules(plan, ...(this.reference ? [this.reference.plan] : []));
    const before = counted(this.baseline!, names);
    return [...counted(now, names)].flatMap(([complaint, count]) =>
      count > (before.get(complaint) ?? 0) ? [`${complaint} (${before.get(complaint) ?? 0} → ${count})`] : [],
    );
  }
}

/** Paths whose texts two plans leave different. */
function differences(one: Plan, other: Plan): string[] {
  const [a, b] = [textsOf(one), textsOf(other)];
  const before = new Map(
    [...one.changes, ...other.changes].map((change) => [change.path, textBefore(change)]),
  );
  const text = (texts: typeof a, path: string) => (texts.has(path) ? texts.get(path) : before.get(path));
  return [...before.keys()].filter((path) => text(a, path) !== text(b, path));
}

/** What a plan leaves at the paths that it changes; `undefined` where it leaves nothing. */
function textsOf({ changes }: Plan): Map<string, string | undefined> {
  return new Map(
    changes.map((change) => [
      change.path,
      change.kind === 'delete' ? undefined : Buffer.from(change.after).toString('latin1'),
    ]),
  );
}

function textBefore(change: FileChange): string | undefined {
  return change.kind === 'create' ? undefined : Buffer.from(change.before).toString('latin1');
}

/** Modules that waves make or delete, the longest names first. */
function movedModules(...plans: readonly Plan[]): string[] {
  const names = plans.flatMap(({ relocations }) =>
    relocations.flatMap(({ module, to }) => [module, ...(to ? [to.module] : [])]),
  );
  return [...new Set(names)].sort((a, b) => b.length - a.length);
}

/** Each complaint with how often it is made, without the names of modules that a wave makes or deletes. */
function counted(complaints: readonly Complaint[], names: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { gate, text } of complaints) {
    const key = names.reduce((told, name) => told.replaceAll(name, '<module>'), `${gate} ${text}`);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
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
