import type { Alias } from '../../python/ast.js';
import { type ImportSite, scopePath } from '../../python/scope.js';
import type { SourceFile } from '../source-file.js';

/** Statements that import, with nothing but blanks and comments between them. */
interface Run {
  /** The scope and the names that it binds there; a star with its module. */
  readonly names: ReadonlySet<string>;
  /** The text behind it, up to the next run. */
  readonly rest: string;
}

/**
 * Whether two states of a file are the same text but for import statements, and these bind the same names between the
 * same other statements. What the names mean is not compared.
 */
export function haveSameNames(before: SourceFile, after: SourceFile): boolean {
  const [old, now] = [runsOf(before), runsOf(after)];
  return (
    old !== undefined &&
    now !== undefined &&
    old.length === now.length &&
    old.every(({ names, rest }, index) => {
      const other = now[index]!;
      return rest === other.rest && names.size === other.names.size && isSubset(names, other.names);
    })
  );
}

function isSubset(names: ReadonlySet<string>, others: ReadonlySet<string>): boolean {
  return [...names].every((name) => others.has(name));
}

/** @returns `undefined` when one run binds a name twice: which import wins is not compared. */
function runsOf({ text, scopes: { imports } }: SourceFile): Run[] | undefined {
  const sites = [...imports].sort((a, b) => a.node.start - b.node.start);
  const runs: Run[] = [];
  let names = new Set<string>();
  let at = 0;
  for (const [index, site] of sites.entries()) {
    const rest = behindBlanks(text.slice(at, site.node.start));
    if (rest !== '' || index === 0) {
      runs.push({ names, rest });
      names = new Set();
    }
    const place = placeOf(site, text);
    for (const alias of site.node.names) {
      const name = `${place} ${boundBy(site, alias)}`;
      if (names.has(name)) return undefined;
      names.add(name);
    }
    at = site.node.end;
  }
  return [...runs, { names, rest: behindBlanks(text.slice(at)) }];
}

/** A text without the blanks, comments and semicolons that it begins with; the indentation of its first line stays. */
function behindBlanks(text: string): string {
  const lines = /^(?:[ \t\f;\\]*(?:#[^\r\n]*)?(?:\r\n|\r|\n))*/.exec(text)![0].length;
  const rest = text.slice(lines);
  return /^[ \t\f;\\\ufeff]*$/.test(rest) ? '' : rest;
}

/** Where an import stands, as far as its text and the text around it do not say it. */
function placeOf({ node: { start }, scope, typeChecking, guarded }: ImportSite, text: string): string {
  const margin = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  return `${scopePath(scope)} ${typeChecking} ${guarded} ${margin.trim() === '' ? margin.length : 'line'}`;
}

/** The name that an import binds; a star, and an import of a dotted name, with the module. */
function boundBy({ node }: ImportSite, { name, asname }: Alias): string {
  if (node.kind === 'ImportFrom')
    return name === '*' ? `${'.'.repeat(node.level)}${node.module}.*` : (asname ?? name);
  return asname ?? (name.includes('.') ? `import ${name}` : name);
}
