import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { readSnapshots } from '../../../src/effects/case-files.js';
import { GATES } from '../../../src/gates/index.js';
import { generatedFiles } from '../../../src/rules/generated-files.js';
import { ruleJsonSchema, waveJsonSchema } from '../../../src/rules/json-schema.js';

const gates = GATES.map(({ name }) => name);
const read = (path: string): string => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');

const snapshots = readSnapshots(fileURLToPath(new URL('../../../', import.meta.url)));

test.each([...generatedFiles(gates, snapshots)])(
  '%s is fresh (else: npx tsx scripts/generate-schemas.ts)',
  (path, text) => {
    expect(read(path)).toBe(text);
  },
);

const shipped = [
  ['rules-yaml/wave4/wave.yaml', waveJsonSchema(gates)],
  ['rules-yaml/wave4/split-registry.yaml', ruleJsonSchema()],
  ['rules-yaml/wave4/split-runtime.yaml', ruleJsonSchema()],
] as const;

test.each(shipped)('the JSON schema accepts %s and refuses what it does not know', (path, schema) => {
  // zod reads the schema back, so that what is tested is the JSON that editors get.
  const check = z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0]);
  for (const document of parseAllDocuments(read(path))) {
    const data = (document as { toJS(): Record<string, unknown> }).toJS();
    expect(check.safeParse(data).error).toBeUndefined();
    expect(check.safeParse({ ...data, surprise: 1 }).success).toBe(false);
  }
});

test('every key of the schemas is described', () => {
  const undescribed: string[] = [];
  const walk = (schema: unknown, path: string): void => {
    if (typeof schema !== 'object' || schema === null) return;
    const { properties, items, oneOf } = schema as Record<string, unknown>;
    for (const [key, value] of Object.entries(properties ?? {})) {
      if (!(value as { description?: string }).description?.endsWith('.')) undescribed.push(`${path}.${key}`);
      walk(value, `${path}.${key}`);
    }
    walk(items, `${path}[]`);
    for (const alternative of (oneOf as unknown[]) ?? []) walk(alternative, path);
  };
  walk(waveJsonSchema(gates), 'wave');
  walk(ruleJsonSchema(), 'rule');
  expect(undescribed).toEqual([]);
});
