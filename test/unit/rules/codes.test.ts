import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { rulesCodes } from '../../../src/rules/codes.js';

const folder = new URL('../../../src/rules/', import.meta.url);
const here = new URL('./', import.meta.url);

const codesIn = (base: URL, recursive: boolean): string[] =>
  readdirSync(base, { recursive, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('codes.ts') && !name.endsWith('codes.test.ts'))
    .flatMap(
      (name) => readFileSync(new URL(name.replaceAll('\\', '/'), base), 'utf8').match(/\bRW1\d\d\b/g) ?? [],
    );

test('each code of the rules has one page, and each page has a code', () => {
  const pages = rulesCodes.map(({ code }) => code);
  expect(pages).toEqual([...new Set(codesIn(folder, true))].sort());
  expect(new Set(pages).size).toBe(pages.length);
});

test('each code is shown by a test', () => {
  const tested = new Set(codesIn(here, false));
  expect(rulesCodes.map(({ code }) => code).filter((code) => !tested.has(code))).toEqual([]);
});

test('each page says why and what to do', () => {
  for (const page of rulesCodes) {
    expect(page.title, page.code).not.toMatch(/\.$/);
    expect(page.cause, page.code).toMatch(/\.$/);
    expect(page.example, page.code).toMatch(/\S\n$/);
    expect(page.waysOut.length, page.code).toBeGreaterThan(0);
  }
});
