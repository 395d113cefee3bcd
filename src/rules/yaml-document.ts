import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseAllDocuments,
  visit,
} from 'yaml';
import type { Finding, Place } from '../model/finding.js';
import { error, quote } from './problem.js';

/** One text of a wave's folder; `path` is as the user gave it and appears in findings. */
export interface WaveFile {
  readonly path: string;
  readonly text: string;
}

/** Keys and indices that lead from the top of a YAML document to a value. */
export type YamlPath = readonly (string | number)[];

/** A YAML document as plain data, which can still say where each part of it stands. */
export interface YamlDocument {
  readonly data: unknown;
  /** Place of the value at `path`, or of the nearest value above it that exists. */
  valuePlace(path: YamlPath): Place;
  /** Place of the last key of `path`; of the value when `path` ends in an index. */
  keyPlace(path: YamlPath): Place;
}

// A hand-written wave repeats a block a few times; thousands of expansions are an attack or a mistake.
const MAX_ALIASES = 100;
const MAX_CHARACTERS = 1_000_000;

/** Reads every document of a file; a document that is no YAML yields findings instead (RW101). */
export function readYaml(file: WaveFile): { documents: YamlDocument[]; findings: Finding[] } {
  const start: Place = { file: file.path, line: 1, column: 1 };
  if (file.text.length > MAX_CHARACTERS) {
    return { documents: [], findings: [error('RW101', start, 'the file is too large for a rules file')] };
  }
  const lines = new LineCounter();
  const options = { lineCounter: lines, prettyErrors: false, uniqueKeys: true, logLevel: 'error' } as const;
  const parsed = parseAllDocuments(file.text, options);
  const at = placer(file.path, lines);
  const findings: Finding[] = [];
  const documents: YamlDocument[] = [];
  for (const document of 'empty' in parsed ? [] : parsed) {
    const problems = [...syntaxFindings(document, at), ...aliasFindings(document, at)];
    if (problems.length > 0) {
      findings.push(...problems);
      continue;
    }
    try {
      const data: unknown = document.toJS({ maxAliasCount: MAX_ALIASES });
      if (data !== null) documents.push(positioned(document, data, at));
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      findings.push(error('RW101', at(document.range?.[0] ?? 0), `this YAML can't be expanded: ${reason}`));
    }
  }
  return { documents, findings };
}

type PlaceOf = (from: number, to?: number) => Place;

function placer(file: string, lines: LineCounter): PlaceOf {
  return (from, to) => {
    const { line, col } = lines.linePos(from);
    const place = { file, line: Math.max(line, 1), column: Math.max(col, 1) };
    if (to === undefined || to <= from) return place;
    const end = lines.linePos(to);
    return { ...place, endLine: end.line, endColumn: end.col };
  };
}

/** Duplicate keys, each of them; otherwise the first error only: the parser's later ones follow from it. */
function syntaxFindings(document: Document.Parsed, at: PlaceOf): Finding[] {
  const duplicates = document.errors.filter(({ code }) => code === 'DUPLICATE_KEY');
  const broken = document.errors.find(({ code }) => code !== 'DUPLICATE_KEY');
  if (broken !== undefined) {
    const deep = broken.code === 'RESOURCE_EXHAUSTION';
    const message = deep ? 'this YAML is nested too deeply' : sentence(broken.message);
    return [error('RW101', at(...broken.pos), message)];
  }
  if (duplicates.length > 0) return duplicateKeys(document, at);
  const [warning] = document.warnings;
  return warning === undefined ? [] : [error('RW101', at(...warning.pos), sentence(warning.message))];
}

function duplicateKeys(document: Document.Parsed, at: PlaceOf): Finding[] {
  const findings: Finding[] = [];
  visit(document, {
    Map(_key, map) {
      const seen = new Map<string, Place>();
      for (const { key } of map.items) {
        const place = rangeOf(key, at);
        if (place === undefined) continue;
        const name = keyText(key);
        const first = seen.get(name);
        if (first === undefined) seen.set(name, place);
        else {
          const related = [{ place: first, message: 'first given here' }];
          findings.push({
            ...error('RW101', place, `the key ${quote(name)} is given twice in one mapping`),
            related,
          });
        }
      }
    },
  });
  return findings;
}

/** Aliases that name no anchor, and anchors that contain themselves: neither can become plain data. */
function aliasFindings(document: Document.Parsed, at: PlaceOf): Finding[] {
  const findings: Finding[] = [];
  let count = 0;
  visit(document, {
    Alias(_key, alias, ancestors) {
      // Each is looked for in the whole document.
      if (++count > MAX_ALIASES) {
        const message = `this YAML has more than ${MAX_ALIASES} aliases`;
        findings.push(error('RW101', rangeOf(alias, at) ?? at(0), message));
        return visit.BREAK;
      }
      const place = rangeOf(alias, at) ?? at(0);
      const target = alias.resolve(document);
      if (target === undefined) {
        findings.push(
          error('RW101', place, `no anchor ${quote(`&${alias.source}`)} stands above this alias`),
        );
      } else if (ancestors.includes(target)) {
        findings.push(error('RW101', place, `the anchor ${quote(`&${alias.source}`)} contains itself`));
      }
      return undefined;
    },
  });
  return findings;
}

function positioned(document: Document.Parsed, data: unknown, at: PlaceOf): YamlDocument {
  const top = document.contents as Node | null;
  const whole = rangeOf(top, at) ?? at(document.range?.[0] ?? 0);
  const valuePlace = (path: YamlPath): Place => {
    let node: unknown = top;
    let place = whole;
    for (const step of path) {
      node = child(resolved(node, document), step);
      if (isPair(node)) node = node.value ?? node.key;
      const here = rangeOf(node, at);
      if (here === undefined) return place;
      place = here;
    }
    return place;
  };
  const keyPlace = (path: YamlPath): Place => {
    let node: unknown = top;
    for (const step of path.slice(0, -1)) {
      const next = child(resolved(node, document), step);
      node = isPair(next) ? next.value : next;
    }
    const last = path.at(-1);
    const found = last === undefined ? undefined : child(resolved(node, document), last);
    return (isPair(found) ? rangeOf(found.key, at) : undefined) ?? valuePlace(path);
  };
  return { data, valuePlace, keyPlace };
}

function resolved(node: unknown, document: Document.Parsed): unknown {
  return isAlias(node) ? node.resolve(document) : node;
}

function child(node: unknown, step: string | number): Pair | unknown {
  if (isMap(node)) return node.items.find(({ key }) => keyText(key) === String(step));
  return isSeq(node) && typeof step === 'number' ? node.items[step] : undefined;
}

function keyText(key: unknown): string {
  return isScalar(key) ? String(key.value) : String(key);
}

/** A node's own text; of a block only its beginning, since its end is where the next thing starts. */
function rangeOf(node: unknown, at: PlaceOf): Place | undefined {
  if (!isNode(node) || node.range === null || node.range === undefined) return undefined;
  const isBlock = isCollection(node) && node.flow !== true;
  if (isBlock) return at(node.range[0]);
  return at(node.range[0], node.range[1]);
}

function sentence(message: string): string {
  return message.charAt(0).toLowerCase() + message.slice(1);
}
