import type { Edit } from '../model/plan.js';
import type { Alias, ImportFrom, Stmt, While } from '../python/ast.js';
import { areInOrder, compareModules, compareNames } from '../python/import-order.js';
import {
  commentAfter,
  type ImportItem,
  type ImportStyle,
  isPragma,
  readImport,
  renderFromImport,
  statementComment,
} from '../python/import-text.js';
import { absoluteName, relativeName } from '../python/module-index.js';
import type { ImportSite } from '../python/scope.js';
import {
  emptiedGuard,
  idleImports,
  isAlone,
  type Range,
  type Removal,
  removeFrom,
  removeStatement,
  withoutGap,
  withoutGuard,
} from './import-removals.js';
import { identityOf, type ModuleIdentity } from './relocation-table.js';
import { type AliasReplacements, importForm, type Replacement } from './replacement.js';
import type { SourceFile } from './source-file.js';
import type { Survey } from './survey.js';

/** How a file's import statements are rewritten in place. */
export interface ImportEditOptions {
  readonly survey: Survey;
  /** Line length that formatters allow. */
  readonly width: number;
  /** The module that a statement will stand in: another one than the file itself for code that moves. */
  readonly identityAt: (site: ImportSite) => ModuleIdentity;
  /** Statements that are composed elsewhere and not edited in place. */
  readonly skip?: (site: ImportSite) => boolean;
  /** Where other edits put something: an `if TYPE_CHECKING:` that gets something stays. */
  readonly additions?: readonly Range[];
  /** The rule that an edit is due to. */
  readonly rule: string;
}

/** Edits for every import statement that the replacements, or a move to another package, change. */
export function importEdits(
  file: SourceFile,
  aliases: AliasReplacements,
  options: ImportEditOptions,
): Edit[] {
  const first = blockEdits(file, aliases, options);
  const idle = first.guards.length > 0 ? idleImports(file, first.guards) : [];
  if (idle.length === 0) return first.edits;
  return blockEdits(file, new Map([...aliases, ...idle.map((alias) => [alias, []] as const)]), options).edits;
}

/** Edits of all statements, block by block, and the `if TYPE_CHECKING:` that go whole. */
function blockEdits(
  file: SourceFile,
  aliases: AliasReplacements,
  options: ImportEditOptions,
): { edits: Edit[]; guards: While[] } {
  const edits: Edit[] = [];
  const guards: While[] = [];
  const origin = identityOf(file.path, options.survey);
  const removals = new Map<readonly Stmt[], Removal[]>();
  for (const site of file.scopes.imports) {
    if (options.skip?.(site)) continue;
    const identity = options.identityAt(site);
    const relative =
      site.node.kind === 'ImportFrom' &&
      site.node.level > 0 &&
      identity !== origin &&
      !samePackage(origin, identity);
    if (!relative && !site.node.names.some((alias) => aliases.has(alias))) continue;
    const edit = statementEdit(file, site, aliases, identity, origin, options);
    if (edit && (edit.text === '' || edit.text === 'pass')) {
      removals.set(site.block, [...(removals.get(site.block) ?? []), { site, edit }]);
    } else if (edit) edits.push(edit);
  }
  const { additions = [] } = options;
  for (const [block, removed] of removals) {
    const guard = emptiedGuard(file, block, removed, additions);
    if (guard) guards.push(guard);
    edits.push(
      ...(guard
        ? [withoutGuard(file, guard, removed[0]!.edit)]
        : removeFrom(file, block, removed, additions)),
    );
  }
  return { edits: edits.map((edit) => withoutGap(file.text, edit, edits, additions)), guards };
}

function samePackage(a: ModuleIdentity, b: ModuleIdentity): boolean {
  const packageOf = ({ module, isPackage }: ModuleIdentity) =>
    isPackage ? module : module.slice(0, Math.max(0, module.lastIndexOf('.')));
  return packageOf(a) === packageOf(b);
}

/** One statement of a fan-out before it is written. */
interface Part {
  readonly kind: 'from' | 'import';
  readonly module: string;
  readonly items: ImportItem[];
}

function statementEdit(
  file: SourceFile,
  site: ImportSite,
  aliases: AliasReplacements,
  identity: ModuleIdentity,
  origin: ModuleIdentity,
  options: ImportEditOptions,
): Edit | undefined {
  const { node } = site;
  const toModule = node.names.some((alias) => {
    const name = aliases.get(alias)?.[0]?.name;
    return (
      node.kind === 'Import' ||
      (name !== undefined && name !== alias.name && name !== '*' && alias.asname === undefined)
    );
  });
  const form = importForm(site, toModule);
  const make = (start: number, end: number, text: string): Edit => ({
    start,
    end,
    text,
    rule: options.rule,
    form,
  });
  if (node.kind === 'Import') return importStatementEdit(file, site, aliases, make);
  const parts = partsOf(file, site, node, aliases, identity, origin);
  const only = parts[0];
  if (!only) return removeStatement(file, site, isAlone(file, site), make);
  const sameNames =
    parts.length === 1 &&
    only.kind === 'from' &&
    only.items.length === node.names.length &&
    only.items.every(
      (item, index) => item.name === node.names[index]!.name && item.asname === node.names[index]!.asname,
    );
  if (sameNames) {
    if (file.text.slice(node.moduleStart, node.moduleEnd) === only.module) return undefined;
    return make(node.moduleStart, node.moduleEnd, only.module);
  }
  return fanOut(file, node, parts, options.width, make);
}

function partsOf(
  file: SourceFile,
  site: ImportSite,
  node: ImportFrom,
  aliases: AliasReplacements,
  identity: ModuleIdentity,
  origin: ModuleIdentity,
): Part[] {
  const text = readImport(node, file.module);
  const absolute = absoluteName(origin.module, origin.isPackage, node.level, node.module) ?? node.module;
  const spell = (module: string) =>
    node.level > 0 ? (relativeName(identity.module, identity.isPackage, module) ?? module) : module;
  const kept = node.level > 0 ? spell(absolute) : file.text.slice(node.moduleStart, node.moduleEnd);
  const parts = new Map<string, Part>();
  const add = (kind: Part['kind'], module: string, item: ImportItem) => {
    // A star stands alone in its statement.
    const star = item.name === '*' ? ' *' : '';
    const key = kind === 'import' ? `import ${module} ${item.asname ?? ''}` : module + star;
    const part = parts.get(key) ?? { kind, module, items: [] };
    parts.set(key, part);
    if (!part.items.some((other) => other.name === item.name && other.asname === item.asname))
      part.items.push(item);
  };
  for (const [index, alias] of node.names.entries()) {
    const item = text.items[index]!;
    const replacements = aliases.get(alias);
    if (!replacements) {
      add('from', kept, item);
      continue;
    }
    for (const [position, replacement] of replacements.entries()) {
      if (isOwn(replacement, alias, identity, site)) continue;
      const comments =
        position === 0
          ? { leading: item.leading, trailing: item.trailing }
          : { leading: [], trailing: undefined };
      add(replacement.kind, replacement.kind === 'from' ? spell(replacement.module) : replacement.module, {
        name: replacement.name,
        asname: replacement.asname,
        ...comments,
      });
    }
  }
  if (areInOrder(node.names.map(({ name }) => name)))
    for (const { items } of parts.values()) items.sort((a, b) => compareNames(a.name, b.name));
  return [...parts.values()].sort((a, b) =>
    a.kind === b.kind ? compareModules(a.module, b.module) : a.kind === 'import' ? -1 : 1,
  );
}

/** Whether the importing module itself defines the name after the wave, so that the import goes. */
function isOwn(replacement: Replacement, alias: Alias, identity: ModuleIdentity, site: ImportSite): boolean {
  if (replacement.kind !== 'from' || replacement.submodule || replacement.module !== identity.module)
    return false;
  return (alias.asname === undefined || alias.asname === replacement.name) && site.scope.kind !== 'class';
}

function fanOut(
  file: SourceFile,
  node: ImportFrom,
  parts: readonly Part[],
  width: number,
  make: (start: number, end: number, text: string) => Edit,
): Edit {
  const source = file.text;
  const margin = marginOf(file, node.start);
  const alone = margin !== undefined && /^[ \t]*(?:#|\r|\n|$)/.test(source.slice(node.end, node.end + 200));
  const text = readImport(node, file.module);
  if (!alone) {
    const joined = parts.map((part) => plainImport(part)).join('; ');
    return make(node.start, node.end, joined);
  }
  const comment = commentAfter(node.end, file.module);
  const style: ImportStyle = { indent: margin, width, newline: file.newline };
  // What a comment says to people is said once, by preference with the names.
  const main = Math.max(
    0,
    parts.findIndex(({ kind }) => kind === 'from'),
  );
  const repeated = (text: string | undefined, index: number) =>
    text !== undefined && (index === main || isPragma(text)) ? text : undefined;
  const lines = parts.map((part, index) => {
    const closing = repeated(text.closing, index);
    if (part.kind === 'import') {
      const [{ leading, trailing }] = part.items as [ImportItem];
      const line = [plainImport(part), trailing, closing].filter((piece) => piece !== undefined).join('  ');
      return [...leading, line].join(file.newline + margin);
    }
    const opening = repeated(text.opening, index);
    return renderFromImport(
      part.module,
      { items: part.items, opening, closing, exploded: text.exploded },
      style,
    );
  });
  return make(node.start, comment?.end ?? node.end, lines.join(file.newline + margin));
}

/** The white space before a statement that begins its line, without a byte order mark and form feeds. */
function marginOf({ text }: SourceFile, start: number): string | undefined {
  const lineStart = Math.max(text.lastIndexOf('\n', start - 1), text.lastIndexOf('\r', start - 1)) + 1;
  const lead = text.slice(lineStart, start).replace(/^\ufeff/, '');
  return /^[ \t\f]*$/.test(lead) ? lead.slice(lead.lastIndexOf('\f') + 1) : undefined;
}

function plainImport(part: Part): string {
  const names = part.items.map(({ name, asname }) => (asname === undefined ? name : `${name} as ${asname}`));
  if (part.kind === 'from') return `from ${part.module} import ${names.join(', ')}`;
  const { asname } = part.items[0]!;
  return asname === undefined ? `import ${part.module}` : `import ${part.module} as ${asname}`;
}

/** `import a, old, b`: only the name itself is replaced. */
function importStatementEdit(
  file: SourceFile,
  site: ImportSite,
  aliases: AliasReplacements,
  make: (start: number, end: number, text: string) => Edit,
): Edit | undefined {
  const { node } = site;
  const names = node.names.flatMap((alias) => {
    const replacements = aliases.get(alias);
    if (!replacements) return [file.text.slice(alias.start, alias.end)];
    return replacements.map(({ module, asname }) =>
      asname === undefined ? module : `${module} as ${asname}`,
    );
  });
  const unique = [...new Set(names)];
  if (unique.length === 0) return removeStatement(file, site, isAlone(file, site), make);
  const first = node.names[0]!;
  const last = node.names.at(-1)!;
  const text = unique.join(', ');
  if (text === file.text.slice(first.start, last.end)) return undefined;
  if (node.names.length > 1 || unique.length === 1) return make(first.start, last.end, text);
  const indent = marginOf(file, node.start);
  const after = /^[ \t]*(?:#|\r|\n|$)/.test(file.text.slice(node.end, node.end + 200));
  if (indent === undefined || !after) return make(first.start, last.end, text);
  const comment = statementComment(node.end, file.module);
  const tail = comment !== undefined && isPragma(comment) ? `  ${comment}` : '';
  const lines = unique.map((name, index) => `import ${name}${index < unique.length - 1 ? tail : ''}`);
  return make(node.start, node.end, lines.join(file.newline + indent));
}
