import { runProcess } from '../effects/processes.js';
import { findPython } from '../effects/python.js';
import { findTool, type Tool } from '../effects/tools.js';
import { findGate, GATES, type Gate } from '../gates/index.js';
import { EXIT, UserError } from '../model/errors.js';
import type { GateSpec } from '../model/wave.js';

/** A gate with the tool that will run it. */
export interface Station {
  readonly spec: GateSpec;
  readonly gate: Gate;
  readonly tool: Tool;
  /** For people: `ruff 0.14.2`. */
  readonly version: string;
  /** The gate's name; with what the command is about, where a wave has several of the kind. */
  readonly label: string;
}

/** How tools are looked for. */
export interface ToolOptions {
  /** Path of an interpreter that the user has named. */
  readonly python: string | undefined;
  readonly signal: AbortSignal;
}

/**
 * Finds the tool of every gate, in the order of the wave, so that a missing one is told before anything runs.
 *
 * @throws UserError when a tool is not to be found.
 */
export async function stationsOf(
  specs: readonly GateSpec[],
  root: string,
  options: ToolOptions,
): Promise<Station[]> {
  const found = await Promise.all(specs.map((spec) => station(spec, root, options)));
  return found.map((each) => {
    const alike = found.filter(({ gate }) => gate === each.gate);
    return alike.length === 1 ? each : { ...each, label: `${each.gate.name} ${alike.indexOf(each) + 1}` };
  });
}

async function station(spec: GateSpec, root: string, { python, signal }: ToolOptions): Promise<Station> {
  const gate = findGate(spec.gate)!;
  const label = gate.name;
  const name = gate.tool ?? spec.argv![0]!;
  const interpreter = name === 'python' ? findPython(root, python) : undefined;
  const tool: Tool | undefined = interpreter
    ? { argv: [interpreter.path], origin: python === undefined ? 'project' : '--python' }
    : findTool(root, name, python);
  if (!tool) {
    throw new UserError(
      `The gate \`${gate.name}\` needs \`${name}\`, which is not installed.`,
      EXIT.refused,
      [],
      `Install it into the project’s \`.venv\` or put it on the PATH; \`--without ${gate.name}\` goes on without this gate.`,
    );
  }
  if (interpreter) return { spec, gate, tool, version: `python ${interpreter.version.join('.')}`, label };
  if (gate.tool === undefined) return { spec, gate, tool, version: name, label };
  const { stdout, stderr } = await runProcess([...tool.argv, '--version'], {
    cwd: root,
    timeoutSeconds: 120,
    signal,
  });
  signal.throwIfAborted();
  const version = /\d+(?:\.\d+)+/.exec(`${stdout}\n${stderr}`)?.[0] ?? '';
  return { spec, gate, tool, version: `${name} ${version}`.trim(), label };
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
