import { afterAll, expect, test } from 'vitest';
import { NO_TOOLS, WorkingCopy } from './working-copy.js';

const copy = new WorkingCopy();
afterAll(() => copy[Symbol.dispose]());

test('a suggested wave can be applied as it is, and taken back', async () => {
  const before = copy.hash();
  const args = ['suggest', 'datafusion_engine.schema.registry', '--write', 'rules-yaml/suggested'];
  const suggested = await copy.rewrite(...args, '--quiet');
  expect(suggested.stderr).toContain('can be split like this, unedited');
  expect(suggested.code).toBe(0);
  expect(copy.read('rules-yaml/suggested/split-registry.yaml')).toContain('kind: split-module');
  expect(copy.read('rules-yaml/suggested/wave.yaml')).toContain(
    '{ code: RW211, path: "src/obs/snapshots.py"',
  );
  const again = await copy.rewrite(...args, '--quiet');
  expect(again).toMatchObject({ code: 3, stderr: expect.stringContaining('holds files already') });
  const applied = await copy.rewrite('apply', 'suggested', '--quiet', ...NO_TOOLS);
  expect(applied, applied.stderr).toMatchObject({ code: 0 });
  expect((await copy.rewrite('undo')).code).toBe(0);
  const { rmSync } = await import('node:fs');
  rmSync(`${copy.folder}/rules-yaml/suggested`, { recursive: true });
  expect(copy.hash()).toBe(before);
});

test('RW262: a symbol to build a module around that is not there', async () => {
  const { code, stdout, stderr } = await copy.rewrite(
    'suggest',
    'datafusion_engine.schema.registry',
    '--around',
    'FunctionCatalo',
  );
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain('RW262');
  expect(stderr).toContain('Did you mean `FunctionCatalog`?');
});

test('a module that is not there', async () => {
  const { code, stderr } = await copy.rewrite('suggest', 'datafusion_engine.schema.registri');
  expect(code).toBe(2);
  expect(stderr).toContain('Did you mean `datafusion_engine.schema.registry`?');
});

test('the graph of a module, in the terminal, for Graphviz, for machines and as a page', async () => {
  const graph = (...args: string[]) => copy.rewrite('graph', 'datafusion_engine.schema.registry', ...args);
  expect((await graph()).stdout).toContain('FunctionCatalog');
  expect((await graph('--dot')).stdout).toMatch(
    /^digraph "datafusion_engine.schema.registry" \{[\s\S]*-> n\d+/,
  );
  expect(JSON.parse((await graph('--json')).stdout)).toMatchObject({
    version: 1,
    module: expect.any(String),
  });
  expect((await graph('--html')).stdout).toMatch(/^<!doctype html>[\s\S]*<svg [\s\S]*FunctionCatalog/);
});
