import type { MentionFinder } from '../mentions.js';
import type { RelocationTable } from '../relocation-table.js';

/** A name that a module of a split may be called by, in text. */
interface Spelling {
  readonly module: string;
  /** It is a module that is split, not one of the new ones. */
  readonly isOld: boolean;
}

/**
 * Brings text into a form in which a text and its retargeted copy are equal: every name or path of a module that is
 * split, and of a module that it is split into, becomes the same mark. A destination followed by a symbol that
 * neither stands there nor is read there keeps its name, and so differs.
 */
export class CanonicalText {
  private readonly spellings = new Map<string, Spelling>();
  private readonly pattern: RegExp | undefined;
  private readonly lastNames: RegExp | undefined;

  constructor(
    private readonly table: RelocationTable,
    private readonly finder: MentionFinder,
  ) {
    for (const { split } of table.legacies) {
      const own = { module: split.module, path: split.file.path, isOld: true };
      for (const { module, path, isOld } of [
        own,
        ...split.destinations.map((to) => ({ ...to, isOld: false })),
      ]) {
        const inside = split.root === '' ? path : path.slice(split.root.length + 1);
        const prefix = split.root.replaceAll('/', '.');
        const last = path.split('/').slice(-2).join('/');
        const dotted = prefix === '' ? [module] : [module, `${prefix}.${module}`];
        for (const spelt of [...dotted, path, inside, last])
          if (!this.spellings.has(spelt)) this.spellings.set(spelt, { module, isOld });
      }
    }
    const modules = table.legacies.flatMap(({ split }) => [
      split.module,
      ...split.destinations.map(({ module }) => module),
    ]);
    const last = [...new Set(modules.map((module) => escapeRegExp(module.split('.').at(-1)!)))];
    if (last.length > 0) this.lastNames = new RegExp(`(?<![\\w.])(?:${last.join('|')})(?![\\w(=])`, 'g');
    const any = [...this.spellings.keys()].sort((a, b) => b.length - a.length).map(escapeRegExp);
    if (any.length > 0)
      this.pattern = new RegExp(
        `(?<![\\w.-])(?:\\./)?(${any.join('|')})(?![\\w/-])(?:([.:])([A-Za-z_]\\w*))?`,
        'g',
      );
  }

  of(text: string): string {
    const marked = this.withoutNew(this.withoutOld(throughTop(text.replace(ESCAPED_DOT, '.'))));
    return joinedImports(/>>>|\bimport\b/.test(marked) ? this.withoutLocalNames(marked) : marked);
  }

  /** Code in text imports a module from its package and calls it by its last name. */
  private withoutLocalNames(text: string): string {
    if (!this.lastNames) return text;
    return text.replace(this.lastNames, MARK).replace(new RegExp(`${MARK}(?:, ${MARK})+`, 'g'), MARK);
  }

  private withoutOld(text: string): string {
    let result = '';
    let at = 0;
    for (const { start, end, symbol, separator, legacy } of this.finder.find(text, '')) {
      if (start < at) continue;
      const target = symbol === undefined ? undefined : legacy.target(symbol);
      const module = target?.kind === 'origin' && target.name !== undefined ? target.module : MARK;
      result += text.slice(at, start) + module + (symbol === undefined ? '' : `${separator}${symbol}`);
      at = end;
    }
    return result + text.slice(at);
  }

  private withoutNew(text: string): string {
    if (!this.pattern) return text;
    return text.replace(this.pattern, (all: string, spelt: string, separator?: string, symbol?: string) => {
      if (symbol === undefined) return MARK;
      const { module, isOld } = this.spellings.get(spelt)!;
      return isOld || this.mayBeLookedUp(symbol, module) ? `${MARK}${separator}${symbol}` : all;
    });
  }

  private mayBeLookedUp(symbol: string, module: string): boolean {
    return this.table.legacies.some((legacy) => {
      const target = legacy.target(symbol);
      if (target.kind === 'missing') return true;
      if (target.kind === 'moved' && target.destination.module === module) return true;
      return legacy.needs.readersOf(symbol).some((reader) => reader.module === module);
    });
  }
}

/** `__import__("a.b").b.name` names `a.b.name`, by way of the top package. */
function throughTop(text: string): string {
  if (!text.includes('__import__(')) return text;
  return text.replace(
    /\b__import__\((\\?['"])([\w.]+)\1\)\.([\w.]+)/g,
    (all: string, quote: string, module: string, path: string) => {
      const inner = module
        .split('.')
        .slice(1)
        .map((part) => `${part}.`)
        .join('');
      return path.startsWith(inner) ? `__import__(${quote}${module}.${path.slice(inner.length)}` : all;
    },
  );
}

/** As a regular expression has it. */
const ESCAPED_DOT = /(?<=\w)\\{1,2}\.(?=\w)/g;
const MARK = '<module>';
const NAMES = '\\w+(?: as \\w+)?(?:, *\\w+(?: as \\w+)?)*';
const IMPORTS = new RegExp(
  `from ${MARK} import ${NAMES}(?:(?:\\\\n|[\\s;>.])*from ${MARK} import ${NAMES})*`,
  'g',
);

const MODULE_IMPORTS = new RegExp(
  `(?<!from ${MARK} )import ${MARK}(?:(?:\\\\n|[\\s;>.])*import ${MARK}(?!\\w))*`,
  'g',
);

/** An import of several names in text may have become several imports. */
function joinedImports(given: string): string {
  const text = given.replace(MODULE_IMPORTS, `import ${MARK}`);
  if (!text.includes(`from ${MARK} import`)) return text;
  return text.replace(IMPORTS, (run) => {
    const names = [...run.matchAll(new RegExp(`import (${NAMES})`, 'g'))].flatMap((match) =>
      match[1]!.split(/, */),
    );
    return `from ${MARK} import ${names.sort().join(', ')}`;
  });
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
