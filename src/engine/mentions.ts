import type { ReferenceForm } from '../model/plan.js';
import type { MentionDecision } from '../model/wave.js';
import { isPackageFile } from '../python/module-index.js';
import { globMatcher } from './glob.js';
import { holdsAny } from './holds-any.js';
import { lastSegment } from './last-segment.js';
import type { Legacy, RelocationTable } from './relocation-table.js';
import { renamed } from './renamed.js';
import type { SplitDestination } from './split.js';

/** A place in some text that names a legacy module, as a dotted path or as a file path. */
export interface Mention {
  readonly legacy: Legacy;
  readonly start: number;
  /** Behind the module's name, and behind the symbol when there is one. */
  readonly end: number;
  /** The module as it is spelt. */
  readonly spelt: string;
  /** `module.symbol` or `module:symbol`. */
  readonly symbol: string | undefined;
  readonly separator: '.' | ':' | undefined;
  /** `pattern`: a glob for files of the module's name, which may mean others as well. */
  readonly style: 'dotted' | 'path' | 'pattern';
  /** How dots are written, where a regular expression escapes them. */
  readonly dot?: string;
  /** The package that a relative name is relative to. */
  readonly base?: string;
}

/** What a mention becomes, or that nothing says what it should become. */
export interface MentionEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly legacy: Legacy;
  readonly form: ReferenceForm;
}

/** Finds mentions of legacy modules in any text. */
export class MentionFinder {
  private readonly dotted: RegExp | undefined;
  private readonly paths: RegExp | undefined;
  private readonly byName = new Map<string, Legacy>();
  private readonly byPath = new Map<string, Legacy>();
  private readonly byGlob = new Map<string, Legacy>();
  /** Files that mention a module hold one of these. */
  readonly words: readonly Buffer[];
  /** Every mention holds one of these. */
  private readonly spellings: readonly string[];

  constructor(readonly table: RelocationTable) {
    const { legacies } = table;
    for (const legacy of legacies) {
      for (const name of legacy.names) this.byName.set(name, legacy);
      for (const path of pathForms(legacy)) if (!this.byPath.has(path)) this.byPath.set(path, legacy);
    }
    const either = (texts: Iterable<string>) =>
      [...texts]
        .sort((a, b) => b.length - a.length)
        .map((each) => escapeRegExp(each).replaceAll('\\.', '\\\\{0,2}\\.'))
        .join('|');
    if (legacies.length > 0) {
      this.dotted = new RegExp(
        `(?<![\\w./]|(?<!\\bmypy)-)(${either(this.byName.keys())})(?![\\w/-])(?:(\\\\{0,2}\\.|:)([A-Za-z_]\\w*))?`,
        'g',
      );
      if (this.byPath.size > 0) {
        for (const legacy of legacies)
          if (!isPackageFile(legacy.path) && pathForms(legacy).length > 0)
            this.byGlob.set(`*/${lastSegment(legacy.path)}.py`, legacy);
        const files = either([...this.byPath.keys(), ...this.byGlob.keys()]);
        this.paths = new RegExp(`(?<![\\w-])((?:\\./)?(?:${files}))(?![\\w])`, 'g');
      }
    }
    const plain = [...this.byName.keys(), ...this.byPath.keys(), ...this.byGlob.keys()];
    const spellings = plain.flatMap((spelt) =>
      spelt.includes('.') ? [spelt, ...['\\.', '\\\\.'].map((dot) => spelt.replaceAll('.', dot))] : [spelt],
    );
    this.spellings = spellings.filter(
      (spelt) => !spellings.some((other) => other !== spelt && spelt.includes(other)),
    );
    this.words = [...new Set(legacies.map(({ path }) => lastSegment(path)))].map((segment) =>
      Buffer.from(segment),
    );
  }

  /** Whether bytes hold the name or the path of a module, as every mention does. */
  isSpelt(bytes: Uint8Array): boolean {
    return holdsAny(bytes, this.spellings);
  }

  /** What the wave makes stale: mentions of modules that go, and of symbols that leave a module which stays. */
  find(text: string, path: string): Mention[] {
    return this.all(text, path).filter(
      (mention) =>
        mention.legacy.gone ||
        (mention.symbol === undefined
          ? readsAttribute(text, mention)
          : leaves(mention.legacy, mention.symbol)),
    );
  }

  /** All mentions of the wave's modules in the text of a file, in text order. */
  all(text: string, path: string): Mention[] {
    const found: Mention[] = [];
    if (!this.dotted || !this.spellings.some((spelt) => text.includes(spelt))) return found;
    for (const match of text.matchAll(this.dotted)) {
      const [all, written, separator, name] = match as unknown as [string, string, string?, string?];
      const { spelt, dot } = unescaped(written);
      const legacy = this.byName.get(spelt)!;
      const isPackage = this.isPackageOfDestination(legacy, spelt, name);
      if (isPackage && (name !== undefined || !isDocumented(text, match.index))) continue;
      const known = name !== undefined && legacy.target(name).kind !== 'missing';
      if (!isNamed(text, match.index, written, path)) continue;
      found.push({
        legacy,
        start: match.index,
        end: match.index + (known ? all.length : written.length),
        spelt,
        symbol: known ? name : undefined,
        separator: known ? (separator!.at(-1) as '.' | ':') : undefined,
        style: 'dotted',
        ...dot,
      });
    }
    for (const match of this.paths ? text.matchAll(this.paths) : []) {
      const written = match[1]!.replace(/^\.\//, '');
      const { spelt, dot } = unescaped(written);
      const start = match.index + (match[0].length - written.length);
      const legacy = this.byPath.get(spelt);
      found.push({
        legacy: legacy ?? this.byGlob.get(spelt)!,
        start,
        end: start + written.length,
        spelt,
        symbol: undefined,
        separator: undefined,
        style: legacy ? 'path' : 'pattern',
        ...dot,
      });
    }
    return found.sort((a, b) => a.start - b.start);
  }

  /** A split into a package of the same name: the old dotted name still means something. */
  private isPackageOfDestination(legacy: Legacy, spelt: string, name: string | undefined): boolean {
    if (legacy.split.whole) return false;
    const inside = legacy.split.destinations.filter(
      ({ module }) => module === spelt || module.startsWith(`${spelt}.`),
    );
    if (inside.length === 0) return false;
    return (
      name === undefined ||
      legacy.target(name).kind === 'missing' ||
      inside.some(({ module }) => module === `${spelt}.${name}`)
    );
  }
}

/** A name or a path as it reads without the backslashes of a regular expression, and how its dots are written. */
function unescaped(written: string): { spelt: string; dot?: { dot: string } } {
  const dot = /\\{1,2}\./.exec(written)?.[0];
  return dot === undefined ? { spelt: written } : { spelt: written.replaceAll(dot, '.'), dot: { dot } };
}

/** Whether what follows is the module that a reStructuredText directive describes, or takes the members of. */
function isDocumented(text: string, start: number): boolean {
  return /\.\. (?:py:)?(?:auto|current)?module::[ \t]*$/.test(text.slice(Math.max(0, start - 40), start));
}

/** The name of a top-level module is a word that texts use for other things, too. */
function isWord(name: string): boolean {
  return !name.includes('.');
}

const CONFIGURATION =
  /\.(?:toml|cfg|ini|ya?ml|json|conf)$|rc$|(?:^|\/)(?:\.env|\.flake8|\.importlinter|Dockerfile|Makefile|Procfile|justfile)[^/]*$/i;

/**
 * Whether a text means a module by its name: a dotted one always does; a word has to be set off by quotes, by what
 * follows it, by an import or an option, or as all that a setting says.
 */
export function isNamed(text: string, start: number, name: string, path: string): boolean {
  if (!isWord(name)) return true;
  const before = text.slice(Math.max(0, start - 80), start);
  const after = text.slice(start + name.length, start + name.length + 80);
  if (/^[.:][A-Za-z_]/.test(after)) return true;
  if (/['"`]$/.test(before) && new RegExp(`^\\.?${before.at(-1)}`).test(after)) return true;
  if (/(?:^|[\n\r;"'`]|\\n|>>>)[ \t]*(?:import|from)[ \t]+$/.test(before)) return true;
  if (/(?:^|\s)(?:-[mp][ \t]*|--[a-z][\w-]*[= ])$/.test(before)) return true;
  return (
    CONFIGURATION.test(path) &&
    /(?:[=:,[]|(?:^|[\n\r])[ \t]*-?)[ \t]*$/.test(before) &&
    /^[ \t]*(?:$|[\n\r,\]#])/.test(after)
  );
}

/** Whether a word alone in a string of code or in a setting may mean something else than the module. */
export function isAmbiguous(text: string, start: number, name: string, path: string): boolean {
  if (!isWord(name) || /^[.:]/.test(text.slice(start + name.length))) return false;
  if (/(?:^|\s)(?:-m[ \t]+|--cov=|(?:import|from)[ \t]+)$/.test(text.slice(Math.max(0, start - 20), start)))
    return false;
  const [quote, end] = [text[start - 1], text[start + name.length]];
  return (
    CONFIGURATION.test(path) ||
    (path.endsWith('.py') && quote !== undefined && /['"]/.test(quote) && quote === end)
  );
}

/** Whether a mention in code means something that is not there after the wave. */
export function isStale({ legacy, symbol }: Mention): boolean {
  return legacy.gone || (symbol !== undefined && leaves(legacy, symbol));
}

/** Rewrites mentions where it is certain what they mean; the rest is returned for a finding. */
export function rewriteMentions(
  text: string,
  mentions: readonly Mention[],
  path: string,
): { edits: MentionEdit[]; unresolved: Mention[] } {
  const edits: MentionEdit[] = [];
  const unresolved: Mention[] = [];
  for (const mention of mentions) {
    if (decisionFor(mention, path)?.leave !== undefined) continue;
    if (!mention.legacy.gone && mention.symbol !== undefined && !leaves(mention.legacy, mention.symbol))
      continue;
    const edit =
      importLine(text, mention) ??
      topImport(text, mention) ??
      symbolMention(mention) ??
      (isCode(text, mention) ||
      (mention.style === 'dotted' && isAmbiguous(text, mention.start, mention.spelt, path))
        ? undefined
        : heirMention(mention, path));
    const { dot } = mention;
    if (edit && dot !== undefined) edits.push({ ...edit, text: edit.text.replaceAll('.', dot) });
    else if (edit && edit.text !== text.slice(edit.start, edit.end)) edits.push(edit);
    else if (edit) continue;
    else if (mention.legacy.gone || isRemoved(mention) || readsAttribute(text, mention))
      unresolved.push(mention);
  }
  return { edits, unresolved };
}

function isRemoved({ legacy, symbol }: Mention): boolean {
  return symbol !== undefined && legacy.target(symbol).kind === 'gone';
}

/** Why a mention that nothing decides cannot stay: what it was taken to mean, and what becomes of that. */
export function residueMessage(mention: Mention): string {
  const { legacy, spelt, symbol, separator, base } = mention;
  const module = `the module in \`${legacy.path}\``;
  if (symbol !== undefined) {
    const fate = isRemoved(mention) || legacy.rule.deleted ? 'which the wave takes away' : 'which goes';
    return `\`${spelt}${separator}${symbol}\` means \`${symbol}\` of ${module}, ${fate}.`;
  }
  const from = base === undefined ? '' : `, seen from the package \`${base}\`,`;
  const said = `\`${spelt}\`${from} ${mention.style === 'pattern' ? 'matches' : 'means'} ${module}`;
  if (!legacy.gone) return `${said}, which symbols leave: which of them is read here is not known.`;
  const names = legacy.split.destinations.map(({ module: name }) => `\`${name}\``);
  if (isWord(spelt) && mention.style === 'dotted' && legacy.split.whole)
    return `\`${spelt}\` may be ${module}, which becomes ${names[0]}, or a word like any other: nothing here says which.`;
  if (names.length === 0) return `${said}, which the wave deletes.`;
  if (legacy.split.whole)
    return `${said}, which becomes ${names[0]}: what is said about it here cannot be rewritten for certain.`;
  if (names.length === 1) return `${said}, which becomes ${names[0]}, and no \`heir\` takes such mentions.`;
  return `${said}, which becomes ${names.slice(0, -1).join(', ')} and ${names.at(-1)}: nothing here says which of them.`;
}

/** What to do about a mention that nothing decides. */
export function mentionHint({ split }: Legacy): string {
  if (split.destinations.length === 0)
    return 'Take the mention out, say under `mentions` of the rule why it stays, or waive it with a reason.';
  return `Name the symbol next to it, give the rule for \`${split.module}\` an \`heir\` that inherits such mentions, or waive it with a reason.`;
}

/** Whether the wave's author decided to leave mentions in a file alone. */
export function isLeft(legacy: Legacy, path: string): boolean {
  return decisionFor({ legacy }, path)?.leave !== undefined;
}

/** Where a symbol of a mentioned module stands after the wave, spelt like the mention; `undefined` when it is not known. */
export function placeOfSymbol(
  { legacy, spelt }: Pick<Mention, 'legacy' | 'spelt'>,
  symbol: string,
): { readonly module: string; readonly name: string } | undefined {
  const target = legacy.target(symbol);
  switch (target.kind) {
    case 'moved':
      return { module: renamed(spelt, legacy, target.destination.module), name: target.name };
    case 'origin':
      return target.name === undefined ? undefined : { module: target.module, name: target.name };
    case 'replicated':
      return { module: renamed(spelt, legacy, target.destinations[0]!.module), name: symbol };
    case 'stays':
      return { module: spelt, name: symbol };
    default:
      return undefined;
  }
}

/** The new module of a symbol that keeps its name. */
export function moduleOfSymbol(
  mention: Pick<Mention, 'legacy' | 'spelt'>,
  symbol: string,
): string | undefined {
  const place = placeOfSymbol(mention, symbol);
  return place?.name === symbol ? place.module : undefined;
}

/** Whether a symbol is not to be found in its module any more. */
function leaves(legacy: Legacy, symbol: string): boolean {
  const { kind } = legacy.target(symbol);
  return kind !== 'stays' && kind !== 'missing';
}

function symbolMention(mention: Mention): MentionEdit | undefined {
  if (mention.symbol === undefined) return undefined;
  const target = mention.legacy.target(mention.symbol);
  if (target.kind === 'origin' && target.name === undefined && mention.separator === '.') {
    // `legacy.time` is the module `time` itself, which has a name of its own.
    return {
      start: mention.start,
      end: mention.end,
      text: target.module,
      legacy: mention.legacy,
      form: 'doc-mention',
    };
  }
  const place = placeOfSymbol(mention, mention.symbol);
  const { start, end, legacy, separator } = mention;
  if (place === undefined) {
    // What the module had imported as a whole is reached by its own name.
    const target = legacy.target(mention.symbol);
    if (target.kind !== 'origin' || separator !== '.') return undefined;
    return { start, end, text: target.module, legacy, form: 'doc-mention' };
  }
  return { start, end, text: `${place.module}${separator}${place.name}`, legacy, form: 'doc-mention' };
}

/** Where the line ends behind `import`, it is a sentence and no code. */
const IMPORTED_NAMES =
  /^[ \t]+import(?:[ \t]+|[ \t]*\r?\n[ \t]*)((?:[A-Za-z_]\w*(?:[ \t]+as[ \t]+\w+)?)(?:[ \t]*,[ \t]*[A-Za-z_]\w*(?:[ \t]+as[ \t]+\w+)?)*)/;
/** Over several lines, without comments: as documents have them. */
const IMPORTED_IN_PARENTHESES =
  /^[ \t]+import[ \t]*\(((?:[ \t\r\n]*(?:\.\.\.[ \t]+)?[A-Za-z_]\w*(?:[ \t]+as[ \t]+\w+)?[ \t]*,?)+)[ \t\r\n]*(?:\.\.\.[ \t]+)?\)/;

/** `from legacy import a, b` inside text: documentation, a doctest, code for a subprocess. */
function importLine(text: string, mention: Mention): MentionEdit | undefined {
  if (mention.style !== 'dotted' || mention.symbol !== undefined) return undefined;
  const before = /(^|[\n\r]|\\n|[;"'`])([ \t]*(?:>>>|\.\.\.)?[ \t]*)from[ \t]+$/.exec(
    text.slice(Math.max(0, mention.start - 200), mention.start),
  );
  const rest = text.slice(mention.end, mention.end + 4000);
  const after = IMPORTED_NAMES.exec(rest) ?? IMPORTED_IN_PARENTHESES.exec(rest);
  if (!after?.[1]) return undefined;
  const groups = new Map<string, string[]>();
  const items = after[1]
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
  for (const item of items) {
    const [name, alias] = item.split(/\s+as\s+/) as [string, string?];
    const place = placeOfSymbol(mention, name);
    if (place === undefined) return undefined;
    const local = alias ?? name;
    const text = local === place.name && alias === undefined ? name : `${place.name} as ${local}`;
    groups.set(place.module, [...(groups.get(place.module) ?? []), text]);
  }
  const { legacy } = mention;
  const [only] = groups;
  if (groups.size === 1 && only![1].join() === items.join()) {
    return { start: mention.start, end: mention.end, text: only![0], legacy, form: 'code-string' };
  }
  if (!before) return undefined;
  const separator =
    before[1] === '\\n' ? '\\n' : before[1] === '\n' || before[1] === '\r' || before[1] === '' ? '\n' : '; ';
  const lead = separator === '\n' ? before[2]! : '';
  const lines = [...groups].sort().map(([module, names]) => `from ${module} import ${names.join(', ')}`);
  const joined = lines.join(separator + lead).replace(/^from /, '');
  return {
    start: mention.start,
    end: mention.end + after[0].length,
    text: joined,
    legacy,
    form: 'code-string',
  };
}

/**
 * `__import__("pkg.mod").mod.name` inside text: the call gives the top package, and the path leads from there to the
 * name (https://docs.python.org/3/library/functions.html#import__). A name that may go on in another string is left out.
 */
function topImport(text: string, mention: Mention): MentionEdit | undefined {
  const { start, end, spelt, style, symbol, legacy } = mention;
  if (style !== 'dotted' || symbol !== undefined) return undefined;
  if (!/\b__import__\(\\?['"]$/.test(text.slice(Math.max(0, start - 20), start))) return undefined;
  const [whole, quote = '', path = ''] =
    /^(\\?['"]\)\.)([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)(?=[\s()[\]:,;=])/.exec(text.slice(end, end + 400)) ?? [];
  const inner = belowTop(spelt);
  if (whole === undefined || inner === '' || !path.startsWith(`${inner}.`)) return undefined;
  const [name = '', ...rest] = path.slice(inner.length + 1).split('.');
  const place = placeOfSymbol(mention, name);
  if (place === undefined) return undefined;
  const reached = [belowTop(place.module), place.name, ...rest].filter((part) => part !== '').join('.');
  return {
    start,
    end: end + whole.length,
    text: place.module + quote + reached,
    legacy,
    form: 'code-string',
  };
}

/** A dotted name without its first segment. */
function belowTop(dotted: string): string {
  return dotted.split('.').slice(1).join('.');
}

/** Code inside text that goes on to read something from the module, as `__import__("legacy").legacy.name` does. */
function readsAttribute(text: string, { start, end }: Mention): boolean {
  // What is read from a logger is none of the module's.
  if (/\bgetLogger\(\\?['"]$/.test(text.slice(Math.max(0, start - 20), start))) return false;
  return /^\\?['"][^\n'"]{0,40}?\)\s*[.[]/.test(text.slice(end, end + 80));
}

/**
 * Whether a bare mention is part of code, where which module is meant depends on what is read from it: an import whose
 * names are not there to be seen, or an attribute that is read.
 */
function isCode(text: string, mention: Mention): boolean {
  if (readsAttribute(text, mention)) return true;
  const before = text.slice(Math.max(0, mention.start - 80), mention.start);
  const after = text.slice(mention.end, mention.end + 80);
  if (/\bfrom[ \t]+$/.test(before) && /^[ \t]+import\b(?![ \t]*[\r\n])/.test(after)) return true;
  return (
    /(?:^|[\n\r;"'`]|\\n|>>>)[ \t]*import[ \t]+$/.test(before) && !/^[ \t]*(?:$|[\n\r;"'`]|\\n)/.test(after)
  );
}

function decisionFor({ legacy }: Pick<Mention, 'legacy'>, path: string): MentionDecision | undefined {
  return legacy.rule.mentions.find((each) => globMatcher(each.path)(path));
}

/** A bare mention goes to the module that the rule names for the file it stands in, or as heir. */
function heirMention(mention: Mention, path: string): MentionEdit | undefined {
  const { legacy } = mention;
  if (!legacy.gone) return undefined;
  const decision = decisionFor(mention, path);
  const heir = legacy.split.destinations.find(
    ({ module }) => module === (decision?.module ?? legacy.rule.heir),
  );
  if (!heir || mention.symbol !== undefined || mention.style === 'pattern') return undefined;
  const { start, end, spelt } = mention;
  if (mention.style === 'dotted')
    return { start, end, text: renamed(spelt, legacy, heir.module), legacy, form: 'doc-mention' };
  return { start, end, text: pathLike(spelt, legacy, heir.path), legacy, form: 'file-path' };
}

/** A new file path in the way the old one was spelt: with or without the source root, with or without `.py`. */
export function pathLike(spelt: string, legacy: Legacy, path: string): string {
  const cut = legacy.path.length - spelt.length;
  const prefix = legacy.path.endsWith(spelt) ? legacy.path.slice(0, cut) : '';
  return path.startsWith(prefix) ? path.slice(prefix.length) : path;
}

/** What a module says of itself, as one of its destinations says it: its path and its dotted name. */
export function namedAnew(
  text: string,
  legacy: Legacy,
  { path, module }: Pick<SplitDestination, 'path' | 'module'>,
): string {
  const forms = [
    ...pathForms(legacy).map((form) => [form, pathLike(form, legacy, path)] as const),
    ...legacy.names.map((name) => [name, renamed(name, legacy, module)] as const),
  ];
  return forms.reduce(
    (said, [old, now]) =>
      said.replace(new RegExp(`(?<![\\w./-])${escapeRegExp(old)}(?![\\w/-])`, 'g'), () => now),
    text,
  );
}

/** A module's file path as people write it: from the repository root, and from its source root. */
function pathForms({ path, split }: Legacy): string[] {
  if (split.rule.retargetOnly) return [];
  const forms = [path];
  if (split.root !== '') forms.push(path.slice(split.root.length + 1));
  const parts = path.split('/');
  if (parts.length > 2) forms.push(parts.slice(-2).join('/'));
  return forms.filter((form) => form.includes('/'));
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
