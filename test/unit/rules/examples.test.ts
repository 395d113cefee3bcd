import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { GATES } from '../../../src/gates/index.js';
import { UserError } from '../../../src/model/errors.js';
import { ruleKinds } from '../../../src/rules/kinds/index.js';
import { loadWave } from '../../../src/rules/load.js';
import { SOUND_RULE } from './loading.js';

const root = new URL('../../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');

test.each([...ruleKinds.values()].map(({ kind, example }) => [kind, example] as const))(
  'the example of %s is the one that its first case tries',
  (kind, example) => {
    expect(read(`src/rules/kinds/${kind}/cases/example/rule.yaml`)).toBe(example);
  },
);

const pages = ['README.md', ...readdirSync(new URL('docs/', root)).map((name) => `docs/${name}`)];
const blocks = pages
  .filter((path) => path.endsWith('.md'))
  .flatMap((path) =>
    [...read(path).matchAll(/^```yaml\n(.*?)^```$/gms)].map((match, index) => {
      const block = match[1]!;
      return { name: `${path} ${index}`, block, sort: sortOf(block) };
    }),
  )
  // Settings of other programs are theirs to check.
  .filter(({ sort }) => sort !== 'other');

function sortOf(block: string): 'rule' | 'gates' | 'wave' | 'other' {
  const data = parseAllDocuments(block).map((document) => (document as { toJS(): unknown }).toJS());
  const has = (each: unknown, key: string) => typeof each === 'object' && each !== null && key in each;
  if (has(data[0], 'kind')) return 'rule';
  if (has(data[0], 'title')) return 'wave';
  return Array.isArray(data[0]) && data[0].every((each) => has(each, 'gate')) ? 'gates' : 'other';
}

test.each(blocks)('the YAML of $name loads', ({ block, sort }) => {
  const gates = `title: A wave\ngates:\n${block.replace(/^/gm, '  ')}`;
  const wave = { rule: 'title: A wave\n', gates, wave: block.replace(/^rules:.*$/m, ''), other: '' }[sort];
  expect(problems(wave, sort === 'rule' ? block : SOUND_RULE)).toEqual([]);
});

test('each sort of example was found', () => {
  expect(new Set(blocks.map(({ sort }) => sort))).toEqual(new Set(['rule', 'gates', 'wave']));
});

/** Everything that is wrong with a wave of one rule file. */
function problems(wave: string, rules: string): string[] {
  const files = [
    { path: 'w/wave.yaml', text: wave },
    { path: 'w/rule.yaml', text: rules },
  ];
  const knownGates = new Set(GATES.map(({ name }) => name));
  try {
    loadWave(files, { name: 'w', folder: 'w', shipped: false, knownGates });
    return [];
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return error.findings.map(({ code, message }) => `${code} ${message}`);
  }
}
