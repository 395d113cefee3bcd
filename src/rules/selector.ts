import { z } from 'zod';
import type { Finding } from '../model/finding.js';
import type { Selector } from '../model/wave.js';
import { compileError, nativeTransforms } from '../python/ast-grep.js';
import { isMapping } from './plain-data.js';
import { error, quote, suggestion } from './problem.js';
import { pathGlob } from './words.js';
import type { YamlDocument, YamlPath } from './yaml-document.js';

/** An ast-grep rule object, or some of them by name. */
export const astGrepRules = z.record(z.string(), z.unknown());

/** The files that a rule is about. */
export const filesSchema = z.array(pathGlob).min(1).default(['**/*.py']);

/** The selector of a mapping; keys that are not given are left out, as ast-grep wants it. */
export function buildSelector({
  rule,
  constraints,
  utils,
}: {
  readonly rule: Selector['rule'];
  readonly constraints?: Selector['constraints'] | undefined;
  readonly utils?: Selector['utils'] | undefined;
}): Selector {
  return {
    rule,
    ...(constraints === undefined ? {} : { constraints }),
    ...(utils === undefined ? {} : { utils }),
  };
}

const RULE_KEYS = 'pattern kind regex nthChild range inside has precedes follows all any not matches'.split(
  ' ',
);
const RELATIONS = new Set(['inside', 'has', 'precedes', 'follows']);

/** Checks the ast-grep rule of the mapping at `path`: its `rule`, `constraints` and `utils` (RW102, RW105). */
export function checkSelector(document: YamlDocument, path: YamlPath, holder: unknown): Finding[] {
  if (!isMapping(holder) || !isMapping(holder.rule)) return [];
  const { rule, constraints, utils } = holder;
  const transform = isMapping(holder.transform) ? nativeTransforms(holder.transform) : undefined;
  // A part of the wrong shape is the schema's to report.
  if (!isOptionalMapping(constraints) || !isOptionalMapping(utils)) return [];
  const walk = keyWalk(document, Object.keys(utils ?? {}));
  const named = (part: 'constraints' | 'utils', rules: Record<string, unknown> = {}): Finding[] =>
    Object.entries(rules).flatMap(([name, value]) => walk([...path, part, name], value));
  const unknown = [
    ...walk([...path, 'rule'], rule),
    ...named('constraints', constraints),
    ...named('utils', utils),
  ];
  if (unknown.length > 0) return unknown;
  const reason = compileError({ rule, constraints, utils, transform });
  if (reason === undefined) return [];
  const part = guiltyPart(reason, holder);
  const place = suspect(document, [...path, part], holder[part], wordsOf(reason));
  return [error('RW105', place, `ast-grep refuses this rule: ${readable(reason)}`)];
}

function isOptionalMapping(value: unknown): value is Record<string, unknown> | undefined {
  return value === undefined || isMapping(value);
}

type KeyWalk = (path: YamlPath, value: unknown, isRelation?: boolean) => Finding[];

/**
 * Finds what ast-grep would silently ignore: it checks keys at the top of a rule only, not inside relations, and the
 * names that utility rules refer to not at all.
 */
function keyWalk(document: YamlDocument, utils: readonly string[]): KeyWalk {
  const walk: KeyWalk = (path, value, isRelation = false) => {
    if (Array.isArray(value)) return value.flatMap((item, index) => walk([...path, index], item));
    if (!isMapping(value)) return [];
    const known = isRelation ? [...RULE_KEYS, 'field', 'stopBy'] : RULE_KEYS;
    return Object.entries(value).flatMap(([key, inner]) => {
      const here = [...path, key];
      if (!known.includes(key)) {
        const message = `ast-grep has no rule key ${quote(key)}`;
        return [error('RW102', document.keyPlace(here), message, suggestion(key, known, 'rule keys'))];
      }
      if (key === 'matches' && typeof inner === 'string' && !utils.includes(inner)) {
        const message = `${quote('utils')} defines no rule ${quote(inner)}`;
        return [error('RW105', document.valuePlace(here), message, suggestion(inner, utils, 'utility rule'))];
      }
      if (RELATIONS.has(key)) return walk(here, inner, true);
      return ['all', 'any', 'not', 'stopBy'].includes(key) ? walk(here, inner) : [];
    });
  };
  return walk;
}

function guiltyPart(
  reason: string,
  holder: Record<string, unknown>,
): 'rule' | 'constraints' | 'utils' | 'transform' {
  if (isMapping(holder.transform) && /\btransform/i.test(reason)) return 'transform';
  if (isMapping(holder.constraints) && reason.includes('`constraints`')) return 'constraints';
  return isMapping(holder.utils) && reason.includes('`utils`') ? 'utils' : 'rule';
}

/** The first key or value below `path` that the message names; the whole part when it names none. */
function suspect(document: YamlDocument, path: YamlPath, value: unknown, words: ReadonlySet<string>) {
  const found = search(path, value, words);
  if (found === undefined) return document.keyPlace(path);
  return found.isKey ? document.keyPlace(found.path) : document.valuePlace(found.path);
}

type Found = { path: YamlPath; isKey: boolean };

function search(path: YamlPath, value: unknown, words: ReadonlySet<string>): Found | undefined {
  if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) {
      const here = [...path, Array.isArray(value) ? Number(key) : key];
      if (!Array.isArray(value) && words.has(key) && !RULE_KEYS.includes(key))
        return { path: here, isKey: true };
      const found = search(here, inner, words);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  return words.has(String(value)) ? { path, isKey: false } : undefined;
}

/** What the message says in back quotes, after `field`, or on a line of its own (a regular expression). */
function wordsOf(reason: string): ReadonlySet<string> {
  const quoted = [...reason.matchAll(/`([^`]+)`/g)].map((match) => match[1]!);
  const field = [...reason.matchAll(/invalid field (\S+?)\.?$/gm)].map((match) => match[1]!);
  const lines = reason.split('\n').map((line) => line.trim());
  return new Set([...quoted, ...field, ...lines]);
}

/** The last of ast-grep's chain of causes: those above it only say that there is one. */
function readable(reason: string): string {
  const lines = reason.split('\n').map((line) => line.replace(/^\s*(\|->)?\s*(error: )?/, '').trim());
  const last = lines.filter((line) => line !== '').at(-1) ?? reason;
  return last.replace(/\.$/, '');
}
