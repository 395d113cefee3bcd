import type { FileChange } from '../../../src/model/plan.js';

const bytes = (text: string): Uint8Array => Buffer.from(text);

export const create = (path: string, after: string): FileChange => ({
  kind: 'create',
  path,
  after: bytes(after),
  rule: 'test',
});
export const modify = (path: string, before: string, after: string): FileChange => ({
  kind: 'modify',
  path,
  before: bytes(before),
  after: bytes(after),
  edits: [],
});
export const remove = (path: string, before: string): FileChange => ({
  kind: 'delete',
  path,
  before: bytes(before),
  rule: 'test',
});

export const META = { wave: 'wave1', started: '2025-01-01T00:00:00.000Z' };
