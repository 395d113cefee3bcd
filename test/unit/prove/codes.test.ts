import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { provingCodes } from '../../../src/engine/prove/codes.js';

const folder = new URL('../../../src/engine/prove/', import.meta.url);
const here = new URL('./', import.meta.url);

const codesIn = (base: URL, accept: (name: string) => boolean): Set<string> =>
  new Set(
    readdirSync(base, { encoding: 'utf8' })
      .filter(accept)
      .flatMap((name) => readFileSync(new URL(name, base), 'utf8').match(/\bRW\d{3}\b/g) ?? []),
  );

test('each code of the proofs has one page, and each page has a code', () => {
  const used = codesIn(folder, (name) => !name.startsWith('codes'));
  // Mentions are the planner's finding; the proof only looks for those that it missed.
  used.delete('RW601');
  const pages = provingCodes.map(({ code }) => code);
  expect([...pages].sort()).toEqual([...used].sort());
  expect(new Set(pages).size).toBe(pages.length);
});

test('each code is shown by a test', () => {
  const tested = codesIn(here, (name) => name !== 'codes.test.ts');
  expect(provingCodes.map(({ code }) => code).filter((code) => !tested.has(code))).toEqual([]);
});

test('each page says why and what to do', () => {
  for (const page of provingCodes) {
    expect(page.title, page.code).not.toMatch(/\.$/);
    expect(page.cause, page.code).toMatch(/\.$/);
    expect(page.example, page.code).toMatch(/\S\n$/);
    expect(page.waysOut.length, page.code).toBeGreaterThan(0);
  }
});
