import { type LexedImports, lexImports } from '../python/lex-imports.js';
import { isPackageFile } from '../python/module-index.js';
import { importedModules } from './import-candidates.js';
import type { Range } from './import-removals.js';
import type { MentionFinder } from './mentions.js';
import { moduleAliases, prefixes, reachableNames } from './module-aliases.js';
import { referenceWords } from './reference-words.js';
import { identityOf, type RelocationTable, splitName } from './relocation-table.js';
import type { SourceFile } from './source-file.js';
import type { Survey } from './survey.js';

/** Literals that stand beside each other in the middle of a word: `"pkg." "module"`. */
const JOINT = /(?<=[\w./])(?:"(?!"")|'(?!'')|"""|''')(?:\s|\\\r?\n|#[^\n]*\n)*[a-zA-Z]{0,2}["']+(?=[\w./])/g;

/**
 * Tells files that have nothing to do with a wave's modules from their text alone, so that only the others are parsed.
 *
 * For a file that it turns away, retargeting has no edit and no finding. Each test below stands for one way in which
 * retargeting can come upon a module: by an import statement, by an attribute of a package, by a mention, by a string.
 */
export class ReferenceFilter {
  /** A file that refers to a module holds one of these. */
  readonly words: readonly Buffer[];
  /** Dotted names of the modules, and of what other modules call them. */
  private readonly names: ReadonlySet<string>;
  /** Those and the packages above them. */
  private readonly reachable: ReadonlySet<string>;
  private readonly segments: ReadonlySet<string>;
  private readonly lasts: ReadonlySet<string>;
  private readonly attribute: RegExp;
  private readonly own: RegExp;
  private readonly relative: RegExp;
  private readonly computed: RegExp;
  private readonly isPlain: boolean;

  constructor(
    private readonly table: RelocationTable,
    private readonly survey: Survey,
    private readonly finder: MentionFinder,
    /** Turns away no file that holds one of the words. */
    readonly isExhaustive: boolean,
  ) {
    this.words = referenceWords(table, survey);
    const legacies = table.legacies.flatMap(({ names }) => names);
    this.names = new Set([...legacies, ...moduleAliases(table, survey).keys()]);
    this.reachable = reachableNames(table, survey);
    this.segments = new Set([...this.names].flatMap((name) => name.split('.')));
    // Python compares names in their normal form (NFKC), in which other letters may be the same.
    this.isPlain = [...this.names].every((name) => /^[\w.]+$/.test(name));
    this.lasts = new Set([...this.names].map((name) => splitName(name).last));
    const lasts = either([...this.lasts]);
    this.attribute = new RegExp(`\\.(?:\\s|\\\\|#[^\\n]*\\n)*(?:${lasts})(?!\\w)`);
    this.own = new RegExp(`["'](?:${lasts})["']`);
    this.relative = new RegExp(`["']\\.(?:${either(legacies.flatMap(suffixes))})["']`);
    const packages = legacies.flatMap((name) => prefixes(name).slice(0, -1));
    this.computed = new RegExp(`["'](?:${either(packages)})\\.["'{]`);
  }

  /** Whether a file that holds one of the words may refer to a module of the wave, in any form. */
  mayRefer(file: SourceFile): boolean {
    return this.isExhaustive || this.mayReferUnparsed(file.path);
  }

  /** Whether a file that does not parse, and that nothing else can be asked of, may refer to a module of the wave. */
  mayReferUnparsed(path: string): boolean {
    const file = this.survey.file(path);
    if (!this.isPlain || !file) return true;
    if (file.decodedText) return this.mayReferIn(path, file.text, file.lexedImports);
    // Whatever the encoding is, names in ASCII can be told.
    const text = Buffer.from(file.bytes).toString('latin1');
    return this.mayReferIn(path, text, lexImports(text));
  }

  /** Whether a file may refer to a module in what is left of it without some ranges: its import statements. */
  mayReferOutside(file: SourceFile, ranges: readonly Range[]): boolean {
    return this.isExhaustive || this.findsOutside(file, ranges);
  }

  /** `mayReferOutside` as the text has it, whether all files are to be parsed or not. */
  findsOutside(file: SourceFile, ranges: readonly Range[]): boolean {
    if (!this.isPlain) return true;
    const { path, text } = file;
    let [left, at] = ['', 0];
    for (const { start, end } of [...ranges].sort((a, b) => a.start - b.start)) {
      if (start > at) left += `${text.slice(at, start)}\n`;
      at = Math.max(at, end);
    }
    left += text.slice(at);
    return this.mayReferIn(path, left, lexImports(left));
  }

  private mayReferIn(path: string, text: string, lexed: LexedImports): boolean {
    return (
      this.mayImport(path, text, lexed) || this.finder.all(text, path).length > 0 || this.mayName(path, text)
    );
  }

  /** Whether a document may hold code that refers to a module by an import. */
  mayHoldCode(path: string, text: string): boolean {
    return this.isExhaustive || !this.isPlain || this.mayImport(path, text, lexImports(text));
  }

  /** By an import of a module, or of a package and an attribute of it. */
  private mayImport(path: string, text: string, lexed: LexedImports): boolean {
    const counts = (segment: string) => segment === '*' || this.segments.has(segment);
    const { read, imported, children, unsure } = importedModules(
      identityOf(path, this.survey),
      lexed,
      counts,
    );
    if (unsure) return true;
    const isModule = (dotted: string) =>
      this.names.has(dotted) ||
      (this.lasts.has(splitName(dotted).last) && this.table.named(dotted, path) !== undefined);
    if ([...read, ...imported, ...children].some(isModule)) return true;
    // What `*` and dots bring in is not looked up: it counts where it may be a module.
    const isOpen = lexed.imports.some(
      ({ level, names }) => level > 0 && names.some((name) => name === '*' || this.lasts.has(name)),
    );
    const isStarred = [...read].some((dotted) => this.reachable.has(dotted) && children.has(`${dotted}.*`));
    if (isOpen || isStarred) return true;
    const throughPackage =
      [...imported].some((dotted) => this.reachable.has(dotted.split('.', 1)[0]!)) ||
      [...children].some((dotted) => this.reachable.has(dotted));
    return throughPackage && this.attribute.test(text);
  }

  /** By a string that is no whole mention: relative, in pieces, or the beginning of a computed name. */
  private mayName(path: string, text: string): boolean {
    if (isPackageFile(path) && this.own.test(text)) return true;
    if (this.relative.test(text) || this.computed.test(text)) return true;
    const whole = text.replace(JOINT, '');
    return whole.length < text.length && this.finder.all(whole, path).length > 0;
  }
}

function suffixes(dotted: string): string[] {
  const parts = dotted.split('.');
  return parts.map((_, index) => parts.slice(index).join('.'));
}

/** A pattern for any of some dotted names; for none of them when there are none. */
function either(names: readonly string[]): string {
  return names.length === 0 ? '(?!)' : names.map((name) => name.replaceAll('.', '\\.')).join('|');
}
