import type { Stmt } from '../../python/ast.js';
import { PythonSyntaxError } from '../../python/parser.js';
import { codeLiterals } from '../code-literals.js';
import { dedented, type EmbeddedCode, literalCode } from '../embedded-code.js';
import { lazyExports } from '../lazy-exports.js';
import { SourceFile } from '../source-file.js';
import type { Survey } from '../survey.js';
import { CallEffects } from './call-effects.js';
import { type CodeNode, CodeSpace } from './code-space.js';
import { fixtureUses } from './fixtures.js';
import { effectsOfRunning } from './import-time.js';
import { type ModuleObject, moduleAccesses } from './module-access.js';
import { nameReferences } from './name-uses.js';
import { ownLookups } from './namespace-lookup.js';
import { isTestPath, type Use } from './reference.js';
import { registrations } from './registration.js';
import { stringUses } from './string-uses.js';
import { notebookPrograms, textUses } from './text-uses.js';

/** One use of a node's name, by another node. */
export interface Edge {
  readonly from: CodeNode;
  readonly to: CodeNode;
  readonly name: string;
  readonly use: Use;
}

/** Who needs whom, in the whole repository: nodes, and edges for every use that is not just handing a name on. */
export class LivenessGraph {
  readonly space: CodeSpace;
  readonly effects: CallEffects;
  private readonly into = new Map<CodeNode, Edge[]>();
  private readonly outOf = new Map<CodeNode, Edge[]>();
  private readonly texts = new Map<string, CodeNode>();
  /** Lazy exports by `file:name`, as the definitions that they lead to. */
  private readonly lazy = new Map<string, { module: string; name: string }>();

  private byBareName: Map<string, CodeNode[]> | undefined;

  constructor(survey: Survey) {
    this.space = new CodeSpace(survey);
    this.effects = new CallEffects(this.space);
    const { files } = this.space;
    for (const file of files) this.readLazyExports(file);
    for (const file of files) this.readFile(file);
    for (const { from, name, to, use } of fixtureUses(this.space)) this.add(from, to, name, use);
    for (const { path, program } of notebookPrograms(this.space))
      this.readProgram(path, program, this.text(path), program.starts[0] ?? 0);
    for (const { path, module, name, start, end } of textUses(this.space))
      this.reach(this.text(path), module, name, { form: 'config-value', path, start, end });
  }

  /** Every node: statements, bodies, texts. */
  get nodes(): CodeNode[] {
    return [...this.space.nodes, ...this.texts.values()];
  }

  /** Uses of a node. */
  usesOf(node: CodeNode): readonly Edge[] {
    return this.into.get(node) ?? [];
  }

  /** What a node uses. */
  usedBy(node: CodeNode): readonly Edge[] {
    return this.outOf.get(node) ?? [];
  }

  /** Everything that keeps a node alive by itself. */
  ownUses(node: CodeNode): Use[] {
    const { space, effects } = this;
    const file = space.tree.python(node.path);
    if (!file) return [];
    return [
      ...node.names.flatMap((name) => registrations(space, { path: node.path, name }, effects.keepsState)),
      ...effects.ofAssignments(file, node),
      ...effectsOfRunning(space, file, node),
    ];
  }

  /** The nodes that define what a name of a module means. */
  definitions(path: string, name: string): CodeNode[] {
    return this.follow([...this.space.origins.ofName(path, name)], new Set());
  }

  private follow(origins: readonly string[], seen: Set<string>): CodeNode[] {
    return origins.flatMap((origin) => {
      const colon = origin.lastIndexOf(':');
      if (colon < 0 || seen.has(origin)) return [];
      seen.add(origin);
      const own = this.space.nodeNamed(origin.slice(0, colon), origin.slice(colon + 1));
      if (own) return [own];
      const lazy = this.lazy.get(origin);
      return lazy ? this.follow([...this.space.origins.ofName(lazy.module, lazy.name)], seen) : [];
    });
  }

  private readLazyExports(file: SourceFile): void {
    for (const entry of lazyExports(file)) {
      const module = this.space.lazyModule(entry, file.path);
      if (module !== undefined)
        this.lazy.set(`${file.path}:${entry.exported}`, { module, name: entry.attribute });
    }
  }

  private readFile(file: SourceFile): void {
    const { space } = this;
    this.readCode(file, (offset) => space.nodeAt(file, offset));
    for (const { start, end, finds } of ownLookups(file)) {
      const use: Use = { form: 'namespace-lookup', path: file.path, start, end };
      for (const node of space.nodesIn(file.path))
        for (const name of node.names) if (finds(name)) this.add(space.nodeAt(file, start), node, name, use);
    }
    const documentation = docstrings(file);
    for (const literal of codeLiterals(file)) {
      if (documentation.has(literal.start) || !/\bimport\b/.test(file.text.slice(literal.start, literal.end)))
        continue;
      const whole = literalCode(literal, file.text, file.newline);
      if (whole) this.readProgram(file.path, whole, space.nodeAt(file, literal.start), literal.start);
    }
  }

  /** Code inside text: a program for `python -c`, a cell of a notebook. */
  private readProgram(path: string, whole: EmbeddedCode, holder: CodeNode, at: number): void {
    for (const program of [whole, dedented(whole)]) {
      if (!program) continue;
      const code = new SourceFile(path, Buffer.from(program.code));
      try {
        if (code.scopes.imports.length === 0) continue;
      } catch (error) {
        if (error instanceof PythonSyntaxError) continue;
        throw error;
      }
      this.readCode(code, () => holder, { form: 'code-string', path, start: at, end: at + 1 });
      return;
    }
  }

  /** @param as what every use counts as, for code that is embedded in text. */
  private readCode(file: SourceFile, holderAt: (offset: number) => CodeNode, as?: Use): void {
    const { path } = file;
    const objects: ModuleObject[] = [];
    for (const { use: name, end, form, origin, next } of nameReferences(this.space, file)) {
      const { start } = name;
      if (form === 'module-object') {
        if (!next || /^__(?:dict|all)__$/.test(next.attr)) objects.push({ module: origin, start, end });
        continue;
      }
      // What embedded code binds by itself is not the module's.
      if (as && (form === 'same-module' || form === 'rebinding')) continue;
      const symbol = origin.slice(origin.lastIndexOf(':') + 1);
      for (const node of this.follow([origin], new Set()))
        this.add(holderAt(start), node, symbol, as ?? { form, path, start, end });
    }
    const strings = stringUses(this.space, file);
    for (const { module, name, form, start, end } of strings.symbols)
      this.reach(holderAt(start), module, name, as ?? { form, path, start, end });
    for (const { name, start, end } of strings.attributes)
      for (const node of this.named(name))
        this.add(holderAt(start), node, name, as ?? { form: 'named-attribute', path, start, end });
    const dynamic = new Set(strings.objects);
    for (const access of moduleAccesses(this.space, file, [...objects, ...strings.objects])) {
      const { module, start, end, named, detail } = access;
      const isDynamic = [...dynamic].some((each) => each.start === start);
      const form = isDynamic ? 'dynamic-import' : named ? 'named-attribute' : 'module-object';
      const use: Use = as ?? { form, path, start, end, ...(named ? {} : { detail }) };
      for (const name of named ?? this.namesOf(module).filter(access.reaches))
        this.reach(holderAt(start), module, name, use);
    }
  }

  /** Every symbol of a name, whatever its module. */
  private named(name: string): readonly CodeNode[] {
    if (!this.byBareName) {
      this.byBareName = new Map();
      for (const node of this.space.nodes)
        for (const each of node.names)
          this.byBareName.set(each, [...(this.byBareName.get(each) ?? []), node]);
    }
    return this.byBareName.get(name) ?? [];
  }

  /** Every name that a module has, its own and those that it hands on. */
  private namesOf(module: string): string[] {
    const file = this.space.tree.python(module);
    if (!file) return [];
    return [...file.scopes.module.bindings.keys(), ...lazyExports(file).map(({ exported }) => exported)];
  }

  private reach(from: CodeNode, module: string, name: string, use: Use): void {
    for (const node of this.definitions(module, name)) this.add(from, node, name, use);
  }

  private add(from: CodeNode, to: CodeNode, name: string, use: Use): void {
    if (from === to) return;
    const edge = { from, to, name, use };
    const into = this.into.get(to);
    if (into) into.push(edge);
    else this.into.set(to, [edge]);
    const outOf = this.outOf.get(from);
    if (outOf) outOf.push(edge);
    else this.outOf.set(from, [edge]);
  }

  /** A text that is no Python, as something that uses. */
  private text(path: string): CodeNode {
    let node = this.texts.get(path);
    if (!node) {
      node = { id: path, path, names: [], units: [], test: isTestPath(path) };
      this.texts.set(path, node);
    }
    return node;
  }
}

/** Offsets of the strings that are statements. */
function docstrings(file: SourceFile): Set<number> {
  const found = new Set<number>();
  const walk = (stmts: readonly Stmt[]): void => {
    for (const stmt of stmts) {
      if (stmt.kind === 'Expr' && stmt.value.kind === 'Str') found.add(stmt.value.start);
      if ('body' in stmt && Array.isArray(stmt.body)) walk(stmt.body as readonly Stmt[]);
    }
  };
  walk(file.module.body);
  return found;
}
