import { absoluteName, isPackageFile, parentOf } from '../../python/module-index.js';
import { STDLIB_MODULES } from '../../python/stdlib-modules.js';
import { exportedNames } from '../export-list.js';
import { splitName } from '../relocation-table.js';
import type { Survey } from '../survey.js';
import type { SuggestSource } from './bonds.js';
import { plural, singular, tellingWords, topicsOf, wordsOf } from './words.js';

/** A symbol of a new module. */
export interface NamedSymbol {
  readonly name: string;
  readonly lines: number;
  readonly isException: boolean;
  readonly isClass: boolean;
}

/** What a new module will hold, as far as its name is concerned. */
export interface NamedGroup {
  readonly symbols: readonly NamedSymbol[];
  /** Nobody outside of the module imports anything of it. */
  readonly isPrivate: boolean;
  /** The symbol that it is built around. */
  readonly anchor: string | undefined;
}

const KEYWORDS = new Set(
  'and as assert async await break class continue def del elif else except finally for from global if import in is lambda match nonlocal not or pass raise return try type while with yield conftest setup main init test tests'.split(
    ' ',
  ),
);

/**
 * Proposes a dotted name for each group: from the words that set its symbols apart, and free in every sense.
 *
 * @param begins whether the names begin with that of the module.
 */
export function proposeNames(
  groups: readonly NamedGroup[],
  module: string,
  source: SuggestSource,
  survey: Survey,
  begins: boolean,
): string[] {
  const isPackage = isPackageFile(source.file.path);
  const { parent, last } = isPackage ? { parent: module, last: splitName(module).last } : splitName(module);
  const taken = takenNames(parent, source, survey);
  return groups.map((group) => {
    // A module beside no package is found by everybody who installs it: it says whose it is.
    const prefix = parent === '' || begins ? `${last}_` : '';
    const secret = group.isPrivate && prefix === '' ? '_' : '';
    const bases = [...candidates(group, groups, module), `${last}_part`];
    const free = (base: string) => {
      const name = `${secret}${prefix}${base}`;
      return taken(name) ? undefined : name;
    };
    const found = bases.map(free).find((name) => name !== undefined) ?? numbered(bases[0]!, free);
    taken.add(found);
    return parent === '' ? found : `${parent}.${found}`;
  });
}

function numbered(base: string, free: (base: string) => string | undefined): string {
  for (let count = 2; ; count++) {
    const name = free(`${base}_${count}`);
    if (name !== undefined) return name;
  }
}

/** Names that a new module must not have: modules and attributes of the package, symbols, keywords, the standard library. */
function takenNames(parent: string, { file }: SuggestSource, survey: Survey) {
  const init = parent === '' ? undefined : survey.index.resolve(parent);
  const folder = parentOf(file.path);
  const near = new Set<string>();
  for (const path of survey.paths) {
    if (parentOf(path) === folder) near.add(path.slice(folder.length).replace(/^\//, '').split('.', 1)[0]!);
    else if (path.startsWith(folder === '' ? '' : `${folder}/`))
      near.add(path.slice(folder === '' ? 0 : folder.length + 1).split('/', 1)[0]!);
  }
  const attributes = attributesOf(init, survey);
  const names = new Set<string>();
  const taken = (name: string) =>
    names.has(name) ||
    near.has(name) ||
    attributes.has(name) ||
    file.scopes.module.bindings.has(name) ||
    STDLIB_MODULES.has(name) ||
    KEYWORDS.has(name) ||
    /^test_|_test$|^\d/.test(name) ||
    survey.index.resolve(parent === '' ? name : `${parent}.${name}`) !== undefined;
  return Object.assign(taken, { add: (name: string) => names.add(name) });
}

/** What a package holds: a module of the same name would take the attribute's place when it is imported. */
function attributesOf(init: string | undefined, survey: Survey): Set<string> {
  const found = new Set<string>();
  const file = init === undefined ? undefined : survey.python(init);
  if (init === undefined || !file) return found;
  for (const name of file.scopes.module.bindings.keys()) found.add(name);
  for (const name of exportedNames(file.module, file.scopes)) found.add(name);
  // Names that a table or `__getattr__` gives.
  for (const [, word] of file.text.matchAll(/["'](\w+)["']/g)) found.add(word!);
  for (const { node } of file.scopes.imports) {
    if (node.kind !== 'ImportFrom' || node.names[0]?.name !== '*') continue;
    const module = absoluteName(survey.index.nameOf(init), true, node.level, node.module);
    const path = module === undefined ? undefined : survey.index.resolve(module);
    const from = path === undefined ? undefined : survey.python(path);
    for (const name of from ? exportedNames(from.module, from.scopes) : []) found.add(name);
  }
  return found;
}

/** Names for a group, best first. */
function candidates(group: NamedGroup, all: readonly NamedGroup[], module: string): string[] {
  const { symbols, anchor } = group;
  const last = splitName(module).last;
  const found: string[] = [];
  const lines = symbols.reduce((sum, symbol) => sum + symbol.lines, 0);
  const count = Math.max(1, symbols.length);
  const share = (test: (symbol: NamedSymbol) => boolean) => symbols.filter(test).length / count;
  const vocabulary = vocabularyOf(all, module);
  if (anchor !== undefined) found.push(...named(anchor, vocabulary));
  if (share(({ isException }) => isException) > 0.7) found.push('errors', 'exceptions', `${last}_errors`);
  const main = [...symbols].sort((a, b) => b.lines - a.lines)[0];
  if (main?.isClass && main.lines > lines * 0.5) found.push(...named(main.name, vocabulary));
  const phrases = topPhrases(group, all, vocabulary);
  const isConstant = share(({ name }) => /^_?[A-Z][A-Z0-9_]*$/.test(name)) > 0.7;
  const best = phrases[0];
  if (isConstant && best) found.push(constantName(best));
  found.push(...phrases.map(({ phrase }) => phrase), ...(best?.isHead ? [pluralised(best.phrase)] : []));
  if (main) found.push(...named(main.name, vocabulary));
  return found.filter((name) => /^[a-z][a-z0-9_]*$/.test(name) && name.length <= 30);
}

/** Tables are called for what they hold many of; a word that only says which of them (`TREE_SITTER_ROW`) is not that. */
function constantName({ phrase, isHead }: Phrase): string {
  if (!isHead) return phrase;
  const last = phrase.split('_').at(-1)!;
  return singular(last) === last ? pluralised(phrase) : phrase;
}

function pluralised(phrase: string): string {
  const words = phrase.split('_');
  return [...words.slice(0, -1), plural(singular(words.at(-1)!))].join('_');
}

/** How words are read here. */
interface Vocabulary {
  /** Words of most symbols, and of the module's own dotted name: they set nothing apart. */
  readonly common: ReadonlySet<string>;
  /** Words that the dotted name writes as one. */
  readonly compounds: ReadonlySet<string>;
}

function vocabularyOf(all: readonly NamedGroup[], module: string): Vocabulary {
  const compounds = new Set(module.split('.').flatMap((segment) => wordsOf(segment)));
  const names = all.flatMap(({ symbols }) => symbols.map(({ name }) => name));
  const counts = new Map<string, number>();
  for (const name of names)
    for (const word of new Set(topicsOf(name, compounds))) counts.set(word, (counts.get(word) ?? 0) + 1);
  const frequent = [...counts].flatMap(([word, times]) => (times > names.length * 0.4 ? [word] : []));
  return { common: new Set([...frequent, ...[...compounds].map(singular)]), compounds };
}

/** A symbol's name as a module's: `DataFusionRuntimeProfile` → `profile` in `datafusion.runtime`. */
function named(symbol: string, { common, compounds }: Vocabulary): string[] {
  const words = tellingWords(symbol, compounds);
  const telling = words.filter((word) => !common.has(singular(word)));
  const short = (telling.length > 0 ? telling : words).slice(0, 2).join('_');
  const long = words.slice(0, 3).join('_');
  return [...new Set([short, pluralised(short), long, pluralised(long)])].filter((name) => name !== '');
}

/** Words of a group's symbols, in their order. */
interface Phrase {
  readonly phrase: string;
  /** Most symbols that hold it end with it: it says what they are, not which of them. */
  readonly isHead: boolean;
}

/** A phrase that fewer of a group's symbols hold does not stand for the group. */
const LEAST_COVERAGE = 0.12;

/** Words, and pairs of neighbouring words, by how well they cover the group and nothing else. */
function topPhrases(group: NamedGroup, all: readonly NamedGroup[], vocabulary: Vocabulary): Phrase[] {
  const inGroup = phraseCounts([group], vocabulary);
  const everywhere = phraseCounts(all, vocabulary);
  const total = all.reduce((sum, { symbols }) => sum + symbols.length, 0);
  const size = Math.max(1, group.symbols.length);
  const scored = [...inGroup].flatMap(([phrase, { weight, forms, heads }]) => {
    const words = phrase.split('_');
    const coverage = weight / size;
    if (words.every((word) => vocabulary.common.has(word)) || weight < Math.min(2, size)) return [];
    if (coverage < LEAST_COVERAGE) return [];
    const distinct = coverage / (everywhere.get(phrase)!.weight / total);
    const pair = words.length > 1 ? 1.6 : 1;
    const score = coverage * Math.log(1 + distinct) * pair;
    return [{ phrase: mostUsed(forms), isHead: heads > weight / 2, score }];
  });
  return scored.sort((a, b) => b.score - a.score || (a.phrase < b.phrase ? -1 : 1));
}

function mostUsed(forms: ReadonlyMap<string, number>): string {
  return [...forms].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]![0];
}

interface PhraseCount {
  weight: number;
  /** Symbols that end with it. */
  heads: number;
  /** How they write it: `schema`, `schemas`. */
  readonly forms: Map<string, number>;
}

/** How many symbols hold a phrase, and how. */
function phraseCounts(groups: readonly NamedGroup[], { compounds }: Vocabulary): Map<string, PhraseCount> {
  const counts = new Map<string, PhraseCount>();
  for (const { name } of groups.flatMap(({ symbols }) => symbols)) {
    const written = tellingWords(name, compounds);
    const phrases = new Map<string, string>();
    for (const [at, word] of written.entries()) {
      const next = written[at + 1];
      phrases.set(singular(word), word);
      if (next !== undefined) phrases.set(`${singular(word)}_${singular(next)}`, `${singular(word)}_${next}`);
    }
    for (const [phrase, form] of phrases) {
      const entry = counts.get(phrase) ?? { weight: 0, heads: 0, forms: new Map<string, number>() };
      entry.weight++;
      if (written.join('_').endsWith(form)) entry.heads++;
      entry.forms.set(form, (entry.forms.get(form) ?? 0) + 1);
      counts.set(phrase, entry);
    }
  }
  return counts;
}
