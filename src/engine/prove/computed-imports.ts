import type { Finding } from '../../model/finding.js';
import type { Call, Expr, Name } from '../../python/ast.js';
import { isPackageFile, parentOf } from '../../python/module-index.js';
import { type Binding, resolve } from '../../python/scope.js';
import { editableContent, partText } from '../../python/strings.js';
import { forEachChild, type Node } from '../../python/visit.js';
import { codeLiterals } from '../code-literals.js';
import { isDynamicImport, mayComputeImports } from '../computed-names.js';
import { forEachCall } from '../module-uses.js';
import type { SourceFile } from '../source-file.js';
import type { Split } from '../split.js';
import { finding, type ProofContext } from './proof.js';
import { SOUGHT } from './sought-words.js';

/** What is known of a text that is put together when the program runs. */
interface Lead {
  /** The beginning. */
  readonly text: string;
  /** Nothing follows. */
  readonly whole: boolean;
  /** The end. */
  readonly tail: string;
  /** It is made of several pieces, so that no search for the whole text finds it. */
  readonly pieces?: true;
  /** It begins with the place that the code itself stands in, and moves with that. */
  readonly own?: boolean;
}

const UNKNOWN: Lead = { text: '', whole: false, tail: '' };

/**
 * Imports of a computed name that may be a module which goes or loses names, in any file: what is put together from a
 * package and a variable names no module that a search for its name would find.
 */
export function findComputedImports(context: ProofContext): Finding[] {
  const { before, splits } = context;
  const concerned = splits.filter((split) => isConcerned(context, split));
  if (concerned.length === 0) return [];
  const told = new Set((context.input.reported ?? []).map(({ place }) => `${place?.file}:${place?.line}`));
  return before.holding(SOUGHT.dynamicImports).flatMap((path) => {
    const text = path.endsWith('.py') ? before.file(path)?.text : undefined;
    if (text === undefined || !(context.input.exhaustive || mayComputeImports(text))) return [];
    const file = before.python(path);
    // Names that are asked of the package itself are those that are there.
    if (!file || /\b(?:iter_modules|walk_packages)\s*\(/.test(file.text)) return [];
    const findings: Finding[] = [];
    forEachCall(file.module, (call, parent) => {
      const [first] = call.args;
      if (!first || !isDynamicImport(call.func)) return;
      const lead = absolute(context, file, call, leadOf(context, file, first));
      const place = before.place(path, first.start, first.end);
      if (told.has(`${path}:${place.line}`)) return;
      const gone = goneModule(context, file, call, lead, concerned);
      if (gone) {
        const message = `${described(lead)} is imported by a computed name here: it may be \`${gone.module}\`, which goes.`;
        findings.push(finding('RW318', 'error', place, message, HINT));
        return;
      }
      const lost = lostName(context, lead, parent, first, concerned);
      if (!lost) return;
      const message = `A module is imported by a computed name here, and \`${lost.name}\` is read from it: it may be \`${lost.split.module}\`, which loses that name.`;
      findings.push(finding('RW318', 'error', place, message, HINT));
    });
    return findings;
  });
}

function described({ text, whole, tail }: Lead): string {
  if (text === '') return `A module whose name ends in \`${tail}\``;
  if (!whole && !text.endsWith('.')) return `A module whose name begins with \`${text}\``;
  return `A module of \`${text.slice(0, text.lastIndexOf('.'))}\``;
}

const HINT = 'Name the modules that are meant, or waive this with the reason why it is never that one.';

/** Whether a module goes, or names that others read from it do. */
function isConcerned({ table }: ProofContext, { keptPath, file }: Split): boolean {
  return keptPath === undefined || table.at(file.path)?.onlyLoses === false;
}

/** A module that goes and that a computed name may mean. */
function goneModule(
  context: ProofContext,
  file: SourceFile,
  call: Call,
  lead: Lead,
  concerned: readonly Split[],
): Split | undefined {
  const split = concerned.find(({ module, keptPath }) => keptPath === undefined && mayMean(lead, module));
  if (!split || (lead.own && goesAlong(context, file, split))) return undefined;
  return isLookedUp(context, file, call, lead, split.module.slice(lead.text.length)) ? undefined : split;
}

/** Whether a computed name that a search does not find may be that of a module. */
function mayMean({ text, whole, tail, pieces }: Lead, module: string): boolean {
  if (whole) return pieces === true && module === text;
  const isTold = text === '' ? /\.\w+$/.test(tail) : text.includes('.');
  return (
    isTold && module.startsWith(text) && module.endsWith(tail) && module.length > text.length + tail.length
  );
}

/** A package that moves takes both along: the code that computes the name, and the module that is meant. */
function goesAlong({ table }: ProofContext, file: SourceFile, { rule }: Split): boolean {
  return rule.package !== undefined && table.at(file.path)?.rule.package === rule.package;
}

/** A name that a kept module loses, and that is read from what a computed name may mean. */
function lostName(
  { table }: ProofContext,
  lead: Lead,
  parent: Node | undefined,
  given: Expr,
  concerned: readonly Split[],
): { split: Split; name: string } | undefined {
  // A literal is followed by the planner.
  if (parent?.kind !== 'Attribute' || given.kind === 'Str') return undefined;
  const name = parent.attr;
  const split = concerned.find(
    ({ module, keptPath }) =>
      keptPath !== undefined &&
      (lead.whole ? module === lead.text : lead.text.includes('.') && module.startsWith(lead.text)),
  );
  const target = split && table.at(split.file.path)?.target(name);
  return split && target?.kind === 'moved' ? { split, name } : undefined;
}

/** A lazy registry: its entries are rewritten, or the name is that of an attribute that somebody asks for. */
function isLookedUp(
  { after, changes }: ProofContext,
  file: SourceFile,
  { start, args }: Call,
  lead: Lead,
  tail: string,
): boolean {
  const now = after.python(file.path);
  if (
    !now ||
    codeLiterals(now).some((each) => each.kind === 'Str' && editableContent(each, now.text)?.text === tail)
  )
    return false;
  const change = changes.find(({ path }) => path === file.path);
  if (change?.kind === 'modify' && change.edits.some(({ form }) => form === 'registry-entry')) return true;
  // Who asks for the attribute says the name; not so where the code makes another name of it.
  if (!lead.text.endsWith('.') || isMadeByCall(file, args[0]!)) return false;
  return file.scopes.scopes.some(
    ({ kind, name, start: from, end }) =>
      kind === 'function' && name === '__getattr__' && from <= start && start < end,
  );
}

/**
 * Whether some function makes a part of a text; putting pieces together makes none.
 *
 * @param following variables whose values are being looked at.
 */
function isMadeByCall(file: SourceFile, expr: Expr, following: ReadonlySet<Binding> = new Set()): boolean {
  if (expr.kind === 'Name') {
    const binding = bindingOf(file, expr);
    if (!binding || following.has(binding)) return false;
    const others = new Set([...following, binding]);
    return assignedTo(file, binding).some((value) => isMadeByCall(file, value, others));
  }
  let found = false;
  const visit = (node: Node): void => {
    const isJoining =
      node.kind === 'Call' &&
      node.func.kind === 'Attribute' &&
      /^(?:format|join|[lr]?strip)$/.test(node.func.attr);
    found ||= node.kind === 'Call' && !isJoining;
    forEachChild(node, visit);
  };
  visit(expr);
  return found;
}

/** A relative name, with the package that it starts from. */
function absolute(context: ProofContext, file: SourceFile, { args, keywords }: Call, lead: Lead): Lead {
  const dots = /^\.*/.exec(lead.text)![0].length;
  const anchor = args[1] ?? keywords.find(({ arg }) => arg === 'package')?.value;
  if (dots === 0 || !anchor) return lead;
  const from = leadOf(context, file, anchor);
  if (!from.whole) return { ...UNKNOWN, tail: lead.whole ? '' : lead.tail };
  const parts = from.text.split('.');
  const base = parts.slice(0, parts.length - dots + 1).join('.');
  return {
    text: `${base}.${lead.text.slice(dots)}`,
    whole: lead.whole,
    tail: lead.tail,
    own: from.own === true,
  };
}

/** @param following variables whose values are being looked at: one that is made of itself says nothing more. */
function leadOf(
  context: ProofContext,
  file: SourceFile,
  expr: Expr,
  following: ReadonlySet<Binding> = new Set(),
): Lead {
  switch (expr.kind) {
    case 'Str': {
      const content = editableContent(expr, file.text);
      return content ? literal(content.text) : UNKNOWN;
    }
    case 'Name':
      return ofVariable(context, file, expr, following) ?? ofName(context, file, expr.id);
    case 'Attribute':
      return ofAttribute(context, file, expr.value, expr.attr);
    case 'BinOp': {
      if (expr.op === '%') return aroundMarks(leadOf(context, file, expr.left, following), /%\w/g);
      if (expr.op !== '+') return UNKNOWN;
      return joined([expr.left, expr.right].map((side) => leadOf(context, file, side, following)));
    }
    case 'Call': {
      const { func, args } = expr;
      if (func.kind !== 'Attribute') return UNKNOWN;
      if (func.attr === 'format')
        return aroundMarks(leadOf(context, file, func.value, following), /\{[^}]*\}/g);
      const [list] = args;
      if (func.attr !== 'join' || (list?.kind !== 'List' && list?.kind !== 'Tuple')) return UNKNOWN;
      const between = leadOf(context, file, func.value, following);
      const items = list.elts.map((each) => leadOf(context, file, each, following));
      return joined(items.flatMap((item, index) => (index === 0 ? [item] : [between, item])));
    }
    case 'JoinedStr': {
      const text = partText(expr.parts[0]!, file.text) ?? '';
      const marked = aroundMarks({ ...UNKNOWN, text, whole: true }, /\{[^}]*\}/g);
      const first = text.startsWith('{') ? expr.values[0] : undefined;
      const value = first && leadOf(context, file, first, following);
      if (!value?.whole) return marked;
      const rest = text.slice(text.indexOf('}') + 1);
      const next = aroundMarks({ ...UNKNOWN, text: rest, whole: true, tail: rest }, /\{[^}]*\}/g);
      return joined([value, next]);
    }
    default:
      return UNKNOWN;
  }
}

function literal(text: string): Lead {
  return { text, whole: true, tail: text };
}

/** What stands before the first and behind the last of the places that values are put into. */
function aroundMarks({ text, whole }: Lead, mark: RegExp): Lead {
  if (!whole) return UNKNOWN;
  const marks = [...text.matchAll(mark)];
  const last = marks.at(-1);
  if (!last) return { ...literal(text), pieces: true };
  return {
    text: text.slice(0, marks[0]!.index),
    whole: false,
    tail: text.slice(last.index + last[0].length),
  };
}

/** Texts one after the other. */
function joined(leads: readonly Lead[]): Lead {
  const unknown = leads.findIndex(({ whole }) => !whole);
  const last = leads.findLastIndex(({ whole }) => !whole);
  const own = leads[0]?.own === true;
  const texts = (some: readonly Lead[]) => some.map(({ text }) => text).join('');
  if (unknown < 0) return { ...literal(texts(leads)), pieces: true, own };
  return {
    text: texts(leads.slice(0, unknown + 1)),
    whole: false,
    tail: leads[last]!.tail + texts(leads.slice(last + 1)),
    own,
  };
}

/**
 * A variable of a function: what its only assignment says, or the one of several that is put together from a package.
 * `undefined` for names that are not bound in a function.
 */
function ofVariable(
  context: ProofContext,
  file: SourceFile,
  name: Name,
  following: ReadonlySet<Binding>,
): Lead | undefined {
  const binding = bindingOf(file, name);
  if (!binding || binding.scope === file.scopes.module || binding.scope.kind === 'class') return undefined;
  if (following.has(binding)) return UNKNOWN;
  const leads = assignedTo(file, binding).map((value) =>
    leadOf(context, file, value, new Set([...following, binding])),
  );
  if (leads.length === 1 && binding.sites.length === 1) return leads[0];
  return leads.find(({ text, whole }) => !whole && text.endsWith('.')) ?? UNKNOWN;
}

function bindingOf(file: SourceFile, { id, start }: Name): Binding | undefined {
  const use = file.scopes.uses.find((each) => each.start === start);
  return use && resolve(id, use.scope);
}

/** The values that plain assignments give to a variable. */
function assignedTo(file: SourceFile, { sites }: Binding): Expr[] {
  const starts = new Set(sites.map((site) => site.start));
  const found: Expr[] = [];
  const visit = (node: Node): void => {
    if (node.kind === 'Assign' && node.targets.some((each) => each.kind === 'Name' && starts.has(each.start)))
      found.push(node.value);
    forEachChild(node, visit);
  };
  for (const stmt of file.module.body) visit(stmt);
  return found;
}

/** `__package__`, `__name__`, or a constant of the module. */
function ofName({ before }: ProofContext, file: SourceFile, name: string): Lead {
  const own = before.nameOf(file.path);
  if (name === '__name__') return { ...literal(own), own: true };
  if (name === '__package__') return { ...literal(packageOf(file.path, own)), own: true };
  const values = file.module.body.flatMap((stmt) =>
    stmt.kind === 'Assign' && stmt.targets.some((each) => each.kind === 'Name' && each.id === name)
      ? [stmt.value]
      : [],
  );
  const content =
    values.length === 1 && values[0]!.kind === 'Str' ? editableContent(values[0], file.text) : undefined;
  return content ? literal(content.text) : UNKNOWN;
}

/** `package.__name__` of a module that is imported. */
function ofAttribute(
  { originsBefore, before }: ProofContext,
  file: SourceFile,
  value: Expr,
  attr: string,
): Lead {
  if ((attr !== '__name__' && attr !== '__package__') || value.kind !== 'Name') return UNKNOWN;
  const [origin] = originsBefore.ofName(file.path, value.id);
  if (origin === undefined || !origin.endsWith('.py')) return UNKNOWN;
  const name = before.nameOf(origin);
  return literal(attr === '__name__' ? name : packageOf(origin, name));
}

function packageOf(path: string, name: string): string {
  if (isPackageFile(path)) return name;
  return parentOf(path) === '' ? '' : name.split('.').slice(0, -1).join('.');
}
