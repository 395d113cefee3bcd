import { runProcess } from '../effects/processes.js';
import { findPython } from '../effects/python.js';
import { type Scratch, withScratch } from '../effects/scratch.js';
import { environmentVariables, findTool, type Tool } from '../effects/tools.js';
import type { Survey } from '../engine/survey.js';
import {
  type ComparisonMapping,
  filesToFix,
  findGate,
  GATES,
  type Gate,
  type GateReading,
  inPortions,
  judge,
  UnreadableOutput,
} from '../gates/index.js';
import { EXIT, UserError } from '../model/errors.js';
import type { GateReport, ToolOutput } from '../model/gate.js';
import type { FileChange } from '../model/plan.js';
import type { ProgressReporter } from '../model/progress.js';
import type { GateSpec } from '../model/wave.js';
import type { Prepared } from './prepare.js';

/** Gives tools no reason to leave caches in the repository. */
const QUIET_TOOLS = {
  PYTHONDONTWRITEBYTECODE: '1',
  RUFF_NO_CACHE: 'true',
  PYTEST_ADDOPTS: '-p no:cacheprovider',
};

/** What formatters of Python can read: modules, stubs and notebooks. */
const FIXABLE = /\.(?:py|pyi|ipynb)$/;

/** A gate with the tool that will run it. */
interface Station {
  readonly spec: GateSpec;
  readonly gate: Gate;
  readonly tool: Tool;
  readonly version: string;
}

interface Reading {
  readonly reading: GateReading;
  readonly command: string;
  readonly seconds: number;
}

/** Runs the wave's command gates before and after the writing, and compares. */
export class Verifier {
  private readonly before = new Map<Station, Reading>();

  private constructor(
    private readonly prepared: Prepared,
    private readonly stations: readonly Station[],
    private readonly fixers: readonly Station[],
    private readonly scratch: Scratch,
    private readonly signal: AbortSignal,
    private readonly environment: Readonly<Record<string, string>>,
  ) {}

  /**
   * Finds every tool first, so that a missing one is told before anything runs.
   *
   * @throws UserError when a tool is not to be found.
   */
  static async open<T>(
    prepared: Prepared,
    options: {
      readonly python: string | undefined;
      readonly without: readonly string[];
      readonly signal: AbortSignal;
    },
    work: (verifier: Verifier) => Promise<T>,
  ): Promise<T> {
    const { wave, repository } = prepared;
    const wanted = (specs: readonly GateSpec[]) =>
      specs.filter(({ gate }) => !options.without.includes(gate));
    const locate = (specs: readonly GateSpec[]) =>
      Promise.all(wanted(specs).map((spec) => station(spec, repository.root, options)));
    const stations = await locate(wave.gates);
    const fixers = await locate(wave.fixers);
    const environment = { ...QUIET_TOOLS, ...environmentVariables(repository.root, options.python) };
    return withScratch((scratch) =>
      work(new Verifier(prepared, stations, fixers, scratch, options.signal, environment)),
    );
  }

  /** What the tools say of the untouched tree. */
  async baseline(progress: ProgressReporter): Promise<void> {
    for (const each of this.stations) {
      progress.update(`${each.gate.name}: ${each.gate.title}`);
      try {
        this.before.set(each, await this.run(each, this.modules('before')));
      } catch (error) {
        throw unusable(error, each, 'before the wave');
      }
    }
  }

  /** Which files each fixer would have changed already: it leaves those alone. */
  async probe(changes: readonly FileChange[]): Promise<Map<string, ReadonlySet<string>>> {
    const modified = changes.flatMap((change) =>
      change.kind === 'modify' && FIXABLE.test(change.path) ? [change.path] : [],
    );
    const reported = new Map<string, ReadonlySet<string>>();
    for (const each of this.fixers) {
      const files = new Set<string>();
      for (const portion of inPortions(modified)) {
        const output = await this.execute(each, each.gate.fixer!.probe(each.spec, portion), {});
        for (const { file } of each.gate.read(output, this.prepared.repository.root).diagnostics)
          files.add(file);
      }
      reported.set(each.gate.name, files);
    }
    return reported;
  }

  /** Runs the fixers on what was written; gives the files that they may have changed. */
  async fix(
    changes: readonly FileChange[],
    reported: ReadonlyMap<string, ReadonlySet<string>>,
  ): Promise<string[]> {
    const written = changes.filter((change) => change.kind !== 'delete' && FIXABLE.test(change.path));
    const created = new Set(written.filter(({ kind }) => kind === 'create').map(({ path }) => path));
    const touched = new Set<string>();
    for (const each of this.fixers) {
      const files = filesToFix({
        written: written.map(({ path }) => path),
        created,
        reportedBefore: reported.get(each.gate.name) ?? new Set(),
      });
      for (const portion of inPortions(files)) {
        const output = await this.execute(each, each.gate.fixer!.fix(each.spec, portion), {});
        if (output.exitCode !== 0)
          throw unusable(
            new UnreadableOutput(
              each.gate.name,
              `ended with exit code ${output.exitCode}`,
              output.exitCode,
              output.stderr.slice(-600),
            ),
            each,
            'as a fixer',
          );
      }
      for (const file of files) touched.add(file);
    }
    return [...touched];
  }

  /** Runs every gate on the written tree and compares it with the baseline. */
  async compare(progress: ProgressReporter, written: Survey): Promise<GateReport[]> {
    const reports: GateReport[] = [];
    const mapping = this.mapping(written);
    for (const each of this.stations) {
      progress.update(`${each.gate.name}: ${each.gate.title}`);
      const before = this.before.get(each)!;
      const identity = {
        gate: each.gate.name,
        command: before.command,
        tool: `${each.version} (${each.tool.origin})`,
      };
      try {
        const after = await this.run(each, this.modules('after'));
        reports.push(
          judge(
            { ...identity, seconds: before.seconds + after.seconds },
            before.reading,
            after.reading,
            mapping,
          ),
        );
      } catch (error) {
        if (!(error instanceof UnreadableOutput)) throw error;
        reports.push({
          ...identity,
          status: 'unavailable',
          before: before.reading.diagnostics.length,
          after: 0,
          fresh: [],
          seconds: before.seconds,
          reason: `${error.reason}: ${error.seen}`,
        });
      }
    }
    return reports;
  }

  private async run(each: Station, modules: readonly string[]): Promise<Reading> {
    const { repository, survey } = this.prepared;
    const command = each.gate.command(each.spec, {
      root: repository.root,
      sourceRoots: survey.index.roots,
      modules,
      scratch: this.scratch.folder,
    });
    const output = await this.execute(each, command.argv, command.writes);
    const shown =
      each.gate.name === 'imports'
        ? `python -c … (${modules.length} modules)`
        : command.argv.join(' ').replaceAll(this.scratch.folder, '…');
    return { reading: each.gate.read(output, repository.root), command: shown, seconds: output.seconds };
  }

  private async execute(
    each: Station,
    argv: readonly string[],
    writes: Readonly<Record<string, string>>,
  ): Promise<ToolOutput> {
    const output = await runProcess([...each.tool.argv, ...argv.slice(1)], {
      cwd: this.prepared.repository.root,
      env: this.environment,
      timeoutSeconds: each.spec.timeout,
      signal: this.signal,
    });
    if (output.aborted) throw this.signal.reason;
    const files: Record<string, string> = {};
    for (const [key, path] of Object.entries(writes)) {
      const text = this.scratch.read(path);
      if (text !== undefined) files[key] = text;
    }
    return { ...output, files };
  }

  /** Modules that the wave writes, touches or deletes, as they are called on one side. */
  private modules(side: 'before' | 'after'): string[] {
    const { plan, survey, after, splits } = this.prepared;
    const { index } = side === 'before' ? survey : after;
    const roots = new Set(splits.map(({ root }) => root));
    return plan.changes
      .filter(({ kind, path }) => path.endsWith('.py') && kind !== (side === 'before' ? 'create' : 'delete'))
      .filter(({ path }) =>
        [...roots].some((root) =>
          root === '' ? isInPackage(path, index.has.bind(index)) : path.startsWith(`${root}/`),
        ),
      )
      .map(({ path }) => index.nameOf(path));
  }

  private mapping(written: Survey): ComparisonMapping {
    const { plan, survey, repository } = this.prepared;
    const surveys = { before: survey, after: written };
    return {
      relocations: plan.relocations,
      root: repository.root,
      enclosingSymbol(side, file, line) {
        const source = file.endsWith('.py') ? surveys[side].python(file) : undefined;
        if (!source) return undefined;
        const module = surveys[side].index.nameOf(file);
        if (line === 0) return { module, name: undefined };
        const unit = source.units.find(
          ({ start, end }) => source.position(start).line <= line && line <= source.position(end).line,
        );
        const stmt = unit?.stmt;
        if (!stmt) return { module, name: undefined };
        if (stmt.kind === 'FunctionDef' || stmt.kind === 'AsyncFunctionDef' || stmt.kind === 'ClassDef')
          return { module, name: stmt.name };
        const target =
          stmt.kind === 'Assign' ? stmt.targets[0] : stmt.kind === 'AnnAssign' ? stmt.target : undefined;
        return { module, name: target?.kind === 'Name' ? target.id : undefined };
      },
      sourceLine: (side, file, line) => surveys[side].file(file)?.text.split(/\r\n|\n|\r/, line)[line - 1],
    };
  }
}

/**
 * Refuses names that no gate has, before anything is done: a misspelt one would run the gate that was to be left out.
 *
 * @throws UserError for usage.
 */
export function checkGateNames(names: readonly string[]): void {
  const unknown = names.find((name) => findGate(name) === undefined);
  if (unknown === undefined) return;
  const known = GATES.map(({ name }) => name).join(', ');
  throw new UserError(`There is no gate \`${unknown}\`.`, EXIT.usage, [], `The gates are ${known}.`);
}

function isInPackage(path: string, has: (path: string) => boolean): boolean {
  const top = path.split('/', 1)[0]!;
  return path.includes('/') && has(`${top}/__init__.py`);
}

async function station(
  spec: GateSpec,
  root: string,
  { python, signal }: { readonly python: string | undefined; readonly signal: AbortSignal },
): Promise<Station> {
  const gate = findGate(spec.gate)!;
  const name = gate.tool ?? spec.argv![0]!;
  const interpreter = name === 'python' ? findPython(root, python) : undefined;
  const tool: Tool | undefined = interpreter
    ? { argv: [interpreter.path], origin: python === undefined ? 'project' : '--python' }
    : findTool(root, name);
  if (!tool) {
    throw new UserError(
      `The gate \`${gate.name}\` needs \`${name}\`, which is not installed.`,
      EXIT.refused,
      [],
      `Install it into the project’s \`.venv\` or put it on the PATH; \`--without ${gate.name}\` goes on without this gate.`,
    );
  }
  if (interpreter) return { spec, gate, tool, version: `python ${interpreter.version.join('.')}` };
  if (gate.tool === undefined) return { spec, gate, tool, version: name };
  const { stdout, stderr } = await runProcess([...tool.argv, '--version'], {
    cwd: root,
    timeoutSeconds: 120,
    signal,
  });
  signal.throwIfAborted();
  const version = /\d+(?:\.\d+)+/.exec(`${stdout}\n${stderr}`)?.[0] ?? '';
  return { spec, gate, tool, version: `${name} ${version}`.trim() };
}

function unusable(error: unknown, { gate }: Station, when: string): unknown {
  if (!(error instanceof UnreadableOutput)) return error;
  return new UserError(
    `\`${gate.name}\` could not be used ${when}: it ${error.reason}.`,
    EXIT.refused,
    [],
    `${error.seen}\nMake it run in this repository, or go on without it: \`--without ${gate.name}\`.`,
  );
}
