import type { Diagnostic } from '../model/gate.js';
import type { Relocation } from '../model/relocation.js';
import { comparableLine, comparableMessage } from './comparable-message.js';
import { indexRelocations, type Owner, type RelocationIndex } from './relocation-index.js';

export type { Owner } from './relocation-index.js';
export type Side = 'before' | 'after';

/** What comparing needs to know of the wave and of the two trees. */
export interface ComparisonMapping {
  readonly relocations: readonly Relocation[];
  /** Real path of the repository root: messages quote it. */
  readonly root?: string;
  /**
   * The top-level definition around a line, with its module; `name: undefined` for statements of the module itself
   * (and for line 0, which asks for the module only). `undefined` for a file that is no module.
   */
  enclosingSymbol(side: Side, file: string, line: number): Owner | undefined;
  /** The source text of a line; lets an import that fans out keep the complaints of the one that it was. */
  sourceLine?(side: Side, file: string, line: number): string | undefined;
}

/**
 * The diagnostics after the wave that none before it accounts for. Both sides are multisets of (tool, code, message,
 * owner); the owner of an old diagnostic is where its code stands now, so that an error moves with its function.
 */
export function compareDiagnostics(
  before: readonly Diagnostic[],
  after: readonly Diagnostic[],
  mapping: ComparisonMapping,
): readonly Diagnostic[] {
  const relocations = indexRelocations(mapping.relocations);
  const keys = keysOf(mapping, relocations);
  const allowed = new Map<string, number>();
  const seenOnImports = new Set<string>();
  for (const diagnostic of before) {
    for (const key of keys.before(diagnostic)) {
      allowed.set(key, (allowed.get(key) ?? 0) + 1);
      if (isImport(mapping, 'before', diagnostic)) seenOnImports.add(key);
    }
  }
  return after.filter((diagnostic) => {
    const key = keys.after(diagnostic);
    const left = allowed.get(key) ?? 0;
    if (left > 0) {
      allowed.set(key, left - 1);
      return false;
    }
    return !(seenOnImports.has(key) && importsDestination(mapping, relocations, diagnostic));
  });
}

function keysOf(mapping: ComparisonMapping, relocations: RelocationIndex) {
  const words = (side: Side) =>
    comparableMessage({
      relocations,
      root: mapping.root,
      moduleOf: (file) => mapping.enclosingSymbol(side, file, 0)?.module,
    });
  const texts = { before: words('before'), after: words('after') };
  const keyOf = (side: Side, diagnostic: Diagnostic, place: string) => {
    const message = texts[side](diagnostic.message);
    const text = diagnostic.tool === 'command' && diagnostic.file === '' ? comparableLine(message) : message;
    return [diagnostic.tool, diagnostic.code, text, place].join('\0');
  };
  return {
    before: (diagnostic: Diagnostic) =>
      heirsOf(relocations, ownerOf(mapping, 'before', diagnostic)).map((heir) =>
        keyOf('before', diagnostic, placeOf(heir)),
      ),
    after: (diagnostic: Diagnostic) =>
      keyOf('after', diagnostic, placeOf(ownerOf(mapping, 'after', diagnostic))),
  };
}

/** Tells whether a diagnostic after the wave is about what one before it was about, wherever that stands now. */
export function ownership(mapping: ComparisonMapping): (before: Diagnostic, after: Diagnostic) => boolean {
  const relocations = indexRelocations(mapping.relocations);
  return (before, after) =>
    heirsOf(relocations, ownerOf(mapping, 'before', before))
      .map(placeOf)
      .includes(placeOf(ownerOf(mapping, 'after', after)));
}

/** A diagnostic belongs to a definition, else to the module it is about, else to a file. */
function ownerOf(mapping: ComparisonMapping, side: Side, diagnostic: Diagnostic): Owner | string {
  if (diagnostic.subject !== undefined) return { module: diagnostic.subject, name: undefined };
  return mapping.enclosingSymbol(side, diagnostic.file, diagnostic.line) ?? diagnostic.file;
}

function heirsOf(relocations: RelocationIndex, owner: Owner | string): readonly (Owner | string)[] {
  return typeof owner === 'string' ? [owner] : relocations.heirs(owner);
}

function placeOf(owner: Owner | string): string {
  return typeof owner === 'string' ? `file ${owner}` : `module ${owner.module}:${owner.name ?? ''}`;
}

function isImport(mapping: ComparisonMapping, side: Side, diagnostic: Diagnostic): boolean {
  return /^\s*(?:from|import)\b/.test(mapping.sourceLine?.(side, diagnostic.file, diagnostic.line) ?? '');
}

/** One import of a split module becomes one per part, and a complaint about its place is then made of each. */
function importsDestination(
  mapping: ComparisonMapping,
  relocations: RelocationIndex,
  diagnostic: Diagnostic,
): boolean {
  if (!isImport(mapping, 'after', diagnostic)) return false;
  const line = mapping.sourceLine?.('after', diagnostic.file, diagnostic.line) ?? '';
  const words = new Set(line.match(/\w+/g));
  return [...relocations.destinations].some((module) => words.has(module.slice(module.lastIndexOf('.') + 1)));
}
