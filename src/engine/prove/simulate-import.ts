import type { ClassDef, FunctionDef } from '../../python/ast.js';
import { absoluteName, isPackageFile } from '../../python/module-index.js';
import { ImportProgram, type Local, type Step } from './import-program.js';
import type { Tree } from './tree.js';

/** Why importing a module fails in the middle of a circle. */
export interface ImportFailure {
  readonly error: 'ImportError' | 'AttributeError' | 'NameError';
  /** The statement that fails. */
  readonly path: string;
  readonly start: number;
  readonly end: number;
  /** What is not there yet, and the module that has not come so far. */
  readonly name: string;
  readonly unfinished: string;
  /** Modules whose bodies are being run, outermost first. */
  readonly running: readonly string[];
}

type Value =
  | { readonly kind: 'module'; readonly name: string }
  | { readonly kind: 'function'; readonly path: string; readonly node: FunctionDef }
  | { readonly kind: 'class'; readonly path: string; readonly node: ClassDef }
  | { readonly kind: 'other' };

interface ModuleState {
  readonly names: Map<string, Value>;
  done: boolean;
}

class Failed extends Error {
  constructor(readonly failure: ImportFailure) {
    super(failure.name);
  }
}

const OTHER: Value = { kind: 'other' };
const DEEPEST_CALL = 12;

/**
 * Runs imports as Python does, as far as circles go: modules come into being empty and fill up as their statements
 * run. Only the modules of `universe` are run; all others are complete from the start.
 */
export class ImportSimulation {
  private readonly programs = new Map<string, ImportProgram>();
  private state = new Map<string, ModuleState>();
  private running: string[] = [];
  private calls: FunctionDef[] = [];

  constructor(
    private readonly tree: Tree,
    private readonly universe: ReadonlySet<string>,
  ) {}

  /** Imports a module in a fresh interpreter. @returns `undefined` when that works. */
  run(path: string): ImportFailure | undefined {
    this.state = new Map();
    this.running = [];
    this.calls = [];
    try {
      this.importModule(this.tree.nameOf(path));
      return undefined;
    } catch (error) {
      if (error instanceof Failed) return error.failure;
      throw error;
    }
  }

  private program(path: string): ImportProgram | undefined {
    let program = this.programs.get(path);
    if (!program) {
      const file = this.tree.python(path);
      if (!file) return undefined;
      program = new ImportProgram(file);
      this.programs.set(path, program);
    }
    return program;
  }

  /** A module is imported after the packages around it, and is an attribute of its package once it is complete. */
  private importModule(dotted: string, importer?: string): void {
    const parts = dotted.split('.');
    let parent: ModuleState | undefined;
    for (const [index, part] of parts.entries()) {
      const name = parts.slice(0, index + 1).join('.');
      const path = this.tree.resolve(name, importer);
      let state = path === undefined ? undefined : this.state.get(path);
      if (path !== undefined && !state && this.universe.has(path)) {
        state = this.execute(path);
        parent?.names.set(part, { kind: 'module', name });
      }
      parent = state;
    }
  }

  private execute(path: string): ModuleState {
    const state: ModuleState = { names: new Map(), done: false };
    this.state.set(path, state);
    const program = this.program(path);
    this.running.push(path);
    try {
      if (program) this.steps(program.steps, path, new Map(), false);
    } catch (error) {
      this.state.delete(path);
      throw error;
    } finally {
      this.running.pop();
    }
    state.done = true;
    return state;
  }

  private steps(steps: readonly Step[], path: string, frame: Map<string, Value>, inCall: boolean): void {
    for (const step of steps) this.step(step, path, frame, inCall);
  }

  private step(step: Step, path: string, frame: Map<string, Value>, inCall: boolean): void {
    switch (step.kind) {
      case 'import': {
        this.importModule(step.module, path);
        const name = step.top ? step.module.split('.', 1)[0]! : step.module;
        return this.bind(step.local, { kind: 'module', name }, path, frame);
      }
      case 'from':
        return this.importFrom(step, path, frame);
      case 'bind':
        return this.bind(step.local, denoted(step.value, path), path, frame);
      case 'read':
        this.read(step, path, frame, inCall);
        return;
      case 'call':
        return this.call(step, path, frame);
      case 'try':
        return this.attempt(step, path, frame, inCall);
    }
  }

  private bind({ name, global }: Local, value: Value, path: string, frame: Map<string, Value>): void {
    if (global) this.state.get(path)?.names.set(name, value);
    else frame.set(name, value);
  }

  private importFrom(step: Step & { kind: 'from' }, path: string, frame: Map<string, Value>): void {
    const module = absoluteName(this.tree.nameOf(path), isPackageFile(path), step.level, step.module);
    if (module === undefined) return;
    this.importModule(module, path);
    const from = this.tree.resolve(module, path);
    const state = from === undefined ? undefined : this.state.get(from);
    if (step.name === '*') {
      if (state)
        for (const [name, value] of state.names)
          if (!name.startsWith('_')) this.bind({ name, global: true }, value, path, frame);
      return;
    }
    this.bind(step.local, this.imported(step, module, from, state, path), path, frame);
  }

  private imported(
    step: Step & { kind: 'from' },
    module: string,
    from: string | undefined,
    state: ModuleState | undefined,
    path: string,
  ): Value {
    const known = state?.names.get(step.name);
    if (known) return known;
    const submodule = `${module}.${step.name}`;
    if (this.tree.exists(submodule, path)) {
      this.importModule(submodule, path);
      return { kind: 'module', name: submodule };
    }
    if (state && !state.done && !state.names.has('__getattr__') && this.comesLater(from!, step.name))
      this.fail('ImportError', path, step, step.name, from!);
    return OTHER;
  }

  /** The module's text binds the name, so it is missing only for now. */
  private comesLater(path: string, name: string): boolean {
    return this.tree.python(path)?.scopes.module.bindings.has(name) === true;
  }

  /** What an expression denotes; fails where it asks a module for a name that has not been bound so far. */
  private read(
    step: Step & { kind: 'read' | 'call' },
    path: string,
    frame: Map<string, Value>,
    inCall: boolean,
  ): Value | undefined {
    const { name, global } = step.from;
    const own = this.state.get(path);
    let value = global ? own?.names.get(name) : frame.get(name);
    if (!value && global && inCall && own && !own.done && this.comesLater(path, name))
      this.fail('NameError', path, step, name, path);
    for (const attribute of step.chain) {
      if (value?.kind !== 'module') return undefined;
      const module: string = value.name;
      const from = this.tree.resolve(module, path);
      const state = from === undefined ? undefined : this.state.get(from);
      const found = state?.names.get(attribute);
      const submodule = `${module}.${attribute}`;
      if (state && !found && !state.done && !state.names.has('__getattr__')) {
        const inside = this.tree.resolve(submodule, path);
        const half = inside !== undefined && this.state.get(inside)?.done === false;
        if (half || this.comesLater(from!, attribute))
          this.fail('AttributeError', path, step, attribute, from!);
      }
      value = found ?? (this.tree.exists(submodule, path) ? { kind: 'module', name: submodule } : undefined);
    }
    return value;
  }

  /** A function of these modules that is called while they are imported runs too, and a class's `__init__`. */
  private call(step: Step & { kind: 'read' | 'call' }, path: string, frame: Map<string, Value>): void {
    const value = this.read(step, path, frame, false);
    if (!value || (value.kind !== 'function' && value.kind !== 'class')) return;
    const node = value.kind === 'function' ? value.node : initOf(value.node);
    if (!node || this.calls.includes(node) || this.calls.length >= DEEPEST_CALL) return;
    const program = this.program(value.path);
    if (!program) return;
    this.calls.push(node);
    try {
      this.steps(program.body(node), value.path, new Map(), true);
    } finally {
      this.calls.pop();
    }
  }

  private attempt(
    step: Step & { kind: 'try' },
    path: string,
    frame: Map<string, Value>,
    inCall: boolean,
  ): void {
    try {
      this.steps(step.body, path, frame, inCall);
    } catch (error) {
      if (!(error instanceof Failed)) throw error;
      const handler = step.handlers.find(({ catches }) => catchesError(catches, error.failure.error));
      if (!handler) throw error;
      this.steps(handler.body, path, frame, inCall);
    }
    this.steps(step.rest, path, frame, inCall);
  }

  private fail(
    error: ImportFailure['error'],
    path: string,
    { start, end }: { start: number; end: number },
    name: string,
    unfinished: string,
  ): never {
    throw new Failed({ error, path, start, end, name, unfinished, running: [...this.running] });
  }
}

function denoted(node: FunctionDef | ClassDef | undefined, path: string): Value {
  if (!node) return OTHER;
  return node.kind === 'ClassDef' ? { kind: 'class', path, node } : { kind: 'function', path, node };
}

function initOf({ body }: ClassDef): FunctionDef | undefined {
  return body.find((stmt): stmt is FunctionDef => stmt.kind === 'FunctionDef' && stmt.name === '__init__');
}

function catchesError(catches: readonly string[], error: string): boolean {
  return (
    catches.length === 0 ||
    catches.some((name) => name === error || name === 'Exception' || name === 'BaseException')
  );
}
