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
 * owner); the owner of an old diagnostic is where its code stands now, so that an error moves with its function. What a
 * tool measured against a limit is accounted for by a measure that was no better.
 */
export function compareDiagnostics(
  before: readonly Diagnostic[],
  after: readonly Diagnostic[],
  mapping: ComparisonMapping,
): readonly Diagnostic[] {
  const relocations = indexRelocations(mapping.relocations);
  const keys = keysOf(mapping, relocations);
  const allowed = new Map<string, number[]>();
  const seenOnImports = new Set<string>();
  const seenOnLines = new Set<string>();
  for (const diagnostic of before) {
    const line = lineBut(mapping, 'before', diagnostic, relocations.sources);
    for (const { key, measure } of keys.before(diagnostic)) {
      allowed.set(
        key,
        [...(allowed.get(key) ?? []), measure].sort((a, b) => a - b),
      );
      if (isImport(mapping, 'before', diagnostic)) seenOnImports.add(key);
      if (line !== undefined) seenOnLines.add(`${key}\0${line}`);
    }
  }
  return after.filter((diagnostic) => {
    const { key, measure } = keys.after(diagnostic);
    const left = allowed.get(key) ?? [];
    const at = left.findIndex((each) => each >= measure);
    if (at >= 0) {
      left.splice(at, 1);
      return false;
    }
    const line = lineBut(mapping, 'after', diagnostic, relocations.destinations);
    if (line !== undefined && seenOnLines.has(`${key}\0${line}`)) return false;
    return !(seenOnImports.has(key) && importsDestination(mapping, relocations, diagnostic));
  });
}

/** `(51 > 50)`: what was measured, and the limit. */
const MEASURE = /\((\d+) ([<>]=?) (\d+)\)/;

/** A message without its measure, and the measure: the larger, the worse. */
function measured(message: string): { readonly text: string; readonly measure: number } {
  const match = MEASURE.exec(message);
  if (!match) return { text: message, measure: 0 };
  const value = Number(match[1]);
  return {
    text: message.replace(MEASURE, `(# ${match[2]} ${match[3]})`),
    measure: match[2]!.startsWith('>') ? value : -value,
  };
}

/**
 * The line of a diagnostic with one word for the given modules; `undefined` when it names none of them. A statement that
 * the wave repeats for each new module, such as a patch, is the same line but for that.
 */
function lineBut(
  mapping: ComparisonMapping,
  side: Side,
  { file, line }: Diagnostic,
  modules: ReadonlySet<string>,
): string | undefined {
  const text = mapping.sourceLine?.(side, file, line)?.trim();
  if (text === undefined) return undefined;
  const segments = [...modules].map((module) => module.slice(module.lastIndexOf('.') + 1));
  const told = text.replace(/\w+/g, (word) =>
    segments.some((segment) => word === segment || word.endsWith(`_${segment}`)) ? '<module>' : word,
  );
  return told === text ? undefined : told;
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
    const isLine = diagnostic.tool === 'command' && diagnostic.file === '';
    const { text, measure } = measured(isLine ? comparableLine(message) : message);
    return { key: [diagnostic.tool, diagnostic.code, text, place].join('\0'), measure };
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
