import { join } from 'node:path';
import { Baselines } from '../effects/baselines.js';
import { treeIdentity } from '../effects/git.js';
import { runProcess } from '../effects/processes.js';
import type { Scratch } from '../effects/scratch.js';
import { environmentVariables, surroundings } from '../effects/tools.js';
import type { GateCommand, GateReading } from '../gates/index.js';
import type { ToolOutput } from '../model/gate.js';
import type { TrackedWork } from '../model/progress.js';
import type { Station } from './stations.js';
import { version } from './version.js';

/** Gives tools no reason to leave caches in the repository. */
const QUIET_TOOLS = {
  PYTHONDONTWRITEBYTECODE: '1',
  RUFF_NO_CACHE: 'true',
  PYTEST_ADDOPTS: '-p no:cacheprovider',
};

/** A gate that has run on one tree. */
export interface Reading {
  readonly reading: GateReading;
  /** The command as run, for people. */
  readonly command: string;
  readonly seconds: number;
  /** It is what the tool said of the same tree in an earlier run. */
  readonly remembered: boolean;
}

/** Where and how one process runs. */
export interface Execution {
  readonly signal: AbortSignal;
  /** Folder, when it is not the repository itself. */
  readonly cwd?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly work?: TrackedWork | undefined;
}

/** Starts the tools of gates in a repository. */
export class GateRunner {
  private readonly environment: Readonly<Record<string, string>>;
  private readonly baselines: Baselines;
  private identity: string | undefined;

  constructor(
    readonly root: string,
    readonly scratch: Scratch,
    private readonly python: string | undefined,
    /** Whether what tools said of the same tree in an earlier run is good enough. */
    private readonly mayRemember: boolean,
  ) {
    this.environment = { ...QUIET_TOOLS, ...environmentVariables(root, python) };
    this.baselines = new Baselines(root);
  }

  /** Takes note of the tree as it stands, which what the tools say from now on is about. */
  recognise(): void {
    this.identity = this.mayRemember ? treeIdentity(this.root) : undefined;
  }

  /** Runs a gate on the untouched tree, or remembers what it said of this very tree. */
  async baseline(station: Station, command: GateCommand, execution: Execution): Promise<Reading> {
    const key = this.keyOf(station, command);
    const kept = key === undefined ? undefined : this.baselines.read(key);
    if (kept === undefined) return this.run(station, command, execution);
    const output = { ...kept, argv: this.argvOf(station, command.argv), timedOut: false, seconds: 0 };
    return { ...this.readingOf(station, command, output), remembered: true };
  }

  /** Runs a gate on the tree as it stands, and keeps what it says: the next wave may begin with this very tree. */
  async run(station: Station, command: GateCommand, execution: Execution): Promise<Reading> {
    const key = this.keyOf(station, command);
    const output = await this.execute(station, command, execution);
    const reading = this.readingOf(station, command, output);
    const { stdout, stderr, exitCode, files } = output;
    if (key !== undefined && exitCode !== undefined)
      this.baselines.write(key, { stdout, stderr, exitCode, files: { ...files } });
    return reading;
  }

  /** Runs a gate's command to its end, and brings the files that it wants to see. */
  async execute(station: Station, command: GateCommand, execution: Execution): Promise<ToolOutput> {
    const { signal, cwd = this.root, work } = execution;
    const output = await runProcess(this.argvOf(station, command.argv, cwd), {
      cwd,
      env: { ...this.environment, ...execution.environment },
      timeoutSeconds: station.spec.timeout,
      signal,
      onLine: (line) => work?.said(line),
    });
    if (output.aborted) throw signal.reason;
    const files: Record<string, string> = {};
    for (const [key, path] of Object.entries(command.files)) {
      const text = this.scratch.read(path);
      if (text !== undefined) files[key] = text;
    }
    return { ...output, files };
  }

  /** A tool of the repository itself is the one of the tree that it runs in. */
  private argvOf({ tool, spec }: Station, argv: readonly string[], cwd = this.root): readonly string[] {
    const own = tool.origin === 'as named' ? [join(cwd, spec.argv![0]!)] : tool.argv;
    return [...own, ...argv.slice(1)];
  }

  private readingOf(station: Station, command: GateCommand, output: ToolOutput): Reading {
    return {
      reading: station.gate.read(output, this.root),
      command: shown(command.argv).replaceAll(this.scratch.folder, '…'),
      seconds: output.seconds,
      remembered: false,
    };
  }

  /** All that a tool's words about a tree depend on; `undefined` when they are not to be remembered. */
  private keyOf(station: Station, command: GateCommand): string | undefined {
    if (this.identity === undefined || station.gate.volatile) return undefined;
    const { folder } = this.scratch;
    return Baselines.key([
      version(),
      this.root,
      this.identity,
      station.version,
      ...surroundings(this.root, station.tool, this.python),
      JSON.stringify([this.argvOf(station, command.argv), command.files]).replaceAll(folder, '…'),
    ]);
  }
}

const MOST_WORDS = 16;

/** A command in one line: programs on the command line and long lists of names are not worth reading. */
function shown(argv: readonly string[]): string {
  const words = argv.map((word) => (word.includes('\n') ? '…' : word));
  if (words.length <= MOST_WORDS) return words.join(' ');
  return `${words.slice(0, MOST_WORDS).join(' ')} … (${words.length - MOST_WORDS} more)`;
}
