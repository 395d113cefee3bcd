import type { Call, Expr } from '../../python/ast.js';
import { calledName } from '../../python/called-name.js';
import { resolveUse } from '../../python/scope.js';
import { forEachChild, type Node } from '../../python/visit.js';
import type { SourceFile } from '../source-file.js';
import type { CodeNode, CodeSpace } from './code-space.js';
import type { Use } from './reference.js';
import { definitionsOf, dottedName, isKnownHarmless, isStandard } from './registration.js';

/** Functions of the standard library that keep what they are given, for later. */
const KEEPERS = new Set([
  'atexit.register',
  'signal.signal',
  'codecs.register',
  'copyreg.pickle',
  'sys.settrace',
  'sys.setprofile',
  'threading.Thread',
  'threading.Timer',
  'weakref.finalize',
  'abc.ABCMeta.register',
]);

/** Methods that change the object they are called on. */
const CHANGERS =
  /^(?:append|add|update|setdefault|extend|insert|register\w*|put|push|subscribe|connect|__setitem__|setattr)$/;

/** Tells whether calling something may make it known to somebody else: then it is needed though nobody names it. */
export class CallEffects {
  private readonly known = new Map<string, boolean>();

  constructor(private readonly space: CodeSpace) {}

  /** Whether a call may keep what it is given, or change something outside. */
  readonly keepsState = (written: string | undefined): boolean => {
    if (written === undefined) return true;
    const known = this.known.get(written);
    if (known !== undefined) return known;
    // A recursive function does what the rest of it does.
    this.known.set(written, false);
    const keeps = this.decide(written);
    this.known.set(written, keeps);
    return keeps;
  };

  private decide(written: string): boolean {
    const own = /^(.*\.py)\.(\w+)((?:\.\w+)*)$/.exec(written);
    if (!own) return KEEPERS.has(written) || !(isStandard(written) || isKnownHarmless(written));
    const [, path, name, rest] = own as unknown as [string, string, string, string];
    const file = this.space.tree.python(path);
    const definitions = file ? definitionsOf(file, name) : [];
    if (!file || definitions.length === 0) return true;
    return definitions.some((definition) => {
      if (rest !== '') return true;
      if (definition.kind !== 'ClassDef') return this.changesState(file, definition);
      const hooks = definition.body.filter(
        (inner) =>
          inner.kind === 'FunctionDef' && /^__(?:init|new|post_init|init_subclass)__$/.test(inner.name),
      );
      const meta = definition.keywords.some(({ arg }) => arg === 'metaclass');
      return meta || hooks.some((hook) => this.changesState(file, hook));
    });
  }

  /** Whether the code of a definition changes names or objects of a module, by itself or through what it calls. */
  private changesState(file: SourceFile, within: Node): boolean {
    const { scopes } = file;
    const isShared = (expr: Expr): boolean => {
      let base = expr;
      while (base.kind === 'Attribute' || base.kind === 'Subscript') base = base.value;
      const { start } = base;
      const use = base.kind === 'Name' ? scopes.uses.find((each) => each.start === start) : undefined;
      return use !== undefined && resolveUse(use)?.scope === scopes.module;
    };
    let changes = false;
    const walk = (node: Node): void => {
      if (changes) return;
      if (node.kind === 'Global') changes = true;
      else if ((node.kind === 'Subscript' || node.kind === 'Attribute') && node.ctx !== 'Load')
        changes = isShared(node);
      else if (node.kind === 'Call') changes = this.callChanges(file, node, isShared);
      forEachChild(node, walk);
    };
    walk(within);
    return changes;
  }

  private callChanges(file: SourceFile, { func }: Call, isShared: (expr: Expr) => boolean): boolean {
    if (func.kind === 'Attribute' && CHANGERS.test(func.attr) && isShared(func.value)) return true;
    const written = isShared(func) ? dottedName(this.space, file, func) : undefined;
    if (written === undefined || !/\.py\.\w+$/.test(written)) return KEEPERS.has(written ?? '');
    return this.keepsState(written);
  }

  /** Calls in the value of an assignment that may make it known to somebody else. */
  ofAssignments(file: SourceFile, node: CodeNode): Use[] {
    return node.units.flatMap((unit): Use[] => {
      const { stmt } = file.units[unit]!;
      const value = stmt.kind === 'Assign' || stmt.kind === 'AnnAssign' ? stmt.value : undefined;
      const call = value && this.keepingCall(file, value);
      if (!call) return [];
      const said = file.text.slice(call.func.start, call.func.end).split('\n', 1)[0]!;
      const { start, end } = call.func;
      return [{ form: 'call', path: file.path, start, end, detail: `\`${said}(…)\` may register it` }];
    });
  }

  private keepingCall(file: SourceFile, value: Expr): Call | undefined {
    let found: Call | undefined;
    const walk = (node: Node): void => {
      if (found || node.kind === 'Lambda') return;
      if (node.kind === 'Call' && this.mayRegister(file, node)) found = node;
      forEachChild(node, walk);
    };
    walk(value);
    return found;
  }

  /** A function of the repository that changes state; one of a library that is given an object of the repository. */
  private mayRegister(file: SourceFile, call: Call): boolean {
    const written = dottedName(this.space, file, call.func);
    if (written !== undefined && /\.py\.\w+$/.test(written)) return this.keepsState(written);
    if (call.func.kind === 'Attribute' && CHANGERS.test(call.func.attr)) return true;
    if (written !== undefined && (KEEPERS.has(written) || isStandard(written))) return KEEPERS.has(written);
    const given = [...call.args, ...call.keywords.map(({ value }) => value)];
    return given.some((argument) => argument.kind === 'Name' && this.isObject(file, argument.id));
  }

  /** Whether a name of the module is an instance that a class of a library or of the repository has made. */
  private isObject(file: SourceFile, name: string): boolean {
    const binding = file.scopes.module.bindings.get(name);
    if (!binding || binding.sites.some((site) => site.import)) return false;
    return binding.sites.some(({ unit, kind }) => {
      const stmt = unit < 0 || kind !== 'assignment' ? undefined : file.units[unit]!.stmt;
      const value = stmt?.kind === 'Assign' || stmt?.kind === 'AnnAssign' ? stmt.value : undefined;
      if (value?.kind !== 'Call') return false;
      const { func } = value;
      return /^_?[A-Z]\w*[a-z]/.test(calledName(func)) && !isStandard(dottedName(this.space, file, func));
    });
  }
}
