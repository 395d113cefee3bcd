import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { allCodes } from '../../src/run/manage.js';
import { readCases } from './cases.js';
import { terminal } from './terminal.js';

const codes = allCodes()
  .map(({ code }) => code)
  .sort();
const folder = new URL('cases/', import.meta.url);
const snapshots = new URL('../../snapshots/findings/', import.meta.url);

test('each code has a tree that triggers it, and one that nearly does', () => {
  const shown = readdirSync(folder).map((name) => name.replace('.yaml', ''));
  expect(shown.sort()).toEqual(codes);
});

for (const code of codes) {
  test(`${code}: triggered, and nearly`, async () => {
    const { triggers, nearly } = readCases(new URL(`${code}.yaml`, folder));
    const [told, quiet] = [await terminal(triggers), await terminal(nearly)];
    expect(told.codes).toContain(code);
    expect(quiet.codes).not.toContain(code);
    expect([...quiet.errors].sort(), 'what nearly triggers a code has no other error').toEqual(
      [...(nearly.errors ?? [])].sort(),
    );
    const text = `# triggers\n\n${told.text}\n# nearly\n\n${quiet.text}`;
    await expect(text).toMatchFileSnapshot(new URL(`${code}.txt`, snapshots).pathname);
  });
}
