import type { ReferenceForm } from '../model/plan.js';
import type { Call, Expr, Stmt } from '../python/ast.js';
import { calledName } from '../python/called-name.js';
import { absoluteName, isPackageFile } from '../python/module-index.js';
import { resolveUse } from '../python/scope.js';
import { editableContent } from '../python/strings.js';
import type { Node } from '../python/visit.js';
import { renameExportEntry } from './change-exports.js';
import { codeLiterals } from './code-literals.js';
import { computedNames, isDynamicImport } from './computed-names.js';
import { exportValue } from './export-list.js';
import { FileContext, type RetargetContext } from './file-context.js';
import { lastSegment } from './last-segment.js';
import {
  isStale,
  type Mention,
  type MentionFinder,
  mentionHint,
  moduleOfSymbol,
  pathLike,
  placeOfSymbol,
  residueMessage,
  rewriteMentions,
} from './mentions.js';
import { multipleNames, patchTargets } from './module-uses.js';
import { passedOver } from './passed-over.js';
import { type Legacy, splitName } from './relocation-table.js';
import { renamed } from './renamed.js';
import { repeatEdit, repetitionOf } from './repeat-patch.js';
import type { FileRetarget } from './replacement.js';
import { reportPatch } from './report-patch.js';
import { retargetCode } from './retarget-code.js';
import type { SourceFile } from './source-file.js';
import {
  dictionaryPartner,
  isUnboundCode,
  neighbours,
  recordKey,
  recordTexts,
  type SpelledName,
  type StringContext,
  stringContexts,
  stringList,
  textRanges,
} from './string-contexts.js';

/**
 * Rewrites what a Python file says about legacy modules outside of code: registry entries, patch targets, dynamic
 * imports, paths, docstrings and comments.
 *
 * @param done ranges that other edits and import statements cover already.
 */
export function retargetStrings(
  context: RetargetContext,
  file: SourceFile,
  finder: MentionFinder,
  done: readonly { readonly start: number; readonly end: number }[],
  outer?: (offset: number) => number,
): FileRetarget {
  const state = new FileContext(context, file, outer);
  const handled: { start: number; end: number }[] = [...done];
  const covered = (start: number, end: number) =>
    handled.some((range) => range.start < end && start < range.end);
  const found = finder.all(file.text, file.path);
  const isText = found.length > 0 ? textRanges(file) : () => true;
  const mentions = found.filter(({ start }) => isText(start) || isUnboundCode(file, start));
  for (const node of codeLiterals(file)) {
    if (!mayHoldCode(file.text.slice(node.start, node.end), context) || covered(node.start, node.end))
      continue;
    handled.push(...retargetCode(state, node, finder, retargetStrings));
  }
  const candidates = stringContexts(file, (text) => isCandidate(text, mentions.length > 0, context));
  const patched = mentions.length > 0 ? patchTargets(file.module) : new Set();
  for (const literal of candidates) {
    const mention = moduleNamed(literal, state, mentions);
    if (!mention || covered(literal.start, literal.end)) continue;
    const outcome =
      mention.symbol !== undefined && patched.has(literal.node)
        ? patchString(state, literal, mention)
        : bareString(state, literal, mention);
    if (outcome) handled.push({ start: literal.start, end: literal.end });
    else if (mention.spelt.startsWith('.') && mention.legacy.gone) reportResidue(state, mention);
  }
  const rest = mentions.filter((mention) => !covered(mention.start, mention.end));
  const texts = rest.filter(({ start }) => isText(start));
  const { edits, unresolved } = rewriteMentions(file.text, texts, file.path);
  for (const edit of edits) state.edit(edit.start, edit.end, edit.text, edit.legacy.rule.id, edit.form);
  const unbound = rest.filter(({ start }) => !isText(start)).filter(isStale);
  for (const mention of [...unresolved, ...unbound]) reportResidue(state, mention);
  for (const { start, end, legacy, message } of computedNames(file, finder)) {
    if (!covered(start, end)) state.report('RW601', start, end, message, mentionHint(legacy));
  }
  return { aliases: state.aliases, edits: state.edits, findings: state.findings };
}

/** Whether a literal names a legacy module and has a word that imports. */
function mayHoldCode(text: string, { table }: RetargetContext): boolean {
  return /\bimport\b/.test(text) && table.legacies.some(({ path }) => text.includes(lastSegment(path)));
}

function isCandidate(text: string, mentioned: boolean, { table }: RetargetContext): boolean {
  if (text.length > 300 || /\s/.test(text)) return false;
  if (
    mentioned &&
    table.legacies.some(
      ({ names, path }) => names.some((name) => text.startsWith(name)) || text.endsWith(path),
    )
  )
    return true;
  return table.legacies.some(
    ({ names }) =>
      text === names[0]!.slice(names[0]!.lastIndexOf('.') + 1) ||
      (text.startsWith('.') && names[0]!.endsWith(text)),
  );
}

/** The legacy module that a whole string names: absolutely, relative to the package, or as a path. */
function moduleNamed(
  literal: StringContext,
  state: FileContext,
  mentions: readonly Mention[],
): Mention | undefined {
  const { table } = state.context;
  const whole = mentions.find(({ start, end }) => start === literal.start && end === literal.end);
  if (whole) return whole.style === 'pattern' || whole.dot !== undefined ? undefined : whole;
  const dots = /^\.*/.exec(literal.text)![0].length;
  const call = callOf(literal);
  // Without dots, an import by name is absolute.
  if (dots === 0 && (!isPackageFile(state.file.path) || (call && isDynamicImport(call.func))))
    return undefined;
  const base = importPackage(literal, state) ?? packageOf(state);
  const absolute = absoluteName(base, true, Math.max(dots, 1), literal.text.slice(dots));
  const legacy = absolute === undefined ? undefined : table.named(absolute);
  if (!legacy) return undefined;
  return {
    legacy,
    start: literal.start,
    end: literal.end,
    spelt: literal.text,
    symbol: undefined,
    separator: undefined,
    style: 'dotted',
    base,
  };
}

/** A string that names a legacy module, next to something that names the attribute. */
function bareString(state: FileContext, literal: StringContext, mention: Mention): boolean {
  const { file } = state;
  const write = (module: string, form: ReferenceForm): boolean => {
    const text = form === 'file-path' ? module : spellLike(mention, module, state);
    if (text === undefined) reportResidue(state, mention);
    else if (text !== literal.text)
      state.edit(literal.start, literal.end, text, mention.legacy.rule.id, form);
    return true;
  };
  if (mention.symbol !== undefined) return false;
  const { whole } = mention.legacy.split;
  if (whole && mention.style === 'dotted' && !isTopImport(callOf(literal))) {
    if (isExportEntry(literal)) return exportEntry(state, literal, mention);
    return isSurelyModule(state, literal, mention) && write(whole.module, 'string-path');
  }
  if (mention.style === 'path') {
    for (const name of neighbours(literal, file)) {
      const target = mention.legacy.target(name.text);
      if (target.kind !== 'moved') continue;
      renameSpelled(state, mention, name, target.name);
      return write(pathLike(mention.spelt, mention.legacy, target.destination.path), 'file-path');
    }
    return false;
  }
  const call = callOf(literal);
  if (call && isDynamicImport(call.func)) {
    return dynamicImport(state, literal, mention, call) || refuseUnknownUse(state, literal, mention, call);
  }
  const multiple = call && multipleNames(call);
  if (multiple) return patchMultiple(state, literal, mention, multiple);
  if (isExportEntry(literal)) return exportEntry(state, literal, mention);
  if (literal.ancestors[0]?.kind === 'Subscript' && isSysModules(literal.ancestors[0].value)) {
    return (
      attributeOf(state, literal, mention, literal.ancestors, 0) ||
      refuseUnknownUse(state, literal, mention, literal.ancestors[0])
    );
  }
  for (const name of neighbours(literal, file)) {
    const place = placeOfSymbol(mention, name.text);
    if (!place) continue;
    renameSpelled(state, mention, name, place.name);
    return write(place.module, 'registry-entry');
  }
  const key = recordKey(literal, file);
  const keyed = key === undefined ? undefined : moduleOfSymbol(mention, key);
  if (keyed !== undefined) return write(keyed, 'registry-entry');
  if (reportRenamed(state, literal, mention)) return true;
  const recorded = new Set(recordTexts(literal, file).flatMap((name) => moduleOfSymbol(mention, name) ?? []));
  if (recorded.size === 1) return write([...recorded][0]!, 'registry-entry');
  const item = dictionaryPartner(literal);
  if (!item) return false;
  const symbol = item.partner.kind === 'Str' ? editableContent(item.partner, file.text)?.text : undefined;
  if (symbol !== undefined) {
    const module = moduleOfSymbol(mention, symbol);
    return module !== undefined && write(module, 'registry-entry');
  }
  return item.isKey && splitEntry(state, literal, mention, item.partner);
}

/** Whether a string is the name of a module and no other word: by its dots, or by what is done with it. */
function isSurelyModule(
  { file, context }: FileContext,
  literal: StringContext,
  { spelt, legacy, base }: Mention,
): boolean {
  if (base !== undefined || spelt.includes('.')) return true;
  const call = callOf(literal);
  if (call && (isDynamicImport(call.func) || isLogger(call))) return true;
  const [parent] = literal.ancestors;
  if (parent?.kind === 'Subscript' && isSysModules(parent.value)) return true;
  const { module } = legacy.split;
  return neighbours(literal, file).some(
    ({ text }) =>
      legacy.split.file.scopes.module.bindings.has(text) ||
      context.survey.index.resolve(`${module}.${text}`) !== undefined,
  );
}

/** `logging.getLogger("pkg.mod")`: the name of a logger is that of its module. */
function isLogger({ func }: Call): boolean {
  return calledName(func) === 'getLogger';
}

/** A symbol's name in a string or an attribute, where the symbol has another one after the wave. */
function renameSpelled(state: FileContext, mention: Mention, name: SpelledName, after: string): void {
  if (name.text !== after) state.edit(name.start, name.end, after, mention.legacy.rule.id, 'registry-entry');
}

/** A record or a table that names a module and, farther off, a symbol of it that gets another name. */
function reportRenamed(state: FileContext, literal: StringContext, mention: Mention): boolean {
  const { renames } = mention.legacy.split;
  if (renames.size === 0) return false;
  const texts = [...recordTexts(literal, state.file), ...partnerTexts(literal, state.file)];
  const name = texts.find((text) => renames.has(text));
  if (name === undefined) return false;
  state.report(
    'RW601',
    literal.start,
    literal.end,
    `\`${mention.spelt}\` is named here beside \`${name}\`, which becomes \`${renames.get(name)}\`: whether that symbol is meant is not known.`,
    'Write the module and the symbol as a pair (`("pkg.mod", "name")`) before the wave, or waive this with a reason.',
  );
  return true;
}

/** What a dictionary has on the other side of a string: one string, or a list of them. */
function partnerTexts(literal: StringContext, file: SourceFile): string[] {
  const key = recordKey(literal, file);
  const item = dictionaryPartner(literal);
  if (!item) return key === undefined ? [] : [key];
  if (item.partner.kind !== 'Str') return stringList(item.partner, file)?.map(({ text }) => text) ?? [];
  const text = editableContent(item.partner, file.text)?.text;
  return text === undefined ? [] : [text];
}

/** `"legacy": ["a", "b"]`: one entry per new module. */
function splitEntry(state: FileContext, literal: StringContext, mention: Mention, partner: Expr): boolean {
  const names = stringList(partner, state.file) ?? [];
  const modules = names.map(({ text }) => moduleOfSymbol(mention, text));
  // What a module only loses is taken out of the list.
  if (mention.legacy.onlyLoses || modules.every((module) => module === undefined)) return false;
  const groups = new Map<string, string[]>();
  for (const [index, { node }] of names.entries()) {
    const module = modules[index];
    const spelt = module === undefined ? undefined : spellLike(mention, module, state);
    if (spelt === undefined) {
      reportResidue(state, mention);
      return true;
    }
    groups.set(spelt, [...(groups.get(spelt) ?? []), state.file.text.slice(node.start, node.end)]);
  }
  const source = state.file.text;
  if (groups.size === 1) {
    const [spelt] = groups.keys();
    if (spelt !== literal.text)
      state.edit(literal.start, literal.end, spelt!, mention.legacy.rule.id, 'registry-entry');
    return true;
  }
  const [open, close] = [source[partner.start]!, source[partner.end - 1]!];
  const quote = source.slice(literal.node.start, literal.start);
  const tail = source.slice(literal.end, literal.node.end);
  const line = source.slice(source.lastIndexOf('\n', literal.node.start - 1) + 1, literal.node.start);
  const separator = /^[ \t]*$/.test(line) ? `,${state.file.newline}${line}` : ', ';
  const entries = [...groups].map(([module, items]) => {
    const one = open === '(' && items.length === 1 ? ',' : '';
    return `${quote}${module}${tail}: ${open}${items.join(', ')}${one}${close}`;
  });
  state.edit(
    literal.node.start,
    partner.end,
    entries.join(separator),
    mention.legacy.rule.id,
    'registry-entry',
  );
  return true;
}

/**
 * A new module's name in the way a string spelt the old one: relative, or by its last segment, or absolute. `undefined`
 * where the old one is put together from its package and its last segment, and the new one stands elsewhere.
 */
function spellLike(
  { spelt, legacy, base: own }: Mention,
  module: string,
  state: FileContext,
): string | undefined {
  if (module === spelt) return spelt;
  if (own === undefined && spelt.includes('.') && !spelt.startsWith('.'))
    return renamed(spelt, legacy, module);
  const dots = /^\.*/.exec(spelt)![0];
  const base = absoluteName(own ?? packageOf(state), true, Math.max(dots.length, 1), '');
  const after = base === undefined ? undefined : placeAfter(state, base);
  if (after !== undefined && module.startsWith(`${after}.`)) return dots + module.slice(after.length + 1);
  return own === undefined || dots !== '' ? module : undefined;
}

/** What a package is called after the wave. */
function placeAfter({ context, file }: FileContext, module: string): string {
  return context.table.named(module, file.path)?.split.whole?.module ?? module;
}

function patchString(state: FileContext, literal: StringContext, mention: Mention): boolean {
  const { legacy, symbol } = mention;
  const sites = state.context.patches.of(legacy, symbol!);
  if (sites.length === 1) {
    const text = `${renamed(mention.spelt, legacy, sites[0]!)}.${nameAfter(legacy, symbol!)}`;
    if (text !== state.file.text.slice(mention.start, mention.end))
      state.edit(mention.start, mention.end, text, legacy.rule.id, 'patch-target');
    return true;
  }
  if (sites.length > 1 && repeatPatch(state, literal, mention, sites)) return true;
  reportPatch(state, legacy, [symbol!], sites, literal.start, literal.end);
  return true;
}

function nameAfter({ split }: Legacy, symbol: string): string {
  return split.renames.get(symbol) ?? symbol;
}

/** `patch.multiple("legacy", a=…, b=…)`: where all of them are looked up. */
function patchMultiple(
  state: FileContext,
  literal: StringContext,
  mention: Mention,
  names: readonly string[],
): boolean {
  const { legacy } = mention;
  const sites = state.context.patches.ofAll(legacy, names);
  if (sites.length !== 1 || names.some((name) => legacy.split.renames.has(name)))
    reportPatch(state, legacy, names, sites, literal.start, literal.end);
  else
    state.edit(
      literal.start,
      literal.end,
      renamed(mention.spelt, legacy, sites[0]!),
      legacy.rule.id,
      'patch-target',
    );
  return true;
}

/** A patch whose name several modules look up: once per module. */
function repeatPatch(
  state: FileContext,
  { ancestors: [call, parent] }: StringContext,
  { legacy, symbol, spelt, start, end }: Mention,
  sites: readonly string[],
): boolean {
  const { text, newline } = state.file;
  const repetition = call?.kind === 'Call' ? repetitionOf(call, parent, text, newline) : undefined;
  if (!repetition) return false;
  const names = sites.map((site) => `${renamed(spelt, legacy, site)}.${nameAfter(legacy, symbol!)}`);
  state.add(repeatEdit(repetition, { start, end }, names, text, legacy.rule.id));
  return true;
}

function isSysModules(expr: Expr): boolean {
  return (
    expr.kind === 'Attribute' &&
    expr.attr === 'modules' &&
    expr.value.kind === 'Name' &&
    expr.value.id === 'sys'
  );
}

/** `import_module("legacy")`: rewritten when every attribute read from the result leads to one module. */
function dynamicImport(state: FileContext, literal: StringContext, mention: Mention, call: Call): boolean {
  const depth = literal.ancestors.indexOf(call);
  return isTopImport(call)
    ? importOfTop(state, literal, mention, depth)
    : attributeOf(state, literal, mention, literal.ancestors, depth);
}

/** `__import__("a.b")`, which gives `a`. */
function isTopImport(call: Call | undefined): boolean {
  if (call?.func.kind !== 'Name' || call.func.id !== '__import__') return false;
  return call.args.length + call.keywords.length === 1;
}

/** A module that is fetched by name and used in a way that does not tell which symbols are read: no heir can stand in. */
function refuseUnknownUse(
  state: FileContext,
  literal: StringContext,
  mention: Mention,
  fetched: Node,
): boolean {
  const parent = literal.ancestors[literal.ancestors.indexOf(fetched) + 1];
  const { gone, onlyLoses } = mention.legacy;
  // Imported for its effects alone: any of the new modules will do.
  if (parent?.kind === 'Expr' || onlyLoses || (!gone && !readsSymbols(fetched, parent))) return false;
  state.report(
    'RW601',
    literal.start,
    literal.end,
    `The module \`${mention.spelt}\` is fetched by name here, and which of its symbols are read is not known.`,
    'Read them from the result directly (`import_module("…").symbol`), or name the new module before the wave.',
  );
  return true;
}

/** Whether what is fetched is a module that somebody reads from: no spec, and no entry that is put into `sys.modules`. */
function readsSymbols(fetched: Node, parent: Node | undefined): boolean {
  if (fetched.kind === 'Subscript') return fetched.ctx === 'Load' && parent?.kind !== 'Compare';
  if (fetched.kind !== 'Call') return true;
  return !['find_spec', 'reload'].includes(calledName(fetched.func));
}

/** `__import__("pkg.legacy")` is `pkg`: the rest of the path is spelt out behind it. */
function importOfTop(state: FileContext, literal: StringContext, mention: Mention, depth: number): boolean {
  const rest = mention.spelt.split('.').slice(1);
  const chain = literal.ancestors.slice(depth + 1, depth + 2 + rest.length);
  const names = chain.flatMap((node) => (node.kind === 'Attribute' ? [node.attr] : []));
  const module = names.length > rest.length ? moduleOfSymbol(mention, names[rest.length]!) : undefined;
  if (module === undefined || rest.some((part, index) => part !== names[index])) return false;
  const { rule } = mention.legacy;
  const after = module
    .split('.')
    .slice(1)
    .map((part) => `.${part}`);
  state.edit(literal.start, literal.end, module, rule.id, 'dynamic-import');
  const start = literal.ancestors[depth]!.end;
  state.edit(start, chain[rest.length - 1]!.end, after.join(''), rule.id, 'dynamic-import');
  return true;
}

/** The package that `import_module(".name", package)` is relative to, when it is known. */
function importPackage(literal: StringContext, state: FileContext): string | undefined {
  const call = callOf(literal);
  if (!call || !isDynamicImport(call.func)) return undefined;
  const given = call.args[1] ?? call.keywords.find(({ arg }) => arg === 'package')?.value;
  if (given?.kind === 'Str') return editableContent(given, state.file.text)?.text;
  return given?.kind === 'Name' && given.id === '__name__' ? state.identity.module : undefined;
}

/** Dotted name of the package that a file belongs to. */
function packageOf({ identity }: FileContext): string {
  return identity.isPackage ? identity.module : splitName(identity.module).parent;
}

/** The call that a string is an argument of, by position or by name. */
function callOf({ ancestors }: StringContext): Call | undefined {
  const [first, second] = ancestors;
  if (first?.kind === 'Call') return first;
  return first?.kind === 'keyword' && second?.kind === 'Call' ? second : undefined;
}

/** Whether a string is an entry of `__all__`. */
function isExportEntry({ ancestors }: StringContext): boolean {
  const statement = ancestors.find(
    (node) => node.kind !== 'List' && node.kind !== 'Tuple' && node.kind !== 'BinOp',
  );
  return statement?.kind.endsWith('Assign') === true && exportValue(statement as Stmt) !== undefined;
}

/** A submodule that a package lists in `__all__` without importing it: a star import loads it. */
function exportEntry(state: FileContext, literal: StringContext, mention: Mention): boolean {
  const { legacy } = mention;
  if (!legacy.gone || state.file.scopes.module.bindings.has(literal.text)) return true;
  const home = placeAfter(state, packageOf(state));
  const beside = legacy.split.destinations
    .map(({ module }) => splitName(module))
    .filter(({ parent }) => parent === home);
  if (beside.length === 0) {
    const message = `\`__all__\` lists the module \`${legacy.split.module}\`, and no new module stands in its place in this package.`;
    state.report(
      'RW601',
      literal.start,
      literal.end,
      message,
      'Take the entry out, or import the module here, before the wave.',
    );
    return true;
  }
  if (beside.every(({ last }) => last === literal.text)) return true;
  for (const { start, end, text } of renameExportEntry(
    state.file,
    literal.text,
    beside.map(({ last }) => last),
  )) {
    state.edit(start, end, text, legacy.rule.id, 'registry-entry');
  }
  return true;
}

function attributeOf(
  state: FileContext,
  literal: StringContext,
  mention: Mention,
  ancestors: StringContext['ancestors'],
  depth: number,
): boolean {
  const value = ancestors[depth]!;
  const parent = ancestors[depth + 1];
  let names: SpelledName[] | undefined;
  if (parent?.kind === 'Attribute')
    names = [{ text: parent.attr, start: parent.end - parent.attr.length, end: parent.end }];
  else if (
    parent?.kind === 'Call' &&
    parent.func.kind === 'Name' &&
    parent.func.id === 'getattr' &&
    parent.args[0] === value
  ) {
    const attribute = parent.args[1];
    const content = attribute?.kind === 'Str' ? editableContent(attribute, state.file.text) : undefined;
    names = content && [content];
  } else if (parent?.kind === 'Assign' && parent.targets.length === 1 && parent.targets[0]!.kind === 'Name') {
    names = attributesRead(state, parent.targets[0]!.start, parent.targets[0]!.id);
  }
  const places = (names ?? []).map((name) => placeOfSymbol(mention, name.text));
  const modules = new Set(places.map((place) => place?.module));
  const only = modules.size === 1 ? [...modules][0] : undefined;
  const spelt = only === undefined ? undefined : spellLike(mention, only, state);
  if (spelt === undefined) return false;
  for (const [index, place] of places.entries()) renameSpelled(state, mention, names![index]!, place!.name);
  if (spelt !== literal.text)
    state.edit(literal.start, literal.end, spelt, mention.legacy.rule.id, 'dynamic-import');
  return true;
}

/** Attributes read from a variable that holds a module; `undefined` when it is also used as a value. */
function attributesRead(state: FileContext, targetStart: number, name: string): SpelledName[] | undefined {
  const { scopes } = state.file;
  const names: SpelledName[] = [];
  for (const use of scopes.uses) {
    if (use.name !== name) continue;
    const binding = resolveUse(use);
    if (!binding?.sites.some((site) => site.start === targetStart)) continue;
    const attribute = use.chain[0];
    if (!attribute || binding.sites.length > 1) return undefined;
    names.push({ text: attribute.attr, start: attribute.end - attribute.attr.length, end: attribute.end });
  }
  return names.length > 0 ? names : undefined;
}

function reportResidue(state: FileContext, mention: Mention): void {
  const { start, end, legacy, symbol } = mention;
  const { file, context, isText } = state;
  const others = isText ? [] : passedOver(file, context.survey, legacy, symbol);
  state.report('RW601', start, end, residueMessage(mention), mentionHint(legacy), 'error', others);
}
