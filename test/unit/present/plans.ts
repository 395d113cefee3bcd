import type { Edit, FileChange, Plan } from '../../../src/model/plan.js';

const encoder = new TextEncoder();

export const bytes = (text: string): Uint8Array => encoder.encode(text);

export const create = (path: string, after: string | Uint8Array, rule = 'split'): FileChange => ({
  kind: 'create',
  path,
  after: typeof after === 'string' ? bytes(after) : after,
  rule,
});

export const remove = (path: string, before: string | Uint8Array, rule = 'split'): FileChange => ({
  kind: 'delete',
  path,
  before: typeof before === 'string' ? bytes(before) : before,
  rule,
});

export const edit = (start: number, end: number, text: string): Edit => ({
  start,
  end,
  text,
  rule: 'split',
  form: 'from-import',
});

/** A modified file; `after` is what the edits make of `before`. */
export function modify(path: string, before: string, edits: readonly Edit[]): FileChange {
  return { kind: 'modify', path, before: bytes(before), after: bytes(applyEdits(before, edits)), edits };
}

export function applyEdits(before: string, edits: readonly Edit[]): string {
  let text = '';
  let at = 0;
  for (const { start, end, text: replacement } of edits) {
    text += before.slice(at, start) + replacement;
    at = end;
  }
  return text + before.slice(at);
}

/** Replaces the first occurrence. */
export function replacing(path: string, before: string, old: string, text: string): FileChange {
  const start = before.indexOf(old);
  return modify(path, before, [edit(start, start + old.length, text)]);
}

export function planOf(changes: readonly FileChange[], more: Partial<Plan> = {}): Plan {
  return {
    wave: 'wave4',
    root: '/repo',
    changes,
    findings: [],
    staticGates: [],
    relocations: [],
    statistics: {
      filesListed: 0,
      filesRead: 0,
      filesParsed: 0,
      statementsMoved: 0,
      symbolsMoved: 0,
      statementsRemoved: 0,
      symbolsRemoved: 0,
      references: {},
    },
    ...more,
  };
}
