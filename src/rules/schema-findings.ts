import { z } from 'zod';
import type { Finding } from '../model/finding.js';
import { isMapping, typeName } from './plain-data.js';
import { error, listed, nearest, quote, suggestion } from './problem.js';
import { violationCodes } from './words.js';
import type { YamlDocument, YamlPath } from './yaml-document.js';

const EXPECTED: Readonly<Record<string, string>> = {
  string: 'text',
  array: 'a list',
  object: 'a mapping',
  record: 'a mapping',
  boolean: 'true or false',
  number: 'a number',
  int: 'a whole number',
};

/** What `schema` has against a document, each at the place of the key or value that is wrong. */
export function schemaFindings(schema: z.ZodType, document: YamlDocument): Finding[] {
  const result = schema.safeParse(document.data);
  if (result.success) return [];
  const { issues } = result.error;
  const unknown = issues.flatMap((issue) => {
    if (issue.code !== 'unrecognized_keys') return [];
    return issue.keys.map((key): YamlPath => [...(issue.path as YamlPath), key]);
  });
  // A misspelt key isn't missing too: its own finding names it already.
  const meant = new Set(unknown.map((path) => intended(schema, path)?.join('\n')));
  // One wrong value may break several checks of the same key; the first says enough.
  const told = new Set<string>();
  const findings = unknown.map((path) => unknownKey(schema, document, path));
  for (const issue of issues) {
    const path = issue.path as YamlPath;
    const id = path.join('\n');
    if (issue.code === 'unrecognized_keys' || told.has(id)) continue;
    told.add(id);
    if (!isMissing(document, path)) findings.push(wrong(issue, schema, document, path));
    else if (!meant.has(id)) findings.push(missingKey(document, path));
  }
  return findings;
}

/** Where a misspelt key probably belongs. */
function intended(schema: z.ZodType, path: YamlPath): YamlPath | undefined {
  const holder = path.slice(0, -1);
  const near = nearest(String(path.at(-1)), keysAt(schema, holder));
  return near === undefined ? undefined : [...holder, near];
}

/** The keys that the schema knows at `path`. */
function keysAt(schema: z.ZodType, path: YamlPath): readonly string[] {
  const found = schemaAt(schema, path);
  return found instanceof z.ZodObject ? Object.keys(found.shape) : [];
}

function unknownKey(schema: z.ZodType, document: YamlDocument, path: YamlPath): Finding {
  const key = String(path.at(-1));
  const known = keysAt(schema, path.slice(0, -1));
  return error(
    'RW102',
    document.keyPlace(path),
    `unknown key ${quote(key)}`,
    suggestion(key, known, 'known keys'),
  );
}

/** The finding for a key that has to be there. */
export function missingKey(document: YamlDocument, path: YamlPath, why = ''): Finding {
  const message = `the key ${quote(String(path.at(-1)))} is missing${why}`;
  return error('RW104', document.valuePlace(path.slice(0, -1)), message);
}

function wrong(issue: z.core.$ZodIssue, schema: z.ZodType, document: YamlDocument, path: YamlPath): Finding {
  const value = valueAt(document.data, path);
  const place = document.valuePlace(path);
  const subject = subjectOf(path);
  switch (issue.code) {
    case 'invalid_type': {
      const wanted = EXPECTED[issue.expected] ?? issue.expected;
      return error('RW103', place, `${subject} must be ${wanted}, but it is ${typeName(value)}`);
    }
    case 'invalid_value': {
      const allowed = issue.values.map(String);
      const near = typeof value === 'string' ? nearest(value, allowed) : undefined;
      const hint = near === undefined ? undefined : `did you mean ${quote(near)}?`;
      const given = typeof value === 'object' ? typeName(value) : quote(String(value));
      return error('RW103', place, `${subject} must be ${listed(allowed)}, not ${given}`, hint);
    }
    default: {
      const target = schemaAt(schema, path);
      const code = (target === undefined ? undefined : violationCodes.get(target)?.code) ?? 'RW103';
      const shown = typeof value === 'string' && value.length <= 80 && !value.includes('\n');
      return error(code, place, `${shown && value !== '' ? quote(value) : subject} ${phrase(issue)}`);
    }
  }
}

/** The schemas' own messages are predicates ("is not a Python name"); zod's sizes are put into words here. */
function phrase(issue: z.core.$ZodIssue): string {
  if (issue.code === 'too_small') {
    if (issue.origin === 'array' || issue.origin === 'string') return 'must not be empty';
    return `must be ${issue.inclusive ? 'at least' : 'more than'} ${issue.minimum}`;
  }
  if (issue.code === 'too_big') return `must be at most ${issue.maximum}`;
  return issue.message;
}

function subjectOf(path: YamlPath): string {
  const last = path.at(-1);
  if (last === undefined) return 'the document';
  if (typeof last === 'string') return quote(last);
  return `item ${last + 1} of ${quote(String(path.at(-2) ?? 'the document'))}`;
}

function isMissing(document: YamlDocument, path: YamlPath): boolean {
  const key = path.at(-1);
  const holder = valueAt(document.data, path.slice(0, -1));
  return typeof key === 'string' && isMapping(holder) && !Object.hasOwn(holder, key);
}

function valueAt(data: unknown, path: YamlPath): unknown {
  let value = data;
  for (const step of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<string | number, unknown>)[step];
  }
  return value;
}

function schemaAt(schema: z.ZodType, path: YamlPath): z.core.$ZodType | undefined {
  let found: z.core.$ZodType | undefined = unwrapped(schema);
  for (const step of path) {
    if (found instanceof z.ZodObject) found = found.shape[step] as z.core.$ZodType | undefined;
    else if (found instanceof z.ZodArray) found = found.element;
    else return undefined;
    found = unwrapped(found);
  }
  return found;
}

function unwrapped(schema: z.core.$ZodType | undefined): z.core.$ZodType | undefined {
  let inner = schema;
  while (inner instanceof z.ZodOptional || inner instanceof z.ZodDefault) inner = inner.unwrap();
  return inner;
}
